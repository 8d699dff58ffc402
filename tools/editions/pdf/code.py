"""Handlers of what is set letter by letter: code, examples, grammars."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from docutils import nodes
from sphinx import addnodes

from editions.pdf.walk import Content, Data, Handler, Walk, elements


def _code(walk: Walk, node: nodes.Element) -> Content:
    """Give code as text; where marks are in it (``parsed-literal``), as lines of content."""
    if any(isinstance(child, nodes.Element) for child in node.children):
        return [{"type": "preformatted", "content": _verbatim(walk, node)}]
    data: Data = {"type": "code", "text": node.astext()}
    if node.get("linenos"):
        how: dict[str, int] = node.get("highlight_args", {})
        data["first"] = how.get("linenostart", 1)
    return [data]


def _verbatim(walk: Walk, node: nodes.Element) -> Content:
    walk.verbatim = True
    content = walk.all(node.children)
    walk.verbatim = False
    return content


def verbatim(text: str) -> Content:
    """Keep the blanks and the ends of lines of a text.

    >>> verbatim("a\\n  b")
    ['a', {'type': 'break'}, '\\xa0\\xa0b']
    """
    content: Content = []
    for at, line in enumerate(text.split("\n")):
        content += [{"type": "break"}] if at else []
        content += [re.sub(r"^ +|(?<= ) ", lambda match: "\u00a0" * len(match[0]), line)]
    return [part for part in content if part]


def _productions(walk: Walk, node: addnodes.productionlist) -> Content:
    text = "\n".join(child.astext().strip("\n") for child in node.children)
    anchors = [anchor for child in elements(node) for anchor in walk.anchors_below(child)]
    return [*anchors, {"type": "code", "text": text}]


CODE: Mapping[type[nodes.Node], Handler] = MappingProxyType(
    {
        nodes.literal_block: _code,
        nodes.doctest_block: _code,
        addnodes.productionlist: _productions,
    }
)
