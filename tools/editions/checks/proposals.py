"""What a name outside the convention should be: as long a name, in the same case and number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from editions.names.forms import Form, forms, is_abbreviation, words_of_person
from editions.names.gazetteer import Name
from editions.names.index import cues
from editions.names.paradigm import CASES
from editions.names.surnames import surname_of

OTHER = {"be": "ru", "ru": "be"}
AREAL = {"district", "region"}
CALLED_VARIOUSLY = {
    *("area", "body", "border crossing", "facility", "forest", "place", "quarter"),
    "training ground",
}
"""Kinds of which other words, not only other spellings, are in use and right."""

_PARTS = re.compile(r"[\s-]")
_GENERIC = re.compile(r"(?i)\s+(district|region)\Z")
_UNIT = re.compile("|".join(cues("en")[kind] for kind in sorted(AREAL)), re.IGNORECASE)
_UNITS = re.compile(rf"(?:{_UNIT.pattern})(?<=s)", re.IGNORECASE)
_APOSTROPHES = str.maketrans(dict.fromkeys("'ʼ`‘", "’"))
_STRESS = re.compile(r"(?<=[аеёіоуыэюяиАЕЁІОУЫЭЮЯИ])[\u0300\u0301]")
_POSSESSIVE = re.compile(r"(?:’s|’)\Z")
_HAS_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_INITIALS = re.compile(r"((?:\w{1,2}\.\s*)+)(.+)", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")

Known = set[tuple[str, str, frozenset[str]]]
"""Number, part of speech and cases that a spelling may stand for."""


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


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands right beside a name and may tell its case: the text on either side."""

    before: str = ""
    after: str = ""
    first: bool = False

    def cases(self, name: Name, language: str) -> frozenset[str]:
        """Give the cases that the words beside a name leave it; all if they do not tell."""
        words, person = cues(language), name.kind == "person"
        before = _WORD.findall(self.before[-20:])
        if before and self.before.endswith((" ", "\u00a0", "\n")):
            kind = "cases_of_persons" if person else "cases_of_places"
            taken = words[kind].get(before[-1].lower()) or words["cases"].get(before[-1].lower())
            if taken:
                return frozenset(taken.split())
        following = _WORD.match(self.after[1:]) if self.after[:1] == " " else None
        if person and self.first and following and re.fullmatch(words["past"], following[0]):
            return frozenset({"nom"})  # Лукашенко маўчаў
        return frozenset(CASES)


def cyrillic(name: Name, text: str, language: str, beside: Beside) -> str | None:
    """Give the form of `name` in Belarusian or Russian that `text` should be, if one is sure."""
    allowed = beside.cases(name, language)
    if name.kind == "person":
        made = _person(name, text, language, allowed)
    else:
        spelt = set(_spelt(name, text, language, allowed))
        made = spelt.pop() if len(spelt) == 1 else None
    if not made:  # Галандыі is one, Нідэрланды are many: no form serves
        return None
    return made.upper() if text.isupper() and len(text) > 1 else made


def latin(name: Name, text: str, printed: str) -> str | None:
    """Give what an English text should have for `text`: `printed`, or as much of it."""
    possessive = _POSSESSIVE.search(text.translate(_APOSTROPHES))
    bare = text[: possessive.start()] if possessive else text
    ending = text[possessive.start() :] if possessive else ""
    if name.kind == "person":
        made = _latin_person(bare, printed)
        return made and made + ending
    if is_abbreviation(bare) and not is_abbreviation(printed) and len(bare) < 6:
        return None
    if name.kind in AREAL and (generic := _GENERIC.search(printed)):
        printed = _area(name, bare, printed[: generic.start()], generic[1])
    elif len(_PARTS.split(bare)) != len(_PARTS.split(printed)):
        return None  # the Republic of Belorussia is no Belarus
    return (printed.upper() if bare.isupper() and len(bare) > 3 else printed) + ending


def _area(name: Name, text: str, proper: str, unit: str) -> str:
    """Give an area's name with as much of its unit as `text` has.

    In a row a member may have none, the last one has them all: the Brest and Hrodna regions.
    """
    tail = text.rsplit(maxsplit=1)[-1]
    whole = fold(text, "en") in {fold(variant, "en") for variant in name.variants}
    if not whole and not _UNIT.fullmatch(tail):
        return proper
    unit = unit.lower() if tail[:1].islower() and not text.islower() else unit
    return f"{proper} {unit}s" if _UNITS.fullmatch(tail) else f"{proper} {unit}"


def _latin_person(text: str, printed: str) -> str | None:
    """Give as many words of a person's name as `text` has: "Lukashenko" is one."""
    if signs := _INITIALS.fullmatch(text):
        surname = _latin_person(signs[2], printed)
        return f"{signs[1]}{surname}" if surname and printed.startswith(signs[1][0]) else None
    surname = surname_of(printed)
    for made in (printed, surname):
        if made and len(made.split()) == len(text.split()):
            return made.upper() if text.isupper() and len(text) > 3 else made
    return None


