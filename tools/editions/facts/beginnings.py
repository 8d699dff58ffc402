"""Which words may begin a fact: most words of a text begin none, and need no second look."""

from __future__ import annotations

from functools import cache, lru_cache

from editions.facts import figures
from editions.facts.quantities import WORD
from editions.facts.tables import folded, months, numerals, tails

_APOSTROPHES = "’'ʼ"


@lru_cache(maxsize=1 << 15)
def may_begin(word: str, language: str) -> bool:
    """Tell whether a fact may begin with a word, or with a figure or sign, that stands so.

    What figures behind a word make of it (Су-30) is for those who see them to tell.
    """
    if not word[0].isalpha() or not frozenset(_APOSTROPHES).isdisjoint(word):
        return True
    if figures.ROMAN.match(word) or word in _signs():
        return True
    return folded(word, language) in _known(language)


@cache
def _signs() -> frozenset[str]:
    """Give the words that signs of currencies begin with, each in its own case: USD, Br."""
    return frozenset(word[0] for sign in tails().signs if (word := WORD.match(sign)))


@cache
def _known(language: str) -> frozenset[str]:
    """Give the folded words of all tables that the reader looks a word up in."""
    dates, numbers, magnitudes = months(language), numerals(language), tails().magnitudes
    halves = {f"{numbers.halved}{word}" for word in magnitudes} | {numbers.halved.split()[0]}
    return frozenset(
        {*dates.beside, *dates.adjectives, *numbers.ordinals, *numbers.cardinals}
        | {*numbers.half, *halves, *numbers.one, *magnitudes}
    )
