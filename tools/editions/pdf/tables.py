"""Handlers of what has a caption or columns: tables, figures, images."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from docutils import nodes

from editions.pdf.walk import Content, Data, Handler, TreeError, Walk

_POINTS = {"pt": 1.0, "px": 0.75, "": 0.75, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "pc": 12}
# Typographers' em and ex, at the size of the text.
_POINTS |= {"em": 10.5, "ex": 5.0, "rem": 10.5}


def _table(walk: Walk, node: nodes.table) -> Content:
    caption: Content | None = None
    groups: Content = []
    for child in node.children:
        if isinstance(child, nodes.title):
            caption = [walk.surroundings.caption_number(node), *walk.inside(child)]
        elif isinstance(child, nodes.tgroup):
            groups.append(_group(walk, child, given="colwidths-given" in node["classes"]))
        else:
            groups.extend(walk.convert(child))
    if caption is None:
        return groups
    return [{"type": "figure", "of": "table", "caption": caption, "content": groups}]


def _group(walk: Walk, node: nodes.tgroup, *, given: bool) -> Data:
    columns = [child for child in node.children if isinstance(child, nodes.colspec)]
    stubs = [bool(column.get("stub")) for column in columns]
    parts: dict[str, list[list[Data]]] = {"header": [], "rows": []}
    for part in node.children:
        if isinstance(part, nodes.thead | nodes.tbody):
            name = "header" if isinstance(part, nodes.thead) else "rows"
            parts[name] += [_row(walk, row) for row in part.children]
    return {
        "type": "table",
        "columns": len(columns),
        "widths": [column["colwidth"] for column in columns] if given else None,
        "stub": stubs.index(False) if False in stubs else len(stubs),
        **parts,
    }


def _row(walk: Walk, row: nodes.Node) -> list[Data]:
    return [
        {
            "content": walk.inside(entry),
            "colspan": entry.get("morecols", 0) + 1,
            "rowspan": entry.get("morerows", 0) + 1,
        }
        for entry in row.children
        if isinstance(entry, nodes.entry)
    ]


def _figure(walk: Walk, node: nodes.figure) -> Content:
    data: Data = {"type": "figure", "of": "image", "caption": None, "content": []}
    for child in node.children:
        if isinstance(child, nodes.caption):
            data["caption"] = [walk.surroundings.caption_number(node), *walk.inside(child)]
        elif isinstance(child, nodes.legend):
            data["legend"] = walk.inside(child)
        else:
            data["content"] += walk.convert(child)
    return [data]


def _image(walk: Walk, node: nodes.image) -> Content:
    """Give an image; an ``:alt:`` left empty on purpose says it is an ornament."""
    if "alt" not in node:
        raise TreeError(
            f"the image '{node['uri']}' has no alternative text; give it ':alt:'", node=node
        )
    file = walk.surroundings.image(node)
    known = {path: name for name, path in walk.images.items()}
    name = known.get(file, f"image-{len(walk.images) + 1}{file.suffix.lower()}")
    walk.images[name] = file
    data: Data = {"type": "image", "file": name, "alt": node["alt"], "inline": _in_line(node)}
    return [data | _size(node)]


def _in_line(node: nodes.Node) -> bool:
    parent = node.parent
    while isinstance(parent, nodes.reference):
        parent = parent.parent
    return isinstance(parent, nodes.TextElement)


def _size(node: nodes.image) -> Data:
    """Read ``:width:`` and ``:height:``: a share of the text's width, or points."""
    size: Data = {}
    for side in ("width", "height"):
        if not (given := str(node.get(side, "")).strip()):
            continue
        match = re.fullmatch(r"([\d.]+)\s*([a-z%]*)", given)
        if match is None or (match[2] != "%" and match[2] not in _POINTS):
            raise TreeError(f"the image's {side} '{given}' is no length", node=node)
        number = float(match[1])
        share = match[2] == "%"
        size[side] = {"share": number} if share else {"points": number * _POINTS[match[2]]}
    return size


TABLES: Mapping[type[nodes.Node], Handler] = MappingProxyType(
    {nodes.table: _table, nodes.figure: _figure, nodes.image: _image}
)
