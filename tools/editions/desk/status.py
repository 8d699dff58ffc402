"""How things stand: per document and edition words by state, problems, the gate, whose turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from editions import gate, judging
from editions.catalogue import layout
from editions.catalogue.states import CatalogueState, State, catalogue_state
from editions.config import Publication
from editions.documents import Document, documents
from editions.problems import Problem, Severity
from editions.site.progress import SHOWN, Progress


class Turn(StrEnum):
    """Who has something to do next."""

    TRANSLATOR = "translator"
    EDITOR = "editor"
    NOBODY = "nobody"


OPEN = (State.STALE, State.WITHDRAWN, State.SUGGESTED, State.MISSING)
"""What only a translator can finish; the rest is for the editor to look at."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One document in one edition. `words` is by state, and "total"; `path` is where to work.

    A document in the edition's own language has no words to translate: it is its `source`.
    """

    document: str
    title: str
    language: str
    written_in: str
    path: str
    words: dict[str, int]
    problems: tuple[Problem, ...]
    passed: bool
    reasons: tuple[str, ...]
    turn: Turn

    @property
    def source(self) -> bool:
        """Whether the document is written in the edition's own language."""
        return self.written_in == self.language

    @property
    def percent(self) -> int:
        """Words readers get in the edition's language, per cent, rounded down."""
        total = self.words["total"]
        if self.source and not total:
            return 100
        return Progress(total, sum(self.words[state] for state in SHOWN)).percent

    def count(self, severity: Severity) -> int:
        """Count the problems of a severity."""
        return sum(problem.severity == severity for problem in self.problems)

    def as_dict(self) -> dict[str, Any]:
        """Give the object of ``--format json``."""
        return {
            "document": self.document,
            "title": self.title,
            "edition": self.language,
            "source": self.source,
            "path": self.path,
            "words": self.words,
            "translated_percent": self.percent,
            "errors": self.count(Severity.ERROR),
            "warnings": self.count(Severity.WARNING),
            "gate": {"passed": self.passed, "reasons": list(self.reasons)},
            "turn": str(self.turn),
            "problems": [problem.as_dict() for problem in self.problems],
        }


@dataclass(frozen=True, slots=True)
class Status:
    """All of it: issues newest first, then the other documents; problems of no document."""

    standings: tuple[Standing, ...]
    others: tuple[Problem, ...]

    def as_dict(self) -> dict[str, Any]:
        """Give the object of ``--format json``."""
        return {
            "documents": [standing.as_dict() for standing in self.standings],
            "problems": [problem.as_dict() for problem in self.others],
        }


def status(publication: Publication, languages: Sequence[str] = ()) -> Status:
    """Find out how every document stands in the editions of `languages` (none: in all).

    Writes nothing but what checks keep for themselves. Raises `UsageError` for an unknown
    edition, `EditionsError` for what cannot be read at all.
    """
    chosen = tuple(dict.fromkeys(languages)) or publication.languages
    found = [each for each in judging.problems(publication, editions=chosen) if _is_told(each)]
    withheld = judging.withheld(judging.judge(publication))
    sources = documents(publication)
    issues = [each for each in reversed(sources) if each.issue]
    order = [*issues, *(each for each in sources if not each.issue)]
    standings = tuple(
        _standing(publication, document, language, found, withheld=document.name in withheld)
        for document in order
        for language in chosen
    )
    placed = {id(problem) for standing in standings for problem in standing.problems}
    others = tuple(problem for problem in found if id(problem) not in placed)
    return Status(standings, others)


def _is_told(problem: Problem) -> bool:
    return problem.severity is not Severity.INFO


def _standing(
    publication: Publication,
    document: Document,
    language: str,
    found: Iterable[Problem],
    *,
    withheld: bool,
) -> Standing:
    state = catalogue_state(publication, language, document.name)
    own = document.language == language
    path = layout.location(publication, document.path).path if own else state.path
    problems = tuple(problem for problem in found if problem.location.path == path)
    judged = gate.verdict(publication, language, document.name)
    return Standing(
        document=document.name,
        title=document.title,
        language=language,
        written_in=state.source,
        path=path,
        words=state.words(),
        problems=problems,
        passed=judged.passed and not withheld,
        reasons=(
            *(("the document is withheld until it is mended",) if withheld else ()),
            *judged.reasons,
        ),
        # Nobody can translate what is not sure to stay.
        turn=Turn.EDITOR if withheld else _turn(publication, state, problems, own=own),
    )


def _turn(
    publication: Publication, state: CatalogueState, problems: Iterable[Problem], *, own: bool
) -> Turn:
    """Tell who is next: first the words must be there, then an editor sees to the rest."""
    if not own:
        if not (publication.root / state.path).is_file():
            return Turn.TRANSLATOR
        if any(message.state in OPEN for message in state.messages):
            return Turn.TRANSLATOR
        if any(message.state is State.HELD for message in state.messages):
            return Turn.EDITOR
    # What is stale or unfinished was counted above; every other problem wants a look.
    return Turn.EDITOR if list(problems) else Turn.NOBODY
