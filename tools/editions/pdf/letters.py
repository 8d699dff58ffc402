"""Letters that no font has: the sign that stands for each, so that the rest can be set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from editions.fonts import LOST, lacking, replaced
from editions.pdf.walk import Data

_UNSET = frozenset(
    {"alt", "file", "id", "is", "keywords", "labels", "language", "mentions", "qr", "to", "type"}
    | {"title", "url"}
)
"""What is no text on a page: addresses, names of things, what is said of the file."""


def settable(data: Data) -> tuple[Data, tuple[str, ...]]:
    """Give data without letters that no font has, and those letters, each once."""
    letters = lacking("\n".join(texts(data)))
    return (without(data, letters) if letters else data), letters


def without(data: Any, letters: Iterable[str]) -> Any:
    """Give data with a sign in the place of each of these letters."""
    if isinstance(data, dict):
        return {
            key: value if key in _UNSET else without(value, letters) for key, value in data.items()
        }
    if isinstance(data, list):
        return [without(each, letters) for each in data]
    if isinstance(data, str):
        for letter in letters:
            data = data.replace(letter, LOST)
        return replaced(data)
    return data


def texts(data: Any) -> Iterator[str]:
    """Give every text in data that is set."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in _UNSET:
                yield from texts(value)
    elif isinstance(data, list):
        for each in data:
            yield from texts(each)
    elif isinstance(data, str):
        yield data
