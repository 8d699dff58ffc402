"""Merging a template into a catalogue: nothing a person wrote is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import polib
from rapidfuzz import fuzz

Key = tuple[str, str]
"""The context (empty: none) and the msgid."""

SIMILAR = 60
"""Ratio from which an edited paragraph gets its old translation as a proposal.

Measured on 282 edited and 44 new paragraphs: 60 finds all of the edited ones and errs on
none of the new when only vanished messages are asked (research/performance.md).
"""
SHORT = 12
"""Below this many characters likeness says little: only one ratio is high enough."""


@dataclass(slots=True)
class Counts:
    """What became of the messages of one catalogue."""

    added: int = 0
    kept: int = 0
    obsolete: int = 0
    revived: int = 0
    similar: int = 0
    suggested: int = 0

    @property
    def changed(self) -> bool:
        return any((self.added, self.obsolete, self.revived, self.similar, self.suggested))


@dataclass(slots=True)
class _Merge:
    live: dict[Key, polib.POEntry]
    obsolete: dict[Key, polib.POEntry]
    counts: Counts = field(default_factory=Counts)


def key(entry: polib.POEntry) -> Key:
    """Give what a message is known by within a catalogue."""
    return (entry.msgctxt or "", entry.msgid)


def has_text(entry: polib.POEntry) -> bool:
    """Tell whether anybody wrote a translation, fuzzy or not."""
    return bool(entry.msgstr) or any(entry.msgstr_plural.values())


def merge(
    wanted: list[polib.POEntry], po: polib.POFile, elsewhere: Callable[[Key], str | None]
) -> Counts:
    """Bring `po` into the order and to the messages of a template; say what became of them.

    A known msgid keeps everything; an obsolete one that is wanted again is revived. A new
    one takes, as fuzzy, the translation the same text has `elsewhere` in the edition, or
    that of a vanished message much like it, whose msgid then stands as the previous one.
    What vanished becomes obsolete; only what nobody wrote anything into is let go.
    """
    state = _Merge(
        live={key(entry): entry for entry in po if not entry.obsolete},
        # Of several obsolete messages with one msgid the last is the newest.
        obsolete={key(entry): entry for entry in po if entry.obsolete},
    )
    names = {key(entry) for entry in wanted}
    vanished = [entry for name, entry in state.live.items() if name not in names]
    known = [_known(entry, state) for entry in wanted]
    merged = [
        old or _fresh(entry, elsewhere, state) for old, entry in zip(known, wanted, strict=True)
    ]
    blank = [
        entry for old, entry in zip(known, merged, strict=True) if not (old or has_text(entry))
    ]
    _propose(blank, [entry for entry in vanished if entry.msgstr], state.counts)
    state.counts.added = sum(not has_text(entry) for entry in blank)
    taken = {id(entry) for entry in merged}
    left = [entry for entry in po if entry.obsolete and id(entry) not in taken]
    for entry in vanished:
        if has_text(entry) or entry.tcomment:
            entry.obsolete = True
            left.append(entry)
    state.counts.obsolete = len(vanished)
    po[:] = [*merged, *left]
    return state.counts


def _known(wanted: polib.POEntry, state: _Merge) -> polib.POEntry | None:
    """Find the message in the catalogue, live or obsolete, and give it the template's comment."""
    entry = state.live.get(key(wanted))
    gone = state.obsolete.get(key(wanted))
    if gone is not None and has_text(gone) and (entry is None or not has_text(entry)):
        # sphinx-intl leaves an empty message beside the obsolete one that has the text.
        gone.obsolete = False
        gone.tcomment = gone.tcomment or (entry.tcomment if entry else "")
        entry = gone
        state.counts.revived += 1
    elif entry is not None:
        state.counts.kept += 1
    else:
        return None
    entry.comment = wanted.comment
    ours = [flag for flag in entry.flags if not flag.endswith("-format")]
    entry.flags = [*ours, *(flag for flag in wanted.flags if flag.endswith("-format"))]
    return entry


def _fresh(
    wanted: polib.POEntry, elsewhere: Callable[[Key], str | None], state: _Merge
) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=wanted.msgid,
        msgctxt=wanted.msgctxt,
        comment=wanted.comment,
        flags=list(wanted.flags),
    )
    if text := elsewhere(key(wanted)):
        entry.msgstr = text
        entry.flags.insert(0, "fuzzy")
        state.counts.suggested += 1
    return entry


def _propose(new: list[polib.POEntry], vanished: list[polib.POEntry], counts: Counts) -> None:
    """Give every new message the translation of the vanished one it is most like.

    The best pairs are made first, and no vanished message serves twice.
    """
    pairs = []
    for old_rank, old in enumerate(vanished):
        for rank, entry in enumerate(new):
            least = SIMILAR if len(entry.msgid) >= SHORT else 80
            ratio = fuzz.ratio(entry.msgid, old.msgid, score_cutoff=least)
            if ratio >= least and (entry.msgctxt or "") == (old.msgctxt or ""):
                pairs.append((-ratio, rank, old_rank))
    served: set[int] = set()
    spent: set[int] = set()
    for _, rank, old_rank in sorted(pairs):
        if rank in served or old_rank in spent:
            continue
        served.add(rank)
        spent.add(old_rank)
        _take(new[rank], vanished[old_rank])
        counts.similar += 1


def _take(entry: polib.POEntry, old: polib.POEntry) -> None:
    entry.msgstr = old.msgstr
    entry.tcomment = old.tcomment
    entry.flags = ["fuzzy", *(flag for flag in entry.flags if flag != "fuzzy")]
    # A translation that was fuzzy already is still that of the msgid before.
    stale = old.fuzzy and old.previous_msgid is not None
    entry.previous_msgid = old.previous_msgid if stale else old.msgid
