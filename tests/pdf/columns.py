"""Reading a PDF of two columns back: its lines, by column, from the places of its letters."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

POINTS = 72 / 25.4
LEFT, RIGHT = 20 * POINTS, 190 * POINTS
"""The edges of the text, as pair.typ has them."""

MIDDLE = (98 * POINTS, 112 * POINTS)
"""The gutter between the columns."""

TOP, BOTTOM = 842 - 31 * POINTS, 29 * POINTS
HYPHENS = ("\x02", "\ufffe", "\u00ad", "-", "‐")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column (0, 1; None for what stands in the gutter); `base` from the foot."""

    page: int
    column: int | None
    base: float
    left: float
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    left: float
    base: float
    size: float

    @property
    def column(self) -> int | None:
        if MIDDLE[0] + 4 < self.left < MIDDLE[1] - 8:
            return None
        return int(self.left > MIDDLE[1] - 8)


def lines(path: Path) -> list[Line]:
    """Give all lines between head and folio, page by page, each column from top to bottom."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [line for at, page in enumerate(document, 1) for line in _of_page(at, page)]
    finally:
        document.close()


def _of_page(number: int, page: pypdfium2.PdfPage) -> Iterator[Line]:
    letters = [letter for letter in _letters(page.get_textpage()) if BOTTOM - 8 < letter.base < TOP]
    for column in (0, None, 1):
        mine = [letter for letter in letters if letter.column == column]
        mine.sort(key=lambda letter: -letter.base)
        for row in _rows(mine):
            row.sort(key=lambda letter: letter.left)
            text = "".join(letter.text for letter in row)
            if text.strip():
                largest = max(row, key=lambda letter: letter.size)
                yield Line(number, column, largest.base, row[0].left, largest.size, text)


def _rows(letters: list[_Letter]) -> Iterator[list[_Letter]]:
    """Part letters into lines; raised marks belong to the line they are in."""
    row: list[_Letter] = []
    for letter in letters:
        if row and row[0].base - letter.base > 5:
            yield row
            row = []
        row.append(letter)
    if row:
        yield row


def _letters(text: pypdfium2.PdfTextPage) -> Iterator[_Letter]:
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if letter not in "\r\n":
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            yield _Letter(letter, x.value, y.value, raw.FPDFText_GetFontSize(text, index))


def ladders(found: list[Line], *, longest: int) -> list[str]:
    """Give the first line of every row of more than `longest` lines that end in a hyphen."""
    wrong = []
    for column in (0, 1):
        mine = [line for line in found if line.column == column]
        for hyphenated, group in groupby(
            mine, key=lambda line: line.text.rstrip().endswith(HYPHENS)
        ):
            row = list(group)
            if hyphenated and len(row) > longest:
                wrong.append(row[0].text)
    return wrong
