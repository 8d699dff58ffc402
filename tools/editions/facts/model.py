"""What a fact is, and how its figures are written down."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Fact:
    """Something of a text that a translation may not change; `start` and `end` are characters.

    Two facts agree if `kind` and `value` are equal, in whatever language they were said. The
    kinds: number, percent, sum, date (month-day), month, year, ordinal, unit, time, code
    («Су-30»), link. A number that only has its order of magnitude is ``x1000000`` («мільёны»).
    """

    kind: str
    value: str
    text: str
    start: int
    end: int


def shown(value: Fraction) -> str:
    """Write a number as digits with a decimal point, or as a fraction of whole numbers.

    >>> shown(Fraction("10000")), shown(Fraction("1.50")), shown(Fraction(2, 3))
    ('10000', '1.5', '2/3')
    """
    if value.denominator == 1:
        return str(value.numerator)
    rest, places = value.denominator, 0
    while rest % 10 == 0 or rest % 2 == 0 or rest % 5 == 0:
        rest = rest // (10 if rest % 10 == 0 else 2 if rest % 2 == 0 else 5)
        places += 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = str(value.numerator * 10**places // value.denominator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}".rstrip("0")
