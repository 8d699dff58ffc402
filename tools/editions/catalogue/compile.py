"""Catalogues in locale/ → what Sphinx reads in build/locale: the step between the two.

Here broken, unfinished and hostile translations are held back, message by message.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

import polib
from sphinx_intl import catalog as sphinx_intl  # type: ignore[import-untyped]  # has no types

from editions.catalogue import interface, layout, po
from editions.catalogue.states import CatalogueState, State, reading, state_inputs
from editions.config import Publication
from editions.problems import Problem, Severity
from editions.store import Memory, NoMemory

_Published: TypeAlias = tuple[tuple[Problem, ...], dict[str, str]]
"""What is told of a catalogue, and what lies published of it: ending → digest."""


def publish(
    publication: Publication,
    language: str,
    *,
    only: Collection[str] = (),
    memory: Memory | None = None,
) -> tuple[list[Problem], Path]:
    """Vet and compile an edition's catalogues; give the problems and Sphinx's ``locale_dirs``.

    Only the catalogues of documents and of the interface words are read; what of them is
    published is decided in `states`. For every document with a catalogue its states are
    written to build/states. What is published of catalogues that are gone is removed. With
    `only`, everything else stays as an earlier call left it. What the `memory` has of the same
    catalogue is neither read nor written again, as long as it lies there. Raises
    `CatalogueError` if the build folder cannot be written.
    """
    memory = memory or NoMemory()
    problems: list[Problem] = []
    folder = layout.published(publication)
    targets = _Targets(folder / language / "LC_MESSAGES", publication.work / "states" / language)
    expected = _expected(publication, language)
    kept: set[Path] = set()
    for name in expected:
        if only and name not in only:
            continue
        inputs = state_inputs(publication, language, name)
        known = memory.find("published", inputs, _read)
        if known is None or not targets.hold(name, known[1]):
            known = _published(publication, language, name, targets, memory)
            memory.keep("published", inputs, [[each.as_dict() for each in known[0]], known[1]])
        problems += known[0]
        kept |= {path for path in targets.of(name) if path.suffix in known[1]}
    if not only:
        problems += _unexpected(publication, language, set(expected))
        _remove_others(targets.catalogues, kept)
        _remove_others(targets.states, kept)
    return [replace(problem, edition=language) for problem in problems], folder


@dataclass(frozen=True, slots=True)
class _Targets:
    """Where of an edition the published catalogues lie, and what pages say of their states."""

    catalogues: Path
    states: Path

    def of(self, name: str) -> tuple[Path, Path, Path]:
        """Give the files that a catalogue may be made into."""
        folder = self.catalogues
        return self.states / f"{name}.json", folder / f"{name}.po", folder / f"{name}.mo"

    def hold(self, name: str, files: Mapping[str, str]) -> bool:
        """Tell whether the files of a catalogue are there, as they were, and no others."""
        return all(_digest(path) == files.get(path.suffix) for path in self.of(name))


def _digest(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _published(
    publication: Publication, language: str, name: str, targets: _Targets, memory: Memory
) -> _Published:
    """Vet and compile one catalogue; give its problems, and the digests of what was written."""
    read = reading(publication, language, name)
    memory.keep("state", state_inputs(publication, language, name), read.state.as_dict())
    states, text, compiled = targets.of(name)
    if name != layout.INTERFACE:
        po.put(states, _as_json(read.state))
    if read.published:
        clean = po.new(language)
        clean.extend(
            polib.POEntry(msgid=msgid, msgstr=said, flags=[])
            for msgid, said in read.published.items()
        )
        _write(text, clean)
    else:
        text.unlink(missing_ok=True)
        compiled.unlink(missing_ok=True)
    digests = {path.suffix: _digest(path) for path in (states, text, compiled)}
    made = {suffix: digest for suffix, digest in digests.items() if digest}
    return read.state.problems, made


def _read(known: Any) -> _Published:
    problems, files = known
    return tuple(map(Problem.from_dict, problems)), {**files}


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
