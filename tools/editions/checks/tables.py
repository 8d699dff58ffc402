"""Tables say what they show: each has a title (WCAG 2.2, technique H39)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docutils import nodes

from editions import sources
from editions.checks import TABLE_TITLE
from editions.checks.tree import trees
from editions.config import Publication
from editions.documents import documents
from editions.problems import Location, Problem

_MAY_HOLD_ONE = re.compile(r"(?m)^\s*(?:={2,} +={2,}|\+[-=]{2,}|\.\. .*table::)")
_MESSAGE = "the table has no title; put what it shows behind '.. table::' or '.. list-table::'"


def problems_of(publication: Publication, *, editions: Iterable[str]) -> Iterator[Problem]:
    """Give the tables without a title of the documents written in `editions`."""
    languages = set(editions)
    wanted = (
        document
        for document in documents(publication)
        if document.language in languages and _MAY_HOLD_ONE.search(document.text)
        if not any(sources.unreadable(document))
    )
    unread: list[Problem] = []
    for document, tree in trees(publication, wanted, unread):
        path = document.path.relative_to(publication.root).as_posix()
        for line in untitled(tree):
            yield Problem(TABLE_TITLE.id, TABLE_TITLE.severity, Location(path, line), _MESSAGE)
    yield from unread


def untitled(document: nodes.document) -> Iterator[int]:
    """Give about which line each table without a title stands."""
    last = 1
    for node in document.findall(nodes.Element):
        if isinstance(node, nodes.table) and not isinstance(node.children[0], nodes.title):
            # The rows of a CSV table count their lines from its own first one.
            inside = [each.line for each in node.findall(nodes.paragraph) if each.line]
            yield max(last, min(inside, default=last))
        last = max(last, node.line or 1)
