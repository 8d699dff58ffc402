"""Registered names in a document: which it mentions and where, the role that says it outright.

What a report mentions is kept among its metadata, where Sphinx forgets and merges it with
the document; the index of names, the locator map and the PDF are made from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import ReferenceRole

from editions import config
from editions.documents import is_issue
from editions.names.match import Finder, finder
from editions.site.gazetteer_page import NAMES, Register, register
from editions.site.ledger import order
from editions.sphinxext.marks import dissolve
from editions.sphinxext.spoken import language_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

MARK = "registered_name"
_CUT = "\ufffc"
"""Stands in a text for what is not to be searched: marks, code, other languages."""

_UNREAD = (nodes.literal, nodes.math, nodes.raw, nodes.footnote_reference, nodes.image)
_UNREAD_BLOCKS = (nodes.FixedTextElement, nodes.Invisible, nodes.raw, nodes.label)


class Names:
    """The register and its finders, read when they are first needed and once for a build."""

    def __init__(self) -> None:
        self.root = Path()

    @cached_property
    def publication(self) -> config.Publication:
        """The publication whose register this is."""
        return config.load(self.root)

    @cached_property
    def register(self) -> Register:
        """The register; faults in it are said by `editions check`."""
        return register(self.publication)

    @cached_property
    def _finders(self) -> dict[str, Finder]:
        return {}

    def found(self, text: str, language: str) -> Iterator[str]:
        """Give the ids that a text mentions for sure, one for every mention."""
        if language not in self._finders:
            self._finders[language] = finder(
                self.register.by_id.values(), language, cache=self.publication.work / "names"
            )
        for mention in self._finders[language].find(text):
            if mention.sure:
                yield mention.id


class NameRole(ReferenceRole):
    """``:name:`text <id>```: a mention that needs no guessing; readers see the text alone."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Give the text as an inline node that knows the id."""
        if self.target not in self._names.register.by_id:
            logger.warning(
                "no name '%s' in the register; the role is written :name:`text <id>`",
                self.target,
                location=self.get_location(),
                type="editions",
                subtype="name",
            )
        node = nodes.inline(self.rawtext, self.title)
        node[MARK] = self.target
        return [node], []


class CollectNames(SphinxTransform):
    """Note which names each paragraph of a report mentions; leave only the text of marks."""

    # After the paragraphs have their numbers (880), before the doctree is put away.
    default_priority = 890
    names: Names

    def apply(self, **kwargs: Any) -> None:
        """Search the numbered paragraphs, headings, tables and notes of a report."""
        folder, _, name = self.env.current_document.docname.partition("/")
        if folder == "reports" and is_issue(name) and self.app.builder.name != "gettext":
            mentions: dict[str, set[int | str]] = {}
            for block, number in numbered(self.document):
                for identifier in self._mentions(block):
                    mentions.setdefault(identifier, set()).add(number)
            self.env.metadata[self.env.current_document.docname][NAMES] = {
                identifier: sorted(mentions[identifier], key=order)
                for identifier in sorted(mentions)
            }
        _dissolve_marks(self.document)

    def _mentions(self, block: nodes.Element) -> Iterator[str]:
        known = self.names.register.by_id
        yield from (mark[MARK] for mark in _marks(block) if mark[MARK] in known)
        pieces = list(_pieces(block, _spoken(block, self.config.language)))
        for language in dict.fromkeys(language for language, _text in pieces):
            text = "".join(text if spoken == language else _CUT for spoken, text in pieces)
            if language in config.AUTONYMS:
                yield from self.names.found(text, language)


def numbered(document: nodes.document) -> Iterator[tuple[nodes.Element, int | str]]:
    """Give the blocks of text with the numbers of the paragraphs a reader finds them at.

    A heading goes to the paragraph after it, a note to the one that calls it, all else
    without a number to the one before.
    """
    calls: dict[str, int | str] = {}
    blocks = [
        node
        for node in document.findall(nodes.TextElement)
        if not isinstance(node, (nodes.Inline, *_UNREAD_BLOCKS))
    ]
    for block in blocks:
        for call in block.findall(nodes.footnote_reference) if "number" in block else ():
            calls.setdefault(call.get("refid", ""), block["number"])
    waiting: list[nodes.Element] = []
    number = 0
    for block in blocks:
        if isinstance(block, nodes.title | nodes.subtitle | nodes.rubric) or not (
            number or "number" in block
        ):
            waiting.append(block)
            continue
        number = block.get("number", number)
        yield from ((heading, number) for heading in waiting)
        waiting = []
        yield block, _called_at(block, calls) or number
    if number:
        yield from ((heading, number) for heading in waiting)


def _called_at(block: nodes.Element, calls: dict[str, int | str]) -> int | str | None:
    note = block.parent
    while note is not None and not isinstance(note, nodes.footnote):
        note = note.parent
    return next((calls[name] for name in note["ids"] if name in calls), None) if note else None


def _spoken(node: nodes.Element, language: str) -> str:
    """Give the language a block is in: its own mark's, or that of what it stands in."""
    at: nodes.Element | None = node
    while at is not None and not isinstance(at, nodes.document):
        if marked := language_of(at):
            return marked
        at = at.parent
    return language


def _pieces(node: nodes.Element, language: str) -> Iterator[tuple[str, str]]:
    """Give the text of a block piece by piece, each with its language."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield language, child.astext()
        elif isinstance(child, _UNREAD) or (isinstance(child, nodes.inline) and MARK in child):
            yield language, _CUT
        elif isinstance(child, nodes.Element):
            yield from _pieces(child, language_of(child) or language)


def _marks(node: nodes.Element) -> list[nodes.inline]:
    return [inline for inline in node.findall(nodes.inline) if MARK in inline]


def _dissolve_marks(document: nodes.document) -> None:
    for mark in _marks(document):
        dissolve(mark)


def setup(app: Sphinx) -> Names:
    """Register role and transform; give the register that they share."""
    names = Names()

    def take_root(_app: Sphinx, settings: Any) -> None:
        names.root = Path(settings.editions_root)

    app.connect("config-inited", take_root)
    app.add_role("name", NameRole(names))
    app.add_transform(type("CollectNames", (CollectNames,), {"names": names}))
    return names
