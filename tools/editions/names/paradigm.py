"""What the two inflections share: cases, tables of endings and the words no ending tells."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
VOWELS = "аеёіоуыэюяи"
HUSHING = "жшчщц"

Paradigm = dict[str, tuple[str, ...]]
"""Case → the forms of that case, the usual one first."""


@dataclass(frozen=True, slots=True)
class Exceptions:
    """The lower-case words of one language that the rules would decline wrongly."""

    indeclinable: frozenset[str]
    feminine: frozenset[str]
    masculine: frozenset[str]
    stressed: frozenset[str]
    abstract: frozenset[str]
    endless: frozenset[str]
    foreign: frozenset[str]
    nouns: frozenset[str]
    stems: Mapping[str, str]

    def stem(self, word: str) -> str | None:
        """Give the oblique stem of a word that has one of its own, with the word's capital."""
        stem = self.stems.get(word.lower())
        return None if stem is None else (stem.capitalize() if word[:1].isupper() else stem)


@cache
def exceptions(language: str) -> Exceptions:
    """Give the exceptions of `language` (be, ru)."""
    table = _table()[language]
    return Exceptions(
        indeclinable=frozenset(table["indeclinable"]),
        feminine=frozenset(table["feminine"]),
        masculine=frozenset(table["masculine"]),
        stressed=frozenset(table["stressed"]),
        abstract=frozenset(table["abstract"]),
        endless=frozenset(table["endless"]),
        foreign=frozenset(table["foreign"]),
        nouns=frozenset(table["nouns"]),
        stems=table["stems"],
    )


@cache
def against_the_ending() -> tuple[frozenset[str], frozenset[str]]:
    """Give men's given names in а or я, and women's that end otherwise; small letters."""
    table = _table()["given"]
    return frozenset(table["men"]), frozenset(table["women"])


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("inflection.toml").read_text(encoding="utf-8"))


def fixed(word: str) -> Paradigm:
    """Give a word that keeps one form in every case."""
    return dict.fromkeys(CASES, (word,))


def decline(word: str, stem: str, endings: str, *, animate: bool = False) -> Paradigm:
    """Put `endings` on `stem`: gen, dat, acc, ins, loc parted by spaces.

    Alternatives are parted by ``/``, ``-`` is no ending, ``=`` repeats the nominative (the
    genitive if `animate`).
    """
    made: Paradigm = {"nom": (word,)}
    for case, cell in zip(CASES[1:], endings.split(), strict=True):
        forms: list[str] = []
        for ending in cell.split("/"):
            if ending == "=":
                forms += made["gen"] if animate else (word,)
            else:
                forms.append(stem + ending.replace("-", ""))
        made[case] = tuple(dict.fromkeys(forms))
    return made


def merge(*paradigms: Paradigm) -> Paradigm:
    """Give the forms of all, those of the first first."""
    return {
        case: tuple(dict.fromkeys(form for one in paradigms for form in one.get(case, ())))
        for case in CASES
    }
