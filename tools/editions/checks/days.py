"""The days an issue states: of the calendar, and in the order in which things happen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from editions.checks import STATED_DAY
from editions.config import Publication
from editions.documents import documents, fields
from editions.problems import Location, Problem
from editions.site import dates


def problems_of(publication: Publication, *, editions: Iterable[str]) -> Iterator[Problem]:
    """Give the days that cannot be of the issues written in `editions`."""
    languages = set(editions)
    for document in documents(publication):
        if document.issue is None or document.language not in languages:
            continue
        stated = fields(document.text)
        said = {name: value for name, (value, _line) in stated.items()}
        path = document.path.relative_to(publication.root).as_posix()
        for name, message in dates.faults(document.issue, said):
            where = Location(path, stated[name][1])
            yield Problem(STATED_DAY.id, STATED_DAY.severity, where, message)
