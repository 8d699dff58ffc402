"""The calls of notes: whole in translated headings, close to their word, unsaid elsewhere.

A heading is repeated in contents, links and titles; its note is called where it stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.transforms.parts import SectNum
from sphinx.transforms import SphinxTransform

# A private class; tests/field/test_calls.py tells when Sphinx no longer has it or needs it.
from sphinx.transforms.i18n import Locale, _NodeUpdater
from sphinx.transforms.references import SphinxDomains
from sphinx.util.nodes import clean_astext

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_ORIGINAL = "original_children"
_NAMED = (nodes.title, nodes.term)
_HEADS = (nodes.title, nodes.caption)
_REFERENCES = (
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.reference,
)


class KeepOriginals(SphinxTransform):
    """Note what headings and terms hold before they are translated."""

    default_priority = Locale.default_priority - 5

    def apply(self, **kwargs: Any) -> None:
        for node in _named(self.document):
            if any(isinstance(part, _REFERENCES) for part in node.findall()):
                node[_ORIGINAL] = list(node.children)


class MendCalls(SphinxTransform):
    """Give the calls in translated headings the place of those they stand for.

    Sphinx translates headings and terms of a glossary ahead of everything else, because links
    lead to them, and then forgets the notes they call: those would have no number.
    """

    default_priority = Locale.default_priority + 1

    def apply(self, **kwargs: Any) -> None:
        for node in _named(self.document):
            kept = node.attributes.pop(_ORIGINAL, None)
            if kept is None or kept == node.children or not _went_ahead(node, kept):
                continue
            original = nodes.title()
            original.children = kept
            # What differs was judged before: vetting holds such a translation back.
            updater = _NodeUpdater(original, node, self.document, noqa=True)
            updater.update_autofootnote_references()
            updater.update_refnamed_references()
            updater.update_refnamed_footnote_references()
            updater.update_citation_references()
            updater.update_pending_xrefs()


class SetCallsClose(SphinxTransform):
    """Let nothing part the call of a note from its word: the source needs a blank there."""

    # All is translated by now; nobody has asked for a heading yet (710).
    default_priority = SectNum.default_priority - 5

    def apply(self, **kwargs: Any) -> None:
        for call in list(self.document.findall(nodes.footnote_reference)):
            at = call.parent.index(call)
            before = call.parent[at - 1] if at else None
            if not isinstance(before, nodes.Text):
                continue
            close = before.astext().rstrip()
            if close:
                call.parent[at - 1] = nodes.Text(close)
            elif at > 1:
                call.parent.remove(before)


class CorrectLabels(SphinxTransform):
    """Leave the numbers of notes out of the words that Sphinx keeps with each label."""

    default_priority = SphinxDomains.default_priority + 1

    def apply(self, **kwargs: Any) -> None:
        unsaid = {
            clean_astext(node): without_calls(node)
            for node in self.document.findall(nodes.Element)
            if isinstance(node, _HEADS) and next(node.findall(nodes.footnote_reference), None)
        }
        labels = self.env.domains.standard_domain.labels
        for name, (document, place, words) in list(labels.items() if unsaid else ()):
            if document == self.env.current_document.docname and words in unsaid:
                labels[name] = document, place, unsaid[words]


def without_calls(node: nodes.Element) -> str:
    """Give the words of a heading or caption, without the numbers of its notes."""
    bare = node.deepcopy()
    for call in list(bare.findall(nodes.footnote_reference)):
        call.parent.remove(call)
    return clean_astext(bare).strip()


def _named(document: nodes.document) -> Iterator[nodes.Element]:
    for node in document.findall(nodes.Element):
        if isinstance(node, _NAMED):
            yield node


def _went_ahead(node: nodes.Element, kept: list[nodes.Node]) -> bool:
    if isinstance(node, nodes.term):
        return bool(node["ids"])
    before = "".join(part.astext() for part in kept)
    names = (nodes.fully_normalize_name(text) for text in (before, node.astext()))
    return isinstance(node.parent, nodes.section) and len(set(names)) > 1


def setup(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_transform(KeepOriginals)
    app.add_transform(MendCalls)
    app.add_transform(SetCallsClose)
    app.add_transform(CorrectLabels)
