"""What goes wrong with notes and lines: found after a run of Typst, mended by the next.

Typst moves a line whose note does not fit to the next page, alone if need be, and can print
a note one page before its call (typst#5376, #5314, #5603).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, TypeAlias

from editions.pdf.hyphens import Hyphens
from editions.pdf.rows import Rows, mend_rows, read_rows, said_of_rows
from editions.pdf.walk import Remark

PLACES = """{
  let place(it) = { let at = it.location().position(); (at.page, at.y.pt()) }
  (
    seams: query(<at:seam>).map(it => it.value + place(it)),
    calls: query(<at:call>).map(it => (it.value,) + place(it)),
    entries: query(<at:entry>).map(it => it.value + (it.location().page(),)),
    feet: query(<at:entry>).map(it => (it.value.first(),) + place(it)),
    rows: query(<at:row>).map(it => it.value + place(it)),
    heads: query(<at:head>).map(it => (it.value,) + place(it)),
  )
}"""
"""The Typst expression for all the places that the templates mark.

No id of a document begins as their labels do.
"""

MOST_MOVED = 4
"""So many lines may go to the next page with the rest of their paragraph, not more."""

SPACINGS = (97, 103)
"""What blanks between words may be set to (per cent), the less visible change first."""

DEAREST = 1500
"""What a hyphen may cost, in per cent of what Typst would ask."""

_PITCH = 14.5  # points from line to line
_SAME_LINE = 4.0  # points: a raised mark is so much higher than its line at most

_At: TypeAlias = tuple[int, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph: page, height below the page's top (points), its first word's end."""

    page: int
    y: float
    seam: int


@dataclass(frozen=True, slots=True)
class Caller:
    """A paragraph that calls notes, known by the id of the first; `calls` gives their lines."""

    id: str
    lines: tuple[Line, ...]
    calls: Mapping[str, int]

    @property
    def parts(self) -> list[int]:
        """How many lines stand on each page the paragraph is on."""
        pages = [line.page for line in self.lines]
        return [pages.count(page) for page in dict.fromkeys(pages)]

    @property
    def orphan(self) -> bool:
        return len(self.parts) > 1 and self.parts[0] == 1

    @property
    def widow(self) -> bool:
        return len(self.parts) > 1 and self.parts[-1] == 1


@dataclass(frozen=True, slots=True)
class Places:
    """Where paragraphs with notes stand, and the pages on which a note and its call differ."""

    callers: tuple[Caller, ...]
    astray: Mapping[str, tuple[int, int]]
    """The page of a note and that of its call, by the note's id, where they are not one."""
    rows: Rows = field(default_factory=Rows)


@dataclass(frozen=True, slots=True)
class Mends:
    """What the next run is to do otherwise.

    `anchors` ties a note to the end of an earlier word of its paragraph (by number), so that
    the line of that word moves along with it. `need` asks for room (points) before a
    paragraph, by the id of its first note, or else for the next page. `spacing` sets the
    blanks between words of a paragraph (per cent). `dear` says how much a hyphen costs in a
    paragraph or note that had a ladder of them, by its own id (per cent); `careful` are those
    in which a word was divided where it reads badly. `short` ends the page of a row of a pair
    so much (points) earlier.
    """

    anchors: Mapping[str, int] = field(default_factory=dict)
    need: Mapping[str, float] = field(default_factory=dict)
    spacing: Mapping[str, int] = field(default_factory=dict)
    dear: Mapping[str, int] = field(default_factory=dict)
    careful: tuple[str, ...] = ()
    short: Mapping[str, float] = field(default_factory=dict)

    def as_json(self) -> str:
        """Give what the template reads."""
        return json.dumps(asdict(self), sort_keys=True)


def read_places(found: Mapping[str, Any]) -> Places:
    """Make sense of what `PLACES` gave."""
    calls: dict[str, _At] = {}
    for note, page, y in found["calls"]:
        calls.setdefault(note, (page, y))
    begins: dict[str, tuple[int, int]] = {}
    for note, call, page in found["entries"]:
        begins.setdefault(note, (page, calls.get(note, (call,))[0]))
    rows: dict[str, list[Line]] = {}
    notes: dict[str, list[str]] = {}
    for called, seam, page, y in found["seams"]:
        notes[called[0]] = called
        lines = rows.setdefault(called[0], [])
        if not lines or lines[-1].page != page or abs(lines[-1].y - y) > _SAME_LINE:
            lines.append(Line(page, y, seam))
    callers = tuple(
        Caller(first, tuple(lines), _lines_of(notes[first], calls, lines))
        for first, lines in rows.items()
    )
    astray = {note: pages for note, pages in begins.items() if pages[0] != pages[1]}
    return Places(callers, astray, read_rows(found))


