"""The words of a text that a name can begin with, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from editions.names.index import Index
from editions.names.spellings import APOSTROPHES, CAPITALS


@dataclass(frozen=True, slots=True)
class Words:
    """Words with a capital of the language, and the odd ones: 72, сілы, BYPOL."""

    capital: re.Pattern[str]
    odd: tuple[str, ...]

    def within(self, text: str) -> Iterator[tuple[int, str]]:
        """Give offset and word, in their order; a word may yet begin inside another."""
        odd = sorted(self._odd_within(text), key=lambda one: (-one[0], len(one[1])))
        for found in self.capital.finditer(text):
            start = found.start()
            while odd and odd[-1][0] < start:
                yield odd.pop()
            yield start, found[0]
        yield from reversed(odd)

    def _odd_within(self, text: str) -> Iterator[tuple[int, str]]:
        for head in self.odd:
            at = text.find(head)
            while at >= 0:
                stop = at + len(head)
                if not inside(text, at) and not inside(text, stop):
                    yield at, head
                at = text.find(head, stop)


def words(language: str, index: Index) -> Words:
    """Give the words to look for in texts of `language`."""
    odd = [head for head in index["heads"] if head[0].isdigit()]
    odd += [head.upper() for head in index["heads"] if head.endswith(".")]
    if language != "en":
        latin = [head for head in index["heads"] if head.isascii() and head[0].isalpha()]
        odd += [shape for head in latin for shape in (head.upper(), head.capitalize())]
    # A look-behind would keep `re` from skipping to the next capital: four times slower.
    capital = re.compile(rf"[{CAPITALS[language]}]\w*(?:[{APOSTROPHES}]\w+)*")
    return Words(capital, tuple(sorted({*index["small"], *odd})))


def inside(text: str, offset: int) -> bool:
    """Tell whether `offset` is inside a word: a letter or digit on either side."""
    if not 0 < offset < len(text):
        return False
    return is_word(text[offset - 1]) and is_word(text[offset])


def is_word(sign: str) -> bool:
    """Tell whether a sign is part of a word."""
    return sign.isalnum() or sign == "_"
