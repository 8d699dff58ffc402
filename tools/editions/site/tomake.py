"""Pages that span editions, each with what it is made of: one made of the same stays."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ToMake:
    """A page: its path from the site's root, the digest of all it is made of, how it is made."""

    name: str
    inputs: str
    make: Callable[[], bytes]


def made_of(lines: Iterable[object]) -> str:
    """Give one digest of things, each as it prints."""
    return hashlib.sha256("\n".join(map(str, lines)).encode()).hexdigest()
