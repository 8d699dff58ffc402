"""Pictures: there, sound, and of a kind that a page and a PDF can show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from docutils import nodes

from editions import shown
from editions.checks import PICTURE
from editions.checks.tree import trees
from editions.config import Publication
from editions.documents import Document, documents
from editions.pictures import SUFFIXES, judging
from editions.problems import EditionsError, Location, Problem

_MAY_SHOW_ONE = re.compile(r"\b(?:image|figure)::")


def problems_of(publication: Publication, *, editions: Iterable[str]) -> Iterator[Problem]:
    """Give the pictures of documents written in `editions` that cannot be shown."""
    languages = set(editions)
    known: dict[Path, str] = {}
    wanted = (
        document
        for document in documents(publication)
        if document.language in languages and _MAY_SHOW_ONE.search(document.text)
    )
    unread: list[Problem] = []
    for document, tree in trees(publication, wanted, unread):
        path = document.path.relative_to(publication.root).as_posix()
        for image in tree.findall(nodes.image):
            for fault in _faults(publication, document, image["uri"], known):
                yield Problem(PICTURE.id, PICTURE.severity, Location(path, _line(image)), fault)
    yield from unread


def _faults(
    publication: Publication, document: Document, name: str, known: dict[Path, str]
) -> Iterator[str]:
    """Say what is wrong with a picture, and with those that editions have in its place."""
    if shown.is_elsewhere(name):
        if not name.startswith("data:"):
            yield f"the picture '{name}' is elsewhere; save the file beside the document"
        return
    path = shown.find(publication.docs, document.path, name)
    if path is None:
        if not name.endswith(".*"):
            yield _missing(publication, document, name)
        return
    for each in (path, *shown.versions(path, publication.languages)):
        if each not in known:
            known[each] = _fault(each)
        if known[each]:
            yield f"the picture '{name if each == path else each.name}': {known[each]}"


def _missing(publication: Publication, document: Document, name: str) -> str:
    if near := shown.nearly(publication.docs, document.path, name):
        return (
            f"there is no picture '{name}', but '{near.name}': write it so, "
            "capitals count on most servers"
        )
    return f"there is no picture '{name}'; put the file there, or correct its name"


def _fault(path: Path) -> str:
    if path.suffix.lower() not in SUFFIXES:
        return f"no browser is sure to show a '{path.suffix}'; save it as PNG, JPEG or SVG"
    try:
        judging.check(path)
    except EditionsError as error:
        return error.message
    return ""


def _line(node: nodes.Element) -> int:
    """Give the line of a picture; one within a substitution has that of its definition."""
    current: nodes.Element | None = node
    while current is not None:
        if current.line:
            return current.line
        current = current.parent
    return 1
