"""What an edition tells the pages that span editions, kept as JSON between processes."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from editions.problems import BuildError

FACTS = "facts.json"
"""The file in the doctrees folder; no reader sees it."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an edition on pages that speak every language."""

    choose: str
    newest: str
    not_found: str
    front: str


@dataclass(frozen=True, slots=True)
class NewestIssue:
    """The newest issue: title and its language, month as text, address from the site's root."""

    title: str
    language: str
    key: str
    month: str
    url: str


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """An edition as the chooser shows it; `newest` is None before the first finished issue.

    `state` says how far the translation of the newest issue is, "" if it is complete.
    """

    language: str
    autonym: str
    series_title: str
    series_language: str
    words: Words
    newest: NewestIssue | None = None
    state: str = ""


def dumps(facts: EditionFacts) -> str:
    """Write the facts as JSON text, keys sorted."""
    return json.dumps(asdict(facts), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def load(path: Path) -> EditionFacts:
    """Read the facts an HTML build left in `path`; raise `BuildError` if it left none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        newest = data.pop("newest")
        words = Words(**data.pop("words"))
        return EditionFacts(**data, words=words, newest=newest and NewestIssue(**newest))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"the HTML build left no readable facts ({error}); build the edition afresh"
        raise BuildError(message, path=path) from None
