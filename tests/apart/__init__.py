"""The tests are of the tool, not of the texts this repository publishes: none may open them.

Else the suite would go red as soon as an editor takes in an issue. What a real publication must
give is asked of tests/roots/december; what a publication's own texts must fulfil, whatever they
are, is a check of ``editions check``. Nor may a test write into tests/roots: it works on a copy.
"""

from __future__ import annotations

import os
from pathlib import Path

from tests.apart.sitecustomize import is_closed

__all__ = ["is_closed", "keep_children_apart"]


def keep_children_apart() -> None:
    """Watch the processes that are started from now on; this one is, since the import."""
    paths = [str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
