"""One message that a translator sent back → the catalogue it belongs to.

Nobody knows from which version of the catalogue the translator set out. So ours counts as
the base where ours is still to be done, and as changed by both sides where it is done and
reads otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from copy import copy
from dataclasses import dataclass
from enum import StrEnum

import polib

from editions.catalogue import conflict, likeness, po, remarks, threeway
from editions.catalogue.change import Change, Names, classify
from editions.catalogue.merge import Key, key, take_over
from editions.catalogue.remarks import has_text, is_proposal


class Outcome(StrEnum):
    """What became of a message that was sent back."""

    TAKEN = "taken"
    MOVED_ON = "taken for a source that has changed since"
    CONFLICT = "in conflict"
    SAME = "as they were"
    UNSURE = "unsure and not taken"
    OLDER = "older than what is there"
    NO_PLACE = "without a place"


@dataclass(frozen=True, slots=True)
class Ground:
    """The document a message is of, its language, the names in it, and what it said before."""

    document: str
    source: str
    names: Callable[[], Names]
    earlier: Callable[[], Mapping[Key, Set[tuple[str, ...]]]]


def merge(
    catalogue: polib.POFile, sent: polib.POEntry, ground: Ground
) -> tuple[Outcome, Key | None]:
    """Merge a message into the catalogue of a document.

    Gives what became of it and the message that changed.
    """
    live = {key(entry): place for place, entry in enumerate(catalogue) if not entry.obsolete}
    if key(sent) in live:
        place = live[key(sent)]
        outcome, entry = _met(catalogue[place], sent, ground)
        if entry is not None:
            remarks.refresh(entry, ground.source, ground.names())
            catalogue[place] = entry
        return outcome, None if entry is None else key(entry)
    if not has_text(sent) or _is_past(catalogue, sent):
        return Outcome.SAME, None
    return _moved_on(catalogue, sent, ground)


def previous(entry: polib.POEntry) -> Key | None:
    """Give the message a translation was made for, if its source has changed since."""
    if entry.obsolete:
        return None
    text = entry.previous_msgid
    if text is None:
        lines = [
            line.removeprefix(conflict.PREVIOUS)
            for line in entry.tcomment.split("\n")
            if line.startswith(conflict.PREVIOUS)
        ]
        text = "\n".join(lines) or None
    return None if text is None else (entry.msgctxt or "", text)


def keep(catalogue: polib.POFile, homeless: Iterable[polib.POEntry]) -> None:
    """Add messages without a place to a catalogue that keeps them, every text once."""
    known = {(key(entry), texts_of(entry)) for entry in catalogue}
    live = {key(entry) for entry in catalogue if not entry.obsolete}
    for entry in homeless:
        if (key(entry), texts_of(entry)) in known:
            continue
        kept = copy(entry)
        # Tools accept any number of obsolete messages of one msgid, and one live.
        kept.obsolete = key(entry) in live
        known.add((key(entry), texts_of(entry)))
        live.add(key(entry))
        catalogue.append(kept)


def _met(
    mine: polib.POEntry, sent: polib.POEntry, ground: Ground
) -> tuple[Outcome, polib.POEntry | None]:
    """Merge two versions of one message with the driver's code; None if nothing changes."""
    base, sent = copy(mine), copy(sent)
    base.tcomment, base.flags = "", [flag for flag in mine.flags if flag == "fuzzy"]
    base.comment, base.obsolete = sent.comment, sent.obsolete
    outcome = Outcome.TAKEN
    if not has_text(sent) or texts_of(sent) == texts_of(mine):
        # A tool may have lost flags and marks: only taking a doubt away says something.
        outcome = Outcome.SAME
        if not (has_text(sent) and mine.fuzzy and not sent.fuzzy and not _is_open(mine)):
            _put(sent, mine)
    elif not sent.fuzzy and (_is_open(mine) or (has_text(mine) and not mine.fuzzy)):
        base = _nothing(base)
        outcome = Outcome.CONFLICT
        if texts_of(sent) in ground.earlier().get(key(mine), set()):
            # A whole catalogue comes back, most of it as it was sent: ours was changed since.
            outcome = Outcome.OLDER
            _put(sent, mine)
    elif sent.fuzzy and has_text(mine) and not is_proposal(mine):
        outcome = Outcome.UNSURE
        _put(sent, mine)
    else:
        base.flags = list(mine.flags)
    merged = threeway.one(mine, sent, base)
    if merged is None or po.written(merged) == po.written(mine):
        return (Outcome.SAME if outcome is Outcome.CONFLICT else outcome), None
    return (Outcome.TAKEN if outcome is Outcome.SAME else outcome), merged


