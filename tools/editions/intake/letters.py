"""The letters of received text: composed, with one space for any white space, nothing unseen."""

from __future__ import annotations

import re
import unicodedata

_NO_CHARACTERS = "".join(
    f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 14)
)

# Soft hyphens, zero-width and direction marks are left over from typesetting; tags, fillers and
# private letters carry what nobody sees; docutils would also end a line at the separators, and a
# control character has no place in text. U+FFFD stays: it is told of as a lost letter.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    f"{_NO_CHARACTERS}\U000e0000-\U0010ffff]"
)
_SPACES = re.compile("[ \t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")


def clean(text: str) -> str:
    """Give `text` in composed letters, one space for any white space, no invisible marks.

    >>> clean("Му\u00adзе\u0438\u0306\\tі  г.\u00a0д.")
    'Музей і г.\\xa0д.'
    """
    return unicodedata.normalize("NFC", _SPACES.sub(" ", UNSEEN.sub("", text)))
