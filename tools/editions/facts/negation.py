"""How often a text denies something."""

from __future__ import annotations

import re

from editions.facts.links import links
from editions.facts.parts import parts
from editions.facts.tables import Denials, denials, folded

_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ][^\W\d_]+)*")
_NUMBERED = re.compile(r"\b[Nn]os?\.\s*(?=\d)")
_SHORTEST = 6
"""«недахоп», unlikely: a word with a denying beginning is at least so long."""


def negations(text: str, language: str) -> int:
    """Count what a text denies: not, n’t, never, without; не, няма, без, нельга.

    A denial that several words of a sentence say together counts once: «нічога не вядома».
    """
    return denied(text, language)[0]


def denied(text: str, language: str) -> tuple[int, int]:
    """Count the words that surely deny, and those that another language may deny with."""
    known = denials(language)
    running = next(parts(links(text)[1], language)).text
    bare = _NUMBERED.sub(" ", running)
    weak = len(known.weak.findall(bare))
    said = _WORD.findall(known.weak.sub(" ", bare))
    words = [folded(word, language) for word in said]
    sure = sum(word in known.sure or word.endswith("n’t") for word in words)
    repeated = sum(word in known.particles for word in words) if sure else 0
    # A capital inside a sentence makes a name: Неман denies nothing.
    may = sum(
        _may(word, known)
        for number, word in enumerate(words)
        if number == 0 or not said[number][0].isupper()
    )
    return sure, weak + repeated + may


def _may(word: str, known: Denials) -> bool:
    if word in known.words:
        return True
    if len(word) < _SHORTEST or word in known.none:
        return False
    by_end = bool(known.endings) and word.endswith(known.endings)
    return (word.startswith(known.perhaps) or by_end) and not word.startswith(known.but)
