"""The case forms of registered names: words of a name told apart, each declined by its rules.

The rules of the two languages are in inflect_be.py and inflect_ru.py. They yield some forms
that nobody writes, which harms no search, and put the usual form of a case first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from types import ModuleType

from editions.names import inflect_be, inflect_ru
from editions.names.gazetteer import Name
from editions.names.paradigm import (
    CASES,
    VOWELS,
    Paradigm,
    against_the_ending,
    decline,
    fixed,
    merge,
)

RULES: dict[str, ModuleType] = {"be": inflect_be, "ru": inflect_ru}
GENERIC = {"district": ("раён", "район"), "region": ("вобласць", "область")}
SHORT = {
    ("district", "be"): ("р-н", "р-на", "р-ну", "р-н", "р-нам", "р-не"),
    ("district", "ru"): ("р-н", "р-на", "р-ну", "р-н", "р-ном", "р-не"),
    ("region", "be"): ("вобл.",) * 6,
    ("region", "ru"): ("обл.",) * 6,
}
ADJECTIVES = {
    "be": (("ы", "і"), ("ая", "яя"), ("ае", "ое", "яе"), ("ыя", "ія")),
    "ru": (("ый", "ий", "ой"), ("ая", "яя"), ("ое", "ее"), ("ые", "ие")),
}
CHAINED = ("скі", "цкі", "ны", "ні", "вы", "ый", "ий")
OBLIQUE = ("ых", "іх", "их", "аў", "яў", "оў", "ов", "ев", "ей")
AND = ("і", "и")
_ORDINAL = re.compile(r"\d+-([а-яі])")
POSSESSIVE = ("іна", "ына", "ова", "ава", "ина")
ONLY_BE, ONLY_RU = set("іў’'ʼ"), set("ищъ")


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a name and the cases it can stand for."""

    text: str
    cases: frozenset[str] = frozenset()
    number: str = ""
    part: str = "noun"


def forms(name: Name, language: str) -> tuple[Form, ...]:
    """Give every form of `name` in `language` (be, ru): the registered spelling's first."""
    spelling, other = (name.be, name.ru) if language == "be" else (name.ru, name.be)
    made = list(_forms(name, spelling, other, language)) if spelling else []
    for variant in cyrillic(name.variants, language):
        made += _forms(name, variant, "", language)
    made += [Form(text) for text in (name.be_forms if language == "be" else name.ru_forms)]
    return _united(made)


def cyrillic(variants: Iterable[str], language: str) -> list[str]:
    """Give the variants that can be words of `language`; those of either language included."""
    foreign = ONLY_RU if language == "be" else ONLY_BE - {"’", "'", "ʼ"}
    return [
        text
        for text in variants
        if any("а" <= letter <= "ў" for letter in text.lower()) and not foreign & set(text.lower())
    ]


def is_abbreviation(text: str) -> bool:
    """Tell whether `text` is one word written in capitals at its end: ААН, АМАП, БелАЭС."""
    return len(text) > 1 and text[-2:].isupper() and text.isalpha()


def _forms(name: Name, spelling: str, other: str, language: str) -> Iterator[Form]:
    if is_abbreviation(spelling):
        yield from _abbreviation(spelling, language)
    elif name.kind == "person":
        yield from _listed(person(spelling, name, language), "sg")
    elif name.kind in GENERIC and " " in spelling:
        yield from _division(name.kind, spelling, language)
    else:
        paradigm, number = phrase(spelling.split(), other.split(), language)
        short = _dropped(name, spelling, language)
        for form in _listed(paradigm, number):
            if form.text == spelling or len(form.text) > short:
                yield form


def _dropped(name: Name, spelling: str, language: str) -> int:
    """Give the length up to which a zero genitive may be a common word: Мосты → мост."""
    return 4 if language in name.common_word and len(spelling) > 4 else 0


def _listed(paradigm: Paradigm, number: str, part: str = "noun") -> Iterator[Form]:
    for case in CASES:
        for text in paradigm[case]:
            yield Form(text, frozenset({case}), number, part)


def _united(made: Iterable[Form]) -> tuple[Form, ...]:
    """Join equal spellings, their cases united; the order is that of the first."""
    known: dict[tuple[str, str, str], Form] = {}
    for form in made:
        key = (form.text, form.number, form.part)
        cases = form.cases | known[key].cases if key in known else form.cases
        known[key] = Form(form.text, cases, form.number, form.part)
    return tuple(known.values())


