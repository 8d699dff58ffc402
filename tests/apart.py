"""The tests are of the tool, not of the texts this repository publishes: none may open them.

Else the suite would go red as soon as an editor takes in an issue. What a real publication must
give is asked of tests/roots/december; what a publication's own texts must fulfil, whatever they
are, is a check of ``editions check``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parent.parent
PUBLICATION = ("docs", "locale", "source_reports")

_CLOSED = tuple(f"{REPOSITORY / name}{os.sep}" for name in PUBLICATION)
_HANDBOOK = f"{REPOSITORY / 'docs/handbook'}{os.sep}"
_INTERFACE = f"{os.sep}sphinx.po"
_ROOTS = f"{REPOSITORY / 'tests/roots'}{os.sep}"
_WRITING = os.O_WRONLY | os.O_RDWR


def is_closed(path: str) -> bool:
    """Tell whether a full path is one of the publication of this repository.

    The handbook and the interface words, which every publication is given, are the tool's.
    """
    return path.startswith(_CLOSED) and not (
        path.startswith(_HANDBOOK) or path.endswith(_INTERFACE)
    )


def keep_apart() -> None:
    """Make it an error, for the rest of this process and its forks, to open any of them.

    Nor may one write into tests/roots: what tests work on is a copy.
    """
    sys.addaudithook(_watch)


# Called for whatever Python does that may concern security: it must be quick.
def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "open" or not isinstance(arguments[0], str):
        return
    path = os.path.abspath(arguments[0])  # noqa: PTH100 - at every opening: no objects
    if is_closed(path):
        raise RuntimeError(f"{path}: the tests have their own texts: tests/roots")
    if path.startswith(_ROOTS) and arguments[2] & _WRITING and "__pycache__" not in path:
        raise RuntimeError(f"{path}: copy it first; all tests read it")
