"""Known words that an unknown one may be a form or a derivative of: derived.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

_STEM = 4
"""How many letters must be left of a word when a prefix or an ending is taken off."""


def relatives(word: str, language: str) -> Iterator[str]:
    """Give the words any of which, if known, makes a word in small letters right.

    >>> "разглядаюць" in relatives("разглядаючы", "be")
    True
    """
    yield from _forms(word, language)
    for prefix in _table(language)["prefixes"]:
        rest = word.removeprefix(prefix)
        if len(rest) < len(word) and len(rest) >= _STEM:
            yield rest
            yield from _forms(rest, language)


def linked(piece: str, language: str) -> str | None:
    """Give the adjective whose linking form stands before a hyphen: беларуска → беларускі."""
    ending = _table(language)["linked"].get(piece[-2:])
    return f"{piece[:-2]}{ending}" if ending else None


def _forms(word: str, language: str) -> Iterator[str]:
    for ending, others in _table(language)["endings"].items():
        if word.endswith(ending) and len(word) - len(ending) >= _STEM - 1:
            stem = word.removesuffix(ending)
            yield from (stem + other for other in others)


@cache
def _table(language: str) -> dict[str, Any]:
    known = tomllib.loads(files(__package__).joinpath("derived.toml").read_text("utf-8"))
    return dict(known[language])
