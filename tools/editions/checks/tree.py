"""The doctree of one document, read for a check: nothing is executed, nothing is included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from textwrap import dedent

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
_DIRECTIVE = re.compile(r"[ \t]*\.\.[ \t]+[\w:.+-]+::[ \t]*(?P<argument>.*)")
_OPTION = re.compile(r"[ \t]*:[\w -]+:(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A directive that docutils does not know, Sphinx's or our own: what its text holds.

    `line` is its line, `below` how many lines below it the body begins; None if unreadable.
    """

    line: int
    argument: str
    below: int
    body: nodes.document | None


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


def unknown(node: nodes.system_message) -> Unknown | None:
    """Read what stands in a directive of which docutils tells that it does not know it."""
    said = next((each.astext() for each in node.findall(nodes.literal_block)), "")
    head, _, body = said.partition("\n")
    directive = _DIRECTIVE.match(head)
    if directive is None:
        return None
    lines = body.split("\n")
    options = 0
    while options < len(lines) and _OPTION.match(lines[options]):
        options += 1
    try:
        tree = read(dedent("\n".join(lines[options:])), "document")
    except BuildError:
        tree = None
    return Unknown(int(node.get("line", 1)), directive["argument"], 1 + options, tree)


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
