"""Capitalised words that look like names and that the register does not have."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extractOne

from editions.checks import NAME_UNREGISTERED, proposals, related
from editions.checks.convention import Convention, Learnt, fold
from editions.checks.findings import Finding, Spans
from editions.checks.related import WORD
from editions.checks.texts import Text
from editions.names.forms import forms
from editions.names.index import kept

_BEFORE_A_SENTENCE = frozenset('.!?…:|•\n«“"(–—-')
_NAMED_BY_EACH_WORD = {"person", "district", "region"}
_DATES = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september"}
    | {"october", "november", "december", "monday", "tuesday", "wednesday", "thursday"}
    | {"friday", "saturday", "sunday"}
)


@dataclass(frozen=True, slots=True)
class Word:
    """A capitalised word of a text."""

    text: str
    span: tuple[int, int]


@dataclass(slots=True)
class Vocabulary:
    """The words that one language's texts use in small letters, and the forms of its names."""

    common: frozenset[str]
    spelt: dict[str, str] = field(default_factory=dict)
    ordered: list[str] = field(default_factory=list)
    asked: dict[str, str | None] = field(default_factory=dict)
    owners: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Vocabulary:
        """Collect the words that begin with a small letter."""
        words = (match[0] for text in texts for match in WORD.finditer(text))
        return cls(frozenset(word for word in words if word[0].islower()))

    def has(self, text: str) -> bool:
        """Tell whether a word is used in small letters somewhere."""
        return text.casefold() in self.common

    def has_kin(self, word: str) -> bool:
        """Tell whether a word with the same beginning is used in small letters: Дзяржаўнага."""
        if not self.ordered:
            self.ordered.extend(sorted(self.common))
        stem = word.casefold()[: max(4, len(word) - 3)]
        place = bisect_left(self.ordered, stem)
        return place < len(self.ordered) and self.ordered[place].startswith(stem)

    def is_form(self, folded: str) -> bool:
        """Tell whether a folded word is (a word of) a form of a name; after `learn` only."""
        return folded in self.spelt

    def learn(self, convention: Convention, language: str) -> None:
        """Take in the words of all forms of the names; the first call does the work."""
        if self.spelt:
            return
        if language not in convention.learnt:
            convention.learnt[language] = _learnt(convention, language)
        spelt, owners = convention.learnt[language]
        self.spelt.update(spelt)
        self.owners.update(owners)

    def nearest(self, word: str, language: str) -> str | None:
        """Give the name that differs from `word` in one letter, if there is one."""
        folded = fold(word, language)
        if folded in self.spelt:
            return None
        if folded not in self.asked:
            found = extractOne(
                folded, self.spelt.keys(), scorer=Levenshtein.distance, score_cutoff=1
            )
            self.asked[folded] = self.spelt[found[0]] or None if found else None
        return self.asked[folded]


def _learnt(convention: Convention, language: str) -> Learnt:
    if language == "en":  # as its scheme spells it, and with no forms
        return _words_of_names(convention, language)
    known = convention.publication
    table = kept(
        f"words-{language}",
        convention.names,
        known.work / "cache" if known else None,
        lambda: dict(zip(("spelt", "owners"), _words_of_names(convention, language), strict=True)),
        code=(Path(__file__), Path(proposals.__file__), Path(related.__file__)),
    )
    return table["spelt"], table["owners"]


def _words_of_names(convention: Convention, language: str) -> Learnt:
    spelt: dict[str, str] = {}
    owners: dict[str, dict[str, None]] = {}
    for name in convention.names:
        if language == "en":
            spellings = [convention.printed(name)]
        else:
            spellings = [form.text for form in forms(name, language)]
        for spelling in spellings:
            words = WORD.findall(spelling)
            # A word of «Новая Зямля» or of a ministry's name is no name by itself.
            own = name.kind in _NAMED_BY_EACH_WORD or len(words) == 1
            for word in words:
                if word[0].isupper():
                    folded = fold(word, language)
                    spelt[folded] = spelt.get(folded, "") or (word if own else "")
                    owners.setdefault(folded, {})[name.id] = None
    return spelt, {folded: list(ids) for folded, ids in owners.items()}


def begins_sentence(text: str, place: int) -> bool:
    """Tell whether a word that begins at `place` may have its capital from its place."""
    before = place
    while before and text[before - 1].isspace() and text[before - 1] != "\n":
        before -= 1
    return place == 0 or (before > 0 and text[before - 1] in _BEFORE_A_SENTENCE)


def is_adjective(word: str, convention: Convention, language: str) -> bool:
    """Tell whether a word is made from a place's name: Russian, Belarusians."""
    key = (word, language)
    if key not in convention.adjectival:
        convention.adjectival[key] = convention.adjectives(language).speak_in(word)
    return convention.adjectival[key]


def candidates(text: Text, vocabulary: Vocabulary, taken: list[tuple[int, int]]) -> Iterator[Word]:
    """Give the capitalised words outside `taken` that no text uses in small letters."""
    known = Spans(taken)
    for word in _capitalised(text.text):
        if not known.overlap(word.span) and not vocabulary.has(word.text):
            yield word


@lru_cache(maxsize=16)
def _capitalised(text: str) -> tuple[Word, ...]:
    """Give the words with a capital; several checks ask for those of a text, one by one."""
    found = WORD.finditer(text)
    return tuple(Word(match[0], match.span()) for match in found if match[0][0].isupper())


def unregistered(
    text: Text, convention: Convention, vocabulary: Vocabulary, *, but: list[tuple[int, int]]
) -> Iterator[Finding]:
    """Find names to register, each with the row that would register it."""
    taken = [*but, *((m.start, m.end) for m in convention.find(text.text, text.language))]
    group: list[Word] = []
    for word in candidates(text, vocabulary, taken):
        if vocabulary.has_kin(word.text):
            continue
        if group and text.text[group[-1].span[1] : word.span[0]] != " ":
            yield from _proposed(group, text, convention)
            group = []
        group.append(word)
    yield from _proposed(group, text, convention)


def _proposed(group: list[Word], text: Text, convention: Convention) -> Iterator[Finding]:
    if not group:
        return
    span = (group[0].span[0], group[-1].span[1])
    shown = text.text[span[0] : span[1]]
    alone = len(group) == 1
    if alone and begins_sentence(text.text, span[0]):
        return
    if alone and (shown.isupper() or len(shown) < 3 or shown.casefold() in _DATES):
        return
    if alone and is_adjective(shown, convention, text.language):
        return
    kind = "person" if len(group) in {2, 3} else "settlement"
    spellings = (shown if text.language == column else "" for column in ("be", "ru", "en"))
    row = ",".join(("new-id", kind, *spellings))
    message = f"'{shown}' is not in the register; a row for it: {row}"
    yield Finding(NAME_UNREGISTERED, text, span, message)
