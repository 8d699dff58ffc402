"""What the checks know of each language: rules.toml, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one language; rules.toml says what each of them is."""

    alphabet: str
    letters: frozenset[str]
    lone: str
    lookalikes: frozenset[str]
    likely: Mapping[str, str]
    quotes: tuple[str, ...]
    percent: str
    decimal: str
    bare: frozenset[str]
    alien: frozenset[str]
    dash: str
    suspended: frozenset[str]
    doubled: frozenset[str]
    own: frozenset[str]
    left_out: Mapping[str, str]
    short: frozenset[str]


@cache
def rules(language: str) -> Rules:
    """Give the rules of a language (be, ru or en)."""
    known = tomllib.loads(files(__package__).joinpath("rules.toml").read_text("utf-8"))
    mine = known[language]
    # A word that two languages share tells neither from the other.
    others = {word for other in known if other != language for word in known[other]["own"]}
    return Rules(
        alphabet=mine["alphabet"],
        letters=frozenset(mine["letters"]),
        lone=mine["lone"],
        lookalikes=frozenset(mine["lookalikes"]),
        likely=mine["likely"],
        quotes=tuple(mine["quotes"]),
        percent=mine["percent"],
        decimal=mine["decimal"],
        bare=frozenset(mine["bare"]),
        alien=frozenset(mine["alien"]),
        dash=mine["dash"],
        suspended=frozenset(mine["suspended"]),
        doubled=frozenset(mine["doubled"]),
        own=frozenset(mine["own"]) - others,
        left_out=mine["left_out"],
        short=frozenset(mine["short"]),
    )
