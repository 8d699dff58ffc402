"""Which new message is which vanished one, edited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polib
from rapidfuzz import fuzz, process

SIMILAR = 60
"""Ratio from which a message of the same document is the edited one.

Measured on 282 edited and 44 new paragraphs: 60 finds all of the edited ones and errs on
none of the new when only vanished messages are asked (research/performance.md).
"""
ELSEWHERE = 75
"""The ratio for a message that vanished from another document."""
CLEAR = 90
"""Ratio from which a pair within a document need not be weighed against other documents."""
SHORT = 12
"""Below this many characters likeness says little: only one ratio is high enough."""
SURE = 80
"""The ratio for short ones."""


@dataclass(frozen=True, slots=True)
class Text:
    """A message, the document it stands in and the language of that (empty: not known)."""

    entry: polib.POEntry
    document: str
    source: str


def pairs(new: Sequence[Text], old: Sequence[Text]) -> Iterator[tuple[Text, Text]]:
    """Pair new messages with vanished ones they are much like, the best pairs first.

    None of either serves twice. The same document goes before another at the same ratio.
    """
    served: set[int] = set()
    spent: set[int] = set()
    for near in (True, False):
        places = _places(old, spent, near=near)
        ranked: list[tuple[float, bool, int, int]] = []
        for rank, one in enumerate(new):
            if rank not in served:
                found = places.get(one.document if near else "", {})
                ranked += _scored(rank, one, old, found, least=CLEAR if near else SIMILAR)
        for _, _, rank, old_rank in sorted(ranked):
            if rank not in served and old_rank not in spent:
                served.add(rank)
                spent.add(old_rank)
                yield new[rank], old[old_rank]


def _places(old: Sequence[Text], spent: set[int], *, near: bool) -> dict[str, dict[int, str]]:
    """Give the texts still to be had by their places: of each document, or all under ""."""
    found: dict[str, dict[int, str]] = {}
    for place, text in enumerate(old):
        if place not in spent:
            found.setdefault(text.document if near else "", {})[place] = text.entry.msgid
    return found


def _scored(
    rank: int, one: Text, old: Sequence[Text], choices: dict[int, str], *, least: int
) -> Iterator[tuple[float, bool, int, int]]:
    """Give the ratio, negative, of all candidates for one message."""
    cutoff = max(least, SURE if len(one.entry.msgid) < SHORT else 0)
    found = process.extract(
        one.entry.msgid, choices, scorer=fuzz.ratio, score_cutoff=cutoff, limit=None
    )
    for _, ratio, place in found:
        other = old[place]
        far = other.document != one.document
        fits = other.source in ("", one.source) and (not far or ratio >= ELSEWHERE)
        if fits and (one.entry.msgctxt or "") == (other.entry.msgctxt or ""):
            yield -ratio, far, rank, place
