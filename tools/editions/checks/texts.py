"""The texts that are checked: documents, and the messages of catalogues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from editions import limits, sources
from editions.catalogue import interface, layout, po, vouching
from editions.checks.addresses import Addresses, addresses
from editions.checks.blocks import running
from editions.checks.markup import BLANK, document, marked, readable
from editions.checks.vouching import Passage, passages
from editions.config import Publication
from editions.documents import Document, documents
from editions.problems import CatalogueError, Location, Problem, UsageError

_ENDLESS = re.compile(r"\S{300,}")
_BLANKS = re.compile(rf"{re.escape(BLANK)}+")
_SWITCH = re.compile(r"(?m)^([ \t]*\.\.[ \t]+)names(:[ \t]*(?:on|off)[ \t]*)$")


@dataclass(frozen=True, slots=True)
class Source:
    """The source message of a translation: its text, what of it is running text, its language.

    `addresses` are those of its document's links.
    """

    raw: str
    text: str
    language: str
    addresses: Addresses = field(default_factory=Addresses)


@dataclass(frozen=True, slots=True)
class Text:
    """A text to check; `raw` as it stands in the file, `text` blanked to the running text.

    `line` is that of the text's first character. A translation has its `source`; `settled`
    is False while a translator still has to look at it (fuzzy). `named` is `text` without the
    passages where ``.. names: off`` silences the checks of names. What somebody vouches for
    stands in the `flags` of a message, in the passages of a document that are `vouched` for.
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
    named: str | None = None
    vouched: tuple[Passage, ...] = ()

    def for_names(self) -> Text | None:
        """Give the text as the checks of names see it; None for a message silenced whole."""
        if self.named is None:
            return self
        return replace(self, text=self.named) if self.named else None

    def location(self, offset: int) -> Location:
        """Give the line of a character; a message is one line, its first."""
        below = 0 if self.source else self.raw.count("\n", 0, offset)
        return Location(self.path, self.line + below)


@dataclass(frozen=True, slots=True)
class TextFile:
    """A document, or a catalogue of one; that of the interface words has no `document`."""

    path: Path
    language: str
    document: Document | None

    @property
    def inputs(self) -> tuple[Path, ...]:
        """Give the files that its texts are read from."""
        apart = self.document is not None and self.document.path != self.path
        return (self.path, self.document.path) if apart and self.document else (self.path,)


def text_files(publication: Publication) -> Iterator[TextFile]:
    """Give the files with texts, in a fixed order: documents with their catalogues, the words."""
    for source in documents(publication):
        yield TextFile(source.path, source.language, source)
        for language in publication.languages:
            file = layout.messages(publication, language) / f"{source.name}.po"
            if language != source.language and file.is_file():
                yield TextFile(file, language, source)
    for language in publication.languages:
        file = layout.messages(publication, language) / f"{layout.INTERFACE}.po"
        if file.is_file():
            yield TextFile(file, language, None)


def texts(publication: Publication) -> Iterator[Text]:
    """Give the texts of the documents and catalogues, in a fixed order.

    What cannot be read is passed over: `editions.sources` tells of documents, `unreadable` of
    catalogues.
    """
    for file in text_files(publication):
        yield from texts_of(publication, file)


def texts_of(publication: Publication, file: TextFile) -> Iterator[Text]:
    """Give the texts of a file, as `texts` does."""
    source = file.document
    if source is None:
        yield from _interface(publication, file.path, file.language)
        return
    readable_source = not any(sources.unreadable(source))
    raw = source.text if readable_source else ""
    if file.path != source.path:
        yield from _messages(publication, file.path, file.language, _origin(raw, source.language))
    elif readable_source:
        yield _of_document(publication, source, raw)


def _of_document(publication: Publication, source: Document, raw: str) -> Text:
    blocks = running(raw)
    named, silent = _named_and_silent(raw)
    # A switch that is no longer one is a comment like any other: the text keeps its length.
    open_to_all = _SWITCH.sub(r"\1_____\2", _calm(raw))
    said = document(open_to_all)[0] if silent.strip("|\r\n") else named
    said, named = (_within(each, blocks) for each in (said, named))
    return Text(
        file=source.path,
        path=source.path.relative_to(publication.root).as_posix(),
        line=1,
        language=source.language,
        raw=raw,
        text=said,
        named=named,
        vouched=tuple(passages(raw)),
    )


