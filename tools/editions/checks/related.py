"""Naming a place without its name: adjectives, inhabitants, the loose wording of a body."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from editions.checks.findings import Spans
from editions.names.gazetteer import Name

WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ\u00ad\u0301][^\W\d_]+)*")

_PREFIXES = {
    "be": ("", "пра", "анты", "агульна", "паўночна", "паўднёва", "постса"),
    "ru": ("", "про", "анти", "обще", "северо", "южно"),
    "en": ("", "pro", "anti", "non"),
}
_ENDINGS = {
    "be": re.compile(r"\w*[сц]к(?:і|ага|аму|ім|ая|ай|ую|ае|ія|іх|імі|а)\Z"),
    "ru": re.compile(r"\w*[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими|о)\Z"),
    "en": re.compile(r"\w*(?:an|ans|ese|ish|i|is|ite|ites|er|ers)\Z"),
}
_ENDING = re.compile(r"(?<=[сц]к)\w+\Z")
_CUT = 3
_GAP = 3
"""How many words further the next word of a body's name may stand."""


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files(__package__).joinpath("adjectives.toml").read_text("utf-8"))


def adjectives(
    text: str,
    names: Iterable[Name],
    language: str,
    spans: Iterable[tuple[int, int]],
    areas: Mapping[str, Sequence[Name]],
) -> Counter[str]:
    """Count, by id, the words outside `spans` that speak of a place without naming it.

    The `areas` named after a town, by its id, tell its adjective: Орша → Аршанскі раён → аршанск.
    """
    places = [name for name in names if name.kind not in {"person", "body"}]
    if not places:
        return Counter()
    told = [(name.id, *_told_by(name, language, areas)) for name in places]
    begun = tuple({beginning for *_, sure, stem in told for beginning in (*sure, stem)})
    taken = Spans(spans)
    # Few words of a text begin so: only where these stand matters.
    words = [
        word
        for match in WORD.finditer(text)
        if (word := match[0].casefold()).startswith(begun)
        and not taken.overlap((match.start(), match.start() + 1))
    ]
    found: Counter[str] = Counter()
    for identifier, spelling, sure, stem in told:
        found[identifier] += sum(
            word.startswith(sure) or (word != spelling and bool(_ENDINGS[language].match(word)))
            for word in words
            if word.startswith((*sure, stem))
        )
    return found


@dataclass(frozen=True, slots=True)
class Adjectives:
    """What `adjectives` looks for, of all places of a register, by how a word begins."""

    language: str
    sure: frozenset[str]
    likely: Mapping[str, frozenset[str]]
    lengths: tuple[int, ...]

    @classmethod
    def of(
        cls, names: Iterable[Name], language: str, areas: Mapping[str, Sequence[Name]]
    ) -> Adjectives:
        """Take in the places among the names of a register."""
        told: set[str] = set()
        likely: defaultdict[str, set[str]] = defaultdict(set)
        for name in names:
            if name.kind not in {"person", "body"}:
                spelling, sure, stem = _told_by(name, language, areas)
                told.update(sure)
                likely[stem].add(spelling)
        lengths = tuple(sorted({len(beginning) for beginning in (*told, *likely)}))
        frozen = {stem: frozenset(spellings) for stem, spellings in likely.items()}
        return cls(language, frozenset(told), frozen, lengths)

    def speak_in(self, text: str) -> bool:
        """Tell whether a word of a text is made from a place's name: Russian, Belarusians."""
        return any(self._tell(match[0].casefold()) for match in WORD.finditer(text))

    def _tell(self, word: str) -> bool:
        ends = bool(_ENDINGS[self.language].match(word))
        return any(
            word[:length] in self.sure
            or (ends and bool(self.likely.get(word[:length], frozenset()) - {word}))
            for length in self.lengths
            if length <= len(word)
        )


def _told_by(
    name: Name, language: str, areas: Mapping[str, Sequence[Name]]
) -> tuple[str, tuple[str, ...], str]:
    """Give the spelling of a place, and the beginnings of words that speak of it."""
    spelling = _spelling(name, language).casefold()
    # «Мінскі аблвыканкам» speaks of a region by its adjective alone.
    named = [*areas.get(name.id, ()), name]
    after = tuple(_spelling(area, language).split()[0] for area in named)
    return spelling, *_beginnings(name.id, spelling, language, after)


def _spelling(name: Name, language: str) -> str:
    return {"be": name.be, "ru": name.ru, "en": name.en or name.be}[language]


@cache
def _beginnings(
    identifier: str, spelling: str, language: str, after: tuple[str, ...]
) -> tuple[tuple[str, ...], str]:
    """Give what a word begins with that speaks of a place for sure, and with a right ending."""
    known = [*_table().get(identifier, {}).get(language, ())]
    known += [_ENDING.sub("", word.casefold()) for word in after if _ENDINGS[language].match(word)]
    sure = tuple(f"{prefix}{stem}" for prefix in _PREFIXES[language] for stem in known)
    return sure, spelling[: max(4, len(spelling) - _CUT)]


def loosely(name: Name, text: str, language: str) -> bool:
    """Tell whether a body or person is named in words that no form of the register has.

    "the prosecutor general’s office" is the Prosecutor General’s Office; of «Мохамедом Салах
    эд-Дином» a translator has declined but one part.
    """
    if name.kind not in {"person", "body"}:
        return False
    main = {"be": name.be, "ru": name.ru, "en": name.en}[language]
    spellings = (main,) if name.kind == "person" else (main, *name.variants)
    words = [_even(match[0]) for match in WORD.finditer(text)]
    # One word is found exactly or not at all: «АДКБ» is no «адказ».
    return any(_all_there(spelling, words) for spelling in spellings if " " in spelling)


def _all_there(spelling: str, words: list[str]) -> bool:
    """Tell whether the words of a spelling stand in its order, close to each other, in any form."""
    stems = [_stem(_even(match[0])) for match in WORD.finditer(spelling) if len(match[0]) > 2]
    starts = [place for place, word in enumerate(words) if stems and word.startswith(stems[0])]
    return any(_goes_on(stems[1:], words[start + 1 :]) for start in starts)


def _goes_on(stems: list[str], words: list[str]) -> bool:
    place = 0
    for stem in stems:
        near = words[place : place + _GAP]
        step = next((far for far, word in enumerate(near, 1) if word.startswith(stem)), 0)
        if not step:
            return False
        place += step
    return True


def _stem(word: str) -> str:
    return word[: max(min(4, len(word) - 1), len(word) - _CUT)]


def _even(word: str) -> str:
    # «унутраных» is «ўнутраных» after a vowel.
    low = word.casefold()
    return f"у{low[1:]}" if low.startswith("ў") else low
