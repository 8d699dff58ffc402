"""Runs of digits: what number they are, and the shapes that are no plain number."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

_SPACE = "[ \u00a0\u2009\u202f]"
_GROUPED = rf"\d{{1,3}}(?:{_SPACE}\d{{3}}){{1,6}}(?!\d)"
_FIGURE = {
    "en": re.compile(
        rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,6}}(?!\d)|{_GROUPED}|\d{{1,24}})(?:\.\d{{1,24}})?"
    ),
    "": re.compile(rf"(?:{_GROUPED}|\d{{1,24}})(?:[.,]\d{{1,24}})?"),
}
_SHARE = re.compile(r"(?P<part>1(?=/(?:[2-5]|10)\b)|2(?=/[35]\b)|3(?=/[458]\b))/(?P<of>\d+)(?!/)")
VULGAR = re.compile("[¼-¾⅐-⅞]")
CODE = re.compile(
    r"(?<!\w)(?P<letters>[^\W\d_]{1,6})(?P<hyphen>[-‑]?)(?P<digits>\d+(?:[./]\d+)*)"
    r"(?P<rest>[^\W_]{0,4})(?!\w)"
)
ROMAN = re.compile(r"(?<!\w)[IVXІХ]{2,}(?!\w)")
CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-4]):(?P<rest>[0-5]\d(?::[0-5]\d)?)(?!\d)")
TWELVE = re.compile(
    r"(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<rest>[0-5]\d))?"
    r"(?P<other>\s*(?:[–—-]|to\b|and\b|till\b|until\b)\s*(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?)?"
    r"\s?(?P<half>[aApP])\.?\s?[mM]\b"
)
"""An hour of twelve; of two, the first has the half of the second: 6.30–10 a.m."""
DATED = re.compile(
    r"(?P<y1>\d{4})-(?P<m1>0?[1-9]|1[0-2])-(?P<d1>0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?P<d2>0?[1-9]|[12]\d|3[01])\.(?P<m2>0?[1-9]|1[0-2])\.(?P<y2>\d{4})(?!\d)"
)
VERSION = re.compile(r"\d{1,24}(?:\.\d{1,24}){2,}")
ORDINAL = {
    "en": re.compile(r"(\d{1,12})(?:st|nd|rd|th)\b"),
    "be": re.compile(
        r"(\d{1,12})[-‑](?:[яеийімхюы]|ы[яхм]?|ая|ае|ую|ай|га|ага|ога|му|аму|ым[і]?|мі|яя|ці)\b"
    ),
    "ru": re.compile(r"(\d{1,12})[-‑](?:[йяемхю]|ы[йехм]|ая|ое|ую|ой|го|ого|му|ому|ыми|ми|ий)\b"),
}
CARDINAL_ENDING = re.compile(r"[-‑](?:ці|ти|мя|цю|тью|ох|ёх|ех)\b")
DECADE = re.compile(r"(?:s\b|[-‑](?:х|я|е|ые|ых|ыя|м|мі|ми)\b)")

_SKELETON = str.maketrans(
    "бвгґджзйклмнпрстўфхцчшщ" + "cqxj",
    "bvhhdzz" + "\0" + "klmnprstvfhcccc" + "kkk\0",
)
_DIGRAPHS = (
    ("kh", "h"),
    ("ch", "c"),
    ("sh", "c"),
    ("zh", "z"),
    ("ts", "c"),
    ("w", "v"),
    ("g", "h"),
)
_VOWELS = re.compile(r"[aeiouyаеёіоуыэюяиьъ\0]")


def figure(text: str, place: int, language: str) -> tuple[Fraction, int] | None:
    """Read the digits at `place` as a number; give it and where it ends, None if none stand there.

    A run of more than 24 digits is read in pieces.

    >>> figure("10 000,5 км", 0, "be")
    (Fraction(20001, 2), 8)
    """
    if share := _SHARE.match(text, place):
        return Fraction(int(share["part"]), int(share["of"])), share.end()
    if VULGAR.match(text, place):
        return _vulgar(text[place]), place + 1
    match = _FIGURE.get(language, _FIGURE[""]).match(text, place)
    if match is None:
        return None
    if VULGAR.match(text, match.end()) and match[0].isdecimal():
        return int(match[0]) + _vulgar(text[match.end()]), match.end() + 1
    digits = re.sub(_SPACE, "", match[0])
    digits = digits.replace(",", "") if language == "en" else digits.replace(",", ".")
    return Fraction(digits), match.end()


def _vulgar(sign: str) -> Fraction:
    return Fraction(unicodedata.numeric(sign)).limit_denominator(10)


def skeleton(letters: str) -> str:
    """Give what a designation's letters have in common in both alphabets.

    >>> skeleton("Су"), skeleton("Su"), skeleton("БТР"), skeleton("Yak"), skeleton("Як")
    ('s', 's', 'btr', 'k', 'k')
    """
    bare = letters.casefold()
    for pair, one in _DIGRAPHS:
        bare = bare.replace(pair, one)
    latin = bare.translate(_SKELETON)
    return _VOWELS.sub("", latin) or "a"


def roman(numeral: str) -> int | None:
    """Give the value of a Roman numeral up to 39, Cyrillic letters for Latin ones allowed.

    >>> roman("XIX"), roman("ІІІ"), roman("IIX")
    (19, 3, None)
    """
    latin = numeral.translate(str.maketrans("ІХ", "IX"))
    match = re.fullmatch(r"(X{0,3})(IX|IV|V?I{0,3})", latin)
    if not match:
        return None
    ones = {"IX": 9, "IV": 4}.get(match[2]) or match[2].count("I") + 5 * match[2].count("V")
    return 10 * len(match[1]) + ones
