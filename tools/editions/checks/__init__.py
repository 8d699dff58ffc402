"""Checks: what can be wrong with a text, one declaration and one function each.

A check only finds; what a reader of its findings may do about them is in the manual, under
the check's anchor, and a translator who is sure may silence it for one message by its flag.
"""

from __future__ import annotations

from dataclasses import dataclass

from editions.problems import Severity


@dataclass(frozen=True, slots=True)
class Check:
    """What is known of a check before it runs."""

    id: str
    severity: Severity
    title: str

    @property
    def anchor(self) -> str:
        """The label of its section in the manual."""
        return f"check-{self.id}"

    @property
    def flag(self) -> str:
        """The flag that silences it for one message of a catalogue."""
        return f"ignore-{self.id}"


NAME_SPELLING = Check("name-spelling", Severity.ERROR, "A name outside the edition's convention")
NAME_MISSING = Check("name-missing", Severity.ERROR, "A name of the source is not translated")
NAME_REPEAT = Check("name-repeat", Severity.WARNING, "A name is repeated fewer times")
NAME_ADDED = Check("name-added", Severity.WARNING, "A name that the source does not have")
NAME_LETTERS = Check("name-letters", Severity.ERROR, "A letter of another alphabet in a name")
NAME_UNREGISTERED = Check("name-unregistered", Severity.INFO, "A name the register does not have")

CHECKS = (
    NAME_SPELLING,
    NAME_MISSING,
    NAME_REPEAT,
    NAME_ADDED,
    NAME_LETTERS,
    NAME_UNREGISTERED,
)
