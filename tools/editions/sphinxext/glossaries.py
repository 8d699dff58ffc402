"""Glossaries in the order of the edition's alphabet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import GlossarySorter, SphinxTransform

from editions.names.collate import ALPHABETS, sort_key
from editions.sphinxext.calls import without_calls

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class SortGlossaries(SphinxTransform):
    """Show a ``:sorted:`` glossary as a dictionary of the edition's language stands.

    Sphinx sorts by the numbers of letters: ё before е, й within и, і behind я. Addresses of terms
    and numbers of notes were given in the order of the source, and stay.
    """

    default_priority = GlossarySorter.default_priority + 1

    def apply(self, **kwargs: Any) -> None:
        language = self.config.language
        if language not in ALPHABETS:
            return  # a plain sphinx-build in another language
        for glossary in self.document.findall(addnodes.glossary):
            for entries in glossary.children if glossary["sorted"] else ():
                if isinstance(entries, nodes.definition_list):
                    entries[:] = sorted(
                        entries.children, key=lambda entry: sort_key(_term(entry), language)
                    )


def _term(entry: nodes.Node) -> str:
    """Give the words an entry stands under: the first of its terms, without calls of notes."""
    first = entry.next_node(nodes.term)
    return without_calls(first) if first is not None else ""


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(SortGlossaries)
