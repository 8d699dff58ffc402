"""The texts that are checked: documents, and the messages of catalogues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from editions import limits, sources
from editions.catalogue import interface, layout, po, vouching
from editions.checks.addresses import Addresses, addresses
from editions.checks.blocks import running
from editions.checks.markup import BLANK, document, marked, readable
from editions.checks.vouching import Passage, passages
from editions.config import Publication
from editions.documents import documents
from editions.problems import CatalogueError, Location, Problem, UsageError

_ENDLESS = re.compile(r"\S{300,}")
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


def texts(publication: Publication) -> Iterator[Text]:
    """Give the texts of the documents and catalogues, in a fixed order.

    What cannot be read is passed over: `editions.sources` tells of documents, `unreadable` of
    catalogues.
    """
    for source in documents(publication):
        readable_source = not any(sources.unreadable(source))
        raw = source.text if readable_source else ""
        prose, blocks = _calm(raw), running(raw)
        named, silent = document(prose)
        # A switch that is no longer one is a comment like any other: the text keeps its length.
        said = document(_SWITCH.sub(r"\1_____\2", prose))[0] if silent.strip("|\r\n") else named
        path = source.path.relative_to(publication.root).as_posix()
        if readable_source:
            said, named = (_within(each, blocks) for each in (said, named))
            yield Text(
                file=source.path,
                path=path,
                line=1,
                language=source.language,
                raw=raw,
                text=said,
                named=named,
                vouched=tuple(passages(raw)),
            )
        for language in publication.languages:
            file = layout.messages(publication, language) / f"{source.name}.po"
            if language != source.language and file.is_file():
                origin = _Origin(source.language, silent, addresses(raw))
                yield from _messages(publication, file, language, origin)
    for language in publication.languages:
        file = layout.messages(publication, language) / f"{layout.INTERFACE}.po"
        if file.is_file():
            yield from _interface(publication, file, language)


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
    return "".join(
        BLANK if block == BLANK else sign for sign, block in zip(text, blocks, strict=True)
    )


def _calm(text: str) -> str:
    """Blank out what is no prose: patterns of words cost the square of a word's length."""
    return _ENDLESS.sub(lambda found: BLANK * len(found[0]), text)


def select(
    everything: Iterable[Text],
    publication: Publication,
    *,
    editions: Iterable[str] = (),
    paths: Iterable[Path] = (),
) -> list[Text]:
    """Choose of a publication's texts by language and by file.

    With `editions`, only those in these languages; with `paths`, only those of these files
    and of what lies in these folders. Raises `UsageError` for a path without any file to check.
    """
    wanted = set(editions) or set(publication.languages)
    places = frozenset(path.resolve() for path in paths)
    checked = {place for file in _files(publication) for place in around(file)} if places else set()
    for place in sorted(places - checked):
        raise UsageError("holds no document or catalogue of this publication", path=place)
    chosen = [text for text in everything if text.language in wanted]
    # A file holds many texts, and an archive many files.
    held = {file: inside(file, places) for file in {text.file for text in chosen}}
    return [text for text in chosen if held[text.file]]


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


__all__ = ["Source", "Text", "inside", "marked", "select", "texts"]
