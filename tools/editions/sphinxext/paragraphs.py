"""Paragraph numbers and addresses that are the same in every edition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from editions.documents import is_issue
from editions.site import ledger
from editions.sphinxext import standins

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


class NumberParagraphs(SphinxTransform):
    """Give each paragraph of a report its ``number`` and, first of its ids, ``p<number>``.

    Counted are the paragraphs of the running text, lists and quotations, never those of
    notes, tables or captions. "Para. 12" is a citation that crosses languages: a catalogue
    changes what a paragraph says, never how many there are. Where the issue has a ledger of
    what was published, the numbers come from there, "12a" among them.
    """

    default_priority = 880

    def apply(self, **kwargs: Any) -> None:
        folder, _, name = self.env.current_document.docname.partition("/")
        if folder != "reports" or not is_issue(name):
            return
        if self.env.current_document.docname in standins.left_out(self.config):
            return
        counted = [
            node for node in self.document.findall(nodes.paragraph) if ledger.is_counted(node)
        ]
        known = ledger.load(self._ledger())
        # A translated paragraph has its source still in `rawsource`.
        numbered = ledger.numbered([node.rawsource for node in counted], known).paragraphs
        for paragraph, node in zip(numbered, counted, strict=True):
            number = paragraph.number
            node["number"] = int(number) if number.isdecimal() else number
            address = f"p{number}"
            if address in self.document.ids:
                logger.warning(
                    "the label %r is kept for paragraph %s", address, number, location=node
                )
            node["ids"].insert(0, address)
            self.document.ids[address] = node

    def _ledger(self) -> Path:
        path = ledger.ledger_path(Path(self.env.doc2path(self.env.current_document.docname)))
        if path.is_file():
            self.env.note_dependency(path)
        return path


class ExplicitLabelsFirst(SphinxTransform):
    """Make a section's own label its address, before what docutils makes of its title.

    A title in Cyrillic would give ``id1``, ``id2``, and a corrected title a new address.
    """

    # After docutils' PropagateTargets (260) has moved the labels to their sections.
    default_priority = 870

    def apply(self, **kwargs: Any) -> None:
        for section in self.document.findall(nodes.section):
            explicit = {
                identifier
                for name, identifier in self.document.nameids.items()
                if identifier is not None and self.document.nametypes.get(name)
            }
            section["ids"].sort(key=lambda identifier: identifier not in explicit)


def setup(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_transform(ExplicitLabelsFirst)
    app.add_transform(NumberParagraphs)
