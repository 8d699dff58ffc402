"""Spellings as the matcher compares them: one shape for what readers take as the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

APOSTROPHES = "’'ʼ`´"
WORD = rf"\w+(?:[{APOSTROPHES}]\w+)*"
TOKEN = re.compile(rf"(?P<gap>[\s\u00a0]+|[-\u2010\u2011])?(?P<word>{WORD})")
CAPITALS = {"be": "А-ЯЁІЎҐ", "ru": "А-ЯЁІЎҐ", "en": "A-Z\u00c0-\u00de\u0100-\u017f"}
_PLAIN = str.maketrans(dict.fromkeys(APOSTROPHES, "’"))
_BARE = str.maketrans({**dict.fromkeys(APOSTROPHES + "ʹʺ”·", ""), "ł": "l", "đ": "d", "ø": "o"})
_ENGLISH = {"defense": "defence", "organisation": "organization", "center": "centre"}


def fold(word: str, language: str) -> str:
    """Give the shape `word` is compared in: small letters, one apostrophe, ru without ё."""
    if language == "en":
        return _fold_english(word)
    low = word.lower().translate(_PLAIN)
    return low.replace("ё", "е") if language == "ru" else low


@lru_cache(maxsize=1 << 14)
def _fold_english(word: str) -> str:
    low = word.lower()
    if low[-2:-1] in APOSTROPHES and low[-1:] == "s" and len(low) > 2:
        low = low[:-2]
    if not low.isascii():
        letters = unicodedata.normalize("NFD", low)
        low = "".join(letter for letter in letters if not unicodedata.combining(letter))
    low = low.translate(_BARE)
    return _ENGLISH.get(low, low)


def plain(low: str) -> bool:
    """Tell whether a small word is already in the shape that English words are compared in."""
    return low.isascii() and "'" not in low and "`" not in low and low not in _ENGLISH


def tokens(spelling: str, language: str) -> tuple[str, ...]:
    """Split a spelling into folded words; the second and later ones begin with their gap."""
    return tuple(
        ("" if not place else "-" if found["gap"] not in {None, *_blank(found["gap"])} else " ")
        + fold(found["word"], language)
        for place, found in enumerate(TOKEN.finditer(spelling))
    )


def _blank(gap: str | None) -> tuple[str, ...]:
    return (gap,) if gap and gap.isspace() else ()


def head_variants(word: str, folded: str, language: str) -> Iterator[str]:
    """Give every lower-case shape in which a text can hold a first word."""
    if language == "en":
        yield folded
        return
    shapes = {word.lower(), folded} if language == "ru" else {word.lower()}
    for shape in sorted(shapes):
        plain = shape.translate(_PLAIN)
        if "’" not in plain:
            yield shape
            continue
        for sign in APOSTROPHES:
            yield plain.replace("’", sign)
