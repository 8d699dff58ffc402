"""How tables become HTML: however wide, they never widen the page."""

from __future__ import annotations

import re
from collections import defaultdict
from html import escape

from docutils import nodes
from sphinx.locale import _
from sphinx.writers.html5 import HTML5Translator

_DENSE, _CROWDED = 70, 110
"""Letters that stand side by side at least: more of them are printed small, or parted too."""

_BREAK = re.compile(r"[\s\u2013\u2014/-]+")
_PADDING = 2


class Tables(HTML5Translator):
    """Tables in boxes of their own, which scroll, have names and are reached by keyboard."""

    def visit_table(self, node: nodes.table) -> None:
        """Begin a table in its box; one within another scrolls with that."""
        if not _is_within_another(node):
            self.body.append(self._box(node))
        super().visit_table(node)

    def depart_table(self, node: nodes.table) -> None:
        """End a table and its box."""
        super().depart_table(node)
        if not _is_within_another(node):
            self.body.append("</div>\n")

    def _box(self, node: nodes.table) -> str:
        width = _least_width(node)
        kind = " crowded" if width > _CROWDED else " dense" if width > _DENSE else ""
        title = next((child for child in node if isinstance(child, nodes.title)), None)
        if title is None:
            said = escape(_("Table"), quote=True)
            name = f'aria-label="{said}"'
        else:
            title["ids"].insert(0, _free_name(node))
            name = f'aria-labelledby="{title["ids"][0]}"'
        return f'<div class="wide{kind}" role="region" tabindex="0" {name}>\n'


def _is_within_another(node: nodes.table) -> bool:
    around = node.parent
    while around is not None and not isinstance(around, nodes.table):
        around = around.parent
    return around is not None


def _free_name(node: nodes.table) -> str:
    """Give an id for the title of a table: that of the table, or its place among all."""
    top: nodes.Element = node
    while top.parent is not None:
        top = top.parent
    place = list(top.findall(nodes.table)).index(node)
    name = f"{node['ids'][0] if node['ids'] else f'table{place}'}-title"
    while isinstance(top, nodes.document) and name in top.ids:
        name += "-"
    return name


def _least_width(node: nodes.table) -> int:
    """Give how many letters stand side by side if every column is as wide as its longest word."""
    columns: dict[int, int] = defaultdict(int)
    for row in node.findall(nodes.row):
        at = 0
        for entry in row.findall(nodes.entry):
            spans = entry.get("morecols", 0) + 1
            longest = max(map(len, _BREAK.split(entry.astext())), default=0) + _PADDING
            for column in range(at, at + spans):
                columns[column] = max(columns[column], longest // spans)
            at += spans
    return sum(columns.values())