@lru_cache(maxsize=2)
def _named_and_silent(raw: str) -> tuple[str, str]:
    """Give what of a document is checked for names, and what is not."""
    return document(_calm(raw))


def _interface(publication: Publication, file: Path, language: str) -> Iterator[Text]:
    """Give the interface words of a publication, but for ours: nobody can mend them there."""
    found = _messages(publication, file, language, _Origin("en", "", Addresses()))
    if interface.is_shipped(file, language):
        yield from found
        return
    ours = interface.shipped(language)
    for text in found:
        if text.source is None or ours.get(text.source.raw) != text.raw:
            yield text


def _within(text: str, blocks: str) -> str:
    """Blank out of a text what is blanked out of its blocks."""
    if len(text) != len(blocks):
        raise ValueError("a text and its blocks are of one length")
    kept: list[str] = []
    place = 0
    for blank in _BLANKS.finditer(blocks):
        kept += text[place : blank.start()], blank[0]
        place = blank.end()
    return "".join((*kept, text[place:]))


def _calm(text: str) -> str:
    """Blank out what is no prose: patterns of words cost the square of a word's length."""
    return _ENDLESS.sub(lambda found: BLANK * len(found[0]), text)


def select(
    everything: Iterable[TextFile],
    publication: Publication,
    *,
    editions: Iterable[str] = (),
    paths: Iterable[Path] = (),
) -> list[TextFile]:
    """Choose of a publication's files with texts by language and by place.

    With `editions`, only those in these languages; with `paths`, only these files and what lies
    in these folders. Raises `UsageError` for a path without any file to check.
    """
    wanted = set(editions) or set(publication.languages)
    places = frozenset(path.resolve() for path in paths)
    checked = {place for file in _files(publication) for place in around(file)} if places else set()
    for place in sorted(places - checked):
        raise UsageError("holds no document or catalogue of this publication", path=place)
    return [each for each in everything if each.language in wanted and inside(each.path, places)]


def inside(file: Path, places: frozenset[Path]) -> bool:
    """Tell whether a file is one of `places` or lies below one; any does if there are none."""
    return not places or not places.isdisjoint(around(file))


def around(file: Path) -> Iterator[Path]:
    """Give a file and the folders it lies in, with all links followed."""
    resolved = file.resolve()
    yield resolved
    yield from resolved.parents


def _files(publication: Publication) -> Iterator[Path]:
    """Give every file `texts` would read, whether it is there and holds any text or not."""
    for source in documents(publication):
        yield source.path
        yield source.ledger
    for language in publication.languages:
        folder = layout.messages(publication, language)
        for name in (*layout.translated_documents(publication, language), layout.INTERFACE):
            yield folder / f"{name}.po"


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


@dataclass(frozen=True, slots=True)
class _Origin:
    """What a catalogue's document says for all its messages; `silent` is not checked for names."""

    language: str
    silent: str
    addresses: Addresses


@lru_cache(maxsize=2)
def _origin(raw: str, language: str) -> _Origin:
    """Read a document for its catalogues: each asks."""
    return _Origin(language, _named_and_silent(raw)[1], addresses(raw))


def _messages(
    publication: Publication, file: Path, language: str, origin: _Origin
) -> Iterator[Text]:
    path = file.relative_to(publication.root).as_posix()
    quiet = " ".join(origin.silent.split())
    try:
        entries = po.read(file)
    except CatalogueError:
        return  # said by `unreadable`; the other files go on
    for entry in entries:
        if entry.obsolete or not entry.msgstr or len(entry.msgstr) > limits.MESSAGE:
            continue  # what is too long to be published is held back unread
        yield Text(
            file=file,
            path=path,
            line=entry.linenum or 1,
            language=language,
            raw=entry.msgstr,
            text=readable(_calm(entry.msgstr)),
            source=Source(
                entry.msgid, readable(_calm(entry.msgid)), origin.language, origin.addresses
            ),
            flags=vouching.flags(entry),
            settled="fuzzy" not in entry.flags,
            named="" if " ".join(entry.msgid.split()) in quiet else None,
        )


__all__ = ["Source", "Text", "TextFile", "inside", "marked", "select", "text_files", "texts"]
