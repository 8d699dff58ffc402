"""How often a text denies something."""

from __future__ import annotations

import re
from functools import lru_cache

from editions.facts.links import links
from editions.facts.parts import parts
from editions.facts.tables import Denials, denials, folded

_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ][^\W\d_]+)*")
_NUMBERED = re.compile(r"\b[Nn]os?\.\s*(?=\d)")
_NOTHING = (False, False, False)
"""The one verdict on the many words that have no part in denying."""
_SHORTEST = 6
"""«недахоп», unlikely: a word with a denying beginning is at least so long."""


def negations(text: str, language: str) -> int:
    """Count what a text denies: not, n’t, never, without; не, няма, без, нельга.

    A denial that several words of a sentence say together counts once: «нічога не вядома».
    """
    return denied(text, language)[0]


@lru_cache(maxsize=1024)
def denied(text: str, language: str) -> tuple[int, int]:
    """Count the words that surely deny, and those that another language may deny with.

    The last answers are remembered: each edition asks for its source's.
    """
    running = next(parts(links(text)[1], language)).text
    bare, weak = denials(language).weak.subn(" ", _NUMBERED.sub(" ", running))
    said = _WORD.findall(bare)
    verdicts = [(number, _verdict(word, language)) for number, word in enumerate(said)]
    telling = [(number, each) for number, each in verdicts if each is not _NOTHING]
    sure = sum(each[0] for _, each in telling)
    repeated = sum(each[1] for _, each in telling) if sure else 0
    # A capital inside a sentence makes a name: Неман denies nothing.
    may = sum(
        each[2] and (number == 0 or not said[number][0].isupper()) for number, each in telling
    )
    return sure, weak + repeated + may


@lru_cache(maxsize=1 << 15)
def _verdict(word: str, language: str) -> tuple[bool, bool, bool]:
    """Tell whether a word surely denies, only repeats a denial, or may deny."""
    known, folded_word = denials(language), folded(word, language)
    sure = folded_word in known.sure or folded_word.endswith("n’t")
    told = (sure, folded_word in known.particles, _may(folded_word, known))
    return told if any(told) else _NOTHING


def loses_not_only(source: str, language: str, text: str, other: str) -> bool:
    """Tell whether a text says "only" where its source (in `language`) says "not only".

    >>> loses_not_only("Not only cold, but wet.", "en", "Только холодно, но и сыро.", "ru")
    True
    """
    denied_there, there = _onlys(source, denials(language))
    if not denied_there:
        return False
    denied_here, here = _onlys(text, denials(other))
    return denied_here < denied_there and here > there


def _onlys(text: str, known: Denials) -> tuple[int, int]:
    """Count "not only" in a text and, apart from these, "only"."""
    said = len(known.only.findall(text))
    denied = len(known.not_only.findall(text)) if said else 0
    return denied, said - denied


def _may(word: str, known: Denials) -> bool:
    if word in known.words:
        return True
    if len(word) < _SHORTEST or word in known.none:
        return False
    by_end = bool(known.endings) and word.endswith(known.endings)
    return (word.startswith(known.perhaps) or by_end) and not word.startswith(known.but)
