"""Marks that no reader sees: left out of what is taken in, and told where they hide something."""

from __future__ import annotations

import unicodedata
from collections import Counter

from editions.intake.blocks import Finding
from editions.intake.letters import UNSEEN

_ORDINARY = "\xad\ufeff\u200b"
"""What typesetting and editors leave in any text."""
_SHOWN = 5


def told(text: str, *, lines: bool = False) -> tuple[Finding, ...]:
    """Give one finding for the marks in `text` that are left out, if there are any to tell of.

    With `lines`, the line of the first of them.
    """
    marks = [
        each for each in UNSEEN.finditer(text) if each[0] > "\x7f" and each[0] not in _ORDINARY
    ]
    if not marks:
        return ()
    found = Counter(each[0] for each in marks)
    line = text.count("\n", 0, marks[0].start()) + 1 if lines else None
    named = [f"U+{ord(mark):04X} ({_name(mark)})" for mark, _ in found.most_common(_SHOWN)]
    more = f" and {len(found) - _SHOWN} more kinds" if len(found) > _SHOWN else ""
    count = found.total()
    what = "1 mark that no reader sees" if count == 1 else f"{count} marks that no reader sees"
    message = f"{what}, left out: {', '.join(named)}{more}"
    return (Finding("unseen-marks", message, line),)


def _name(mark: str) -> str:
    private = unicodedata.category(mark) == "Co"
    return "private use" if private else unicodedata.name(mark, "no letter").lower()
