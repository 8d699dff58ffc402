"""The printed lines of a PDF, with what tells paragraphs and headings apart."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median_low

import pypdfium2 as pdfium
from pypdfium2 import raw

from editions.intake import pdfhidden
from editions.intake.blocks import Run, Runs, Style, plain, tidy
from editions.intake.colours import Colour
from editions.intake.concealed import Concealed
from editions.problems import IntakeError

BOLD = 600
"""The weight of letters from which they are bold."""
EDGE = 0.15
"""Part of a page's height at top and bottom where running heads and page numbers stand."""
AWAY = 1.8
"""Times the size of letters from which a line at the edge is no part of the text."""
HYPHEN = "\u00ad\ufffe\x02"
"""What PDFium gives for the hyphen of a word divided at the end of a line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, lengths in points; `alone` at the edge of a page, away from its text."""

    runs: Runs
    page: int
    size: float
    left: float
    right: float
    bottom: float
    alone: bool = False


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    size: float
    bold: bool
    left: float
    right: float
    bottom: float
    box: pdfhidden.Box = (0.0, 0.0, 0.0, 0.0)
    tiny: bool = False
    colour: Colour | None = None


def read_lines(data: bytes, concealed: Concealed) -> list[Line]:
    """Give the lines of a PDF in their order; what nobody sees of it goes into `concealed`.

    Raises `IntakeError` if it has no text.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise IntakeError("is locked with a password; save it without one") from None
        raise IntakeError("is no PDF that can be read; open it and save it anew") from None
    try:
        lines = [
            line for index in range(len(document)) for line in _page(document, index, concealed)
        ]
    except pdfium.PdfiumError as error:
        raise IntakeError(f"has a broken page ({error}); open it and save it anew") from None
    finally:
        document.close()
    if not lines and concealed.hidden:
        raise IntakeError("shows no text: all of it is white, cut off or covered; ask for another")
    if not lines:
        raise IntakeError("is a PDF without text (a scan?); recognize its text first (OCR)")
    return lines


def _page(document: pdfium.PdfDocument, index: int, concealed: Concealed) -> list[Line]:
    page = document[index]
    text = page.get_textpage()
    height = page.get_height() or 1.0
    try:
        letters = _seen(list(_letters(text)), page, concealed)
        concealed.comments += pdfhidden.notes(page)
    finally:
        text.close()
        page.close()
    groups = groupby(_ended(iter(letters)), key=lambda letter: letter.text in "\r\n")
    read = (_line(list(group), page=index + 1) for ended, group in groups if not ended)
    return _mark_alone([line for line in read if line], height=height)


def _seen(letters: list[_Letter], page: pdfium.PdfPage, concealed: Concealed) -> list[_Letter]:
    """Leave out the words of a page that nobody sees; neighbours are one passage."""
    if not any(one.text.strip() for one in letters):
        return letters
    picture = pdfhidden.Picture(page)
    kept: list[_Letter] = []
    goes_on = False
    for spaces, group in groupby(letters, key=lambda one: not one.text.strip()):
        word = list(group)
        if spaces or _is_seen(word, picture):
            kept += word
            goes_on &= spaces
            continue
        said = "".join(one.text for one in word if one.text not in HYPHEN)
        if goes_on:
            concealed.hidden[-1] += f" {said}"
        else:
            concealed.hidden.append(said)
        goes_on = True
    return kept


def _is_seen(word: list[_Letter], picture: pdfhidden.Picture) -> bool:
    if all(one.tiny for one in word):
        return False
    boxes = [one.box for one in word if one.box[2] > one.box[0]]
    if not boxes:
        return True  # PDFium gives no place: a letter it has put in itself
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    colours = {one.colour for one in word}
    return picture.shows(
        (min(lefts), min(bottoms), max(rights), max(tops)),
        letters=sum(one.text.isalnum() for one in word),
        colour=colours.pop() if len(colours) == 1 else None,
    )


def _mark_alone(lines: list[Line], *, height: float) -> list[Line]:
    """Mark the first and the last line of a page that stand in its margins, away from the text."""
    by_height = sorted(lines, key=lambda line: line.bottom)
    for edge, neighbour in (by_height[:2], by_height[:-3:-1]) if len(lines) > 1 else ():
        away = abs(edge.bottom - neighbour.bottom) > AWAY * edge.size
        if away and min(edge.bottom, height - edge.bottom) < EDGE * height:
            lines[lines.index(edge)] = replace(edge, alone=True)
    return lines


def _ended(letters: Iterator[_Letter]) -> Iterator[_Letter]:
    """Put back the line end PDFium leaves out where it found a word divided."""
    for letter in letters:
        if letter.text in HYPHEN:
            yield replace(letter, text="-")
            yield replace(letter, text="\n")
        else:
            yield letter


def _letters(text: pdfium.PdfTextPage) -> Iterator[_Letter]:
    """Give the letters of a page; surrogate pairs are put together."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    high = 0
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        origin_x, origin_y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, index, origin_x, origin_y)
        yield _Letter(
            chr(code),
            size=round(raw.FPDFText_GetFontSize(text, index), 1),
            bold=raw.FPDFText_GetFontWeight(text, index) >= BOLD or _named_bold(text, index),
            left=left.value,
            right=right.value,
            bottom=origin_y.value,
            box=(left.value, bottom.value, right.value, top.value),
            tiny=pdfhidden.size(text, index) <= pdfhidden.TINY,
            colour=pdfhidden.colour(text, index),
        )


def _named_bold(text: pdfium.PdfTextPage, index: int) -> bool:
    """Tell whether the font's name says it is bold, which its weight often does not."""
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text, index, name, 128, None)
    return b"bold" in name.value.lower()


def _line(letters: list[_Letter], *, page: int) -> Line | None:
    inked = [one for one in letters if one.text.strip()]
    if not inked:
        return None
    size = median_low([one.size for one in inked])
    runs = tidy(
        Run("".join(one.text for one in group), styles)
        for styles, group in groupby(letters, key=lambda one: _styles(one, size))
    )
    if not plain(runs):
        return None
    bottom = next((one.bottom for one in inked if one.size == size), inked[0].bottom)
    return Line(
        runs,
        page,
        size=size,
        left=min(one.left for one in inked),
        right=max(one.right for one in inked),
        bottom=bottom,
    )


def _styles(letter: _Letter, size: float) -> frozenset[Style]:
    """Take a small figure for a raised one: the mark of a footnote."""
    if letter.text.isdigit() and letter.size < 0.8 * size:
        return frozenset({Style.SUPERSCRIPT})
    return frozenset({Style.STRONG}) if letter.bold else frozenset()