def mend(places: Places, mends: Mends, *, bottom: float) -> Mends:
    """Give what the next run should do; the same as before if nothing is wrong or would help.

    `bottom` is where the text of a page ends, in points below its top.
    """
    anchors, need, spacing = dict(mends.anchors), dict(mends.need), dict(mends.spacing)
    for caller in places.callers:
        astray = any(note in places.astray for note in caller.calls)
        # Without calls it is not a paragraph of a single column.
        if not caller.calls or not (astray or caller.orphan or caller.widow):
            continue
        if anchored := _anchors(caller, mends):
            anchors |= anchored
        elif room := _room(caller, need.get(caller.id, 0), astray=astray, bottom=bottom):
            need[caller.id] = room
        elif left := [each for each in SPACINGS if each > spacing.get(caller.id, 0)]:
            spacing[caller.id] = left[0]
    short, need = mend_rows(places.rows, mends.short, need)
    return replace(mends, anchors=anchors, need=need, spacing=spacing, short=short)


def mend_hyphens(found: Hyphens, mends: Mends) -> Mends:
    """Give what the next run should do about ladders of hyphens and badly divided words."""
    # In narrow columns what a hyphen saves is wide: no more is paid than must be.
    factor = 2 if found.narrow else 5
    dearer = {key: factor * mends.dear.get(key, 60) for key in found.ladders}
    dearer = {key: cost for key, cost in dearer.items() if cost <= DEAREST}
    careful = tuple(sorted({*mends.careful, *found.misplaced}))
    return replace(mends, dear={**mends.dear, **dearer}, careful=careful)


def remarks_on(places: Places, ladders: Iterable[str]) -> tuple[Remark, ...]:
    """Tell the editor of what no run could mend."""
    said = [
        f"note '{note}' begins on page {page}, its call is on page {call}"
        for note, (page, call) in places.astray.items()
    ]
    for caller in places.callers:
        lines = {
            "first": caller.orphan and caller.lines[0],
            "last": caller.widow and caller.lines[-1],
        }
        said += [
            f"the {which} line of the paragraph with note '{caller.id}' is alone "
            f"on page {line.page}"
            for which, line in lines.items()
            if line
        ]
    said += said_of_rows(places.rows)
    said += [f"more than two lines in a row end in a hyphen in '{key}'" for key in sorted(ladders)]
    return tuple(
        Remark(f"{text}; shorten or lengthen a paragraph before it", None) for text in said
    )


def _lines_of(
    notes: Iterable[str], calls: Mapping[str, _At], lines: Sequence[Line]
) -> dict[str, int]:
    """Give the number of the line, from 0, in which each note is called."""
    found = {}
    for note in notes:
        page, y = calls.get(note, (0, 0.0))
        near = [i for i, line in enumerate(lines) if line.page == page]
        if near:
            found[note] = min(near, key=lambda i: abs(lines[i].y - y))
    return found


def _anchors(caller: Caller, mends: Mends) -> dict[str, int]:
    """Tie the notes of a last line that is alone to the line before it."""
    last = len(caller.lines) - 1
    # Of three lines none may stand alone: then all go.
    if not caller.widow or last < 3:
        return {}
    return {
        note: caller.lines[last - 1].seam
        for note, at in caller.calls.items()
        if at == last and note not in mends.anchors
    }


def _room(caller: Caller, before: float, *, astray: bool, bottom: float) -> float:
    """Say how much room to ask for, lest a paragraph begin on this page; 0 if that is no help."""
    if len(caller.parts) > 1:
        over = caller.parts[0] > MOST_MOVED or before
        return 0 if over else round(bottom - caller.lines[0].y + _PITCH, 1)
    # It begins a page already, its note the page before: nobody knows how much was left there.
    return max(2 * before, 4 * _PITCH) if astray and before < bottom / 3 else 0
