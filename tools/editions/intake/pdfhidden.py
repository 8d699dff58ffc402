"""Which words of a PDF's page nobody sees, and the notes that stand beside its text.

A page is printed and looked at. Nobody reads a word of the colour of its ground, or that leaves
no trace where it stands: without ink, under a bar, on a switched-off layer, or beside what was
cut out of the page. Words recognized in a scan lie without ink over its picture, which is seen.
"""

from __future__ import annotations

import ctypes
from itertools import accumulate

import pypdfium2 as pdfium
from pypdfium2 import raw

from editions.intake.colours import Colour, alike

SCALE = 2.0
"""Points of the picture in a point of the page."""
EVEN = 24
"""Steps of 255 within which a place is of one colour."""
TINY = 1.5
"""Points of letters that nobody can read."""
LARGEST = 8_000_000
"""Points of the picture of one page."""
_AROUND = 1.0
_OUTLINED = frozenset({1, 2, 5, 6})
"""Ways of setting letters in which a line is drawn around them."""

_NO_NOTES = frozenset({raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_WIDGET})

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points of the page."""
_Area = tuple[int, int, int, int]


class Picture:
    """A page as it is printed."""

    def __init__(self, page: pdfium.PdfPage):
        width, height = page.get_size()
        scale = min(SCALE, (LARGEST / max(width * height, 1.0)) ** 0.5)
        bitmap = page.render(scale=scale, may_draw_forms=False, draw_annots=False)
        self._to_bitmap = bitmap.get_posconv(page).to_bitmap
        self._image = bitmap.to_pil().convert("RGB")

    def shows(self, box: Box, *, letters: int, colour: Colour | None) -> bool:
        """Tell whether a word of so many letters, set in this colour, is to be seen in its box."""
        inner, outer = self._area(box, 0), self._area(box, _AROUND)
        if outer[2] - outer[0] < 2 or outer[3] - outer[1] < 2:
            return False
        if colour is not None and alike(colour, self._ground(inner, outer)):
            return False
        # Between letters there is ground, unless all is covered; a stroke may fill its box.
        place = inner if letters > 1 and inner[2] > inner[0] and inner[3] > inner[1] else outer
        return any(most - least > EVEN for least, most in self._image.crop(place).getextrema())

    def _area(self, box: Box, around: float) -> _Area:
        left, bottom, right, top = box
        one = self._to_bitmap(left - around, bottom - around)
        other = self._to_bitmap(right + around, top + around)
        (x1, x2), (y1, y2) = sorted((one[0], other[0])), sorted((one[1], other[1]))
        width, height = self._image.size
        return max(0, x1), max(0, y1), min(width, x2 + 1), min(height, y2 + 1)

    def _ground(self, inner: _Area, outer: _Area) -> Colour:
        """Give the usual colour of the edge around a box."""
        edge = self._image.crop(outer).histogram()
        if inner[2] > inner[0] and inner[3] > inner[1]:
            inside = self._image.crop(inner).histogram()
            edge = [max(0, a - b) for a, b in zip(edge, inside, strict=True)]
        red, green, blue = (_middle(edge[part : part + 256]) for part in (0, 256, 512))
        return red, green, blue


def _middle(histogram: list[int]) -> int:
    half = sum(histogram) / 2
    return next((step for step, sum_ in enumerate(accumulate(histogram)) if sum_ >= half), 0)


def size(text: pdfium.PdfTextPage, index: int) -> float:
    """Give how high a letter is set on the page, in points."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    return float(raw.FPDFText_GetFontSize(text, index) * (matrix.c**2 + matrix.d**2) ** 0.5)


def colour(text: pdfium.PdfTextPage, index: int) -> Colour | None:
    """Give the colour a letter is filled with; None where that does not tell whether it is seen."""
    red, green, blue, _ = parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFText_GetFillColor(text, index, *parts):
        return None
    set_in = raw.FPDFText_GetTextObject(text, index)
    if set_in and raw.FPDFTextObj_GetTextRenderMode(set_in) in _OUTLINED:
        return None
    return red.value, green.value, blue.value


def notes(page: pdfium.PdfPage) -> list[str]:
    """Give what readers have written beside the text of a page."""
    found = []
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            if raw.FPDFAnnot_GetSubtype(note) not in _NO_NOTES:
                found.append(_said(note, b"Contents"))
        finally:
            raw.FPDFPage_CloseAnnot(note)
    return [each for each in found if each.strip()]


def _said(note: raw.FPDF_ANNOTATION, key: bytes) -> str:
    length = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
    if length <= 2:
        return ""
    buffer = (raw.FPDF_WCHAR * (length // 2))()
    raw.FPDFAnnot_GetStringValue(note, key, buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
