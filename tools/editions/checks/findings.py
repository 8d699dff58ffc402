"""What a check of names gives: a place in a text, what is wrong, and a replacement."""

from __future__ import annotations

from dataclasses import dataclass

from editions.checks import Check
from editions.checks.texts import Text
from editions.problems import Problem


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found in a text: characters `span` of it; `better` may stand there instead.

    `sure` tells that the replacement may be written without asking.
    """

    check: Check
    text: Text
    span: tuple[int, int]
    message: str
    better: str | None = None
    sure: bool = False

    def problem(self) -> Problem:
        """Give the finding as it is printed."""
        return Problem(
            id=self.check.id,
            severity=self.check.severity,
            location=self.text.location(self.span[0]),
            message=self.message,
            edition=self.text.language,
            msgid=self.text.source.raw if self.text.source else None,
        )


def overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    """Tell whether a span shares a character with any of the others."""
    return any(start < span[1] and span[0] < end for start, end in others)
