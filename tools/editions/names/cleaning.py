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
# The lead bytes of U+0300 to U+036F, which nothing else begins with, and the other marks.
_MARK_BYTES = (
    b"\xcc",
    b"\xcd",
    *(sign.encode("utf-8") for sign in "\u00ad\u200b\u200c\u200d\u2060\ufeff\u0450\u045d"),
)
_LINE_ENDS = tuple(before + end for before in "-\u2010\u00ad \t" for end in "\r\n")
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


def _has_marks(text: str) -> bool:
    """Look for what `_MARKS` would find, in UTF-8: many times faster than a set of letters."""
    data = b"" if text.isascii() else text.encode("utf-8", "surrogatepass")
    return any(sign in data for sign in _MARK_BYTES) and _MARKS.search(text) is not None


def _may_break(text: str) -> bool:
    """Tell, at next to no cost, of most texts that no line of theirs ends in a hyphen."""
    return any(end in text for end in _LINE_ENDS)


def clean(text: str) -> Cleaned:
    """Take what stands inside words out of `text`; linear, and free if there is nothing."""
    if not _has_marks(text) and not (_may_break(text) and _BREAKS.search(text)):
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
