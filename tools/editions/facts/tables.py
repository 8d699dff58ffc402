"""The words that facts are said with, read from the data files beside this module."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, TypeVar

_T = TypeVar("_T")
_APOSTROPHES = str.maketrans(dict.fromkeys("'ʼ`", "’"))
_SYMBOL = 3
"""Symbols and short words of measure, up to so many letters, are read in their own case."""


@lru_cache(maxsize=1 << 15)
def folded(word: str, language: str) -> str:
    """Give what the tables know a word by: no capitals, ё as е in Russian, у for a first ў.

    >>> folded("Ўпершыню", "be"), folded("Трём", "ru")
    ('упершыню', 'трем')
    """
    word = word.translate(_APOSTROPHES).casefold()
    if language == "ru":
        return word.replace("ё", "е")
    return "у" + word[1:] if language == "be" and word.startswith("ў") else word


@dataclass(frozen=True, slots=True)
class Months:
    """One language's months: `names` sure by themselves, `beside` only beside a figure."""

    names: Mapping[str, int]
    beside: Mapping[str, int]
    adjectives: Mapping[str, int]
    before: frozenset[str]


@dataclass(frozen=True, slots=True)
class Numerals:
    """One language's numerals, by folded word."""

    cardinals: Mapping[str, Fraction]
    ordinals: Mapping[str, int]
    one: frozenset[str]
    idioms: re.Pattern[str]
    fractions: Mapping[str, int]
    half: frozenset[str]
    halved: str
    parts: Mapping[str, int]
    decades: Mapping[str, int]
    prefixes: Mapping[str, Fraction]
    multiples: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Tails:
    """What may follow a number, in any of the languages; a match's group names the kind."""

    magnitudes: Mapping[str, int]
    after: re.Pattern[str]
    before: re.Pattern[str]
    signs: tuple[str, ...]
    names: Mapping[str, str]
    same: Mapping[str, tuple[int, str]]
    measures: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Denials:
    """One language's words that deny: `sure` ones, and beginnings of those that may."""

    sure: frozenset[str]
    perhaps: tuple[str, ...]
    words: frozenset[str]
    endings: tuple[str, ...]
    but: tuple[str, ...]
    none: frozenset[str]
    particles: frozenset[str]
    weak: re.Pattern[str]
    only: re.Pattern[str]
    not_only: re.Pattern[str]


@cache
def months(language: str) -> Months:
    """Read the months of a language."""
    data = _data("months")[language]
    sure, beside = {}, {}
    for number, names in enumerate(data["names"], 1):
        for name in names.split():
            bare = folded(name.removeprefix("~"), language)
            beside[bare] = number
            if not name.startswith("~"):
                sure[bare] = number
    for number, names in enumerate(data["short"], 1):
        beside.update((folded(name, language), number) for name in names.split())
    adjectives = {
        folded(stem + ending, language): number
        for number, stems in enumerate(data["adjectives"], 1)
        for stem in stems.split()
        for ending in data["endings"].split()
    }
    return Months(sure, beside, adjectives, frozenset(data["before"].split()))


@cache
def numerals(language: str) -> Numerals:
    """Read the numerals of a language."""
    data = _data("numerals")[language]
    more = data["more"]
    ordinals = {
        folded(word.removeprefix("=") + ending, language): int(value)
        for value, stems in data["ordinals"].items()
        for word in stems.split()
        for ending in ([""] if word.startswith("=") else more["endings"].split())
    }
    ordinals |= _by_word(data["ordinal_words"], language, int)
    return Numerals(
        cardinals=_by_word(data["cardinals"], language, Fraction),
        ordinals=ordinals,
        one=frozenset(data["one"].split()),
        idioms=re.compile(
            rf"(?i)\b(?:{'|'.join([*map(re.escape, more['idioms']), *more['clock']])})\b"
        ),
        fractions=_by_word(data["fractions"], language, int),
        half=frozenset(folded(word, language) for word in more["half"].split()),
        halved=more["halved"],
        parts=_by_word(data["parts"], language, int),
        decades=_by_word(data["decades"], language, int),
        prefixes=_by_word(data["prefixes"], language, Fraction),
        multiples=_by_word(data["multiples"], language, int),
    )


@cache
def tails() -> Tails:
    """Read magnitudes, per cents, currencies and units."""
    data = _data("units")
    groups = [("percent", data["percent"])]
    groups += [(kind, data[kind]) for kind in ("currencies", "units")]
    names: dict[str, str] = {}
    spelt: list[tuple[str, str]] = []
    for kind, known in groups:
        for value, words in known.items():
            group = f"{kind}_{value}"
            names[group] = value.replace("km_h", "km/h")
            spelt += [(word, group) for word in words]
    signs = [pair for pair in spelt if pair[1].startswith("currencies_") and _is_sign(pair[0])]
    return Tails(
        {word: int(value) for value, words in data["magnitudes"].items() for word in words.split()},
        _alternatives(spelt),
        _alternatives(signs),
        tuple(sign for sign, _ in signs),
        names,
        {unit: (int(of.split()[0]), of.split()[1]) for unit, of in data["same"].items()},
        _alternatives((word, unit) for unit in data["same"] for word in data["units"][unit]),
    )


@cache
def year_words() -> re.Pattern[str]:
    """Give what follows a year: «2020 год», «2020 г.»."""
    return re.compile(rf"(?:{'|'.join(_word(word) for word in _data('units')['years']['after'])})")


@cache
def denials(language: str) -> Denials:
    """Read the words that deny in a language."""
    data = _data("negations")[language]
    weak = "|".join(re.escape(words).replace("\\ ", r"\s+") for words in data["weak"])
    only = "|".join(data["only"].split())
    no = "|".join(data["sure"].split())
    return Denials(
        frozenset(data["sure"].split()),
        tuple(data["perhaps"].split()),
        frozenset(data["words"].split()),
        tuple(data["endings"].split()),
        tuple(data["but"].split()),
        frozenset(data["none"].split()),
        frozenset(data["particles"].split()),
        re.compile(rf"(?i)\b(?:{weak})\b"),
        re.compile(rf"(?i)\b(?:{only})\b"),
        re.compile(rf"(?i)(?:\b(?:{no})|n[’']t)\s+(?:{only})\b"),
    )


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))


def _by_word(known: Mapping[str, str], language: str, value: Callable[[str], _T]) -> dict[str, _T]:
    """Turn a table of value to forms round."""
    return {
        folded(form, language): value(key) for key, forms in known.items() for form in forms.split()
    }


def _alternatives(spelt: Iterable[tuple[str, str]]) -> re.Pattern[str]:
    """Give a pattern of all words, the longest first, whose last group's name tells which."""
    ordered = sorted(spelt, key=lambda pair: -len(pair[0]))
    return re.compile("|".join(_numbered(ordered)))


def _numbered(ordered: Iterable[tuple[str, str]]) -> Iterator[str]:
    for number, (words, group) in enumerate(ordered):
        yield f"(?P<{group}__{number}>{_word(words)})"


def _word(words: str) -> str:
    pattern = r"\s+".join(_token(word) for word in words.split())
    return pattern if words[-1] in "*%$€£₽₴¥°" else rf"{pattern}(?!\w)"


def _token(word: str) -> str:
    stem = re.escape(word.removesuffix("*")) + (r"\w*(?:[’'-]\w+)*" if word.endswith("*") else "")
    return stem if len(word) <= _SYMBOL or word.isupper() else f"(?i:{stem})"


def _is_sign(word: str) -> bool:
    return word in {"$", "US$", "€", "£", "₽", "₴", "¥", "Br"} or (
        word.isascii() and word.isupper()
    )
