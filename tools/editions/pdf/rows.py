"""What goes wrong with the rows of a pair where a page ends: found after a run, mended next.

Each column breaks where it likes. So one may go on over the page with a line or two while the
other has come to its end, or begin a page after its partner; and where a note takes the room of
the line that calls it, the two part. A page that ends a little earlier, in both columns, helps.
A row with notes that goes to the next page may leave its heading behind (typst#5376).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

TOP, BOTTOM = 31 / 25.4 * 72, (297 - 29) / 25.4 * 72
"""Between them stands the text of a page, in points below its top (pair.typ says the same)."""

PITCH = 12.54  # points from line to line
LONELY = 2
"""So many lines of one column may not stand alone on a page, with nothing beside them."""

_SHORT = 4.5 * PITCH  # so much of a page may be left for a better break
_MOST = 8 * PITCH
_FEET = 18.0  # points from the last line to the first note: what is left, the rule, the rest
_FEW = 3.5  # lines: of fewer none can be spared

_At = tuple[int, float]


@dataclass(frozen=True, slots=True)
class Row:
    """A row by name: where each column begins (its first line's top) and ends (its last base).

    `head` is where the first heading right above it stands, if there is one.
    """

    name: str
    begins: tuple[_At, _At]
    ends: tuple[_At, _At]
    notes: tuple[str, ...] = ()
    head: _At | None = None

    @property
    def behind(self) -> bool:
        """Whether its heading stays behind at the foot of a page."""
        return self.head is not None and self.head[0] < min(self.begins)[0]

    @property
    def parted(self) -> bool:
        """Whether its columns begin on different pages."""
        return self.begins[0][0] != self.begins[1][0]

    @property
    def broken(self) -> bool:
        """Whether it goes on over a page."""
        return min(self.begins)[0] < max(self.ends)[0]

    @property
    def alone(self) -> int:
        """How many lines of one column begin a page on which the other has nothing, at most 2."""
        early, late = sorted(self.ends)
        count = round((late[1] - TOP) / PITCH)
        return count if early[0] < late[0] and 0 < count <= LONELY else 0


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows, the top of the notes of each page, and where each note stands and is called."""

    rows: tuple[Row, ...] = ()
    feet: Mapping[str, _At] = field(default_factory=dict)
    calls: Mapping[str, _At] = field(default_factory=dict)

    def bottom(self, page: int) -> float:
        """Where the text of a page ends: above its notes."""
        tops = [y - _FEET for number, y in self.feet.values() if number == page]
        return min([BOTTOM, *tops])


def read_rows(found: Mapping[str, Any]) -> Rows:
    """Make sense of what `notes.PLACES` gave; nothing where there are no rows."""
    places: dict[str, dict[tuple[int, bool], _At]] = {}
    notes: dict[str, tuple[str, ...]] = {}
    heads = _first(found.get("heads", []))
    for name, column, end, called, page, y in found.get("rows", []):
        places.setdefault(name, {})[column, end] = (page, y)
        notes[name] = tuple(called)
    rows = tuple(
        Row(
            name,
            (at[0, False], at[1, False]),
            (at[0, True], at[1, True]),
            notes[name],
            heads.get(name),
        )
        for name, at in places.items()
    )
    return Rows(rows, _first(found.get("feet", [])), _first(found.get("calls", [])))


def _first(found: Sequence[Any]) -> dict[str, _At]:
    """Give the first place of each note or row: it may go on over a page, and be named again."""
    first: dict[str, _At] = {}
    for name, page, y in found:
        first.setdefault(name, (page, y))
    return first


def mend_rows(
    found: Rows, short: Mapping[str, float], need: Mapping[str, float]
) -> tuple[dict[str, float], dict[str, float]]:
    """Give what the next run should leave free (points), below a row, or below what is above it.

    One row a run, the first: what is mended there changes all below it.
    """
    for row in found.rows:
        if row.name in need:
            continue
        if (left := _left(row, found, short.get(row.name, 0))) is not None:
            return {**short, row.name: round(left, 1)}, dict(need)
        if room := _room(row, found):
            return dict(short), {**need, row.name: round(room, 1)}
    return dict(short), dict(need)


def _left(row: Row, found: Rows, before: float) -> float | None:
    """Say how much earlier the page on which a row begins has to end; None if that is no help."""
    if row.parted or not row.broken:
        return None
    if note := next(_astray(row, found), None):
        foot, call = found.feet[note], found.calls[note]
        # Printed before its call, it took that one's room; else its call has to follow it.
        after = found.bottom(call[0]) - call[1] + PITCH
        left = BOTTOM - before - foot[1] + _FEET if foot < call else after
        return left if not before and min(foot, call)[0] == row.begins[0][0] else None
    if not row.alone:
        return None
    page, y = min(row.ends)
    top = row.begins[0][1] if row.begins[0][0] == page else TOP
    if (y - top) / PITCH < _FEW:
        return None
    # Two lines of the other column go along; where it ended long before, one line more of this.
    both = found.bottom(page) - before - y + PITCH + 1
    more = both if both <= _SHORT else (LONELY + 1 - row.alone) * PITCH
    return before + more if before + more <= _MOST else None


def _room(row: Row, found: Rows) -> float:
    """Say how much room a page has left when a row is better begun on the next; 0 if it is not."""
    if row.behind and row.head and row.head[1] > TOP + PITCH:
        return max(found.bottom(row.head[0]) - row.head[1], 1)
    page, y = min(row.begins)
    room = max(found.bottom(page) - y, 1)
    if any(_astray(row, found)):
        # Typst moves a row for the first of its notes alone; the others it parts from it.
        return room if y > TOP + PITCH else 0
    return room if (row.parted or row.alone) and room <= _MOST else 0


def _astray(row: Row, found: Rows) -> Iterator[str]:
    for note in row.notes:
        foot, call = found.feet.get(note), found.calls.get(note)
        if foot and call and foot[0] != call[0]:
            yield note


def said_of_rows(found: Rows) -> Iterator[str]:
    """Say what no run could mend."""
    for row in found.rows:
        if row.parted:
            pages = " and ".join(str(page) for page, _ in sorted(row.begins))
            yield f"the columns of {row.name} begin on pages {pages}"
        elif row.behind:
            yield f"the heading of {row.name} stays behind on page {row.head and row.head[0]}"
        elif row.alone:
            yield f"one column of {row.name} goes on alone on page {max(row.ends)[0]}"
