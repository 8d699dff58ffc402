"""Links within a publication: none inside another, and each says something to a reader."""

from __future__ import annotations

from logging import ERROR
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.transforms.parts import Contents
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import ReferencesResolver, SphinxPostTransform
from sphinx.util import logging

from editions.sphinxext.calls import without_calls
from editions.sphinxext.spoken import language_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


class PlainContents(SphinxTransform):
    """Let headings lead to themselves, not back to a list of contents in the document.

    A link cannot hold another one; and an entry speaks the language of its heading.
    """

    default_priority = Contents.default_priority + 5

    def apply(self, **kwargs: Any) -> None:
        for title in self.document.findall(nodes.title):
            title.attributes.pop("refid", None)
        for topic in self.document.findall(nodes.topic):
            if "contents" in topic["classes"]:
                for entry in topic.findall(nodes.reference):
                    self._mark(entry)

    def _mark(self, entry: nodes.reference) -> None:
        section = self.document.ids.get(entry.get("refid", ""))
        title = section.next_node(nodes.title) if section is not None else None
        if title is not None and (language := language_of(title)):
            entry["classes"].append(f"language-{language}")


class NumbersOrWords(SphinxPostTransform):
    """Let ``:numref:`` say the title of what it leads to where nothing is numbered.

    Sphinx would print the name of the label, which is a word of the source.
    """

    default_priority = ReferencesResolver.default_priority - 1

    def run(self, **kwargs: Any) -> None:
        labels = self.env.domains.standard_domain.labels
        if self.config.numfig:
            return
        for node in list(self.document.findall(addnodes.pending_xref)):
            if (node.get("refdomain"), node.get("reftype")) != ("std", "numref"):
                continue
            node["reftype"] = "ref"
            node["refexplicit"] = False
            if node["reftarget"] not in labels:
                logger.log(
                    ERROR,
                    "':numref:' to '%s', which has neither a number (numfig) nor a title; "
                    "write :ref:`words <%s>`",
                    node["reftarget"],
                    node["reftarget"],
                    location=node,
                    type="editions",
                    subtype="reference",
                )


class NoLinkInLink(SphinxPostTransform):
    """Take away the links within links: entries of contents repeat those of their headings."""

    # After all of them have been resolved.
    default_priority = 800

    def run(self, **kwargs: Any) -> None:
        for link in list(self.document.findall(nodes.reference)):
            for inner in list(link.findall(nodes.reference)):
                if inner is not link and inner.parent is not None:
                    inner.parent.replace(inner, inner.children)


class NoLinkWithoutWords(SphinxPostTransform):
    """Give a link that says nothing the words of what it stands with or leads to.

    A picture that is a link is no ornament, whatever its ``:alt:`` says.
    """

    default_priority = NoLinkInLink.default_priority + 1

    def run(self, **kwargs: Any) -> None:
        for link in self.document.findall(nodes.reference):
            images = list(link.findall(nodes.image))
            if link.astext().strip() or any(image.get("alt") for image in images):
                continue
            if images:
                images[0]["alt"] = self._name_of(link)
            else:
                link.append(nodes.Text(self._name_of(link)))

    def _name_of(self, link: nodes.reference) -> str:
        """Give a caption, a heading, else the address."""
        figure = link.parent
        if isinstance(figure, nodes.figure):
            caption = next(figure.findall(nodes.caption), None)
            if caption is not None:
                return without_calls(caption)
        there = self.document.ids.get(link.get("refid", ""))
        title = there.next_node(nodes.title) if isinstance(there, nodes.section) else None
        if title is not None:
            return without_calls(title)
        return link.get("refuri") or f"#{link.get('refid', '')}"


def setup(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_transform(PlainContents)
    app.add_post_transform(NumbersOrWords)
    app.add_post_transform(NoLinkInLink)
    app.add_post_transform(NoLinkWithoutWords)