def _abbreviation(text: str, language: str) -> Iterator[Form]:
    """Give ЗША as it is, and АМАП with the endings such words take in print."""
    yield Form(text, frozenset(CASES), "sg")
    if len(text) > 2 and text[-1].lower() not in VOWELS and text[-2].lower() in VOWELS:
        endings = ("а/у", "у", "ам", "е") if language == "be" else ("а", "у", "ом", "е")
        for case, cell in zip(("gen", "dat", "ins", "loc"), endings, strict=True):
            for ending in cell.split("/"):
                yield Form(text + ending, frozenset({case}), "sg")


def _division(kind: str, spelling: str, language: str) -> Iterator[Form]:
    """Give a district's or region's forms, with the abbreviations, and its adjective alone."""
    rules = RULES[language]
    adjective = rules.adjective(spelling.rsplit(" ", 1)[0])
    noun = rules.noun(spelling.rsplit(" ", 1)[1])
    short = SHORT[kind, language]
    for number, case in enumerate(CASES):
        for first in adjective[case]:
            for generic in (*noun[case], short[number]):
                yield Form(f"{first} {generic}", frozenset({case}), "sg")
    yield from _listed(adjective, "sg", "adjective")
    stem = spelling.rsplit(" ", 1)[0].removesuffix("ая").removesuffix("й")
    stem = stem if stem[-1] not in "іи" else stem[:-1]
    yield from _listed(
        rules.adjective(stem + ("ія" if language == "be" else "ие")), "pl", "adjective"
    )


def phrase(
    words: Sequence[str], others: Sequence[str], language: str, *, many: bool = False
) -> tuple[Paradigm, str]:
    """Decline a name of one or more words; give its forms and its number (sg, pl).

    The adjectives before the head agree with it, what follows the head stays but for a second
    head after "and". `others` are the words of the same name in the other language, or nothing;
    `many` says that the head is a plural.
    """
    hints = [_hint(word, others, place) for place, word in enumerate(words)]
    rules, parts, head = RULES[language], list[Paradigm](), 0
    plural = ADJECTIVES[language][3]
    while head < len(words) - 1 and _agrees(words[head], words[head + 1], language):
        word = words[head]
        if many and not word.endswith(plural):
            break
        parts.append(_attribute(word, rules))
        head += 1
    many = many or (head > 0 and words[head - 1].endswith(plural))
    parts.append(_head(words[head], hints[head], language, many=many))
    rest = words[head + 1 :]
    if len(rest) > 1 and rest[0] in AND:
        parts += [fixed(rest[0]), phrase(rest[1:], (), language, many=many)[0]]
    else:
        parts += [fixed(word) for word in rest]
    ending = words[head].lower()[-1] in "ыіи" and parts[head]["gen"] != (words[head],)
    many = many or (ending and not _adjectival(words[head], hints[head], language))
    joined: Paradigm = {
        case: tuple(
            dict.fromkeys(
                rules.fitted(" ".join(one)) for one in product(*(part[case] for part in parts))
            )
        )
        for case in CASES
    }
    return joined, "pl" if many else "sg"


def _attribute(word: str, rules: ModuleType) -> Paradigm:
    """Decline what agrees with a head: an adjective, a possessive or a numeral in figures."""
    if ordinal := _ORDINAL.fullmatch(word):
        return decline(word, word[:-1], rules.ORDINALS[ordinal[1]])
    made: Paradigm = (rules.possessive if word.endswith(POSSESSIVE) else rules.adjective)(word)
    return made


def _hint(word: str, others: Sequence[str], place: int) -> str:
    """Give the same word in the other language, if it looks like the same word."""
    other = others[place] if place < len(others) else ""
    first, second = word[:1].lower(), other[:1].lower()
    alike = first == second or (first in VOWELS and second in VOWELS)
    return other if alike else ""


