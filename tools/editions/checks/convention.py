"""What a spelling must be: the register, seen from an edition's convention."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from editions.checks.dictionaries import Speller, speller
from editions.checks.proposals import (
    AREAL,
    CALLED_VARIOUSLY,
    OTHER,
    Beside,
    as_if,
    cyrillic,
    fold,
    latin,
    unwelcome,
)
from editions.checks.related import Adjectives
from editions.config import Publication
from editions.names import termbase
from editions.names.english import english
from editions.names.forms import forms
from editions.names.gazetteer import Name, gazetteer_path, rows
from editions.names.latin import NATURAL
from editions.names.match import Finder, Mention, finder
from editions.names.termbase import Termbase

DEFAULT_SCHEME = "national_2007_be"
CYRILLIC = {"be", "ru"}

_REMEMBERED = 512
"""Of so many texts the mentions are kept: several checks ask for those of a file."""
_POSSESSIVE = re.compile(r"(?:’s|’)\Z")
_DOTTED = re.compile(r"(?:[a-z]\.){2,}")
_HAS_CYRILLIC = re.compile(r"[\u0400-\u04ff]")

Learnt: TypeAlias = tuple[dict[str, str], dict[str, list[str]]]
"""The folded words of all forms of the names, with how they are spelt and whose they are."""


@dataclass(slots=True)
class Convention:
    """The register and how each edition of a publication writes its names."""

    names: tuple[Name, ...]
    by_id: dict[str, Name]
    schemes: dict[str, str]
    finders: dict[str, Finder] = field(default_factory=dict)
    accepted: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    recent: dict[tuple[str, str], list[Mention]] = field(default_factory=dict)
    adjectival: dict[tuple[str, str], bool] = field(default_factory=dict)
    beginnings: dict[str, Adjectives] = field(default_factory=dict)
    learnt: dict[str, Learnt] = field(default_factory=dict)
    publication: Publication | None = None
    spellers: dict[str, Speller | str] = field(default_factory=dict)
    termbase: Termbase | None = None
    areas: dict[str, list[Name]] = field(init=False, default_factory=dict)
    """The districts and regions that are named after a town, by its id."""

    def __post_init__(self) -> None:
        """Learn which areas are named after which town."""
        for name in self.names:
            if name.kind in AREAL and name.seat:
                self.areas.setdefault(name.seat, []).append(name)

    @classmethod
    def of(cls, publication: Publication) -> Convention:
        """Read the register of a publication."""
        names = rows(gazetteer_path(publication))
        schemes = {language: publication.romanization(language) for language in ("en",)}
        made = cls(names, {name.id: name for name in names}, schemes, publication=publication)
        cache = publication.work / "cache"
        made.finders = {
            language: finder(names, language, cache=cache) for language in ("be", "ru", "en")
        }
        return made

    def find(self, text: str, language: str) -> list[Mention]:
        """Give every mention of a registered name; the last answers are remembered."""
        key = (text, language)
        if key not in self.recent:
            if len(self.recent) > _REMEMBERED:
                self.recent.clear()
            self.recent[key] = self.finders[language].find(text)
        return self.recent[key]

    def is_word(self, word: str, language: str) -> bool:
        """Tell whether the dictionary of a language, if at hand, knows a word as it stands."""
        knowing = self.speller(language)
        return not isinstance(knowing, str) and knowing.spells(word)

    def is_strange(self, word: str, language: str) -> bool:
        """Tell whether a dictionary is at hand and knows a word in no way: Мазырьскі."""
        known = self.is_word(word, language) or self.is_word(word.lower(), language)
        return not known and not isinstance(self.speller(language), str)

    def speller(self, language: str) -> Speller | str:
        """Give the speller of a language, or in words why there is none."""
        if language not in self.spellers:
            known = self.publication
            self.spellers[language] = speller(known, language) if known else "nothing is published"
        return self.spellers[language]

    def terms(self, publication: Publication) -> Termbase:
        """Give the terms of a publication, read once."""
        if self.termbase is None:
            self.termbase = Termbase(termbase.rows(termbase.termbase_path(publication)))
        return self.termbase

    def adjectives(self, language: str) -> Adjectives:
        """Give the words that speak of a place of the register without naming it."""
        if language not in self.beginnings:
            self.beginnings[language] = Adjectives.of(self.names, language, self.areas)
        return self.beginnings[language]

    def printed(self, name: Name) -> str:
        """Give the name as the English edition prints it."""
        return english(name, self.by_id, self.schemes["en"])

    def accepts(self, name: Name, text: str, language: str) -> bool:
        """Tell whether a spelling of a name is within the edition's convention."""
        key = (name.id, language)
        if key not in self.accepted:
            spellings = self._latin(name) if language == "en" else self._cyrillic(name, language)
            self.accepted[key] = frozenset(fold(spelling, language) for spelling in spellings)
        folded = fold(text, language)
        if language != "en":
            return folded in self.accepted[key]
        bare = _POSSESSIVE.sub("", folded)
        if _DOTTED.fullmatch(bare):
            bare = bare.replace(".", "")  # U.S.
        if {folded, bare} & self.accepted[key]:
            return True
        return name.kind == "person" and _shortens(bare, self.accepted[key])

    def proposal(self, name: Name, text: str, language: str, beside: Beside) -> str | None:
        """Give the spelling of the convention for a form outside it, None if none is sure.

        It is no longer and no shorter a name; English ones keep their possessive.
        """
        if language == "en":
            return latin(name, text, self.printed(name))
        return cyrillic(name, text, language, beside)

    def strange(self, name: Name, text: str, language: str) -> bool:
        """Tell whether a text is a form of a variant that the edition does not use."""
        folded = fold(text, language)
        return any(
            fold(form.text, language) == folded
            for variant in unwelcome(name, language)
            for form in as_if(name, variant, language)
        )

    def _latin(self, name: Name) -> Iterator[str]:
        for scheme in (self.schemes["en"], DEFAULT_SCHEME):
            yield english(name, self.by_id, scheme)
            if name.kind in NATURAL:
                yield english(replace(name, en=""), self.by_id, scheme)
        if name.kind in AREAL:  # the Brest and Hrodna regions
            proper, _, unit = self.printed(name).rpartition(" ")
            yield from (proper, f"{proper} {unit}s") if proper else ()
        for variant in name.variants:
            if not _HAS_CYRILLIC.search(variant) and (
                _welcome_latin(name, variant) or _holds(variant, self.printed(name))
            ):
                yield variant

    def _cyrillic(self, name: Name, language: str) -> Iterator[str]:
        others = set(unwelcome(name, language))
        variants = tuple(variant for variant in name.variants if variant not in others)
        for form in forms(replace(name, variants=variants), language):
            yield form.text


def _holds(variant: str, printed: str) -> bool:
    """Tell whether a variant is what is printed and more: the Republic of Belarus."""
    return set(printed.split()) < set(variant.split())


def _welcome_latin(name: Name, variant: str) -> bool:
    if name.kind in AREAL and variant.isupper():
        return True  # the code of a standard: BY-HR
    if name.kind in CALLED_VARIOUSLY:
        return True
    if name.kind == "country" and name.id != "by":
        return " " in variant or variant.isupper()
    return False


def _shortens(text: str, accepted: frozenset[str]) -> bool:
    """Tell whether a person's name is a shorter form of an accepted one: surname, initials."""
    words = text.replace(".", ". ").split()
    for full in accepted:
        parts = full.split()
        initials = {f"{part[0]}." for part in parts}
        if words and all(word in parts or word in initials for word in words):
            return True
    return False


__all__ = ["OTHER", "Beside", "Convention", "fold"]
