"""Handlers of what has a caption or columns: tables, figures, images."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from docutils import nodes

from editions.pdf.walk import Content, Data, Handler, TreeError, Walk, line_of, plain

_POINTS = {"pt": 1.0, "px": 0.75, "": 0.75, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "pc": 12}
# Typographers' em and ex, at the size of the text.
_POINTS |= {"em": 10.5, "ex": 5.0, "rem": 10.5}

_UNBROKEN = re.compile(r"[^ \t\n\u200b–—/-]+[–—/-]*")
"""What a line end cannot part."""

_PARTED = 40
"""A longer word is parted anywhere (text.typ says the same)."""

_LONGEST = 3
"""So many of the longest words (by letters) are measured; the widest is hardly a shorter one."""


def _table(walk: Walk, node: nodes.table) -> Content:
    caption: Content | None = None
    groups: Content = []
    for child in node.children:
        if isinstance(child, nodes.title):
            caption = [walk.surroundings.caption_number(node), *walk.inside(child)]
        elif isinstance(child, nodes.tgroup):
            groups.append(_group(walk, child, node))
        else:
            groups.extend(walk.convert(child))
    if caption is None:
        return groups
    return [
        {"type": "figure", "of": "table", "caption": caption, "content": groups, **_align(node)}
    ]


def _group(walk: Walk, node: nodes.tgroup, table: nodes.table) -> Data:
    columns = [child for child in node.children if isinstance(child, nodes.colspec)]
    stubs = [bool(column.get("stub")) for column in columns]
    parts: dict[str, list[list[Data]]] = {"header": [], "rows": []}
    for part in node.children:
        if isinstance(part, nodes.thead | nodes.tbody):
            name = "header" if isinstance(part, nodes.thead) else "rows"
            parts[name] += [_row(walk, row) for row in part.children]
    given = "colwidths-given" in table["classes"]
    stub = stubs.index(False) if False in stubs else len(stubs)
    for column, cell in _placed(parts["rows"], len(columns)):
        cell["stub"] = column < stub
    return {
        "type": "table",
        "columns": len(columns),
        "widths": [column["colwidth"] for column in columns] if given else None,
        "needs": [_needs(cells) for cells in _columns(parts, len(columns))],
        "align": table.get("align"),
        "turns": isinstance(table.parent, nodes.section),
        "line": _line(table),
        "stub": stub,
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


def _line(table: nodes.table) -> int:
    """Give the line a table is on; some kinds know it only in their cells, CSV not even there."""
    own = next((node.line for node in table.findall(nodes.Element) if node.line), 0)
    siblings = table.parent.children
    above = (node.line for node in reversed(siblings[: siblings.index(table)]) if node.line)
    return max(own, next(above, line_of(table) or 0))


def _columns(parts: Mapping[str, list[list[Data]]], count: int) -> list[list[Content]]:
    """Give the contents of the cells that stand in one column only, column by column."""
    columns: list[list[Content]] = [[] for _ in range(count)]
    for rows in parts.values():
        for at, cell in _placed(rows, count):
            if cell["colspan"] == 1:
                columns[at].append(cell["content"])
    return columns


def _placed(rows: list[list[Data]], count: int) -> Iterator[tuple[int, Data]]:
    """Give the cells of rows of `count` columns, each with its first column, from 0."""
    taken: dict[int, int] = {}  # column → how many rows a cell above still reaches down
    for row in rows:
        at = 0
        for cell in row:
            while taken.get(at):
                taken[at] -= 1
                at += 1
            yield at, cell
            for column in range(at, at + cell["colspan"]):
                taken[column] = cell["rowspan"] - 1
            at += cell["colspan"]
        for column in range(at, count):
            taken[column] = max(0, taken.get(column, 0) - 1)


def _needs(cells: list[Content]) -> Data:
    """Give what the width of a column has to hold: its longest words, texts and its pictures."""
    texts = sorted({_text(cell) for cell in cells}, key=lambda text: (-len(text), text))
    words = {word[:_PARTED] for text in texts for word in _UNBROKEN.findall(text)}
    return {
        "words": sorted(words, key=lambda word: (-len(word), word))[:_LONGEST],
        "texts": texts[:_LONGEST],
        "points": max((_points(part) for cell in cells for part in cell), default=0),
    }


def _text(content: Content) -> str:
    """Give the longest line that the content of a cell would like to be."""
    line = ""
    lines = []
    for part in content:
        if isinstance(part, str) or part["type"] not in {"paragraph", "list", "enumeration"}:
            line += plain([part])
        else:
            lines.append(plain(part["content"]) if "content" in part else _item_text(part))
    return max([line, *lines], key=len)


def _item_text(part: Data) -> str:
    return "•  " + max((_text(item) for item in part["items"]), key=len, default="")


def _points(part: str | Data) -> float:
    if isinstance(part, str):
        return 0
    own = part.get("width", {}).get("points", 0) if part["type"] == "image" else 0
    return max([own, *(_points(inner) for inner in part.get("content", []))])


def _figure(walk: Walk, node: nodes.figure) -> Content:
    data: Data = {"type": "figure", "of": "image", "caption": None, "content": [], **_align(node)}
    data |= _size(node)
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
    if "scale" in node and not {"width", "height"} & node.attributes.keys():
        data["scale"] = node["scale"]
    return [data | _align(node) | _size(node)]


def _align(node: nodes.Element) -> Data:
    """Give the side a block is set to; within a line a picture stands on the line."""
    side = node.get("align")
    return {"align": side} if side in {"left", "center", "right"} else {}


def _in_line(node: nodes.Node) -> bool:
    parent = node.parent
    while isinstance(parent, nodes.reference):
        parent = parent.parent
    return isinstance(parent, nodes.TextElement)


def _size(node: nodes.Element) -> Data:
    """Read ``:width:`` and ``:height:``: a share of the text's width, or points."""
    size: Data = {}
    for side in ("width", "height"):
        if not (given := str(node.get(side, "")).strip()):
            continue
        match = re.fullmatch(r"([\d.]+)\s*([a-z%]*)", given)
        if match is None or (match[2] != "%" and match[2] not in _POINTS):
            raise TreeError(f"the {node.tagname}'s {side} '{given}' is no length", node=node)
        number = float(match[1]) * node.get("scale", 100) / 100
        share = match[2] == "%"
        size[side] = {"share": number} if share else {"points": number * _POINTS[match[2]]}
    return size


TABLES: Mapping[type[nodes.Node], Handler] = MappingProxyType(
    {nodes.table: _table, nodes.figure: _figure, nodes.image: _image}
)
