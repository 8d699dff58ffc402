"""The data of an issue in two languages, made of those of its two editions, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from textwrap import shorten
from typing import TypeAlias

from editions.pdf.sides import MARKS, Side, objects, standing
from editions.pdf.walk import Content, Data, plain, repeated
from editions.site.parallel import paired

_COLUMNS = 4
"""A table of more columns gets the width of the page, in one language after the other."""

_TITLE = 200
"""So many letters of a title at most: readers of screens complain of more."""

_ROWS = 12
"""A table of more rows that only one edition has gets the width of the page too."""

_HEAD = ("language", "month", "series", "above", "parts", "facts", "qr", "contents", "note")
"""What the data of an edition have for the top of a page."""

_NO_BLOCKS = frozenset({"language", "plain"})


@dataclass(frozen=True, slots=True)
class Frame:
    """What a block stands in: a ``list``, an ``enumeration``, a ``quotation``, an ``epigraph``.

    `item` is the number of the list item that begins with the block, None for one it goes on in.
    """

    kind: str
    item: int | None = None
    numbering: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, table or the like of one edition; `frames` the outermost first.

    `node` is the thing itself, `content` has it within all that says its language or state.
    """

    node: Data
    content: Content
    frames: tuple[Frame, ...] = ()
    anchors: tuple[Data, ...] = field(default=())

    @property
    def key(self) -> str:
        """Its address, or its kind where it has none."""
        own = self.node.get("id")
        return f"#{own}" if own else f"{self.node['type']} {self.node.get('style', '')}"


_Two: TypeAlias = tuple[Block | None, Block | None]


def pair(first: Data, second: Data) -> Data:
    """Put the data of two editions of an issue beside each other; both are left as they are.

    Every block becomes a row of two cells, and what one edition lacks is said in words.
    """
    both = (first, second)
    sides = (
        Side(first, other=second["language"]),
        Side(second, other=first["language"]),
    )
    heads = [_head(data, side) for data, side in zip(both, sides, strict=True)]
    left, right = (list(_blocks(data["body"])) for data in both)
    rows = [_row(two, sides) for two in paired(left, right, lambda block: block.key)]
    rows += _index_rows(both, sides)
    _share_notes([{"cells": heads}, *(row for row in rows if row["kind"] != "index")])
    _unlink([heads, rows])
    return {
        **{name: first[name] for name in ("language", "date", "month")},
        "title": _title(first, second),
        "series": {**first["series"], "text": _joined(data["series"]["text"] for data in both)},
        "publisher": _joined(data["publisher"] for data in both),
        "keywords": list(dict.fromkeys([*first["keywords"], *second["keywords"]])),
        "sides": heads,
        "rows": rows,
    }


def _title(first: Data, second: Data) -> str:
    """Give what a tab shows and a voice says: the series, the month, the two languages."""
    end = f", {first['month']} ({first['language']} / {second['language']})"
    series: str = first["series"]["text"]
    return shorten(series, width=_TITLE - len(end), placeholder="…") + end


def _joined(texts: Iterator[str]) -> str:
    return " / ".join(dict.fromkeys(text for text in texts if text))


def _head(data: Data, side: Side) -> Data:
    """Give what stands over a column: its title, and all that an edition says of itself."""
    return {name: data[name] for name in _HEAD} | {"heading": side.read([data["heading"]])[0]}


def _blocks(content: Content, wrappers: tuple[Data, ...] = ()) -> Iterator[Block]:
    """Give the blocks of an edition in order, without what is said of its translation."""
    anchors: tuple[Data, ...] = ()
    for part in content:
        if isinstance(part, str) or part.get("style") in MARKS:
            continue
        if part["type"] == "anchor":
            anchors += (part,)
            continue
        for block in _opened(part, wrappers):
            yield replace(block, anchors=anchors + block.anchors)
            anchors = ()


def _opened(part: Data, wrappers: tuple[Data, ...]) -> Iterator[Block]:
    """Take a list, a quotation or a wrapper apart; all else is one block."""
    kind = part["type"]
    if kind in {"list", "enumeration"} and not part.get("sorted"):
        for number, item in enumerate(part["items"], part.get("start", 1)):
            for at, block in enumerate(_blocks(item, wrappers)):
                frame = Frame(kind, None if at else number, part.get("numbering", ""))
                yield replace(block, frames=(frame, *block.frames))
    elif kind == "quotation":
        for block in _blocks(part["content"], wrappers):
            yield replace(block, frames=(Frame(part.get("kind") or kind), *block.frames))
    elif kind in _NO_BLOCKS and "said" not in part:
        yield from _blocks(part["content"], (*wrappers, part))
    else:
        content: Content = [part]
        for wrapper in reversed(wrappers):
            content = [{**wrapper, "content": content}]
        yield Block(_innermost(part), content)


def _innermost(part: Data) -> Data:
    while part["type"] in _NO_BLOCKS:
        within = [each for each in part["content"] if isinstance(each, dict)]
        found = next((each for each in within if each["type"] != "anchor"), None)
        if found is None:
            break
        part = found
    return part


