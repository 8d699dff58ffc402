"""Numbers that a text says without a numeral: двухбаковы, twice, both."""

from __future__ import annotations

import re

from editions.facts.model import shown
from editions.facts.tables import folded, numerals

_WORD = re.compile(r"[^\W\d_]+")


def implied(text: str, language: str) -> frozenset[str]:
    """Give the values of the numbers within other words of a text."""
    known = numerals(language)
    words = [folded(word, language) for word in _WORD.findall(text)]
    values = {str(known.multiples[word]) for word in words if word in known.multiples}
    for word in words:
        for prefix, value in known.prefixes.items():
            if word.startswith(prefix) and word != prefix and len(word) > len(prefix) + 2:
                values.add(shown(value))
    return frozenset(values)
