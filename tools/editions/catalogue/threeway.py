"""Three versions of a catalogue → one: merging by message, for git.

A message is known by its context and msgid; where it stands and how a tool wrapped it is
no change. Of a message's parts (translation, remarks, flags, place among the living)
each comes from the side that changed it. Where both sides changed a translation, both
are kept (`conflict`). So git may go on: what waits for a person's decision is a state of
the message, not of the working copy.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import TypeVar

import polib

from editions.catalogue import header, po, vouching
from editions.catalogue.conflict import ADVICE, leave_open, with_both
from editions.catalogue.merge import Key, has_text, key

T = TypeVar("T")
_Side = dict[Key, polib.POEntry]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A message both sides translated differently, and its line in the merged catalogue."""

    line: int
    msgid: str


def merged(
    ours: po.Catalogue, theirs: po.Catalogue, base: po.Catalogue | None
) -> tuple[str, list[Conflict]]:
    """Merge two versions of a catalogue that come from `base` (None: from nowhere).

    Gives the text of the merged catalogue and what a person must decide.
    """
    old = _by_key(() if base is None else base)
    mine, other = _by_key(ours), _by_key(theirs)
    _carry_over(mine, other, old)
    _carry_over(other, mine, old)
    results = {
        name: result
        for name in _order(mine, other, old)
        if (result := one(mine.get(name), other.get(name), old.get(name)))
    }
    # Tools leave obsolete messages of one msgid in any number; ours are all kept.
    spare = [entry for entry in ours if entry.obsolete and mine.get(key(entry)) is not entry]
    _merge_header(ours, theirs, base)
    ours[:] = [*results.values(), *spare]
    text = po.dumps(ours)
    return text, _conflicts(text)


def _by_key(catalogue: Iterable[polib.POEntry]) -> _Side:
    """Give the messages by what they are known by: the live one, else the last obsolete one."""
    found: _Side = {}
    for entry in catalogue:
        known = found.get(key(entry))
        if known is None or known.obsolete:
            found[key(entry)] = entry
    return found


def _order(mine: _Side, other: _Side, old: _Side) -> list[Key]:
    """Give all messages in our order, or in theirs if only they changed it.

    What only the other side has follows what it follows there.
    """
    ours, theirs = list(mine), list(other)
    if [name for name in old if name in mine] == ours and ours != theirs:
        ours, theirs = theirs, ours
    order = list(ours)
    known = set(order)
    before: Key | None = None
    for name in theirs:
        if name not in known:
            order.insert(order.index(before) + 1 if before else 0, name)
        before = name
    return order


def one(
    mine: polib.POEntry | None, other: polib.POEntry | None, old: polib.POEntry | None
) -> polib.POEntry | None:
    """Merge one message; None if it is to go."""
    if mine is None or other is None:
        return _alone(mine or other, old)
    if po.written(mine) == po.written(other):
        return mine
    result = copy(mine)
    chosen = _translation(mine, other, old)
    remarks = _lines(mine.tcomment, other.tcomment, old.tcomment if old else "")
    flags = _flags(mine, other, old)
    if chosen is None:
        _set_translation(result, mine, certain=False)
        remarks = with_both(remarks, mine, other)
    else:
        result.flags, result.tcomment = flags, "\n".join(remarks)
        vouched = vouching.flags(result)
        _set_translation(result, chosen, certain=_is_confirmed(vouched, chosen, (mine, other)))
    result.tcomment = "\n".join(remarks)
    result.comment = _changed(mine.comment, other.comment, old.comment if old else None)
    result.flags = [*(["fuzzy"] if result.fuzzy else []), *flags]
    result.obsolete = _changed(mine.obsolete, other.obsolete, old.obsolete if old else None)
    made = po.written(result)
    # Untouched by the merge, it keeps the lines of the side it comes from.
    return next((side for side in (mine, other) if po.written(side) == made), result)


def _set_translation(result: polib.POEntry, chosen: polib.POEntry, *, certain: bool) -> None:
    """Take over a translation; an uncertain one is fuzzy without any previous text."""
    result.msgstr, result.msgstr_plural = chosen.msgstr, dict(chosen.msgstr_plural)
    result.msgid_plural = chosen.msgid_plural
    result.flags = ["fuzzy"] if chosen.fuzzy or not certain else []
    for part in ("previous_msgctxt", "previous_msgid", "previous_msgid_plural"):
        setattr(result, part, getattr(chosen, part) if certain else None)


def _is_confirmed(
    flags: Iterable[str], chosen: polib.POEntry, sides: tuple[polib.POEntry, polib.POEntry]
) -> bool:
    """Tell whether what silences a check was set by somebody who saw this translation."""
    seen = {
        flag for side in sides if _texts(side) == _texts(chosen) for flag in vouching.flags(side)
    }
    return all(flag in seen for flag in flags if flag.startswith(vouching.SILENCING))


