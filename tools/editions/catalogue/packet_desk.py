"""The catalogues of one edition while files that came by mail are merged into them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

import polib

from editions.catalogue import layout, likeness, po, returned, shelf, vet
from editions.catalogue.change import Names
from editions.catalogue.faults import decoded
from editions.catalogue.journal import Draft
from editions.catalogue.merge import Key, key
from editions.catalogue.remarks import has_text
from editions.catalogue.returned import Outcome, texts_of
from editions.catalogue.shelf import BESIDE, Shelf
from editions.catalogue.syntax import GrammarError, parse
from editions.config import Publication
from editions.documents import documents
from editions.names.hints import registers
from editions.problems import CatalogueError, Problem, Severity

History = Callable[[Path], Iterable[bytes]]
"""What gives the earlier versions of a catalogue."""


class Desk:
    """The catalogues of one edition; `history` gives what they were before."""

    def __init__(self, publication: Publication, language: str, history: History) -> None:
        self.publication = publication
        self.language = language
        self.shelf: Shelf = shelf.load(publication, language)
        self.sources = {each.name: each.language for each in documents(publication)}
        self.changed: dict[str, set[Key]] = {}
        self.homeless: dict[str, list[polib.POEntry]] = {}
        self.live: dict[Key, list[str]] = {}
        self.past: dict[Key, list[str]] = {}
        self.texts: list[likeness.Text] = []
        for name, catalogue in self.shelf.read.items():
            for entry in catalogue:
                known = self.past if entry.obsolete else self.live
                known.setdefault(key(entry), []).append(name)
                if before := returned.previous(entry):
                    self.past.setdefault(before, []).append(name)
        self.names: Callable[[str], Names] = cache(self._names)
        self.earlier: Callable[[str], dict[Key, set[tuple[str, ...]]]] = cache(self._earlier)
        self.history = history

    def _names(self, source: str) -> Names:
        finder = registers(self.publication, source).finder
        return lambda text: Counter(mention.id for mention in finder.find(text))

    def _earlier(self, name: str) -> dict[Key, set[tuple[str, ...]]]:
        """Read what the messages of a document have said before."""
        said: dict[Key, set[tuple[str, ...]]] = {}
        for data in self.history(self.shelf.path(name)):
            with suppress(GrammarError):
                for entry in parse(decoded(data))[0]:
                    said.setdefault(key(entry), set()).add(texts_of(entry))
        return said

    def places(self, entry: polib.POEntry) -> list[str]:
        """Give the documents that have a message, or once had it."""
        return self.live.get(key(entry)) or self.past.get(key(entry), [])

    def like(self, entry: polib.POEntry) -> str | None:
        """Give the document with the message most like one that none has as it is."""
        if not self.texts:
            self.texts = [
                likeness.Text(each, name, "")
                for name, catalogue in self.shelf.read.items()
                for each in catalogue
                if not each.obsolete
            ]
        found = likeness.pairs([likeness.Text(entry, "", "")], self.texts)
        return next((other.document for _, other in found), None)

    def agreeing(self, sent: Sequence[polib.POEntry]) -> int:
        """Count the messages that say here what they say in a file."""
        said = {(key(entry), entry.msgstr) for entry in sent if has_text(entry)}
        here = {
            (key(entry), entry.msgstr)
            for catalogue in self.shelf.read.values()
            for entry in catalogue
        }
        return len(said & here)

    def merge(self, name: str, entry: polib.POEntry) -> Outcome:
        """Merge one message into the catalogue of a document."""
        source = self.sources.get(name, self.publication.source_language)
        outcome, touched = returned.merge(
            self.shelf.read[name],
            entry,
            returned.Ground(name, source, lambda: self.names(source), lambda: self.earlier(name)),
        )
        if outcome is Outcome.NO_PLACE:
            return self.lay_aside(name, entry)
        if touched is not None:
            self.changed.setdefault(name, set()).add(touched)
        return outcome

    def lay_aside(self, name: str, entry: polib.POEntry) -> Outcome:
        """Note a message that has no place in the document it came with."""
        self.homeless.setdefault(name, []).append(entry)
        return Outcome.NO_PLACE

    def held(self) -> Iterator[Problem]:
        """Report what was taken and will not be published as it is: as any catalogue's."""
        for name, touched in self.changed.items():
            path = self.shelf.path(name)
            for entry in po.parsed(po.dumps(self.shelf.read[name]), language=self.language):
                if entry.obsolete or entry.fuzzy or key(entry) not in touched:
                    continue
                interface = name == layout.INTERFACE
                verdict = vet.verdict(entry.msgid, entry.msgstr, interface=interface)
                if verdict.text is None and entry.msgstr.strip():
                    location = layout.location(self.publication, path, entry.linenum)
                    message = f"held back: the translation of '{short(entry)}' {verdict.why}"
                    yield Problem(
                        *("markup", Severity.ERROR, location, message),
                        edition=self.language,
                        msgid=entry.msgid,
                    )

    def drafts(self) -> Iterator[Draft]:
        """Give the catalogues that something was taken into."""
        for name in self.changed:
            path = self.shelf.path(name)
            new = po.dumps(self.shelf.read[name]).encode("utf-8")
            yield Draft(path, self.language, self.shelf.raw[path], new)

    def kept(self, name: str) -> Path:
        """Give where the messages are kept that have no place in a document."""
        flat = name.replace("/", "-")
        return self.publication.root / BESIDE / f"{flat}.{self.language}.po"

    def keep(self) -> Iterator[Path | None]:
        """Write what has no place, every text once, to what is there already."""
        for name, homeless in self.homeless.items():
            path = self.kept(name)
            if path.parent.is_symlink():
                raise CatalogueError("is a link; put a folder here", path=path.parent)
            catalogue = po.read(path) if path.exists() else po.new(self.language)
            returned.keep(catalogue, homeless)
            yield path if po.write(path, catalogue) else None


def short(entry: polib.POEntry) -> str:
    """Shorten the source of a message for a report; what would steer a terminal is replaced."""
    line = " ".join(entry.msgid.split())
    line = "".join(letter if letter.isprintable() else "\ufffd" for letter in line)
    return line if len(line) <= 40 else f"{line[:39].rstrip()}…"
