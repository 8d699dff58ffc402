"""The report of December built with an address of its own, and served at it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from editions.cli import main
from tests.checkers.serving import address_of, reserved, served
from tests.conftest import DECEMBER


@contextmanager
def addressed(folder: Path) -> Iterator[str]:
    """Build the web pages in a folder and serve them for as long as the block runs.

    Without an address every link is relative, which is right for mirrors and from disk; search
    engines, and so Lighthouse, take only full addresses for the other editions of a page.
    """
    shutil.copytree(DECEMBER, folder, dirs_exist_ok=True)
    taken = reserved()
    settings = (DECEMBER / "pyproject.toml").read_text("utf-8")
    changed = settings.replace('base_url = ""', f'base_url = "{address_of(taken)}"')
    if changed == settings:
        raise ValueError("pyproject.toml: the publication has an address already")
    (folder / "pyproject.toml").write_text(changed, "utf-8")
    if main(["-C", str(folder), "build", "--format", "html"]):
        raise RuntimeError(f"{folder}: could not be built")
    with served(folder / "build/site", taken) as base:
        yield base
