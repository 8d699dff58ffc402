"""Characters that no text may have: unseen ones, heaps of accents, letters that no font has."""

from __future__ import annotations

import re
import unicodedata

from editions import fonts

_NEVER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""Controls, and what Python takes for the end of a line."""

_RANGES = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff"
    + "".join(
        f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 14)
    )
)
_INVISIBLE = re.compile(f"[{_RANGES}]")
"""Zero-width, bidirectional, filling, tag, private-use, replacement and no characters."""

_HEAPED = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3,}"
)

_NAMES = {
    "\xad": "a soft hyphen: words are parted by the page",
    "\ufffd": "the sign of a lost letter",
}


def strange(source: str, text: str) -> str | None:
    """Say which character a translation must not hold; those of its source it may."""
    if text.isascii() and text.isprintable():
        return None
    if match := _NEVER.search(text):
        return f"holds the control character {_code(match[0])}; delete it"
    for match in _INVISIBLE.finditer(text):
        if match[0] not in source:
            name = _NAMES.get(match[0]) or unicodedata.name(match[0], "no letter").lower()
            return f"holds {_code(match[0])} ({name}); delete it"
    if (match := _HEAPED.search(text)) and match[0] not in source:
        return (
            f"holds {len(match[0])} accents on one letter, {_code(match[0][0])} first; delete them"
        )
    unset = [letter for letter in fonts.lacking(text) if letter not in source]
    if unset:
        return f"has {fonts.named(unset)}, which no font has; {fonts.mend(unset)}"
    return None


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
