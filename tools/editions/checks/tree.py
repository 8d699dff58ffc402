"""The doctree of one document, read for a check: nothing is executed, nothing is included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from docutils import nodes
from docutils.core import publish_doctree

from editions.config import Publication
from editions.documents import Document
from editions.problems import BuildError, Location, Problem, Severity
from editions.sources import UNREADABLE

_SETTINGS = {
    # What only Sphinx knows (roles, directives) is no fault here.
    "report_level": 5,
    "halt_level": 5,
    "doctitle_xform": False,
    "auto_id_prefix": "id",
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
}


def parsed(path: Path) -> nodes.document:
    """Read a document (UTF-8) as docutils alone understands it.

    Raises `BuildError` if it cannot, with the line that stands in most other things.
    """
    text = path.read_text("utf-8-sig", errors="replace")
    try:
        return read(text, path.name)
    except BuildError as error:
        raise BuildError(error.message, path=path, line=error.line) from error


@lru_cache(maxsize=16)
def read(text: str, name: str) -> nodes.document:
    """Read a text as docutils alone understands it; the tree is shared, and nobody changes it.

    Raises `BuildError` as `parsed` does.
    """
    try:
        document: nodes.document = publish_doctree(
            text, source_path=name, settings_overrides=_SETTINGS
        )
    except Exception as error:
        deep = isinstance(error, RecursionError)
        message = (
            "is nested too deeply to be made into a page; make it flatter"
            if deep
            else "cannot be read; take out what was added last"
        )
        raise BuildError(message, line=_deepest(text) if deep else None) from error
    return document


def trees(
    publication: Publication, wanted: Iterable[Document], problems: list[Problem]
) -> Iterator[tuple[Document, nodes.document]]:
    """Read documents; those that cannot be read are told in `problems`."""
    for document in wanted:
        try:
            found = parsed(document.path)
        except BuildError as error:
            path = document.path.relative_to(publication.root).as_posix()
            where = Location(path, error.line)
            problems.append(Problem(UNREADABLE, Severity.ERROR, where, error.message))
        else:
            yield document, found


def _deepest(text: str) -> int:
    """Give the line that is indented most."""
    depths = [len(line) - len(line.lstrip()) for line in text.splitlines()]
    return depths.index(max(depths)) + 1
