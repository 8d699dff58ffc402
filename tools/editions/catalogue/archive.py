"""Catalogues whose document is gone: kept, out of the way of every tool.

sphinx-intl takes each folder of locale/ that begins with a small letter for a language;
the archive begins otherwise, so nothing there is counted, compiled or published.
"""

from __future__ import annotations

from pathlib import Path

from editions.catalogue import layout
from editions.config import Publication

FOLDER = "_archive"


def folder(publication: Publication, language: str) -> Path:
    """Give where the archived catalogues of an edition lie."""
    return publication.locale / FOLDER / language


def catalogues(publication: Publication, language: str) -> dict[str, Path]:
    """Give the archived catalogues of an edition, by the names of their documents."""
    return layout.catalogues(folder(publication, language))


def place(publication: Publication, language: str, name: str) -> Path:
    """Give a path in the archive for the catalogue of a document, where no file lies yet."""
    number = 1
    while True:
        suffix = f".{number}" if number > 1 else ""
        path = folder(publication, language) / f"{name}{suffix}.po"
        if not (path.exists() or path.is_symlink()):
            return path
        number += 1
