"""Spellings as the matcher compares them: one shape for what readers take as the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

APOSTROPHES = "’'ʼ`´‘′"
WORD = rf"\w+(?:[{APOSTROPHES}]\w+)*"
TOKEN = re.compile(rf"(?P<gap>[\s\u00a0]+|[-\u2010\u2011])?(?P<word>{WORD})")
CAPITALS = {"be": "А-ЯЁІЎҐ", "ru": "А-ЯЁІЎҐ", "en": "A-Z\u00c0-\u00de\u0100-\u017f"}
_PLAIN = str.maketrans(dict.fromkeys(APOSTROPHES, "’"))
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES + "ʹ", "’"))
_PLAIN_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "·": ""})
_BARE = str.maketrans(dict.fromkeys(APOSTROPHES + "ʹʺ”·", ""))
_ENGLISH = {"defense": "defence", "organisation": "organization", "center": "centre"}


def fold(word: str, language: str) -> str:
    """Give the shape `word` is compared in: small letters, one apostrophe, no first ў, ru no ё."""
    if language == "en":
        return _fold_english(word)
    low = word.lower().translate(_PLAIN)
    if language == "ru":
        return low.replace("ё", "е")
    return f"у{low[1:]}" if low.startswith("ў") else low


@lru_cache(maxsize=1 << 14)
def _fold_english(word: str) -> str:
    low = without_marks(marked(word))
    return _ENGLISH.get(low, low)


@lru_cache(maxsize=1 << 14)
def marked(word: str) -> str:
    """Give a Latin word in small letters with its marks, one apostrophe and no possessive."""
    low = unicodedata.normalize("NFC", word.lower()).translate(_ONE_APOSTROPHE)
    return low[:-2] if low.endswith("’s") and len(low) > 2 else low


def without_marks(low: str) -> str:
    """Give a small Latin word as a plain keyboard writes it: no marks, no apostrophes."""
    return without_accents(low).translate(_BARE)


def without_accents(low: str) -> str:
    """Give a small Latin word without the marks on its letters; apostrophes stay."""
    if low.isascii():
        return low
    letters = unicodedata.normalize("NFD", low)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return bare.translate(_PLAIN_LETTERS)


def latin_shapes(word: str) -> tuple[str, str]:
    """Give the shapes in which an English index may know a word of a text.

    Its apostrophes stay: I’ve is no Ive.
    """
    exact = marked(word)
    low = without_accents(exact)
    return exact, _ENGLISH.get(low, low)


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


def head_variants(word: str, folded: str) -> Iterator[str]:
    """Give every lower-case shape in which a Cyrillic text can hold a first word.

    ё may be е in Russian, the first у be ў in Belarusian after a vowel.
    """
    shapes = {word.lower(), folded}
    if folded.startswith("у"):
        shapes.add(f"ў{folded[1:]}")
    for shape in sorted(shapes):
        plain = shape.translate(_PLAIN)
        if "’" not in plain:
            yield shape
            continue
        for sign in APOSTROPHES:
            yield plain.replace("’", sign)
