"""What a spelling may be taken for: given names of a language, and English words.

The lists are in ``data``; each says there where it comes from. Only English needs words: its
texts hold names in spellings that rules make (Iŭje, Ive), which no register was read over for;
the words of Belarusian and Russian are in the register's own column ``common_word``.
"""

from __future__ import annotations

from functools import cache

from editions.names.spellings import marked, without_marks
from editions.names.tables import SHIPPED


@cache
def given_names(language: str) -> tuple[str, ...]:
    """Give the usual given names of `language` as they are written, none for one unknown."""
    return _lines(f"given.{language}.txt")


@cache
def words(language: str) -> frozenset[str]:
    """Give the words of `language`, in the shapes `marked` and `without_marks` give."""
    found = _lines(f"words.{language}.txt")
    # Most are written as they are looked up.
    bare = {word for word in found if word.isascii() and word.isalpha() and word.islower()}
    shapes = {marked(word) for word in found if word not in bare}
    return frozenset(bare | shapes | {without_marks(shape) for shape in shapes})


def _lines(name: str) -> tuple[str, ...]:
    path = SHIPPED / name
    if not path.is_file():
        return ()
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
