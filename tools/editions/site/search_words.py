"""Words as the search compares them; ``theme/static/search.js`` does the same to a query.

Folding makes Mahiliou find Mahilioŭ, еще find ещё and абʼект find аб’ект.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = "а-яёіў"
_APOSTROPHES = "'’ʼ‘′`´"
_LETTERS = str.maketrans({"ё": "е", "ł": "l", "\u00ad": None, "ʹ": None, "ʺ": None})
_ALIKE = str.maketrans("ўі", "уи")
_SHORT_V = re.compile("в(?![аеиоуыэюя])")
_WORD = re.compile(r"\w+")
_FIRST_SHORT_U = re.compile(r"(?<!\w)ў")
_INNER_APOSTROPHE = re.compile(f"([{_CYRILLIC}])[{_APOSTROPHES}](?=[{_CYRILLIC}])")
_UNMARKED = re.compile(rf"[\x00-\x7f{_CYRILLIC}{_APOSTROPHES}«»„“”–—…№\u00a0]*")
"""A text of these has no mark to take off."""


def fold(text: str) -> str:
    """Give `text` in small letters without what readers leave out when they type.

    >>> fold("Mahilioŭ, Ещё, аб’ект, сёння")
    'mahiliou, еще, абект, сення'
    >>> fold("Улады, ва ўладзе, аб`ект")
    'улады, ва уладзе, абект'
    """
    low = text.lower()
    if low.isascii():
        return low
    # у is written ў after a vowel: one word.
    plain = _FIRST_SHORT_U.sub("у", low if _UNMARKED.fullmatch(low) else _without_marks(low))
    return _INNER_APOSTROPHE.sub(r"\1", plain).translate(_LETTERS)


def _without_marks(low: str) -> str:
    # Stress marks go everywhere, other marks on Latin letters only: й and ў are letters.
    marked = re.sub("[\u0300\u0301]", "", unicodedata.normalize("NFD", low))
    return unicodedata.normalize("NFC", re.sub("([a-z])[\u0302-\u036f]+", r"\1", marked))


def words(text: str) -> list[str]:
    """Give the folded words of a text."""
    # Nothing that `fold` does looks beyond a blank, and most words come again and again.
    return [word for part in text.split() for word in _words(part)]


@lru_cache(maxsize=1 << 15)
def _words(part: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(part)))


@lru_cache(maxsize=1 << 15)
def alias(word: str) -> str:
    """Give a folded word as names are looked up: for any Cyrillic keyboard.

    At the end of a syllable ў, у and в are one, as they are in Belarusian speech.

    >>> {alias(fold(word)) for word in ("Магілёў", "магилеу", "Магилев")}
    {'магилеу'}
    """
    return _SHORT_V.sub("у", word.translate(_ALIKE))