def _alone(entry: polib.POEntry | None, old: polib.POEntry | None) -> polib.POEntry | None:
    """Decide on a message one side lacks: new it stays, deleted it goes or becomes obsolete."""
    if entry is None or old is None or entry.obsolete is not old.obsolete:
        return entry  # one side made it, let it go or revived it
    touched = _state(entry) != _state(old) or entry.tcomment != old.tcomment
    if not (has_text(entry) or entry.tcomment) or (old.obsolete and not touched):
        return None
    # Tools drop messages without asking: what somebody wrote is never let go with them.
    kept = copy(entry)
    kept.obsolete = True
    return kept


def _texts(entry: polib.POEntry) -> tuple[str, dict[int, str]]:
    return entry.msgstr, entry.msgstr_plural


def _state(entry: polib.POEntry) -> tuple[object, ...]:
    """Give what belongs to a translation: its texts, and whether and why it is in doubt."""
    return (entry.msgstr, entry.msgstr_plural, entry.fuzzy, entry.previous_msgid)


def _translation(
    mine: polib.POEntry, other: polib.POEntry, old: polib.POEntry | None
) -> polib.POEntry | None:
    """Give the message whose translation counts; None if both were changed differently."""
    before = _state(old) if old else ("", {}, False, None)
    if _state(mine) == _state(other) or _state(other) == before or not has_text(other):
        return mine
    if _state(mine) == before or not has_text(mine):
        return other
    if _texts(mine) == _texts(other):
        # A person took 'fuzzy' off this very text, or put it on.
        doubted = old is None or not old.fuzzy
        return mine if mine.fuzzy is doubted else other
    return None


def _flags(mine: polib.POEntry, other: polib.POEntry, old: polib.POEntry | None) -> list[str]:
    """Give the flags of both but 'fuzzy', without those that either side took off."""
    before = set(old.flags) if old else set()
    gone = (before - set(mine.flags)) | (before - set(other.flags)) | {"fuzzy"}
    return [flag for flag in dict.fromkeys([*mine.flags, *other.flags]) if flag not in gone]


def _lines(mine: str, other: str, old: str) -> list[str]:
    """Merge remarks by line: both sides' are kept, those that either side removed are not."""
    ours, theirs, before = (text.split("\n") if text else [] for text in (mine, other, old))
    if theirs in (ours, before):
        return ours
    if ours == before:
        return theirs
    removed = set(before) - set(theirs)
    known = {*ours, *before}
    return [line for line in ours if line not in removed] + [
        line for line in theirs if line not in known
    ]


def _changed(mine: T, other: T, old: T | None) -> T:
    """Give the value that was changed; ours if both were."""
    return other if mine == old else mine


def _carry_over(mine: _Side, other: _Side, old: _Side) -> None:
    """Give a message we reworded the translation the other side improved meanwhile.

    Ours has a new msgid and the translation of the old one; they wrote a better one for the
    old msgid. If ours was translated anew as well, both are kept.
    """
    for entry in mine.values():
        name = (entry.msgctxt or "", entry.previous_msgid or "")
        before, better = old.get(name), other.get(name)
        if not (before and better and key(entry) not in other) or entry.obsolete:
            continue
        if better.fuzzy or better.msgstr in ("", before.msgstr, entry.msgstr):
            continue
        if entry.msgstr in ("", before.msgstr):
            entry.msgstr = better.msgstr
        else:
            leave_open(entry, better)


def _merge_header(ours: po.Catalogue, theirs: po.Catalogue, base: po.Catalogue | None) -> None:
    """Merge the header's fields and comment, and the remarks at the end of the file, into ours.

    What tells of persons and clocks takes no part: one side may have been cleaned.
    """
    old = po.Catalogue() if base is None else base  # a catalogue without messages is false
    mine, other, before = (dict(header.reduced(side.metadata)) for side in (ours, theirs, old))
    changed = {
        name: _changed(mine.get(name), other.get(name), before.get(name))
        for name in (*mine, *other)
    }
    ours.metadata = {name: value for name, value in changed.items() if value is not None}
    comments = (header.reduced_comment(side.header.split("\n")) for side in (ours, theirs, old))
    ours.header = "\n".join(_lines(*("\n".join(lines) for lines in comments)))
    if ours.tail != theirs.tail:
        tails = (side.tail.removesuffix("\n") for side in (ours, theirs, old))
        ours.tail = "".join(f"{line}\n" for line in _lines(*tails))


def _conflicts(text: str) -> list[Conflict]:
    return [
        Conflict(entry.linenum or 1, entry.msgid)
        for entry in po.parsed(text)
        if ADVICE in entry.tcomment.split("\n")
    ]