def _row(two: _Two, sides: tuple[Side, Side]) -> Data:
    nodes = [block.node for block in two if block]
    cells = [_cell(block, side) for block, side in zip(two, sides, strict=True)]
    if nodes[0]["type"] == "heading":
        return _heading_row(nodes[0]["level"], cells)
    if nodes[0]["type"] == "paragraph" and (number := nodes[0].get("number")):
        _number(cells[0], number)
    framed = [_framed(cell, block) for cell, block in zip(cells, two, strict=True)]
    return {
        "kind": "wide" if _is_wide(framed) else "text",
        "cells": framed,
        "notes": any(_notes(cell) for cell in framed),
    }


def _is_wide(cells: Sequence[Content]) -> bool:
    """Tell whether a table in a row needs both columns, or would leave pages of one empty."""
    found = [[each for each in objects(cell) if each.get("type") == "table"] for cell in cells]
    tables = [table for each in found for table in each]
    if any(table["columns"] > _COLUMNS for table in tables):
        return True
    return not all(found) and any(len(table["rows"]) > _ROWS for table in tables)


def _cell(block: Block | None, side: Side) -> Content:
    if block is None:
        return side.absent()
    return standing(side.read([*block.anchors, *block.content]))


def _heading_row(level: int, cells: list[Content]) -> Data:
    """Give two headings; one that its edition lacks leaves the bookmark to the other."""
    heads = [_only_heading(cell) for cell in cells]
    spoken = [head for head in heads if not _is_remark(head["content"])]
    titles = dict.fromkeys(plain(head["words"]) for head in spoken or heads)
    named = [{**head, "text": plain(head["words"])} for head in heads]
    return {"kind": "heading", "level": level, "bookmark": " / ".join(titles), "cells": named}


def _only_heading(cell: Content) -> Data:
    """Give the heading of a cell, of a statement one that has no address."""
    own = next((each for each in objects(cell) if each.get("type") == "heading"), None)
    language = next((each for each in objects(cell) if each.get("type") == "language"), None)
    if own is None:
        said = [part for each in objects(cell) for part in each.get("content", [])]
        return {"content": [{"type": "remark", "content": said}], "words": repeated(said)}
    if language is not None and language["content"] == [own]:
        return {**own, "content": [{**language, "content": own["content"]}]}
    return own


def _index_rows(both: tuple[Data, Data], sides: tuple[Side, Side]) -> list[Data]:
    """Give the two indexes of names, each by its own alphabet; none if one edition has none."""
    found = [
        side.shown(data["index"])
        for data, side in zip(both, sides, strict=True)
        if data.get("index")
    ]
    if len(found) < 2:
        return []
    heading = _heading_row(2, [[index.pop("heading")] for index in found])
    return [heading, {"kind": "index", "cells": found}]


def _is_remark(content: Content) -> bool:
    return all(isinstance(part, dict) and part["type"] in {"anchor", "remark"} for part in content)


def _number(cell: Content, number: int | str) -> None:
    """Put the number that both columns share at the beginning of the first."""
    paragraph = next((each for each in objects(cell) if each.get("type") == "paragraph"), None)
    if paragraph is not None:
        paragraph["content"] = [{"type": "number", "number": number}, *paragraph["content"]]


def _framed(content: Content, block: Block | None) -> Content:
    """Put a block into the lists and quotations it stands in, those of this block alone."""
    for frame in reversed(block.frames if block else ()):
        if frame.kind in {"quotation", "epigraph"}:
            content = [{"type": "quotation", "kind": frame.kind, "content": content}]
        elif frame.item is None:
            content = [{"type": "inset", "content": content}]
        elif frame.kind == "list":
            content = [{"type": "list", "items": [content]}]
        else:
            numbers = {"start": frame.item, "numbering": frame.numbering}
            content = [{"type": "enumeration", **numbers, "items": [content]}]
    return content


def _share_notes(rows: Sequence[Data]) -> None:
    """Let two notes with the same mark in one row be one at the foot, a column each."""
    moved: dict[str, str] = {}
    for row in rows:
        left, right = (_notes(cell) for cell in row["cells"])
        for column, notes in enumerate((left, right)):
            for note in notes:
                note |= {"column": column, "beside": None}
        partners = {note["mark"]: note for note in left}
        for mark, note in {note["mark"]: note for note in right}.items():
            if (partner := partners.get(mark)) is None:
                continue
            moved[note["id"]] = partner["id"]
            partner["beside"] = {"mark": mark, "content": note.pop("content")}
            note |= {"type": "note-again", "id": partner["id"]}
    for item in objects(list(rows)):
        for name in ("id", "to"):
            if item.get(name) in moved:
                item[name] = moved[item[name]]


def _notes(cell: object) -> list[Data]:
    return [each for each in objects(cell) if each.get("type") == "note"]


def _unlink(content: object) -> None:
    """Make plain text of links to what is not translated, and so is not here."""
    known = {each["id"] for each in objects(content) if "id" in each}
    for item in objects(content):
        if item.get("type") == "link" and "to" in item and item["to"] not in known:
            item["type"] = "plain"
