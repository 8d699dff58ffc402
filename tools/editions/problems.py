"""What can be wrong: problems that are reported, and the one tree of errors.

A `Problem` is a finding about somebody's text and is collected; an error ends the
verb. The tree, with the exit code each branch ends in::

    EditionsError          3  could not run
    ├── UsageError         2  the command line or the settings are wrong
    ├── IntakeError        3  a received file cannot be read
    ├── CatalogueError     3  a catalogue cannot be read or written
    └── BuildError         3  Sphinx or Typst could not be run
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from editions import printable


class Severity(StrEnum):
    """How grave a problem is; only `ERROR` makes a verb exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: path relative to the publication's root, line counted from 1."""

    path: str
    line: int | None = None

    def __str__(self) -> str:
        path = printable.line(self.path)
        return path if self.line is None else f"{path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding, printed as ``path:line: severity id: message``.

    A message quotes texts of anybody; it is one line that a terminal obeys in nothing.
    """

    id: str
    severity: Severity
    location: Location
    message: str
    edition: str | None = None
    msgid: str | None = None

    def __post_init__(self) -> None:
        """Spell out what a terminal, or a page, would obey."""
        object.__setattr__(self, "message", printable.line(self.message))

    def __str__(self) -> str:
        return f"{self.location}: {self.severity} {self.id}: {self.message}"

    @classmethod
    def from_dict(cls, known: Mapping[str, Any]) -> Problem:
        """Make a problem again of what `as_dict` gave."""
        return cls(
            id=known["id"],
            severity=Severity(known["severity"]),
            location=Location(known["path"], known["line"]),
            message=known["message"],
            edition=known.get("edition"),
            msgid=known.get("msgid"),
        )

    def as_dict(self) -> dict[str, str | int | None]:
        """Give the object of ``--format json``; ``edition`` and ``msgid`` only where known."""
        known: dict[str, str | int | None] = {
            "path": self.location.path,
            "line": self.location.line,
            "severity": str(self.severity),
            "id": self.id,
            "message": self.message,
        }
        known |= {"edition": self.edition} if self.edition is not None else {}
        return known | ({"msgid": self.msgid} if self.msgid is not None else {})


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any problem is of severity error."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def fault(error: BaseException) -> str:
    """Say of an exception that nobody thought of where it was met, in a line for everybody."""
    trace, where = error.__traceback__, ""
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        where = f"line {trace.tb_lineno} of {path.parent.name}/{path.name}"
        trace = trace.tb_next
    return f"a fault of the program itself at {where or 'a place unknown'}; please report it"


class EditionsError(Exception):
    """The verb cannot go on; the message is one line that says what to do."""

    exit_code = 3

    def __init__(self, message: str, *, path: Path | str | None = None, line: int | None = None):
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line

    def within(self, root: Path) -> Self:
        """Name the file from the publication's folder `root` on, if it lies in it."""
        if self.path is not None and (path := Path(self.path)).is_relative_to(root):
            self.path = path.relative_to(root).as_posix()
        return self

    def __str__(self) -> str:
        message = printable.line(self.message)
        if self.path is None:
            return message
        return f"{Location(str(self.path), self.line)}: {message}"


class UsageError(EditionsError):
    """The command line or the settings are wrong."""

    exit_code = 2


class IntakeError(EditionsError):
    """A received file cannot be read; nothing was written."""


class CatalogueError(EditionsError):
    """A catalogue cannot be read or written; it was left as it is."""


class BuildError(EditionsError):
    """Sphinx or Typst could not be run at all."""
