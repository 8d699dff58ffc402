"""Reading plain text: paragraphs between empty lines, or one to a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from editions.intake.blocks import BREAK, Block, Heading, Items, Paragraph, Received, Run
from editions.intake.letters import clean

WRAPPED = 100
"""Characters a line has at most if it was wrapped; a longer one is a paragraph by itself."""

_MARK = re.compile(r"\s*(?:(?P<bullet>[-–—•‣▪*·])|(?P<number>\d{1,3})[.)])\s+(?=\S)")

Numbered = tuple[int, str]


def read_text(data: bytes) -> Received:
    """Read plain text in UTF-8; underlined lines are headings, marked ones a list."""
    # A form feed only ends a page; the paragraph it breaks is joined later.
    lines = list(enumerate(re.split(r"\r\n|[\n\r\f]", data.decode("utf-8")), 1))
    wrapped = max((len(line) for _, line in lines), default=0) <= WRAPPED
    blocks: list[Block] = []
    for filled, group in groupby(lines, key=lambda numbered: bool(numbered[1].strip())):
        if filled:
            for piece in _pieces(list(group), wrapped=wrapped):
                _add(blocks, piece, wrapped=wrapped)
    return Received(tuple(blocks), by_lines=wrapped)


def item_mark(text: str) -> re.Match[str] | None:
    """Find the bullet (group ``bullet``) or number (``number``) a list item begins with."""
    return _MARK.match(text)


def append_item(
    blocks: list[Block], runs: tuple[Run, ...], *, number: int | None, line: int | None
) -> None:
    """Add an item to the list that `blocks` end with, or begin a list."""
    item: tuple[Block, ...] = (Paragraph(runs, line),)
    last = blocks[-1] if blocks else None
    if isinstance(last, Items) and _continues(last, number):
        blocks[-1] = Items((*last.items, item), last.start)
    else:
        blocks.append(Items((item,), number))


def _continues(items: Items, number: int | None) -> bool:
    if items.start is None or number is None:
        return items.start is number
    return number == items.start + len(items.items)


def _pieces(group: list[Numbered], *, wrapped: bool) -> Iterator[list[Numbered]]:
    """Part the lines between two empty ones into paragraphs, items and headings."""
    if not wrapped and _lines_of_one(group):
        yield group
        return
    piece: list[Numbered] = []
    for numbered in group:
        text = numbered[1]
        if piece and _underline(text) and len(piece) == 1:
            yield [*piece, numbered]
            piece = []
            continue
        if piece and (not wrapped or _begins_item(piece[0][1], text)):
            yield piece
            piece = []
        piece.append(numbered)
    if piece:
        yield piece


def _begins_item(first: str, text: str) -> bool:
    """Tell whether a line begins an item; `first` is the first line of the piece before it."""
    mark, before = _MARK.match(text), _MARK.match(first)
    if mark is None or not mark["number"]:
        return mark is not None
    follows = before is not None and before["number"] == str(int(mark["number"]) - 1)
    return mark["number"] == "1" or follows


def _lines_of_one(group: list[Numbered]) -> bool:
    """Tell whether lines in a text with long ones are a title, an address or a verse."""
    texts = [text for _, text in group]
    special = any(_MARK.match(text) or _underline(text) for text in texts)
    return len(texts) > 1 and max(map(len, texts)) <= WRAPPED and not special


def _add(blocks: list[Block], piece: list[Numbered], *, wrapped: bool) -> None:
    line = piece[0][0]
    if len(piece) == 2 and (level := _underline(piece[1][1])):
        blocks.append(Heading((Run(clean(piece[0][1]).strip()),), level, line))
        return
    if len(piece) > 1 and not wrapped:
        lines = [part for _, text in piece for part in (BREAK, Run(clean(text).strip()))]
        blocks.append(Paragraph(tuple(lines[1:]), line))
        return
    text = _joined(piece)
    mark = item_mark(text)
    if mark is None or (mark["number"] and not _plausible(blocks, int(mark["number"]))):
        blocks.append(Paragraph((Run(text),), line))
        return
    number = int(mark["number"]) if mark["number"] else None
    append_item(blocks, (Run(text[mark.end() :]),), number=number, line=line)


def _plausible(blocks: list[Block], number: int) -> bool:
    """Tell whether `number` begins or continues a list: "31. 12. 2020" does not."""
    last = blocks[-1] if blocks else None
    return number == 1 or (isinstance(last, Items) and _continues(last, number))


def _joined(piece: list[Numbered]) -> str:
    return clean(" ".join(text.strip() for _, text in piece)).strip()


def _underline(text: str) -> int:
    """Give the level an underline stands for, 0 if `text` is none."""
    bare = text.strip()
    if len(bare) >= 3 and set(bare) <= {"="}:
        return 1
    return 2 if len(bare) >= 3 and set(bare) <= {"-"} else 0
