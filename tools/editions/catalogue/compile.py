"""Catalogues in locale/ → what Sphinx reads in build/locale: the step between the two.

Here broken, unfinished and hostile translations are held back, message by message.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import polib
from sphinx_intl import catalog as sphinx_intl  # type: ignore[import-untyped]  # has no types

from editions.catalogue import interface, layout, po
from editions.catalogue.states import CatalogueState, State, reading
from editions.config import Publication
from editions.problems import Problem, Severity


def publish(
    publication: Publication, language: str, *, only: Collection[str] = ()
) -> tuple[list[Problem], Path]:
    """Vet and compile an edition's catalogues; give the problems and Sphinx's ``locale_dirs``.

    Only the catalogues of documents and of the interface words are read; what of them is
    published is decided in `states`. For every document with a catalogue its states are
    written to build/states. What is published of catalogues that are gone is removed. With
    `only`, everything else stays as an earlier call left it. Raises `CatalogueError` if the
    build folder cannot be written.
    """
    problems: list[Problem] = []
    folder = layout.published(publication)
    target = folder / language / "LC_MESSAGES"
    told = publication.work / "states" / language
    published: set[Path] = set()
    states: set[Path] = set()
    expected = _expected(publication, language)
    for name in expected:
        if only and name not in only:
            continue
        read = reading(publication, language, name)
        problems += read.state.problems
        if name != layout.INTERFACE:
            states.add(told / f"{name}.json")
            po.put(told / f"{name}.json", _as_json(read.state))
        made = {target / f"{name}.po", target / f"{name}.mo"}
        if not read.published:
            for path in made:
                path.unlink(missing_ok=True)
            continue
        clean = po.new(language)
        clean.extend(
            polib.POEntry(msgid=msgid, msgstr=text, flags=[])
            for msgid, text in read.published.items()
        )
        _write(target / f"{name}.po", clean)
        published |= made
    if not only:
        problems += _unexpected(publication, language, set(expected))
        _remove_others(target, published)
        _remove_others(told, states)
    return [replace(problem, edition=language) for problem in problems], folder


def _expected(publication: Publication, language: str) -> list[str]:
    names = list(layout.translated_documents(publication, language))
    own = layout.messages(publication, language) / f"{layout.INTERFACE}.po"
    if own.exists() or own.is_symlink() or interface.shipped(language):
        names.append(layout.INTERFACE)
    return names


def _unexpected(publication: Publication, language: str, expected: set[str]) -> list[Problem]:
    """Report the catalogues that lie beside those of documents: they are never read."""
    folder = layout.messages(publication, language)
    return [
        Problem(
            id="orphan",
            severity=Severity.WARNING,
            location=layout.location(publication, path),
            message="no document of this name is translated here; it is not read",
        )
        for name, path in layout.catalogues(folder).items()
        if name not in expected
    ]


def _as_json(state: CatalogueState) -> bytes:
    """Write what pages say of a document: no lines, so that a moved line rebuilds nothing."""
    passages = {
        message.msgid: message.mark
        for message in state.messages
        if message.state is not State.TRANSLATED
    }
    told = {"words": state.words(), "passages": passages}
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()


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
        elif path not in published and not path.name.endswith(".tmp"):
            # A .tmp is a file that `serve` or another build is just writing.
            path.unlink(missing_ok=True)
