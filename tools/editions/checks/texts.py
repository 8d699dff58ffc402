"""The texts that are checked: documents, and the messages of catalogues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from editions.catalogue import layout, po
from editions.checks.markup import document, marked, readable
from editions.config import Publication
from editions.documents import Document, documents
from editions.problems import CatalogueError, Location, Problem, UsageError

INTERFACE = "sphinx"
"""The catalogue of interface words, which no document of ours is the source of."""


@dataclass(frozen=True, slots=True)
class Source:
    """The source message of a translation: its text, what of it is running text, its language."""

    raw: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text to check; `raw` as it stands in the file, `text` blanked to the running text.

    `line` is that of the text's first character. A translation has its `source`; `settled`
    is False while a translator still has to look at it (fuzzy).
    """

    file: Path
    path: str
    line: int
    language: str
    raw: str
    text: str
    source: Source | None = None
    flags: frozenset[str] = frozenset()
    settled: bool = True

    def location(self, offset: int) -> Location:
        """Give the line of a character; a message is one line, its first."""
        below = 0 if self.source else self.raw.count("\n", 0, offset)
        return Location(self.path, self.line + below)


def texts(
    publication: Publication, *, editions: Iterable[str] = (), paths: Iterable[Path] = ()
) -> Iterator[Text]:
    """Give the texts of the documents and catalogues, in a fixed order.

    With `editions`, only texts in those languages; with `paths`, only those files and what
    lies in those folders. Raises `UsageError` for a path without any text to check, and
    `CatalogueError` for a catalogue that cannot be read.
    """
    wanted = set(editions) or set(publication.languages)
    places = [path.resolve() for path in paths]
    met: set[Path] = set()
    for source in documents(publication):
        running, silent = document(source.path.read_text(encoding="utf-8-sig"))
        for file, found in (
            (source.path, _document(publication, source, running)),
            *_catalogues(publication, source, silent),
        ):
            within = {place for place in places if _holds(place, file)}
            met |= within
            if within or not places:
                yield from (text for text in found if text.language in wanted)
    for file, found in _interfaces(publication):
        within = {place for place in places if _holds(place, file)}
        met |= within
        if within or not places:
            yield from (text for text in found if text.language in wanted)
    for place in places:
        if place not in met:
            raise UsageError("holds no document or catalogue of this publication", path=place)


def unreadable(publication: Publication) -> list[Problem]:
    """Give the catalogues that cannot be read, which `texts` passes over."""
    problems = []
    for language in publication.languages:
        for path in layout.catalogues(layout.messages(publication, language)).values():
            try:
                po.read(path)
            except CatalogueError as error:
                problems.append(layout.unreadable(publication, path, error, language))
    return problems


def _holds(place: Path, file: Path) -> bool:
    return file.resolve().is_relative_to(place)


def _document(publication: Publication, source: Document, running: str) -> Iterator[Text]:
    raw = source.path.read_text(encoding="utf-8-sig")
    path = source.path.relative_to(publication.root).as_posix()
    yield Text(source.path, path, 1, source.language, raw, running)


def _catalogues(
    publication: Publication, source: Document, silent: str
) -> Iterator[tuple[Path, Iterator[Text]]]:
    for language in publication.languages:
        file = publication.locale / language / "LC_MESSAGES" / f"{source.name}.po"
        if language != source.language and file.is_file():
            yield file, _messages(publication, file, language, (source.language, silent))


def _interfaces(publication: Publication) -> Iterator[tuple[Path, Iterator[Text]]]:
    for language in publication.languages:
        file = publication.locale / language / "LC_MESSAGES" / f"{INTERFACE}.po"
        if file.is_file():
            yield file, _messages(publication, file, language, ("en", ""))


def _messages(
    publication: Publication, file: Path, language: str, origin: tuple[str, str]
) -> Iterator[Text]:
    path = file.relative_to(publication.root).as_posix()
    source_language, silent = origin
    quiet = " ".join(silent.split())
    try:
        entries = po.read(file)
    except CatalogueError:
        return  # said by `unreadable`; the other files go on
    for entry in entries:
        if entry.obsolete or not entry.msgstr:
            continue
        if " ".join(entry.msgid.split()) in quiet:
            continue
        yield Text(
            file=file,
            path=path,
            line=entry.linenum or 1,
            language=language,
            raw=entry.msgstr,
            text=readable(entry.msgstr),
            source=Source(entry.msgid, readable(entry.msgid), source_language),
            flags=frozenset(entry.flags),
            settled="fuzzy" not in entry.flags,
        )


__all__ = ["Source", "Text", "marked", "texts"]
