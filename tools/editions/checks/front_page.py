"""The heading of the front page: the title of the series has one source, the settings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from editions.checks import SERIES_TITLE
from editions.config import SETTINGS, Publication
from editions.documents import documents
from editions.problems import Location, Problem

ROOT = "index"
"""The name of the document that is the front page."""

_BEFORE = re.compile(r"\s*(?:$|\.\.(?:\s|$)|:[\w-]+:)|\s|([=\-~^\"'*+#.:_`])\1{2,}\s*$")
"""A line that may stand before a heading: blank, of a comment or a field, or its overline."""


def problems_of(publication: Publication, *, editions: Iterable[str]) -> Iterator[Problem]:
    """Tell a heading of the front page that is not the title of the series.

    A front page in another language than the settings can be headed by a translation only.
    """
    for document in documents(publication):
        if document.name != ROOT or publication.source_language not in {*editions}:
            continue
        heading, line = _heading(document.text, document.title)
        ours = document.language == publication.source_language
        if ours and heading and heading.split() != publication.title.split():
            message = (
                f"the front page is headed “{heading}”, {SETTINGS} calls the series "
                f"“{publication.title}”; without a heading here that title stands"
            )
            path = document.path.relative_to(publication.root).as_posix()
            yield Problem(SERIES_TITLE.id, SERIES_TITLE.severity, Location(path, line), message)


def _heading(text: str, title: str) -> tuple[str, int]:
    """Give the heading a document begins with, and its line; "" and 0 if it has none."""
    for number, (line, under) in enumerate(pairwise([*text.splitlines(), ""]), 1):
        if title and line.strip() == title and under.strip() and _BEFORE.fullmatch(under):
            return title, number
        if not _BEFORE.match(line):
            break
    return "", 0