def _nothing(entry: polib.POEntry) -> polib.POEntry:
    """Make an entry what it was before anybody translated it: both sides then wrote."""
    entry.msgstr, entry.msgstr_plural, entry.flags = "", {}, []
    entry.previous_msgid = entry.previous_msgctxt = entry.previous_msgid_plural = None
    return entry


def _put(sent: polib.POEntry, mine: polib.POEntry) -> None:
    """Let a message say what ours says, but for its remarks and flags about the same text."""
    same = texts_of(sent) == texts_of(mine)
    own = [flag for flag in sent.flags if same and flag != "fuzzy"]
    sent.msgstr, sent.msgstr_plural = mine.msgstr, dict(mine.msgstr_plural)
    sent.flags = [*mine.flags, *own]
    for part in ("previous_msgctxt", "previous_msgid", "previous_msgid_plural"):
        setattr(sent, part, getattr(mine, part))


def _moved_on(
    catalogue: polib.POFile, sent: polib.POEntry, ground: Ground
) -> tuple[Outcome, Key | None]:
    """Give a message whose source has changed since to what it has become."""
    home = next((e for e in catalogue if previous(e) == key(sent)), None)
    if home is None:
        home = _like(catalogue, sent, ground)
        if home is None:
            return Outcome.NO_PLACE, None
    elif _is_open(home) or (has_text(home) and not is_proposal(home)):
        return _older(catalogue, home, sent, ground)
    take_over(home, sent, ground.source, ground.names())
    remarks.refresh(home, ground.source, ground.names())
    return Outcome.MOVED_ON, key(home)


def _older(
    catalogue: polib.POFile, home: polib.POEntry, sent: polib.POEntry, ground: Ground
) -> tuple[Outcome, Key | None]:
    """Meet a translation of the source as it was: stale, or valid as only typography changed."""
    if texts_of(home) == texts_of(sent):
        return Outcome.SAME, None
    typography = (
        classify(sent.msgid, home.msgid, ground.source, names=ground.names()) is Change.TYPOGRAPHY
    )
    past = [entry for entry in catalogue if entry.obsolete and key(entry) == key(sent)]
    untouched = any(texts_of(entry) == texts_of(home) for entry in past)
    if home.fuzzy and untouched and not _is_open(home):
        # Ours is the text the old message had: nobody has touched it since.
        home.msgstr, home.msgstr_plural = sent.msgstr, dict(sent.msgstr_plural)
        return Outcome.MOVED_ON, key(home)
    if not home.fuzzy and not typography:
        return Outcome.NO_PLACE, None
    before = po.written(home)
    conflict.leave_open(home, sent)
    remarks.refresh(home, ground.source, ground.names())
    changed = po.written(home) != before
    return (Outcome.CONFLICT, key(home)) if changed else (Outcome.SAME, None)


def _like(catalogue: polib.POFile, sent: polib.POEntry, ground: Ground) -> polib.POEntry | None:
    """Give the message still to be translated that one is most like."""
    wanting = [
        likeness.Text(entry, ground.document, ground.source)
        for entry in catalogue
        if not entry.obsolete
        and (not has_text(entry) or is_proposal(entry))
        and not _is_open(entry)
    ]
    found = likeness.pairs(wanting, [likeness.Text(sent, ground.document, ground.source)])
    return next((one.entry for one, _ in found), None)


def _is_past(catalogue: polib.POFile, sent: polib.POEntry) -> bool:
    """Tell whether a message that has gone says the same here and has no heir."""
    heir = any(previous(entry) == key(sent) for entry in catalogue)
    return not heir and any(
        entry.obsolete and key(entry) == key(sent) and texts_of(entry) == texts_of(sent)
        for entry in catalogue
    )


def _is_open(entry: polib.POEntry) -> bool:
    return conflict.ADVICE in entry.tcomment.split("\n")


def texts_of(entry: polib.POEntry) -> tuple[str, ...]:
    """Give the translation of a message, its plural forms included."""
    return (entry.msgstr, *(text for _, text in sorted(entry.msgstr_plural.items())))
