"""What a check of names gives: a place in a text, what is wrong, and a replacement."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from editions.checks import Check
from editions.checks.texts import Text
from editions.config import protected
from editions.problems import Problem, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found in a text: characters `span` of it; `better` may stand there instead.

    `sure` tells that the replacement may be written without asking, `guess` that the check is
    not certain here: what it finds is a warning then, and closes no gate.
    """

    check: Check
    text: Text
    span: tuple[int, int]
    message: str
    better: str | None = None
    sure: bool = False
    guess: bool = False

    @property
    def severity(self) -> Severity:
        """Give how grave it is: a guess is never an error."""
        doubtful = self.guess and self.check.severity is Severity.ERROR
        return Severity.WARNING if doubtful else self.check.severity

    @property
    def is_vouched(self) -> bool:
        """Tell whether a person says at this very place that the check errs."""
        if protected(self.check.id) is not None:
            return False
        said = self.check.flag in self.text.flags
        return said or any(each.covers(self.problem()) for each in self.text.vouched)

    def problem(self) -> Problem:
        """Give the finding as it is printed."""
        return Problem(
            id=self.check.id,
            severity=self.severity,
            location=self.text.location(self.span[0]),
            message=self.message,
            edition=self.text.language,
            msgid=self.text.source.raw if self.text.source else None,
        )


class Spans:
    """Spans of a text that many others are held against: each is looked up, not compared."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _end in ordered]
        self._furthest = list(accumulate((end for _start, end in ordered), max))

    def overlap(self, span: tuple[int, int]) -> bool:
        """Tell whether one of them shares a character with a span."""
        before = bisect_left(self._starts, span[1])
        return before > 0 and self._furthest[before - 1] > span[0]


def overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    """Tell whether a span shares a character with any of the others."""
    return any(start < span[1] and span[0] < end for start, end in others)
