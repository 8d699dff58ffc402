"""What a build is asked to make."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FORMATS = ("html", "pdf")


@dataclass(frozen=True, slots=True)
class Order:
    """What to build: languages, formats, issues (empty: all), processes at once, and where.

    `volumes` are years to be bound; those that `output` has are bound again in a build of all
    issues.
    """

    languages: tuple[str, ...]
    formats: tuple[str, ...]
    issues: tuple[str, ...]
    jobs: int
    output: Path
    volumes: tuple[str, ...] = ()

    @property
    def announcement(self) -> str:
        """The line by which a build begins."""
        return f"building {', '.join(self.languages)} ({' and '.join(self.formats)})…"
