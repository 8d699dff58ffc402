"""Persons' surnames: findable alone, whether their row lists them among the variants or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from editions.names.gazetteer import Name

LEAST = 4
"""How long the last of three words must be to be a surname: Ким Чен Ын is called by the first."""


def with_surnames(names: Iterable[Name]) -> tuple[Name, ...]:
    """Give the names, each person with the surname in every language among the variants.

    A surname that any row lists is meant for that row alone: «Лукашэнка» without more is not
    each of the family.
    """
    rows = tuple(names)
    listed = {variant for name in rows if name.kind == "person" for variant in name.variants}
    return tuple(_with_surname(name, listed) if name.kind == "person" else name for name in rows)


def _with_surname(name: Name, listed: set[str]) -> Name:
    new = [
        (language, surname)
        for language, spelling in (("be", name.be), ("ru", name.ru), ("en", name.en))
        if (surname := surname_of(spelling)) and not _is_listed(surname, name, listed)
    ]
    if not new:
        return name
    variants = dict.fromkeys((*name.variants, *(surname for _, surname in new)))
    return replace(name, variants=tuple(variants), bound=(*name.bound, *new))


def _is_listed(surname: str, name: Name, listed: set[str]) -> bool:
    """Tell whether a row claims the surname, or this one says by what longer part it is called."""
    return surname in listed or any(text.endswith(f" {surname}") for text in name.variants)


def surname_of(spelling: str) -> str:
    """Give the surname in a person's full name, with what small words belong to it, or nothing.

    >>> surname_of("Ursula von der Leyen"), surname_of("Сі Цзіньпін"), surname_of("Ким Чен Ын")
    ('von der Leyen', 'Цзіньпін', '')
    """
    words = spelling.split()
    if len(words) < 2:
        return ""
    small = next(_small(words), None)
    if small is not None:
        return " ".join(words[small:])
    return words[-1] if len(words) == 2 or len(words[-1]) >= LEAST else ""


def _small(words: list[str]) -> Iterator[int]:
    return (place for place, word in enumerate(words) if place and word[0].islower())
