"""Reading a PDF of two columns back: its lines, by column, from the places of its letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from statistics import mode

import pypdfium2

from tests.pdf.lines import Letter, letters

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


def _column(place: float) -> int | None:
    if MIDDLE[0] + 4 < place < MIDDLE[1] - 8:
        return None
    return int(place > MIDDLE[1] - 8)


def lines(path: Path) -> list[Line]:
    """Give all lines between head and folio, page by page, each column from top to bottom."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [line for at, page in enumerate(document, 1) for line in _of_page(at, page)]
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class Gap:
    """The blanks of a line that fills its column: their mean, in points, and its size of type."""

    mean: float
    size: float
    text: str


def gaps(path: Path) -> list[Gap]:
    """Give the blanks of all lines that reach the edge of their column."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [gap for page in document for gap in _gaps(page.get_textpage())]
    finally:
        document.close()


def _gaps(text: pypdfium2.PdfTextPage) -> Iterator[Gap]:
    rows: dict[tuple[int, int], list[tuple[float, float, str, float]]] = {}
    for letter in letters(text):
        column = _column(letter.left)
        if letter.text.strip() and column is not None and BOTTOM - 8 < letter.base < TOP:
            ink = (letter.left, letter.right, letter.text, letter.size)
            rows.setdefault((column, round(letter.base)), []).append(ink)
    for (column, _), row in rows.items():
        row.sort()
        blanks = [b[0] - a[1] for a, b in pairwise(row) if b[0] - a[1] > 1.2]
        if blanks and abs(row[-1][1] - (RIGHT if column else MIDDLE[0])) < 6:
            size = mode(each[3] for each in row)  # marks of notes have sizes of their own
            yield Gap(sum(blanks) / len(blanks), size, "".join(each[2] for each in row))


def _of_page(number: int, page: pypdfium2.PdfPage) -> Iterator[Line]:
    here = [each for each in letters(page.get_textpage()) if BOTTOM - 8 < each.base < TOP]
    for column in (0, None, 1):
        mine = [letter for letter in here if _column(letter.start) == column]
        mine.sort(key=lambda letter: -letter.base)
        for row in _rows(mine):
            row.sort(key=lambda letter: letter.start)
            text = "".join(letter.text for letter in row)
            if text.strip():
                size = mode(letter.size for letter in row)
                base = next(letter.base for letter in row if letter.size == size)
                yield Line(number, column, base, row[0].start, size, text)


def _rows(found: list[Letter]) -> Iterator[list[Letter]]:
    """Part letters into lines; raised marks belong to the line they are in."""
    row: list[Letter] = []
    for letter in found:
        if row and row[0].base - letter.base > 5:
            yield row
            row = []
        row.append(letter)
    if row:
        yield row


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
