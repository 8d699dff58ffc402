"""Letters that many leave out, where a publication writes them: ё in Russian.

A list per language, ``letters.*.txt``, has the words that only this letter makes right. Who
writes none of them with it has another rule of the house, and hears nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from editions.catalogue import layout
from editions.checks import LETTER_LEFT_OUT
from editions.checks.findings import Finding
from editions.checks.rules import rules
from editions.checks.texts import Text

_WORD = re.compile(r"(?<![\w|-])[^\W\d_]{2,}(?![\w|])")
_BEGINS = re.compile(r"(?:\A|[.!?…:])[\s«„“(*]*\Z")
_SHORTEST = 4
"""How many letters a beginning in a list has at least."""

_HOUSE = 2
"""How many times as often as not a publication writes the letter that makes it a rule there."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a list, whole ones and beginnings: as many write them → as they are right."""

    whole: Mapping[str, str]
    begun: Mapping[str, str]

    def right(self, small: str) -> str | None:
        """Give the spelling of a word in small letters that is not right; None if it may be."""
        if small in self.whole:
            return self.whole[small]
        for end in range(_SHORTEST, len(small)):
            if found := self.begun.get(small[:end]):
                return found + small[end:]
        return None


def findings(chosen: Iterable[Text], everything: Iterable[Text]) -> Iterator[Finding]:
    """Find words without the letter, in the languages in which `everything` shows the rule."""
    voted: dict[str, Votes] = {}
    for text in everything:
        voted[text.language] = voted.get(text.language, NO_VOTES) + votes(text)
    for text in chosen:
        if voted.get(text.language, NO_VOTES).make_a_rule:
            yield from lacking(text)


class Votes(NamedTuple):
    """How many words of a text are written with the letter, and how many should be."""

    written: int
    lacking: int

    def __add__(self, other: object) -> Votes:
        """Add what another text says."""
        if not isinstance(other, Votes):
            return NotImplemented
        return Votes(self.written + other.written, self.lacking + other.lacking)

    @property
    def make_a_rule(self) -> bool:
        """Tell whether who writes so writes the letter by rule."""
        return self.written > _HOUSE * self.lacking


NO_VOTES = Votes(0, 0)


def votes(text: Text) -> Votes:
    """Count what a text says of the house's rule; our own interface words say nothing."""
    letters = rules(text.language).left_out
    if not letters or text.file.stem == layout.INTERFACE:
        return NO_VOTES
    written = sum(
        bool(letters.keys() & set(match[0].lower())) for match in _WORD.finditer(text.text)
    )
    return Votes(written, sum(1 for _ in lacking(text)))


def lacking(text: Text) -> Iterator[Finding]:
    """Find words without the letter in a text, whatever the rule of the house."""
    letters = rules(text.language).left_out
    if not letters:
        return
    for match in _WORD.finditer(text.text):
        word = match[0]
        right = _right(word.lower(), text.language)
        if right is None:
            continue
        if word[0].isupper() and not _BEGINS.search(text.text, 0, match.start()):
            continue  # a name, which the register spells
        better = "".join(
            new.upper() if old.isupper() else new for old, new in zip(word, right, strict=True)
        )
        message = f"'{word}': write {better}"
        yield Finding(LETTER_LEFT_OUT, text, match.span(), message, better)


@lru_cache(maxsize=1 << 15)
def _right(small: str, language: str) -> str | None:
    """Give the right spelling of a word in small letters; None if it may be as it is."""
    letters = rules(language).left_out
    if letters.keys() & set(small) or not set(letters.values()) & set(small):
        return None
    return _listed(language).right(small)


@cache
def _listed(language: str) -> _Words:
    lines = files(__package__).joinpath(f"letters.{language}.txt").read_text("utf-8").splitlines()
    known = [line for line in lines if line and not line.startswith("#")]
    folded = str.maketrans(dict(rules(language).left_out))
    begun = [word.removesuffix("*") for word in known if word.endswith("*")]
    return _Words(
        whole={word.translate(folded): word for word in known if not word.endswith("*")},
        begun={word.translate(folded): word for word in begun},
    )
