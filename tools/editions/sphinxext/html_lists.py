"""How lists become HTML: no sign that their author wrote is lost."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

_TYPES = {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
_AROUND = {("", ")"): "bracket-after", ("(", ")"): "bracket-both"}


class Lists(HTML5Translator):
    """Lists with their letters, numerals and brackets, and columns that are no table."""

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        """Begin a list with the signs its author counts by."""
        attributes, classes = signs_of(node)
        if self.is_compactable(node):
            classes.append("simple")
        self.body.append(self.starttag(node, "ol", classes=classes, **attributes))

    def visit_classifier(self, node: nodes.Element) -> None:
        """Begin what a term is classed as, in brackets as in the PDF."""
        self.body.append(" ")
        super().visit_classifier(node)
        self.body.append("(")

    def depart_classifier(self, node: nodes.Element) -> None:
        """End what a term is classed as."""
        self.body.append(")")
        super().depart_classifier(node)

    def visit_hlist(self, node: nodes.Element) -> None:
        """Begin a list in columns."""
        self.body.append(self.starttag(node, "div", CLASS="hlist"))

    def depart_hlist(self, _node: nodes.Element) -> None:
        """End a list in columns."""
        self.body.append("</div>\n")

    def visit_hlistcol(self, _node: nodes.Element) -> None:
        """Begin a column."""
        self.body.append("<div>")

    def depart_hlistcol(self, _node: nodes.Element) -> None:
        """End a column."""
        self.body.append("</div>\n")


def signs_of(node: nodes.enumerated_list) -> tuple[dict[str, Any], list[str]]:
    """Give the attributes and classes of a list that make its signs those of its author."""
    attributes: dict[str, Any] = {}
    if kind := _TYPES.get(node.get("enumtype", "")):
        attributes["type"] = kind
    if (start := node.get("start", 1)) != 1:
        attributes["start"] = str(start)
    around = _AROUND.get((node.get("prefix", ""), node.get("suffix", ".")))
    # HTML has no attribute for brackets; signs.css has. ("brackets" is a class of notes.)
    classes = [node.get("enumtype", "arabic"), around] if around else []
    return attributes, [each for each in classes if each]
