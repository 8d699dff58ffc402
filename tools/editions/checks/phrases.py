"""Wordings that a good newspaper would change: phrases.toml, patterns of each language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from editions.checks import WORDING
from editions.checks.findings import Finding
from editions.checks.texts import Text


def find(text: Text) -> Iterator[Finding]:
    """Find what the patterns of the text's language describe; each a hint."""
    for pattern, advice in _patterns(text.language):
        for match in pattern.finditer(text.text):
            said = " ".join(match[0].split())
            yield Finding(WORDING, text, match.span(), f"'{said}': {advice}")


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    known = tomllib.loads(files(__package__).joinpath("phrases.toml").read_text("utf-8"))
    return tuple(
        (re.compile(one["find"].replace(" ", r"\s+"), re.IGNORECASE), one["write"])
        for one in known.get(language, ())
    )
