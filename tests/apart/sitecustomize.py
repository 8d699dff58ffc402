"""What makes it an error to open the texts that this repository publishes.

Python imports it by its name at every start with this folder in PYTHONPATH: so the processes that
a test starts are watched as well. It must cost next to nothing.
"""

from __future__ import annotations

import os
import sys
from typing import Any

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_CLOSED = tuple(os.path.join(REPOSITORY, name, "") for name in ("docs", "locale", "source_reports"))
_HANDBOOK = os.path.join(REPOSITORY, "docs", "handbook", "")
_INTERFACE = f"{os.sep}sphinx.po"
_ROOTS = os.path.join(REPOSITORY, "tests", "roots", "")
_WRITING = os.O_WRONLY | os.O_RDWR


def is_closed(path: str) -> bool:
    """Tell whether a full path is one of the publication of this repository.

    The handbook and the interface words, which every publication is given, are the tool's.
    """
    return path.startswith(_CLOSED) and not (
        path.startswith(_HANDBOOK) or path.endswith(_INTERFACE)
    )


# Called for whatever Python does that may concern security.
def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "open" or not isinstance(arguments[0], str):
        return
    path = arguments[0]
    if path[:1] == os.sep and not path.startswith(REPOSITORY):
        return
    path = os.path.abspath(path)
    if is_closed(path):
        raise RuntimeError(f"{path}: the tests have their own texts: tests/roots")
    if path.startswith(_ROOTS) and arguments[2] & _WRITING and "__pycache__" not in path:
        raise RuntimeError(f"{path}: copy it first; all tests read it")


sys.addaudithook(_watch)
