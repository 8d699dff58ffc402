"""How pictures become HTML: with their size, so that nothing jumps, and no link without words."""

from __future__ import annotations

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


def share_classes(percent: int) -> list[str]:
    """Give the classes of a share of the measure: its tens and its units.

    >>> share_classes(35), share_classes(0)
    (['tens-3', 'units-5'], [])
    """
    if not percent:
        return []
    return [f"tens-{percent // 10}", *([f"units-{percent % 10}"] if percent % 10 else [])]
