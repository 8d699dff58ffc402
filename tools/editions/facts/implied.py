"""Numbers that a text says without a numeral: двухбаковы, twice, both, a third, a decade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from editions.facts.model import shown
from editions.facts.tables import folded, numerals, tails

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 5
"""A numeral of so many letters may begin a word: «тридцатилетний», but not «стол»."""


@lru_cache(maxsize=512)
def implied(text: str, language: str) -> frozenset[str]:
    """Give the values of the numbers within other words of a text.

    Decades are written as the reader does (90s), measures in their smallest ones (120 month).
    Those of the last texts are remembered: each edition asks for its source's.
    """
    known = numerals(language)
    words = {folded(word, language) for word in _WORD.findall(text)}
    halves = not known.half.isdisjoint(words)
    values: set[str] = set()
    for word in words:
        values |= _implied_by(word, language, halves=halves)
    if halves:
        values.add("0.5")
    if not known.one.isdisjoint(words):
        values.add("1")
    return frozenset(values)


@lru_cache(maxsize=1 << 15)
def _implied_by(word: str, language: str, *, halves: bool) -> frozenset[str]:
    """Give the values within one folded word, in a text that says "half" somewhere or not."""
    known = numerals(language)
    values = {*_prefixed(word, language), *_measured(word, known.halved, halves=halves)}
    if word in known.multiples:
        values.add(str(known.multiples[word]))
    if word in known.decades:
        values.add(f"{known.decades[word]}s")
    if word in known.fractions:
        share = known.fractions[word]
        values |= {str(share), f"1/{share}", shown(Fraction(1, share))}
    return frozenset(values)


def smallest(value: str, unit: str) -> tuple[str, str]:
    """Give a measure in the smallest unit that it is a whole number of.

    >>> smallest("1.5", "year")
    ('18', 'month')
    """
    same = tails().same
    while unit in same:
        times, smaller = same[unit]
        try:
            number = Fraction(value) * times
        except ValueError:
            break
        value, unit = shown(number), smaller
    return value, unit


def _measured(word: str, halved: str, *, halves: bool) -> Iterator[str]:
    """Give what a measure may say without a numeral: year, полгода, an hour and a half."""
    if unit := tails().measures.fullmatch(word):
        told = ["1", *(["0.5", "1.5"] if halves else [])]
    elif word.startswith(halved) and (
        unit := tails().measures.fullmatch(word.removeprefix(halved))
    ):
        told = ["0.5"]
    else:
        return
    name = str(unit.lastgroup).rpartition("__")[0]
    for value in told:
        yield " ".join(smallest(value, name))


def _prefixed(word: str, language: str) -> Iterator[str]:
    known = numerals(language)
    begun = [
        (len(prefix), value)
        for prefix, value in known.prefixes.items()
        if word.startswith(prefix) and word != prefix and len(word) > len(prefix) + 2
    ]
    begun += [
        (length, known.cardinals[word[:length]])
        for length in range(_SHORTEST, len(word) - 2)
        if word[:length] in known.cardinals
    ]
    if begun:
        longest = max(length for length, _ in begun)
        yield from (shown(value) for length, value in begun if length == longest)
