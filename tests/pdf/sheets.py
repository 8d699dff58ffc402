"""Where each letter of a PDF stands: on its sheet, above the foot, over no other."""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

EDGE = 15.0  # points
FOOT = 74.0  # points: below it stands the folio alone (29 mm in a pair, 31 mm else)
_CELL = 12
_FOLIO = re.compile(r"\d+/\d+")


@dataclass(frozen=True, slots=True)
class Ink:
    """A letter and the edges of its ink, in points from the left and the foot."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    def covers(self, other: Ink) -> bool:
        """Tell whether two letters are set so far over each other that neither can be read."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.top, other.top) - max(self.bottom, other.bottom)
        return min(wide, high) > 0.8 and wide * high > 0.3 * min(self.area, other.area)

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.top - self.bottom)


def misplaced(path: Path) -> list[str]:
    """Give what leaves a sheet of a PDF, stands in its foot, or covers something else."""
    found = []
    document = pypdfium2.PdfDocument(path)
    try:
        for number, page in enumerate(document, 1):
            wide, high = page.get_size()
            letters = list(_letters(page))
            outside = "".join(
                each.text
                for each in letters
                if min(each.left, each.bottom) < EDGE
                or each.right > wide - EDGE
                or each.top > high - EDGE
            )
            foot = "".join(each.text for each in letters if each.bottom < FOOT)
            covering = _covering(letters)
            if outside:
                found.append(f"page {number}: '{outside[:60]}' leaves the sheet")
            if high > wide and foot and not _FOLIO.fullmatch(foot):
                found.append(f"page {number}: '{foot[:60]}' stands in the foot")
            if len(covering) > 1:
                found.append(f"page {number}: '{''.join(covering[:20])}' covers other words")
    finally:
        document.close()
    return found


def _letters(page: pypdfium2.PdfPage) -> Iterator[Ink]:
    text = page.get_textpage()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if letter.isspace() or letter in "\0\x02\u00ad\ufffe":
            continue
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        yield Ink(letter, left.value, right.value, bottom.value, top.value)


def _covering(letters: Sequence[Ink]) -> list[str]:
    # Ligatures ("fi") are one drawing of two letters; signs of formulas may well meet.
    plain = [each for each in letters if each.text.isalnum() and each.text not in "fijl\ud835"]
    near: dict[tuple[int, int], list[Ink]] = defaultdict(list)
    found = []
    for each in plain:
        cells = {
            (int(x // _CELL), int(y // _CELL))
            for x in (each.left, each.right)
            for y in (each.bottom, each.top)
        }
        if any(each.covers(other) for cell in cells for other in near[cell]):
            found.append(each.text)
        for cell in cells:
            near[cell].append(each)
    return found
