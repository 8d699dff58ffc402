"""What a spelling must be: the register, seen from an edition's convention."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from editions.checks.dictionaries import Speller, speller
from editions.config import Publication
from editions.names.english import english
from editions.names.forms import Form, forms
from editions.names.gazetteer import Name, gazetteer_path, load
from editions.names.match import Finder, Mention, finder

DEFAULT_SCHEME = "national_2007_be"
CYRILLIC = {"be", "ru"}
OTHER = {"be": "ru", "ru": "be"}
AREAL = {"district", "region"}
EITHER = {"river"}
"""Kinds of which the national spelling is as right in English as the established name."""
CALLED_VARIOUSLY = {
    *("area", "body", "border crossing", "facility", "forest", "place", "quarter"),
    "training ground",
}
"""Kinds of which other words, not only other spellings, are in use and right."""

_REMEMBERED = 8
_PARTS = re.compile(r"[\s-]")
_GENERIC = re.compile(r"(?i)\s+(district|region)\Z")
_APOSTROPHES = str.maketrans(dict.fromkeys("'ʼ`‘", "’"))
_STRESS = re.compile(r"(?<=[аеёіоуыэюяиАЕЁІОУЫЭЮЯИ])[\u0300\u0301]")
_POSSESSIVE = re.compile(r"(?:’s|’)\Z")
_HAS_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def fold(text: str, language: str) -> str:
    """Give what two spellings of one name have in common: no capitals, stress or soft hyphens.

    >>> fold("МОГИЛЁ-\\nВЕ", "ru")
    'могилеве'
    """
    text = _STRESS.sub("", unicodedata.normalize("NFD", text).replace("\u00ad", ""))
    text = unicodedata.normalize("NFC", text).translate(_APOSTROPHES)
    text = " ".join(re.sub(r"(?<=\w)-\n\s*", "", text).split()).casefold()
    if language == "be":
        # «Унутраныя войскі», but «ва ўнутраных войсках».
        return re.sub(r"\bў", "у", text)
    return text.replace("ё", "е") if language == "ru" else text


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
    publication: Publication | None = None
    spellers: dict[str, Speller | None] = field(default_factory=dict)

    @classmethod
    def of(cls, publication: Publication) -> Convention:
        """Read the register of a publication."""
        register, _ = load(gazetteer_path(publication), publication.root)
        names = tuple(register.names)
        schemes = {language: publication.romanization(language) for language in ("en",)}
        made = cls(names, {name.id: name for name in names}, schemes, publication=publication)
        cache = publication.work / "cache"
        made.finders = {
            language: finder(names, language, cache=cache) for language in ("be", "ru", "en")
        }
        return made

    def find(self, text: str, language: str) -> list[Mention]:
        """Give every mention of a registered name; the last few answers are remembered."""
        key = (text, language)
        if key not in self.recent:
            if len(self.recent) > _REMEMBERED:
                self.recent.clear()
            self.recent[key] = self.finders[language].find(text)
        return self.recent[key]

    def is_word(self, word: str, language: str) -> bool:
        """Tell whether the dictionary of a language, if at hand, knows a word as it stands."""
        if language not in self.spellers:
            made = speller(self.publication, language) if self.publication else None
            self.spellers[language] = None if isinstance(made, str) else made
        knowing = self.spellers[language]
        return knowing is not None and knowing.spells(word)

    def is_strange(self, word: str, language: str) -> bool:
        """Tell whether a dictionary is at hand and knows a word in no way: Мазырьскі."""
        known = self.is_word(word, language) or self.is_word(word.lower(), language)
        return not known and self.spellers.get(language) is not None

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
        if {folded, bare, bare.replace(".", "")} & self.accepted[key]:
            return True
        return name.kind == "person" and _shortens(bare, self.accepted[key])

    def proposal(self, name: Name, text: str, language: str) -> str | None:
        """Give the spelling of the convention for a form outside it, None if none is sure.

        Belarusian and Russian forms keep case and number; English ones their possessive.
        """
        if language == "en":
            return self._proposed_latin(name, text)
        cases = _cases(self._foreign_forms(name, text, language), fold(text, language), language)
        main = replace(name, variants=_alike(name, text, language))
        own = forms(main, language)
        # The usual form of a case comes first.
        wanted = [
            next((form.text for form in own if _serves(form, *known)), None) for known in cases
        ]
        spelt = {_cased(form, like=text) for form in wanted if form}
        return spelt.pop() if len(spelt) == 1 else None

    def strange(self, name: Name, text: str, language: str) -> bool:
        """Tell whether a text is a form of a variant that the edition does not use."""
        folded = fold(text, language)
        return any(
            fold(form.text, language) == folded
            for variant in _unwelcome(name, language)
            for form in _as_if(name, variant, language)
        )

    def _foreign_forms(self, name: Name, text: str, language: str) -> Iterator[Form]:
        for variant in _unwelcome(name, language):
            yield from _as_if(name, variant, language)
        other = OTHER[language]
        yield from forms(replace(name, variants=_alike(name, text, other)), other)

    def _latin(self, name: Name) -> Iterator[str]:
        for scheme in (self.schemes["en"], DEFAULT_SCHEME):
            yield english(name, self.by_id, scheme)
            if name.kind in EITHER:
                yield english(replace(name, en=""), self.by_id, scheme)
        for variant in name.variants:
            if not _HAS_CYRILLIC.search(variant) and _welcome_latin(name, variant):
                yield variant

    def _cyrillic(self, name: Name, language: str) -> Iterator[str]:
        unwelcome = set(_unwelcome(name, language))
        variants = tuple(variant for variant in name.variants if variant not in unwelcome)
        for form in forms(replace(name, variants=variants), language):
            yield form.text

    def _proposed_latin(self, name: Name, text: str) -> str | None:
        possessive = _POSSESSIVE.search(text.translate(_APOSTROPHES))
        bare = text[: possessive.start()] if possessive else text
        proposed = self.printed(name)
        if name.kind == "person":
            # "Lukashenko" alone is not to become the full name.
            words = bare.split()
            if len(words) > len(proposed.split()):
                return None
            proposed = " ".join(proposed.split()[-len(words) :])
        if (
            name.kind in AREAL
            and (generic := _GENERIC.search(proposed))
            and bare.islower() is False
        ):
            tail = bare.split()[-1]
            if tail[:1].islower():
                proposed = proposed[: generic.start()] + generic[0].lower()
        proposed = proposed.upper() if bare.isupper() and len(bare) > 3 else proposed
        return proposed + (text[possessive.start() :] if possessive else "")


def _as_if(name: Name, variant: str, language: str) -> Iterable[Form]:
    """Give the forms a name would have, were a variant its spelling."""
    bare = replace(name, be=variant, ru=variant, variants=(), be_forms=(), ru_forms=())
    return forms(bare, language)


def _alike(name: Name, text: str, language: str) -> tuple[str, ...]:
    """Give the variants by which a person may be called as shortly as in `text`: the surname."""
    if name.kind != "person":
        return ()
    own = set((name.be if language == "be" else name.ru).split())
    count = len(text.split())
    return tuple(
        variant
        for variant in name.variants
        if len(variant.split()) == count and set(variant.split()) <= own
    )


def _unwelcome(name: Name, language: str) -> list[str]:
    """Give the variants in Cyrillic letters that the language's edition does not print."""
    if name.kind in CALLED_VARIOUSLY:
        return []
    own = name.be if language == "be" else name.ru
    return [
        variant
        for variant in name.variants
        if _HAS_CYRILLIC.search(variant)
        and fold(variant, language) != fold(own, language)
        and not variant.isupper()
        and not variant.endswith(("шчына", "щина"))
        and not set(_PARTS.split(variant)) <= set(_PARTS.split(own))
        and not (name.kind == "country" and " " in variant)
        and not any(initial.endswith(".") for initial in variant.split())
        and name.kind not in AREAL
    ]


def _welcome_latin(name: Name, variant: str) -> bool:
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


def _cases(
    known: Iterable[Form], folded: str, language: str
) -> set[tuple[str, str, frozenset[str]]]:
    return {
        (form.number, form.part, form.cases)
        for form in known
        if folded in {fold(form.text, language), fold(form.text, OTHER[language])}
    }


def _serves(form: Form, number: str, part: str, cases: frozenset[str]) -> bool:
    return (form.number, form.part) == (number, part) and form.cases >= cases


def _cased(form: str, *, like: str) -> str:
    return form.upper() if like.isupper() and len(like) > 1 else form


__all__ = ["Convention", "fold"]
