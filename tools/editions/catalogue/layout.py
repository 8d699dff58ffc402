"""Where templates and catalogues lie, and which an edition needs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from editions.catalogue.syntax import GrammarError
from editions.config import Publication
from editions.documents import documents, is_left_by_a_tool
from editions.problems import CatalogueError, Location, Problem, Severity

INTERFACE = "sphinx"
"""The catalogue of interface words: Sphinx reads it beside its own."""


APART = "gettext.sphinx"
"""The folder below the build folder in which Sphinx extracts."""


def templates(publication: Publication) -> Path:
    """Give the folder of the templates, which are never committed."""
    return publication.work / "gettext"


def template(publication: Publication, name: str) -> Path:
    """Give the template of a document, or of the interface words."""
    return templates(publication) / f"{name}.pot"


def messages(publication: Publication, language: str) -> Path:
    """Give the folder of an edition's catalogues, which belong to people."""
    return publication.locale / language / "LC_MESSAGES"


def published(publication: Publication) -> Path:
    """Give the folder Sphinx reads translations from: its ``locale_dirs``."""
    return publication.work / "locale"


def journal(publication: Publication) -> Path:
    """Give the file that stands while `update` writes, and after it was killed."""
    return publication.work / "cache" / "update.json"


def translated_documents(publication: Publication, language: str) -> tuple[str, ...]:
    """Give the names of the documents an edition needs a catalogue for.

    These are the ones in another language. Raises `CatalogueError` if a document has the
    name of the interface words' catalogue.
    """
    names = tuple(doc.name for doc in documents(publication) if doc.language != language)
    if INTERFACE in names:
        message = f"the name '{INTERFACE}' belongs to the interface words; rename the document"
        raise CatalogueError(message, path=f"docs/{INTERFACE}.rst")
    return names


def catalogues(folder: Path) -> dict[str, Path]:
    """Give the catalogues that lie in a folder, by the names of their documents."""
    found = {
        path.relative_to(folder).with_suffix(""): path
        for path in folder.rglob("*.po")
        if not is_left_by_a_tool(path.name)
    }
    return {name.as_posix(): found[name] for name in sorted(found)}


def location(publication: Publication, path: Path, line: int | None = None) -> Location:
    """Name a place in a file of the publication as problems do."""
    inside = path.is_relative_to(publication.root)
    relative = path.relative_to(publication.root) if inside else path
    return Location(relative.as_posix(), line)


def unreadable(
    publication: Publication, path: Path, error: CatalogueError | GrammarError, language: str
) -> Problem:
    """Make a problem of a catalogue that cannot be read."""
    return Problem(
        id="catalogue",
        severity=Severity.ERROR,
        location=location(publication, path, error.line),
        message=error.message,
        edition=language,
    )


def refuse_unwritable(publication: Publication, languages: Sequence[str]) -> None:
    """Say before any work that a folder of catalogues cannot be written to.

    Raises `CatalogueError`, and `UsageError` for a language without an edition.
    """
    for language in languages:
        publication.edition(language)
        folder = messages(publication, language)
        inside = sorted({path.parent for path in catalogues(folder).values()})
        for place in (folder, *inside):
            there = next(path for path in (place, *place.parents) if path.exists())
            if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
                message = "cannot be written to; make it a folder you may write to (chmod u+w)"
                raise CatalogueError(message, path=location(publication, there).path)
