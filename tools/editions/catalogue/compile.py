"""Catalogues in locale/ → what Sphinx reads in build/locale: the step between the two.

Here broken, unfinished and hostile translations are held back, message by message.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import polib
from sphinx_intl import catalog as sphinx_intl  # type: ignore[import-untyped]  # has no types

from editions.catalogue import interface, layout, po, vet
from editions.config import Publication
from editions.problems import CatalogueError, Problem, Severity


def publish(publication: Publication, language: str) -> tuple[list[Problem], Path]:
    """Vet and compile an edition's catalogues; give the problems and Sphinx's ``locale_dirs``.

    Only the catalogues of documents and of the interface words are read, and of those only
    what is translated, not fuzzy, not obsolete and without fault. An unreadable catalogue
    is reported and not published, the others go on. What is published of catalogues that
    are gone is removed. Raises `CatalogueError` if the build folder cannot be written.
    """
    problems: list[Problem] = []
    folder = layout.published(publication)
    target = folder / language / "LC_MESSAGES"
    published = set()
    for name in _expected(publication, language):
        path = layout.messages(publication, language) / f"{name}.po"
        clean = po.new(language)
        catalogue = _read(publication, path, language, problems)
        if catalogue is not None:
            problems += _unfinished(publication, path, catalogue)
            clean.extend(_sound(publication, path, catalogue, problems))
        if name == layout.INTERFACE:
            clean.extend(_words_we_bring(language, {entry.msgid for entry in clean}))
        if not len(clean):
            continue
        _write(target / f"{name}.po", clean)
        published |= {target / f"{name}.po", target / f"{name}.mo"}
    _remove_others(target, published)
    return [replace(problem, edition=language) for problem in problems], folder


def _expected(publication: Publication, language: str) -> list[str]:
    names = list(layout.translated_documents(publication, language))
    own = layout.messages(publication, language) / f"{layout.INTERFACE}.po"
    if own.exists() or own.is_symlink() or interface.shipped(language):
        names.append(layout.INTERFACE)
    return names


def _words_we_bring(language: str, translated: set[str]) -> list[polib.POEntry]:
    """Give the interface words that nobody has translated here, as Editions speaks them."""
    words = interface.shipped(language)
    return [
        polib.POEntry(msgid=msgid, msgstr=msgstr)
        for msgid, msgstr in words.items()
        if msgid not in translated
    ]


def _read(
    publication: Publication, path: Path, language: str, problems: list[Problem]
) -> po.Catalogue | None:
    if not path.exists() and not path.is_symlink():
        message = "there is no such catalogue yet; run 'editions update' and translate it"
        location = layout.location(publication, path)
        problems.append(Problem("untranslated", Severity.WARNING, location, message))
        return None
    try:
        return po.read(path)
    except CatalogueError as error:
        problems.append(layout.unreadable(publication, path, error, language))
        return None


def _unfinished(publication: Publication, path: Path, catalogue: po.Catalogue) -> list[Problem]:
    """Count what is missing of a catalogue."""
    fuzzy = len(catalogue.fuzzy_entries())
    empty = len(catalogue.untranslated_entries())
    if not fuzzy + empty:
        return []
    live = sum(not entry.obsolete for entry in catalogue)
    message = f"{empty} untranslated and {fuzzy} fuzzy of {live} messages"
    location = layout.location(publication, path)
    return [Problem("untranslated", Severity.WARNING, location, message)]


def _sound(
    publication: Publication, path: Path, catalogue: po.Catalogue, problems: list[Problem]
) -> list[polib.POEntry]:
    """Give the messages that may be published, bare; report the ones held back."""
    words = path.stem == layout.INTERFACE and path.parent.name == "LC_MESSAGES"
    sound = []
    for entry in catalogue:
        # Neither documents nor Sphinx have plurals or contexts: such an entry is never asked for.
        if not entry.translated() or not entry.msgstr or entry.msgctxt:
            continue
        if why := vet.fault(entry, interface=words):
            problems.append(
                Problem(
                    id="markup",
                    severity=Severity.ERROR,
                    location=layout.location(publication, path, entry.linenum),
                    message=f"held back: the translation of '{_short(entry.msgid)}' {why}",
                    msgid=entry.msgid,
                )
            )
            continue
        sound.append(polib.POEntry(msgid=entry.msgid, msgstr=entry.msgstr, flags=[]))
    return sound


def _short(msgid: str) -> str:
    line = " ".join(msgid.split())
    return line if len(line) <= 40 else f"{line[:39].rstrip()}…"


def _write(path: Path, clean: polib.POFile) -> None:
    """Write a catalogue and, by sphinx-intl, its compiled form; what is the same stays."""
    changed = po.write(path, clean)
    compiled = path.with_suffix(".mo")
    if not po.put(compiled, _compiled(path)) and changed:
        # Order alone has changed: an .mo older than its .po counts as stale.
        compiled.touch()


def _compiled(path: Path) -> bytes:
    catalogue = sphinx_intl.load_po(str(path))
    # Babel stamps the .mo with the present moment and its own version's name.
    catalogue.creation_date = catalogue.revision_date = datetime(1970, 1, 1, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "catalogue.mo"
        sphinx_intl.write_mo(str(made), catalogue)
        return made.read_bytes()


def _remove_others(folder: Path, published: set[Path]) -> None:
    """Remove what no longer has a catalogue, and the folders that leaves empty."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in published:
            path.unlink()
