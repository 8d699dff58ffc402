"""What a received file holds beside what it shows: told with its words, never taken in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from editions.intake.blocks import Finding
from editions.intake.letters import clean

LONGEST = 300
"""Characters of a passage that are told."""
MOST = 30
"""Passages of one kind that are told with their words."""


@dataclass(slots=True)
class Concealed:
    """The passages of each kind, in the order of the file."""

    hidden: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    inserted: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    def add(self, other: Concealed) -> None:
        """Take in what another part of the file holds."""
        self.hidden += other.hidden
        self.deleted += other.deleted
        self.inserted += other.inserted
        self.comments += other.comments

    def findings(self) -> tuple[Finding, ...]:
        """Give one finding a kind, each passage quoted; who wrote it is not said."""
        found = []
        if hidden := _passages(self.hidden):
            what = _counted(
                hidden, "passage that the file hides was", "passages that the file hides were"
            )
            found.append(Finding("hidden", f"{what} left out: {_quoted(hidden)}"))
        deleted, inserted = _passages(self.deleted), _passages(self.inserted)
        if deleted or inserted:
            what = _counted([*deleted, *inserted], "tracked change is", "tracked changes are")
            said = [f"deleted {_quoted(deleted)}"] if deleted else []
            said += [f"inserted {_quoted(inserted)}"] if inserted else []
            message = f"{what} taken as accepted: {'; '.join(said)}"
            found.append(Finding("tracked-changes", message))
        if comments := _passages(self.comments):
            what = _counted(comments, "comment stands", "comments stand")
            message = f"{what} in the file, for you and not for readers: {_quoted(comments)}"
            found.append(Finding("comments", message))
        return tuple(found)


def _passages(texts: Iterable[str]) -> list[str]:
    return [said for text in texts if (said := clean(text).strip())]


def _counted(passages: list[str], one: str, several: str) -> str:
    return f"1 {one}" if len(passages) == 1 else f"{len(passages)} {several}"


def _quoted(passages: list[str]) -> str:
    shown = [each if len(each) <= LONGEST else f"{each[:LONGEST]}…" for each in passages[:MOST]]
    more = f" and {len(passages) - MOST} more" if len(passages) > MOST else ""
    return ", ".join(f"“{each}”" for each in shown) + more
