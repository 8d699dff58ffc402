"""What the checks find in one file, and what was found there before.

A file's findings depend on its own texts, and on two things that only all files together tell:
which words are common ones, and whether the house writes a letter that others leave out. What a
file says of these is kept apart from its findings, and with the findings what they have asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from editions.catalogue.states import CatalogueState, catalogue_state, state_inputs
from editions.checks import (
    COPIED,
    LETTER_BROKEN,
    LETTER_COMPOSED,
    LETTER_FOREIGN,
    LETTER_MIXED,
    NAME_LETTERS,
    NAME_SPELLING,
    SPELLING,
    TERM_FORBIDDEN,
    TYPO_APOSTROPHE,
    WRONG_LANGUAGE,
    alphabet,
    facts,
    language,
    left_out,
    names,
    phrases,
    prose,
    sites,
    spellchecking,
    terms,
    typography,
)
from editions.checks.convention import Convention
from editions.checks.findings import Finding, Spans
from editions.checks.left_out import NO_VOTES, Votes
from editions.checks.texts import Text, TextFile, texts_of
from editions.checks.unregistered import Vocabulary
from editions.config import Publication
from editions.problems import Problem
from editions.store import Memory, NoMemory

FINDERS = (
    alphabet.find,
    facts.find,
    language.find,
    prose.find,
    sites.find,
    typography.find,
    phrases.find,
)
"""What looks at one text alone, or at a translation and its source."""

_LETTERS = (NAME_LETTERS, LETTER_MIXED, LETTER_FOREIGN, LETTER_COMPOSED, LETTER_BROKEN)
LOUDER = {
    LETTER_MIXED: (NAME_LETTERS, NAME_SPELLING),
    LETTER_FOREIGN: (WRONG_LANGUAGE, COPIED, NAME_LETTERS, NAME_SPELLING),
    WRONG_LANGUAGE: (COPIED,),
    SPELLING: (WRONG_LANGUAGE, COPIED, *_LETTERS, NAME_SPELLING, TERM_FORBIDDEN, TYPO_APOSTROPHE),
}
"""Check → those beside which it says nothing new of a place."""

_HELD = 64
"""For how many files the texts are held until they are judged; of others they are read again."""


FINDINGS = "findings"
"""What is kept of a file that was judged (`Found`)."""

Said: TypeAlias = tuple[list[str], list[int]]
"""The common words of a file, and its votes on letters that are left out."""


def remembered_state(
    publication: Publication, language: str, name: str, memory: Memory
) -> CatalogueState:
    """Give the state of a catalogue, from memory if it has that of the same files."""
    files = state_inputs(publication, language, name)
    if (known := memory.find("state", files, CatalogueState.from_dict)) is not None:
        return known
    found = catalogue_state(publication, language, name)
    memory.keep("state", files, found.as_dict())
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a file; `left_out` counts where writing a letter is the house's rule.

    `untold` are the languages whose spelling could not be checked, with the reason; `common` and
    `kin` what a vocabulary was asked for it, and its answers.
    """

    problems: tuple[Problem, ...]
    left_out: tuple[Problem, ...]
    untold: dict[str, str]
    common: dict[str, bool]
    kin: dict[str, bool]

    def as_dict(self) -> dict[str, Any]:
        """Give it as types of JSON."""
        return {
            "problems": [problem.as_dict() for problem in self.problems],
            "left_out": [problem.as_dict() for problem in self.left_out],
            "untold": self.untold,
            "common": self.common,
            "kin": self.kin,
        }

    @classmethod
    def from_dict(cls, known: Mapping[str, Any]) -> Found:
        """Make it again of what `as_dict` gave."""
        return cls(
            tuple(map(Problem.from_dict, known["problems"])),
            tuple(map(Problem.from_dict, known["left_out"])),
            *({**known[name]} for name in ("untold", "common", "kin")),
        )


@dataclass(slots=True)
class Asked(Vocabulary):
    """A vocabulary that notes what it was asked, and its answers."""

    common_asked: dict[str, bool] = field(default_factory=dict)
    kin_asked: dict[str, bool] = field(default_factory=dict)

    def has(self, text: str) -> bool:
        """Tell whether a word is used in small letters somewhere."""
        answer = self.common_asked[text] = Vocabulary.has(self, text)
        return answer

    def has_kin(self, word: str) -> bool:
        """Tell whether a word with the same beginning is used in small letters."""
        answer = self.kin_asked[word] = Vocabulary.has_kin(self, word)
        return answer

    def forget(self) -> None:
        """Begin another list of what is asked."""
        self.common_asked, self.kin_asked = {}, {}

    def would_answer(self, told: Found) -> bool:
        """Tell whether the answers of another time are those of now."""
        return all(
            ask(self, word) == said
            for ask, asked in ((Vocabulary.has, told.common), (Vocabulary.has_kin, told.kin))
            for word, said in asked.items()
        )


