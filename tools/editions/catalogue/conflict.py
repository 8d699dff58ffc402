"""Two translations of one message that met: both are kept, and neither is published.

The message becomes fuzzy without a previous msgid, which is never published; ours stays
its text, theirs stands above it in remarks every PO editor shows.
"""

from __future__ import annotations

from collections.abc import Sequence

import polib

CONFLICT = "conflict: "
ADVICE = f"{CONFLICT}two translations met; keep one, delete these lines, then take 'fuzzy' off"
THEIRS = f"{CONFLICT}theirs: "
PREVIOUS = f"{CONFLICT}previous: "


def leave_open(entry: polib.POEntry, other: polib.POEntry) -> None:
    """Make a conflict of a message and another version of it, for a person to decide."""
    remarks = with_both(entry.tcomment.split("\n") if entry.tcomment else [], entry, other)
    entry.tcomment = "\n".join(remarks)
    entry.flags = ["fuzzy", *(flag for flag in entry.flags if flag != "fuzzy")]
    entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None


def with_both(remarks: Sequence[str], mine: polib.POEntry, other: polib.POEntry) -> list[str]:
    """Add to the remarks of a message what the other version says, unless it stands there."""
    added = [ADVICE]
    for entry in (mine, other):
        if entry.fuzzy and entry.previous_msgid:
            added += [f"{PREVIOUS}{line}" for line in entry.previous_msgid.split("\n")]
    texts = [other.msgstr] if not other.msgid_plural else list(other.msgstr_plural.values())
    added += [f"{THEIRS}{line}".rstrip() for text in texts for line in text.split("\n")]
    return [*remarks, *(line for line in dict.fromkeys(added) if line not in remarks)]
