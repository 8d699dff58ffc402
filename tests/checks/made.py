"""Texts made for a check, without files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from editions.checks import by_file, left_out
from editions.checks.convention import Convention
from editions.checks.findings import Finding
from editions.checks.markup import readable
from editions.checks.names import vocabularies_of
from editions.checks.texts import Source, Text
from editions.config import Publication
from editions.problems import Problem

Find = Callable[[Text], Iterator[Finding]]


def made(raw: str, language: str, source: str = "", *, of: str = "en") -> Text:
    """Make a message, or, without a source, a document."""
    origin = Source(source, readable(source), of) if source else None
    return Text(Path("x.po"), "x.po", 1, language, raw, readable(raw), source=origin)


def ids(find: Find, raw: str, language: str, source: str = "", *, of: str = "en") -> set[str]:
    """Give the ids of the checks that find something."""
    return {finding.check.id for finding in find(made(raw, language, source, of=of))}


def judged(publication: Publication, texts: list[Text]) -> list[Problem]:
    """Give all that is found in texts, of whatever languages, that are all there is."""
    convention = Convention.of(publication)
    found, _, _ = by_file.judged(texts, publication, convention, vocabularies_of(texts))
    return found + [each.problem() for each in left_out.findings(texts, texts)]
