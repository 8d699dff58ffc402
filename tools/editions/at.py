"""Which document a process of ours is at: it says so, and who started it reads it.

A process that ends without a word (a library that breaks down, an exit somebody wrote into a
conf.py) would otherwise not tell which document was the cause. Whoever wants to show how far the
work is listens as it is said.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

_AT = "editions: at "
_STEPS = "editions: steps "
_MADE = "editions: made "

Listener: TypeAlias = Callable[[int, str, str], None]
"""Is told of a process (its number) that it is "at" a document ("" when that is done), has "made"
one, or how many "steps" it has in all; to read a document and to write it are steps, to make a
pair is two."""

_listeners: list[Listener] = []


@contextmanager
def at(document: str) -> Iterator[None]:
    """Say which document the process is at while it is."""
    _say(_AT, document)
    try:
        yield
    finally:
        _say(_AT, "")


def has(steps: int) -> None:
    """Say how many steps the process has in all, as far as it knows."""
    _say(_STEPS, str(steps))


def made(document: str) -> None:
    """Say that a document is made."""
    _say(_MADE, document)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Have a listener told what processes of ours say; threads tell it."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def hear(process: int, line: str) -> None:
    """Tell listeners of a line that a process has said, if it is of this kind."""
    for kind, begin in (("at", _AT), ("made", _MADE), ("steps", _STEPS)):
        if line.startswith(begin):
            for listener in _listeners:
                listener(process, kind, line.removeprefix(begin).strip())


def was_at(done: subprocess.CompletedProcess[str]) -> str | None:
    """Give the document a process was at when it ended; None if it was at none."""
    said = [line for line in done.stderr.splitlines() if line.startswith(_AT)]
    return said[-1].removeprefix(_AT) or None if said else None


def _say(begin: str, what: str) -> None:
    sys.stderr.write(f"{begin}{what}\n")
    sys.stderr.flush()