def _person(name: Name, text: str, language: str, allowed: frozenset[str]) -> str | None:
    """Give a person's name with the words that `text` has; initials stay as they are."""
    if signs := _INITIALS.fullmatch(text):
        own = name.be if language == "be" else name.ru
        rest = _person(name, signs[2], language, allowed)
        return f"{signs[1]}{rest}" if rest and own[0] == signs[1][0] else None
    pieces = re.split(r"(\s+)", text)
    told = [fold(word, language) for word in pieces[::2]]
    for words in _extents(name, language, len(told)):
        cases = [
            case
            for case in CASES
            if case in allowed
            and all(
                any(fold(form, language) == word for one in every for form in one[case])
                for word, every in zip(told, words, strict=True)
            )
        ]
        spelt = {tuple(every[0][case][0] for every in words) for case in cases}
        if len(spelt) == 1:
            pieces[::2] = spelt.pop()
            return "".join(pieces)
    return None


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a person's name in a language, each declined."""

    full: list[dict[str, tuple[str, ...]]]
    surname: int


def _extents(
    name: Name, language: str, count: int
) -> Iterator[list[list[dict[str, tuple[str, ...]]]]]:
    """Give the ways to name a person in `count` words: per word its own and other paradigms.

    In full, with the surname first, and by the surname alone.
    """
    sides = [_words(name, each) for each in (language, OTHER[language])]
    if len({len(side.full) for side in sides}) == 1:
        every = [list(both) for both in zip(*(side.full for side in sides), strict=True)]
        every[-1] += _other_surnames(name)
        if count == len(every):
            yield every
        if count == len(every) == 2:
            yield [every[1], every[0]]
    if len({side.surname for side in sides}) == 1 and count == sides[0].surname:
        ends = [side.full[-count:] for side in sides]
        every = [list(both) for both in zip(*ends, strict=True)]
        every[-1] += _other_surnames(name)
        yield every


def _words(name: Name, language: str) -> _Words:
    spelling = name.be if language == "be" else name.ru
    surname = surname_of(spelling) or spelling
    return _Words(words_of_person(spelling, name, language), len(surname.split()))


def _other_surnames(name: Name) -> list[dict[str, tuple[str, ...]]]:
    return [
        words_of_person(variant, name, language)[0]
        for variant in name.variants
        if " " not in variant and _HAS_CYRILLIC.search(variant)
        for language in OTHER
    ]


def _spelt(name: Name, text: str, language: str, allowed: frozenset[str]) -> Iterator[str]:
    """Give every form that may be meant: of the main name for it, of a variant for a like one."""
    folded = fold(text, language)
    for theirs, ours in _pairs(name, language):
        # «вобл.» serves every case, but only where the text abbreviates as well.
        short = text.endswith(".")
        own = sorted(ours, key=lambda form: form.text.endswith(".") != short)
        known = {
            (form.number, form.part, form.cases)
            for form in theirs
            if folded in {fold(form.text, language), fold(form.text, OTHER[language])}
        }
        if known:
            yield from _served(own, known, allowed)


def _served(own: list[Form], known: Known, allowed: frozenset[str]) -> Iterator[str]:
    for number, part, every in known:
        cases = every & allowed or every
        like = [form for form in own if (form.number, form.part) == (number, part)]
        if len(every) < len(CASES):  # АМАПам is ОМОНом, not ОМОН
            like = [form for form in like if len(form.cases) < len(CASES)] or like
        # The usual form of a case comes first.
        whole = next((form.text for form in like if form.cases >= cases), None)
        if whole is not None:
            yield whole
        else:
            # More than one is as good as none.
            yield from (next((f.text for f in like if case in f.cases), "") for case in cases)


def _pairs(name: Name, language: str) -> Iterator[tuple[Iterable[Form], Iterable[Form]]]:
    """Give forms that the edition does not use, each with those of as long a name that it does."""
    bare = replace(name, variants=())
    main = forms(bare, language)
    yield forms(bare, OTHER[language]), main
    for variant in unwelcome(name, language):
        likes = list(_likes(name, variant, language))
        theirs = [form for each in OTHER for form in as_if(name, variant, each)]
        if len(likes) == 1:
            own = likes[0]
            yield theirs, main if own in {name.be, name.ru} else as_if(name, own, language)


def _likes(name: Name, variant: str, language: str) -> Iterator[str]:
    """Give what the edition calls a name in as many words, an abbreviation by one."""
    own = name.be if language == "be" else name.ru
    short = is_abbreviation(variant)
    found = [
        text
        for text in (own, *name.of_own(language))
        if is_abbreviation(text) == short and len(text.split()) == len(variant.split())
    ]
    yield from dict.fromkeys(found)


def as_if(name: Name, variant: str, language: str) -> Iterable[Form]:
    """Give the forms a name would have, were a variant its spelling."""
    bare = replace(name, be=variant, ru=variant, variants=(), be_forms=(), ru_forms=())
    return forms(bare, language)


def unwelcome(name: Name, language: str) -> list[str]:
    """Give the variants in Cyrillic letters that the language's edition does not print."""
    others = name.of_others(language)
    return [
        variant
        for variant in name.variants
        if _HAS_CYRILLIC.search(variant) and (variant in others or _is_old(name, variant, language))
    ]


def _is_old(name: Name, variant: str, language: str) -> bool:
    """Tell whether a variant is another spelling, not another name that is as right."""
    own = name.be if language == "be" else name.ru
    if name.kind in CALLED_VARIOUSLY or name.kind in AREAL or variant.isupper():
        return False
    return (
        variant not in name.of_own(language)
        and fold(variant, language) != fold(own, language)
        and not variant.endswith(("шчына", "щина"))
        and not set(_PARTS.split(variant)) <= set(_PARTS.split(own))
        and not (name.kind == "country" and " " in variant)
        and not any(initial.endswith(".") for initial in variant.split())
    )
