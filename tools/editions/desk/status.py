"""How things stand: per document and edition words by state, problems, the gate, whose turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from editions.config import Publication
from editions.problems import Problem, Severity
from editions.recall import Recall
from editions.site.progress import SHOWN, Progress


class Turn(StrEnum):
    """Who has something to do next."""

    TRANSLATOR = "translator"
    EDITOR = "editor"
    NOBODY = "nobody"


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

    def kept(self) -> list[Any]:
        """Give all of it as types of JSON, for `of_kept`."""
        standings = [
            asdict(each) | {"problems": [problem.as_dict() for problem in each.problems]}
            for each in self.standings
        ]
        return [standings, [problem.as_dict() for problem in self.others]]

    @classmethod
    def of_kept(cls, known: Any) -> Status:
        """Make a status again of what `kept` gave."""
        standings, others = known
        return cls(
            tuple(
                Standing(
                    **{
                        **each,
                        "problems": tuple(map(Problem.from_dict, each["problems"])),
                        "reasons": tuple(each["reasons"]),
                        "turn": Turn(each["turn"]),
                    }
                )
                for each in standings
            ),
            tuple(map(Problem.from_dict, others)),
        )


def status(publication: Publication, languages: Sequence[str] = ()) -> Status:
    """Find out how every document stands in the editions of `languages` (none: in all).

    Writes nothing but what checks keep for themselves. Raises `UsageError` for an unknown
    edition, `EditionsError` for what cannot be read at all.
    """
    chosen = tuple(dict.fromkeys(languages)) or publication.languages
    recall = Recall(publication)

    def found() -> list[Any]:
        # The checks take half a second to import, and nothing may have changed.
        from editions.desk.standings import found  # noqa: PLC0415

        return found(publication, chosen, recall).kept()

    return Status.of_kept(recall.whole("status", chosen, found))
