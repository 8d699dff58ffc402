"""Sphinx copies scripts, styles and pictures that no page of ours loads; they go again."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import sphinx

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

KEPT = frozenset({"language_data.js"})
"""The one file of Sphinx's own that the search page loads: stop words and stemmer."""


def remove_unused(app: Sphinx) -> None:
    """Delete Sphinx's own static files from the output, never one of the publication's."""
    own = {
        file.name
        for folder in app.config.html_static_path
        for file in (Path(app.confdir) / folder).rglob("*")
    }
    for name in set(_of_sphinx()) - KEPT - own:
        (Path(app.outdir) / "_static" / name).unlink(missing_ok=True)
    # Sphinx makes this folder although it is told to copy no sources; full, it stays.
    with suppress(OSError):
        (Path(app.outdir) / "_sources").rmdir()


def _of_sphinx() -> Iterator[str]:
    package = Path(sphinx.__file__).parent
    for file in (package / "themes" / "basic" / "static").iterdir():
        yield file.name.removesuffix(".jinja")
    for file in (package / "search" / "non-minified-js").glob("*.js"):
        yield file.name
    yield from ("pygments.css", "translations.js")
