"""The lines of a PDF as it was set, read from the positions of its letters.

For pages set in one column: what stands in the margins (numbers, heads) is told apart by
where it stands and how large it is.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from pathlib import Path
from statistics import mode

import pypdfium2
from pypdfium2 import raw

LADDER = 2
"""So many lines in a row may end in a hyphen, not more."""

RUNT = 4
"""A last line with fewer letters looks like an accident."""

_BODY = 10.5
_LEFT, _RIGHT = 133.0, 502.0  # points: the edges of the text, as base.typ has them
_TOP, _BOTTOM = 755.0, 86.0  # points from the page's foot: between head and folio
_HYPHENS = "\x02\ufffe\u00ad-‐"  # the first two: what pdfium makes of a divided word's
_MARK = re.compile(r"^[\d*†‡]+\s*")
_ITEM = re.compile(
    r"^(?:[•–]|\(?(?:\d{1,3}|[ivx]{1,5}|\w)[.)])\s+", re.IGNORECASE
)  # what hangs out before the first line of an item


@dataclass(frozen=True, slots=True)
class Line:
    """A line of running text; `left`, `right`, `base` in points, `base` from the page's foot.

    `numbered` says whether the number of a paragraph stands beside it.
    """

    page: int
    left: float
    right: float
    base: float
    size: float
    text: str
    numbered: bool = False

    @property
    def hyphenated(self) -> bool:
        return self.text.rstrip()[-1:] in tuple(_HYPHENS)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, where it is set in what size (points), and the edges of its ink."""

    text: str
    start: float
    left: float
    right: float
    base: float
    size: float
    foot: float
    head: float


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that a careful typesetter would not let pass: its kind, page and text."""

    kind: str
    page: int
    text: str


def lines(path: Path) -> list[Line]:
    """Give the lines of text of a PDF in order, body and notes, without heads and folios."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [line for number, page in enumerate(document, 1) for line in _of_page(number, page)]
    finally:
        document.close()


def paragraphs(found: Sequence[Line]) -> Iterator[list[Line]]:
    """Part the body's lines (no notes, no headings) into paragraphs, over page breaks."""
    body = [line for line in found if abs(line.size - _BODY) < 0.1]
    pitch = _pitch(body)
    paragraph: list[Line] = []
    for line in body:
        if paragraph and not _goes_on(paragraph[-1], line, pitch=pitch):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def faults(found: Sequence[Line]) -> list[Fault]:
    """Find widows, orphans, ladders, and last lines of a few letters."""
    wrong = []
    for paragraph in paragraphs(found):
        first, last = paragraph[0], paragraph[-1]
        pages = [len(list(group)) for _, group in groupby(paragraph, key=lambda line: line.page)]
        if len(pages) > 1 and pages[0] == 1:
            wrong.append(Fault("orphan", first.page, first.text))
        if len(pages) > 1 and pages[-1] == 1:
            wrong.append(Fault("widow", last.page, last.text))
        if len(paragraph) > 1 and sum(map(str.isalnum, last.text)) < RUNT:
            wrong.append(Fault("runt", last.page, last.text))
        for hyphenated, group in groupby(paragraph, key=lambda line: line.hyphenated):
            ladder = list(group)
            if hyphenated and len(ladder) > LADDER:
                wrong.append(Fault("ladder", ladder[0].page, ladder[0].text))
    return wrong


def notes(found: Sequence[Line]) -> dict[str, int]:
    """Give the page on which each note at the foot begins, by its mark."""
    marks: dict[str, int] = {}
    for line in found:
        if (
            line.size < _BODY - 1
            and abs(line.left - _LEFT) < 3
            and (mark := _MARK.match(line.text))
        ):
            marks.setdefault(mark[0].strip(), line.page)
    return marks


def _goes_on(before: Line, line: Line, *, pitch: float) -> bool:
    if line.numbered or line.left > before.left + 3:
        return False
    if line.page == before.page:
        return before.base - line.base < pitch + 1.5
    return line.page == before.page + 1 and before.right > _RIGHT - 12


def _pitch(body: Sequence[Line]) -> float:
    """Give the distance of lines within a paragraph: the least there is."""
    return min(
        (
            a.base - b.base
            for a, b in pairwise(body)
            if a.page == b.page and a.base - b.base > _BODY
        ),
        default=_BODY * 1.4,
    )


def _of_page(number: int, page: pypdfium2.PdfPage) -> list[Line]:
    found: list[Line] = []
    margin: list[float] = []
    for line in _rows(number, page.get_textpage()):
        if not _BOTTOM < line.base < _TOP:
            continue
        if line.right < _LEFT:
            margin.append(line.base)
        else:
            found.append(line)
    return [
        replace(line, numbered=any(abs(line.base - base) < 1 for base in margin)) for line in found
    ]


def _rows(number: int, text: pypdfium2.PdfTextPage) -> Iterator[Line]:
    """Join neighbouring letters of one height; raised marks belong to the line they are in."""
    row: list[Letter] = []
    for letter in letters(text):
        if row and (abs(letter.base - row[0].base) > 5.5 or _crosses(row, letter)):
            yield _line(number, row)
            row = []
        row.append(letter)
    if row:
        yield _line(number, row)


def _crosses(row: list[Letter], letter: Letter) -> bool:
    """Tell whether a letter is on the other side of the margin, or back at a line's begin."""
    edge = _LEFT - 2
    return (row[0].left < edge) != (letter.left < edge) or letter.left < row[-1].left - 5


def _line(number: int, row: list[Letter]) -> Line:
    size = mode(letter.size for letter in row)
    base = next(letter.base for letter in row if letter.size == size)
    text = "".join(letter.text for letter in row)
    begin = item.end() if (item := _ITEM.match(text)) and item.end() < len(row) else 0
    return Line(number, row[begin].left, max(letter.right for letter in row), base, size, text)


def letters(text: pypdfium2.PdfTextPage) -> Iterator[Letter]:
    """Give the letters of a page in the order of the text."""
    x, y = ctypes.c_double(), ctypes.c_double()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if letter in "\r\n":
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        size = raw.FPDFText_GetFontSize(text, index)
        ink = (bottom.value, top.value)
        yield Letter(letter, x.value, left.value, right.value, y.value, size, *ink)
