"""Which document a process of ours is at: it says so, and who started it reads it if it ended.

A process that ends without a word (a library that breaks down, an exit somebody wrote into a
conf.py) would otherwise not tell which document was the cause.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_AT = "editions: at "


@contextmanager
def at(document: str) -> Iterator[None]:
    """Say which document the process is at while it is."""
    _say(document)
    try:
        yield
    finally:
        _say("")


def was_at(done: subprocess.CompletedProcess[str]) -> str | None:
    """Give the document a process was at when it ended; None if it was at none."""
    said = [line for line in done.stderr.splitlines() if line.startswith(_AT)]
    return said[-1].removeprefix(_AT) or None if said else None


def _say(document: str) -> None:
    sys.stderr.write(f"{_AT}{document}\n")
    sys.stderr.flush()