def _agrees(word: str, following: str, language: str) -> bool:  # noqa: PLR0911 - a ladder of endings
    """Tell whether `word` is an adjective of the noun or adjective that follows."""
    masculine, feminine, neuter, plural = ADJECTIVES[language]
    low, after = word.lower(), following.lower()
    if ordinal := _ORDINAL.fullmatch(word):
        return ordinal[1] in RULES[language].ORDINALS
    if len(low) < 4 or not after[-1].isalpha():
        return False
    if is_abbreviation(following):
        # «Беларускай АЭС», but «Войскі НАТА».
        return low.endswith((*feminine, *neuter))
    if low.endswith(POSSESSIVE):
        return after[-1] == "а" and following[0].isupper()
    if low.endswith(("цыя", "сыя", "зыя", "дыя")):
        return False
    if low.endswith(plural):
        return after[-1] in "ыіи" or after.endswith((*plural, "войска"))
    if low.endswith(feminine):
        return after[-1] in "аяь" or after[-1] not in VOWELS
    if low.endswith(neuter):
        return after[-1] in "аоея"
    return low.endswith(masculine) and (
        (after[-1] not in VOWELS and not after.endswith(OBLIQUE))
        or (low.endswith(CHAINED) and after.endswith(CHAINED))
    )


def _adjectival(word: str, hint: str, language: str) -> bool:
    low, other = word.lower(), hint.lower()
    if low in RULES[language].exceptions(language).nouns:
        return False
    if language == "ru":
        return low.endswith(("ое", "ский", "цкий", "ный", "ной"))
    adjective = other.endswith(("ый", "ой", "ский", "цкий"))
    return low.endswith(("ае", "ое", "скі", "цкі")) or (low[-1] in "ыі" and adjective)


def _head(word: str, hint: str, language: str, *, many: bool = False) -> Paradigm:
    """Decline the noun a name hangs on; hyphenated ones in the part that changes."""
    rules = RULES[language]
    if is_abbreviation(word):
        return fixed(word)
    if "-" not in word:
        if many and language == "ru" and word.endswith("а"):
            stem = word[:-1]
            cells = (word, stem, stem + "ам", word, stem + "ами", stem + "ах")
            return {case: (cell,) for case, cell in zip(CASES, cells, strict=True)}
        adjectival = not many and _adjectival(word, hint, language)
        made: Paradigm = rules.adjective(word) if adjectival else rules.noun(word, hint)
        return made
    if word.lower() in rules.exceptions(language).indeclinable:
        return fixed(word)
    first, _, last = word.partition("-")
    rest = hint.partition("-")[2]
    if last[0].islower() and "-" in last:
        return _joined(_head(first, "", language), fixed(last))
    second = _head(last, rest, language)
    whole = _joined(fixed(first), second)
    if first.endswith("а") or _adjectival(last, rest, language):
        whole = merge(whole, _joined(_head(first, "", language), second))
    return whole


def _joined(first: Paradigm, second: Paradigm) -> Paradigm:
    return {
        case: tuple(f"{one}-{two}" for one, two in product(first[case], second[case]))
        for case in CASES
    }


def person(spelling: str, name: Name, language: str) -> Paradigm:
    """Decline a person's name: given name and surname, or the surname alone."""
    parts = words_of_person(spelling, name, language)
    return {
        case: tuple(" ".join(one) for one in product(*(part[case] for part in parts)))
        for case in CASES
    }


def words_of_person(spelling: str, name: Name, language: str) -> list[Paradigm]:
    """Decline each word of a person's name as the person bears it, the last as the surname."""
    rules, words = RULES[language], spelling.split()
    full = (name.be if language == "be" else name.ru).split()
    female = is_female(full or words)
    parts: list[Paradigm] = []
    for place, word in enumerate(words):
        last = place == len(words) - 1
        if last:
            parts.append(_surname(word, language, female=female))
        elif word[0].islower():
            parts.append(fixed(word))
        else:
            made = rules.given(word, female=female)
            # Of «Салах эд-Дзін» the last part alone is declined.
            tied = place and words[place + 1][0].islower()
            pair = (fixed(word), made) if tied else (made, fixed(word))
            parts.append(merge(*pair) if place else made)
    return parts


def _surname(word: str, language: str, *, female: bool) -> Paradigm:
    first, hyphen, last = word.rpartition("-")
    made: Paradigm = RULES[language].surname(last, female=female)
    return _joined(fixed(first), made) if hyphen else made


def is_female(words: Sequence[str]) -> bool:
    """Tell a woman's name by the given name, or by a surname only women bear."""
    given, surname = words[0].lower(), words[-1].lower()
    men, women = against_the_ending()
    if surname.endswith(("ская", "цкая", "ова", "ава", "ёва", "ева")):
        return True
    if len(words) == 1 or surname.endswith(("скі", "цкі", "ский", "цкий", "оў", "аў", "ов", "ев")):
        return False
    return given in women or (given[-1] in "ая" and given not in men)
