"""Translations that are one line of text are read without docutils' reader of documents.

Sphinx reads each message as a document of its own, and twice: most of the time a page took.
What is made here is, node by node, what Sphinx makes; where that is not sure, Sphinx makes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, wraps
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.languages import get_language
from docutils.parsers.rst.states import Body, Inliner
from docutils.utils import new_document
from sphinx.parsers import RSTParser
from sphinx.transforms import i18n
from sphinx.util import get_filetype
from sphinx.util.docutils import LoggingReporter

from editions.sphinxext.parsed import Parser

if TYPE_CHECKING:
    from docutils.frontend import Values
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.registry import SphinxComponentRegistry

publish_by_sphinx = i18n._publish_msgstr

_BLOCKS = [re.compile(pattern) for name, pattern in Body.patterns.items() if name != "text"]
"""How lines begin that are no paragraph."""

_SIGNS = re.compile(r"[\\*`|_@\x00]|[a-zA-Z0-9.+-]:|PEP|pep-|RFC")
"""What stands in every text that has markup, or an address, which needs none."""


def publish(
    source: str,
    source_path: str,
    source_line: int,
    *,
    config: Config,
    registry: SphinxComponentRegistry,
    settings: Values,
    **others: Any,
) -> nodes.Element:
    """Give the first node of a message read as a document: Sphinx's function, but faster."""
    text, title = _without_underline(source)
    if _is_line(text) and _is_read_as_usual(source_path, config, registry):
        if _SIGNS.search(text) is None:
            # Sphinx takes a title out of a section of its own.
            made = nodes.title(text, text) if title else nodes.paragraph(text, text)
            return nodes.section("", made) if title else made
        if not title:
            return _marked_up(text, f"{source_path}:{source_line}:<translated>", settings)
    return publish_by_sphinx(
        source,
        source_path,
        source_line,
        config=config,
        registry=registry,
        settings=settings,
        **others,
    )


def _without_underline(source: str) -> tuple[str, bool]:
    """Take off the line by which Sphinx makes a title of a message; tell whether there was one."""
    text, _, line = source.partition("\n")
    if line and line == "=" * len(text) * 2:
        return text, True
    return source, False


def _is_line(text: str) -> bool:
    """Tell whether a message is a paragraph (with an underline: a title) of one line."""
    return (
        text.strip().splitlines() == [text]
        and "\t" not in text
        and not text.endswith("::")
        and not any(pattern.match(text) for pattern in _BLOCKS)
    )


def _is_read_as_usual(path: str, config: Config, registry: SphinxComponentRegistry) -> bool:
    parser = registry.get_source_parser(get_filetype(config.source_suffix, path))
    return parser in {RSTParser, Parser} and not config.rst_epilog


def _marked_up(text: str, place: str, settings: Values) -> nodes.Element:
    """Read the markup within a line; what is said of it may come before the paragraph."""
    document = new_document(place, settings)
    document.reporter = LoggingReporter.from_reporter(document.reporter)

    def get_source_and_line(line: int | None = None) -> tuple[str, int]:
        return place, line or 2  # the reader of blocks would be past the end

    # Roles ask for it, and what is said of the text.
    document.reporter.get_source_and_line = get_source_and_line
    reader = _inliner(
        settings.pep_references, settings.rfc_references, settings.character_level_inline_markup
    )
    memo = SimpleNamespace(
        document=document,
        reporter=document.reporter,
        language=get_language(settings.language_code, document.reporter),
        title_styles=[],
        section_level=0,
        section_bubble_up_kludge=False,
        inliner=reader,
    )
    found, _messages = reader.parse(text, 1, memo, document)
    document += nodes.paragraph(text, "", *found)
    document.current_source = document.current_line = None
    return document[0]  # type: ignore[return-value]  # as Sphinx does


@lru_cache
def _inliner(pep_references: bool, rfc_references: bool, character_level: bool) -> Inliner:
    made = Inliner()
    made.init_customizations(
        SimpleNamespace(
            pep_references=pep_references,
            rfc_references=rfc_references,
            character_level_inline_markup=character_level,
        )
    )
    return made


def _if_anything_is_called(update: Callable[[Any], None]) -> Callable[[Any], None]:
    """Give a step of Sphinx's that does its work where either side has more than text."""

    @wraps(update)
    def step(self: Updater) -> None:
        if self.calls:
            update(self)

    return step


class Updater(i18n._NodeUpdater):
    """Puts a translation in its place; what calls nothing on either side has nothing to match."""

    def __init__(self, node: nodes.Element, patch: nodes.Element, *others: Any, **more: Any):
        super().__init__(node, patch, *others, **more)
        children = (*node.children, *patch.children)
        self.calls = any(not isinstance(child, nodes.Text) for child in children)

    _sphinx = i18n._NodeUpdater
    update_autofootnote_references = _if_anything_is_called(_sphinx.update_autofootnote_references)
    update_refnamed_references = _if_anything_is_called(_sphinx.update_refnamed_references)
    update_refnamed_footnote_references = _if_anything_is_called(
        _sphinx.update_refnamed_footnote_references
    )
    update_citation_references = _if_anything_is_called(_sphinx.update_citation_references)
    update_pending_xrefs = _if_anything_is_called(_sphinx.update_pending_xrefs)


def setup(_app: Sphinx) -> None:
    """Let Sphinx read translations by it."""
    i18n._publish_msgstr = publish
    i18n._NodeUpdater = Updater  # type: ignore[misc]
