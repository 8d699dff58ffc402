"""Given names in their case forms: a word that is one is no slip of another name."""

from __future__ import annotations

import re
from functools import cache

from editions.checks.convention import fold
from editions.names.known import given_names

_DROPPED = "аяйьоіы"
_ENDING = re.compile("[аеёиіоуыэюя]{1,2}|[аеёиіоуыэюя][ймх]|[аеёиіоуыэюя]мі")
"""What a given name may end in, in Belarusian or Russian, after its stem."""


def is_given(word: str, language: str) -> bool:
    """Tell whether a word is a given name, in any case form."""
    folded = fold(word, language)
    stems = _given(language)
    return folded in stems or any(
        folded[:length] in stems and _ENDING.fullmatch(folded[length:])
        for length in range(max(3, len(folded) - 3), len(folded))
    )


@cache
def _given(language: str) -> frozenset[str]:
    """Give the given names of a language, and where they decline what stays of them."""
    names = [fold(name, language) for name in given_names(language)]
    stems = [name[:-1] for name in names if name[-1] in _DROPPED and len(name) > 3]
    return frozenset((*names, *stems))
