"""Text as the matcher needs it: marks that stand inside words gone, each offset kept.

Stress marks (after a Cyrillic vowel), soft hyphens and hyphens at a line's end part no word
for a reader; й ё ў and Latin letters may come decomposed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_BREAK = "[-\u2010\u00ad][ \t]*\r?\n[ \t]*"
_MARKS = re.compile(f"[{_INVISIBLE}\u0300-\u036f\u0450\u045d]")
_BREAKS = re.compile(rf"(?<=\w){_BREAK}(?=\w)")
_SIGNS = re.compile(rf"(?<=\w){_BREAK}(?=\w)|[\u0300-\u036f]+|[{_INVISIBLE}\u0450\u045d]")
_STRESSED = {"\u0450": "е", "\u045d": "и"}
_STRESS = "\u0300\u0301"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text to search, and for each stretch of it how far the original runs ahead."""

    text: str
    starts: tuple[int, ...] = (0,)
    shifts: tuple[int, ...] = (0,)

    def original(self, offset: int) -> int:
        """Give the offset in the original text; an end at `offset` takes its marks with it."""
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]


def clean(text: str) -> Cleaned:
    """Take what stands inside words out of `text`; linear, and free if there is nothing."""
    if (text.isascii() or _MARKS.search(text) is None) and _BREAKS.search(text) is None:
        return Cleaned(text)
    pieces: list[str] = []
    starts, shifts, done, length = [0], [0], 0, 0
    for found in _SIGNS.finditer(text):
        # A mark is taken together with the letter it stands on.
        begin = max(done, found.start() - ("\u0300" <= found[0] < "\u0370"))
        new = _replacement(text[begin : found.end()], text, found)
        piece = text[done:begin]
        pieces += (piece, new)
        length += len(piece) + len(new)
        done = found.end()
        starts.append(length)
        shifts.append(done - length)
    pieces.append(text[done:])
    return Cleaned("".join(pieces), tuple(starts), tuple(shifts))


def _replacement(old: str, text: str, found: re.Match[str]) -> str:
    if "\u0300" <= found[0] < "\u0370":
        cyrillic = "\u0400" <= old[0] <= "\u04ff"
        kept = "".join(sign for sign in old if not (cyrillic and sign in _STRESS))
        letters = unicodedata.normalize("NFC", kept)
        return "".join(letter for letter in letters if not unicodedata.combining(letter))
    if "\n" not in old:
        return _STRESSED.get(old, "")
    before, after = text[found.start() - 1], text[found.end()]
    if "\u00ad" in old or not after.isupper():
        return ""
    # ‘Ма-|гілёў’ was broken by the line; ‘Давыд-|Гарадок’ has a hyphen of its own; between
    # capitals nobody can tell: the sign stands for both.
    return "\u2011" if before.isupper() else "-"