@dataclass(slots=True)
class Judge:
    """Judges the files of a publication; `everything` are all that have a say."""

    publication: Publication
    everything: Sequence[TextFile]
    memory: Memory = field(default_factory=NoMemory)
    _texts: dict[Path, list[Text]] = field(default_factory=dict)
    _words: dict[str, Asked] = field(default_factory=dict)
    _votes: dict[str, Votes] = field(default_factory=dict)
    _convention: Convention | None = None

    def problems(self, chosen: Iterable[TextFile]) -> Iterator[Problem]:
        """Give what is found in files, and in which languages spelling could not be checked."""
        self._collect()
        found: list[Problem] = []
        untold: dict[str, str] = {}
        for file in chosen:
            record = self._record(file)
            found += record.problems
            if self._votes.get(file.language, NO_VOTES).make_a_rule:
                found += record.left_out
            untold |= record.untold
        yield from spellchecking.advise(found, self.publication)
        yield from spellchecking.skipped(self.publication, untold)

    def hear(self, files: Iterable[TextFile]) -> Iterator[tuple[TextFile, Said]]:
        """Give what each of `files` says of common words and of letters."""
        for file in files:
            said = self.memory.find("words", file.inputs, _read_said)
            if said is None:
                texts = list(texts_of(self.publication, file))
                if len(self._texts) < _HELD:
                    self._texts[file.path] = texts
                said = _said(texts)
                self.memory.keep("words", file.inputs, said)
            yield file, said

    def _collect(self) -> None:
        """Hear what every file says of common words and of letters."""
        words: dict[str, set[str]] = {}
        for file, said in self.hear(self.everything):
            words.setdefault(file.language, set()).update(said[0])
            before = self._votes.get(file.language, NO_VOTES)
            self._votes[file.language] = before + Votes(*said[1])
        self._words = {code: Asked(frozenset(each)) for code, each in words.items()}

    def _record(self, file: TextFile) -> Found:
        """Judge a file, unless it was judged before and what it asked has the same answers."""
        words = self._words[file.language]
        known = self.memory.find(FINDINGS, file.inputs, Found.from_dict)
        if known is not None and words.would_answer(known):
            return known
        if self._convention is None:
            self._convention = Convention.of(self.publication)
        texts = self._texts.pop(file.path, None) or list(texts_of(self.publication, file))
        words.forget()
        found, spared, untold = judged(
            texts, self.publication, self._convention, {file.language: words}
        )
        record = Found(tuple(found), tuple(spared), untold, words.common_asked, words.kin_asked)
        self.memory.keep(FINDINGS, file.inputs, record.as_dict())
        return record


def judged(
    texts: list[Text],
    publication: Publication,
    convention: Convention,
    vocabularies: Mapping[str, Vocabulary],
) -> tuple[list[Problem], list[Problem], dict[str, str]]:
    """Judge the texts of a file.

    Gives what is found, what is found where the house's rule is to write a letter that others
    leave out, and the languages whose spelling could not be checked with the reason.
    """
    found = names.of_texts(texts, convention, vocabularies=vocabularies)
    for text in texts:
        for find in FINDERS:
            found += find(text)
    found += terms.findings(texts, publication, convention)
    spelt, untold = spellchecking.findings(texts, convention)
    found += spelt
    spared = (finding for text in texts for finding in left_out.lacking(text))
    return (
        [each.problem() for each in _told_once(found) if not each.is_vouched],
        [each.problem() for each in spared if not each.is_vouched],
        untold,
    )


def _said(texts: list[Text]) -> Said:
    """Give what texts, all of one language, say of common words and of letters left out."""
    common = [sorted(each.common) for each in names.vocabularies_of(texts).values()]
    voted = NO_VOTES
    for text in texts:
        voted += left_out.votes(text)
    return (common[0] if common else [], list(voted))


def _read_said(known: Any) -> Said:
    words, voted = known
    return list(map(str, words)), list(Votes(*map(int, voted)))


def _told_once(found: list[Finding]) -> Iterator[Finding]:
    """Leave out what another finding has said of the same place already."""
    said: dict[tuple[str, int, str], list[Finding]] = {}
    for finding in found:
        key = (finding.text.path, finding.text.line, finding.text.raw)
        said.setdefault(key, []).append(finding)
    for here in said.values():
        louder: dict[tuple[str, bool], Spans] = {}
        for finding in here:
            asked = (finding.check.id, finding.guess)
            if asked not in louder:
                louder[asked] = Spans(
                    other.span
                    for other in here
                    if other.check in LOUDER.get(finding.check, ())
                    and (finding.guess or not other.guess)
                )
            if not louder[asked].overlap(finding.span):
                yield finding
