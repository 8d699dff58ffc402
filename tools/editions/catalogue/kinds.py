"""What may become of a message: the names of the states, which `states` decides on."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """What readers see of a message: only the first two are published."""

    TRANSLATED = "translated"
    STALE = "stale"
    """The wording of the source has changed since, or somebody asks for another look at what
    was published: published, and marked as such."""
    WITHDRAWN = "withdrawn"
    """A fact of the source has changed since."""
    SUGGESTED = "suggested"
    """A proposal nobody has confirmed: fuzzy, without a previous msgid, never published."""
    HELD = "held"
    """Failed vetting."""
    MISSING = "missing"
    """Nobody has written anything."""
