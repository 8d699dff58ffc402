"""The catalogues of an edition as they lie, with the memory beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib

from editions.catalogue import archive, faults, layout, po, tmx
from editions.catalogue.memory import Memory, Unit, units_of
from editions.catalogue.syntax import GrammarError
from editions.config import Publication
from editions.problems import CatalogueError, Problem, Severity

BESIDE = "memory"
"""The folder of a publication where TMX and PO files of other sources may be put."""


@dataclass(slots=True)
class Shelf:
    """The catalogues of an edition by name: read, and as the bytes they were read from.

    `archived` are those of documents that have gone before, `made` those that an update has merged
    or begun; `problems` tell of the files
    that cannot be read.
    """

    publication: Publication
    language: str
    read: dict[str, po.Catalogue] = field(default_factory=dict)
    archived: dict[str, po.Catalogue] = field(default_factory=dict)
    made: dict[str, po.Catalogue | polib.POFile] = field(default_factory=dict)
    raw: dict[Path, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def path(self, name: str) -> Path:
        """Give where the catalogue of a document lies or is to lie."""
        return layout.messages(self.publication, self.language) / f"{name}.po"

    def writable(self, name: str) -> bool:
        """Tell whether a catalogue was read, or is new, and lies in folders of ours."""
        path = self.path(name)
        if name not in self.read and not self.broken_at(path):
            try:
                _refuse_links(self.publication, path)
            except CatalogueError as error:
                self.report("catalogue", path, error)
        return not self.broken_at(path)

    def broken_at(self, path: Path) -> bool:
        """Tell whether a file cannot be read or must not be written."""
        return layout.location(self.publication, path).path in {
            problem.location.path for problem in self.problems
        }

    def memory(self, sources: Iterable[str]) -> Memory:
        """Learn all that was ever translated from one of the languages `sources`."""
        units: list[Unit] = []
        for name, catalogue in self.read.items():
            if name != layout.INTERFACE:
                units += units_of(catalogue, name)
        for name, catalogue in self.archived.items():
            units += units_of(catalogue, f"{name} (archived)", living=False)
        for source in sources:
            units += self._beside(source)
        memory = Memory()
        memory.learn(dict.fromkeys(units))
        return memory

    def _beside(self, source: str) -> Iterator[Unit]:
        folder = self.publication.root / BESIDE
        for path in sorted(folder.rglob("*")):
            origin = path.relative_to(self.publication.root).as_posix()
            if path.suffix not in {".tmx", ".po"} or self.broken_at(path):
                continue
            try:
                if path.suffix == ".tmx":
                    found = tmx.segments(path, source, self.language)
                    yield from (Unit(s.source, s.target, origin, (-1, s.changed)) for s in found)
                elif (catalogue := po.read(path)).metadata.get("Language") == self.language:
                    yield from units_of(catalogue, origin, living=False)
            except CatalogueError as error:
                self.report("memory", path, error)

    def report(self, check: str, path: Path, error: CatalogueError | GrammarError) -> None:
        """Tell of a file that cannot be read."""
        location = layout.location(self.publication, path, error.line)
        severity = Severity.WARNING if check == "memory" else Severity.ERROR
        self.problems.append(
            Problem(check, severity, location, error.message, edition=self.language)
        )

    def take(self, path: Path, name: str, into: dict[str, po.Catalogue], language: str) -> None:
        """Read one catalogue, or report why it cannot be read."""
        try:
            _refuse_links(self.publication, path)
            data = po.data_of(path)
            into[name] = po.parsed(faults.decoded(data), language=language)
            self.raw[path] = data
        except (CatalogueError, GrammarError) as error:
            self.report("catalogue", path, error)


def load(publication: Publication, language: str) -> Shelf:
    """Read all catalogues of an edition, those of vanished documents and archived ones too."""
    shelf = Shelf(publication, language)
    folder = layout.messages(publication, language)
    for name, path in layout.catalogues(folder).items():
        shelf.take(path, name, shelf.read, language)
    for name, path in archive.catalogues(publication, language).items():
        shelf.take(path, name, shelf.archived, "")
    return shelf


def _refuse_links(publication: Publication, path: Path) -> None:
    """Refuse a file in a folder that is a link: writing there would write elsewhere."""
    for folder in path.parents:
        if folder == publication.root:
            return
        if folder.is_symlink():
            raise CatalogueError(f"'{folder.name}' is a link; put a folder here", path=path)
