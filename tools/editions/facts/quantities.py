"""Quantities: digits or words, their order of magnitude, and what they are of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from editions.facts.figures import CARDINAL_ENDING, figure
from editions.facts.tables import folded, numerals, tails

SPACE = re.compile(r"\s*")
WORD = re.compile(r"[^\W\d_]{1,64}(?:[’'ʼ][^\W\d_]{1,64}){0,4}")
"""Bounded: ½ is a letter here, and from each of thousands in a row all the others were read."""
_JOINT = re.compile(r"[\s‑-]+")
_HALF = re.compile(r"\s+(?:and a half|з паловай|с половиной)\b")
_TAIL_JOINT = re.compile(r"[\s]*[‑-]?")
_AND = re.compile(r"\s+and\s+")
_PERCENT = re.compile(r"\s*%")
_OF = re.compile(r"\s+(?:of\s+)?")

_MAGNITUDES = 2
"""As many words of magnitude belong to one number: hundreds of thousands."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number read at `start`; `tail` is the kind and name of what it counts, if told.

    `plain` tells that there are only digits; `order` is the magnitude said in words, 1 without.
    """

    value: Fraction
    start: int
    end: int
    plain: bool
    order: int = 1
    tail: tuple[str, str] | None = None
    vague: bool = False

    @property
    def total(self) -> Fraction:
        return self.value * self.order


def quantity(text: str, place: int, language: str) -> Quantity | None:
    """Read the quantity that begins at `place`, a digit, a sign of currency or a word."""
    sign = tails().before.match(text, place)
    if sign:
        start = _skip(text, sign.end())
        if start >= len(text) or not text[start].isdecimal():
            return None
        found = _number(text, start, language)
        return found and replace(
            found, start=place, tail=("sum", tails().names[_group(sign)]), plain=False
        )
    found = _number(text, place, language)
    return found and _with_tail(text, found)


def _with_tail(text: str, found: Quantity) -> Quantity:
    joint = _TAIL_JOINT.match(text, found.end)
    tail = tails().after.match(text, joint.end()) if joint else None
    if tail is None or (joint and joint[0] == "" and text[found.end].isalpha() and not found.plain):
        return found
    group = _group(tail)
    kind = {"percent": "percent", "currencies": "sum", "units": "unit"}[group.split("_")[0]]
    return replace(found, end=tail.end(), tail=(kind, tails().names[group]))


def is_measured(text: str, end: int) -> bool:
    """Tell whether a measure, a currency, a per cent or a magnitude follows digits."""
    start = _skip(text, end)
    word = WORD.match(text, start)
    known = word is not None and word[0].casefold() in tails().magnitudes
    return known or tails().after.match(text, start) is not None


def _number(text: str, place: int, language: str, *, below: int = 10**18) -> Quantity | None:
    """Read a number with its words of magnitude, None if that is not `below` a higher order."""
    found = _leading(text, place, language)
    if found is None:
        return None
    for _ in range(_MAGNITUDES):
        if magnitude := _magnitude(text, found.end, language):
            order, end = magnitude
            found = replace(found, order=found.order * order, end=end, plain=False)
    if half := _HALF.match(text, found.end):
        return replace(found, value=found.value + Fraction(1, 2), end=half.end(), plain=False)
    return _continued(text, found, language) if found.order < below else None


def _continued(text: str, found: Quantity, language: str) -> Quantity:
    """Add what a lower order says: «2 мільёны 500 тысяч», two thousand five hundred."""
    start = _skip(text, found.end)
    if found.order < 1000 or found.vague or start == found.end or start >= len(text):
        return found
    lower = _number(text, start, language, below=found.order)
    if lower is None or lower.vague or lower.total >= found.order or lower.value < 1:
        return found
    if _PERCENT.match(text, lower.end):
        return found
    return replace(found, value=found.total + lower.total, order=1, end=lower.end)


def _leading(text: str, place: int, language: str) -> Quantity | None:
    if digits := figure(text, place, language):
        value, end = digits
        if ending := CARDINAL_ENDING.match(text, end):
            end = ending.end()
        return Quantity(value, place, end, plain=True)
    spoken = cardinal(text, place, language)
    if spoken:
        value, end = spoken
        return Quantity(value, place, end, plain=False)
    word = WORD.match(text, place)
    if word is None:
        return None
    known = folded(word[0], language)
    return _halved(text, place, known, language) or _vaguely(text, place, word, language)


def _vaguely(text: str, place: int, word: re.Match[str], language: str) -> Quantity | None:
    """Read a magnitude without a number: a million, dozens."""
    known = folded(word[0], language)
    if known in numerals(language).one:
        magnitude = _magnitude(text, word.end(), language)
        return magnitude and Quantity(
            Fraction(1), place, magnitude[1], plain=False, order=magnitude[0], vague=True
        )
    order = tails().magnitudes.get(known)
    if order is None:
        return None
    return Quantity(Fraction(1), place, word.end(), plain=False, order=order, vague=True)


def _halved(text: str, place: int, known: str, language: str) -> Quantity | None:
    """Read the half of a magnitude: «полмиллиона», half a dozen."""
    half, magnitudes = numerals(language).halved, tails().magnitudes
    if " " not in half:
        order = magnitudes.get(known.removeprefix(half)) if known.startswith(half) else None
        end = place + len(known)
    else:
        before = re.compile(rf"(?i){half}\s+").match(text, place)
        word = WORD.match(text, before.end()) if before else None
        order = magnitudes.get(folded(word[0], language)) if word else None
        end = word.end() if word else place
    if order is None:
        return None
    return Quantity(Fraction(order, 2), place, end, plain=False)


def cardinal(text: str, place: int, language: str) -> tuple[Fraction, int] | None:
    """Read numerals in words, two hundred and fifty; None if there are none at `place`."""
    words = numerals(language).cardinals
    first = WORD.match(text, place)
    if first is None or folded(first[0], language) not in words:
        return None  # most words are no numerals, and are spared the fractions
    total, scale, end = Fraction(0), Fraction(1000), place
    start = place
    while word := WORD.match(text, start):
        known = folded(word[0], language)
        value = words.get(known)
        if value is not None and value < scale:
            total, scale, end = total + value, _scale(value), word.end()
        elif total and known == "hundred" and total < 10:
            total, scale, end = total * 100, Fraction(100), word.end()
        else:
            break
        joint = _joint(text, end, language, after_hundred=scale == 100)
        if joint is None:
            break
        start = joint
    return (total, end) if total else None


def _joint(text: str, end: int, language: str, *, after_hundred: bool) -> int | None:
    if language == "en" and after_hundred and (joint := _AND.match(text, end)):
        return joint.end()
    joint = _JOINT.match(text, end)
    return joint.end() if joint else None


def _scale(value: Fraction) -> Fraction:
    """Give below what a numeral must be that follows this one."""
    if value >= 100:
        return Fraction(100)
    return Fraction(10) if value >= 20 else Fraction(0)


def _magnitude(text: str, end: int, language: str) -> tuple[int, int] | None:
    joint = _OF.match(text, end)
    start = joint.end() if joint else end
    word = WORD.match(text, start)
    if word is None:
        return None
    order = tails().magnitudes.get(folded(word[0], language))
    if order is None or (order <= 12 and text[end:start].strip()):
        return None
    stop = word.end()
    return order, stop + (
        word[0] in {"тыс", "млн", "млрд", "трлн"} and text[stop : stop + 1] == "."
    )


def _skip(text: str, place: int) -> int:
    match = SPACE.match(text, place)
    return match.end() if match else place


def _group(match: re.Match[str]) -> str:
    return str(match.lastgroup).rpartition("__")[0]
