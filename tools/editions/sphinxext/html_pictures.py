"""How pictures become HTML: with their size, so that nothing jumps, and no link without words."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from editions.sphinxext import sizes
from editions.sphinxext.sizes import Shown

_WORTH = 1.2
"""How many times larger a picture must be in its file to be worth a link to it."""


class Pictures(HTML5Translator):
    """Pictures that keep the size their author gave them, as the pages' policy allows.

    It forbids inline style: lengths become pixels in attributes, shares become classes.
    """

    _shown = Shown(0, 0)

    def visit_image(self, node: nodes.image) -> None:
        """Write a picture; one with words that is larger in its file is a link to it."""
        natural = sizes.natural(self.builder.srcdir / node["uri"])
        sized = any(side in node for side in ("width", "height", "scale"))
        self._shown = sizes.shown(node, natural)
        # What Sphinx would do with it: read the file again, and complain of drawings.
        node.attributes.pop("scale", None)
        node.setdefault("alt", "")
        at = len(self.body)
        super().visit_image(node)
        in_line = isinstance(node.parent, nodes.TextElement)
        if sized and natural and node["alt"] and not in_line:
            wide = self._shown.percent * sizes.COLUMN / 100 or self._shown.width
            if natural[0] > wide * _WORTH:
                link = f'<a class="reference internal image-reference" href="{node["uri"]}">'
                self.body[at:] = [link, *self.body[at:], "</a>"]

    # types-docutils says "str"; docutils itself gives and takes a dictionary.
    def image_size(self, _node: nodes.image) -> dict[str, Any]:  # type: ignore[override]
        """Give the attributes and classes of the picture that is being written."""
        shown, found = self._shown, dict[str, Any]()
        if shown.width and shown.height:
            found |= {"width": str(shown.width), "height": str(shown.height)}
        elif shown.width:
            found["width"] = str(shown.width)
        elif shown.height:
            found["height"] = str(shown.height)
        classes = share_classes(shown.percent) + (["free"] if shown.free else [])
        return found | ({"classes": classes} if classes else {})

    def visit_figure(self, node: nodes.figure) -> None:
        """Begin a figure, as wide as its author wants it."""
        node["classes"] += share_classes(sizes.share(str(node.attributes.pop("width", ""))))
        super().visit_figure(node)

    def visit_reference(self, node: nodes.Element) -> None:
        """Begin a link; one without words is named by what it stands with or leads to."""
        at = len(self.body)
        super().visit_reference(node)
        if not _says_something(node):
            name = escape(_name_of(node), quote=True)
            self.body[at] = self.body[at].replace("<a ", f'<a aria-label="{name}" ', 1)


def share_classes(percent: int) -> list[str]:
    """Give the classes of a share of the measure: its tens and its units.

    >>> share_classes(35), share_classes(0)
    (['tens-3', 'units-5'], [])
    """
    if not percent:
        return []
    return [f"tens-{percent // 10}", *([f"units-{percent % 10}"] if percent % 10 else [])]


def _says_something(node: nodes.Element) -> bool:
    shown = any(image.get("alt") for image in node.findall(nodes.image))
    return shown or bool(node.astext().strip()) or bool(node.get("secnumber"))


def _name_of(node: nodes.Element) -> str:
    """Give the words for a link that has none: a caption, a heading, else its address."""
    figure = node.parent
    if isinstance(figure, nodes.figure):
        caption = next(figure.findall(nodes.caption), None)
        if caption is not None:
            return caption.astext()
    document = node.document
    there = document.ids.get(node.get("refid", "")) if document is not None else None
    title = there.next_node(nodes.title) if isinstance(there, nodes.section) else None
    if title is not None:
        return title.astext()
    return node.get("refuri") or f"#{node.get('refid', '')}"
