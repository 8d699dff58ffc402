"""What the preview says beside a page: the state of each passage, its problems, its line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from editions.catalogue.kinds import State
from editions.problems import Problem, Severity

if TYPE_CHECKING:
    from editions.catalogue.states import CatalogueState

UNREADABLE = "catalogue"
FAULT = "preview"
"""The id of a fault that keeps a page as it was."""


def notes(state: CatalogueState, problems: Iterable[Problem]) -> dict[str, Any]:
    """Put together, for the page's script, the messages by msgid and all else by itself.

    `problems` come from checks and from Sphinx, beside those the state has of its own; each
    is told once. ``translated`` is the share of words in per cent, rounded down.
    """
    passages: dict[str, dict[str, Any]] = {
        message.msgid: {
            "state": str(message.state),
            "line": message.line,
            "why": message.why,
            "problems": [],
        }
        for message in state.messages
    }
    others: list[dict[str, Any]] = []
    errors: list[dict[str, Any]] = []
    for problem in dict.fromkeys([*state.problems, *problems]):
        told = {
            "id": problem.id,
            "severity": str(problem.severity),
            "place": str(problem.location),
            "message": problem.message,
        }
        own = passages.get(problem.msgid) if problem.msgid is not None else None
        if own is not None:
            # What vetting and staleness say of a message is its reason already.
            if problem not in state.problems:
                own["problems"].append(told)
        elif is_unreadable(problem) or problem.id == FAULT:
            errors.append(told)
        elif problem.severity is not Severity.INFO:
            others.append(told)
    words = state.words()
    shown = words[State.TRANSLATED] + words[State.STALE]
    return {
        "catalogue": state.path if state.source != state.language else None,
        "source": state.source,
        "language": state.language,
        "words": words,
        "translated": 100 * shown // words["total"] if words["total"] else 100,
        "passages": passages,
        "others": others,
        "errors": errors,
    }


def is_unreadable(problem: Problem) -> bool:
    """Tell whether a problem means that a whole catalogue could not be read."""
    return problem.id == UNREADABLE and problem.severity is Severity.ERROR
