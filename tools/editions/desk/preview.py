"""One edition under translation: which of its pages are up to date, and making them so."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from editions.catalogue import layout
from editions.catalogue.states import CatalogueState, catalogue_state
from editions.checks import vouching
from editions.config import Publication
from editions.desk.notes import FAULT, is_unreadable, notes
from editions.desk.worker import Made, Worker
from editions.documents import Document, documents
from editions.problems import EditionsError, Location, Problem, Severity

Say = Callable[[str], None]

MANY = 8
"""After so many changed documents the environment is loaded anew: each order reads them all."""

FRONT = "index"

FAULTS = (EditionsError, OSError, ValueError)
"""What a file in the middle of being saved can lead to; not being text is a ValueError."""


class Preview:
    """The pages of one edition, written when somebody asks for them; safe for many threads."""

    def __init__(self, publication: Publication, language: str, say: Say) -> None:
        self.publication = publication
        self.language = language
        self.ready = threading.Event()
        self.failed: str | None = None
        self._say = say
        self._over = False
        self._lock = threading.RLock()
        self._worker = Worker(publication, language)
        self._documents: dict[str, Document] = {}
        self._current: set[str] = set()
        self._newer: set[str] = set()
        self._unpublished: set[str] = set()
        self._made: dict[str, tuple[Problem, ...]] = {}

    @property
    def pages(self) -> Path:
        """The folder with the pages."""
        return self._worker.pages

    @property
    def worn(self) -> bool:
        """Whether so much has changed that a new start would pay."""
        return len(self._newer) > MANY or self.failed is not None

    def start(self) -> None:
        """Read everything that is new; afterwards `ready` is set, or `failed` says why not."""
        with self._lock:
            self._worker.stop()
            self._worker = worker = Worker(self.publication, self.language)
            self._current.clear()
            self._newer.clear()
            self._unpublished.clear()
            self._made.clear()
            if self._over:
                return
            try:
                self._documents = {each.name: each for each in documents(self.publication)}
                made = worker.start(self._progress)
            except EditionsError as error:
                made = Made((), str(error))
            self.failed = made.fatal
            if made.fatal:
                worker.stop()
            self.ready.set()

    def stop(self) -> None:
        """End the edition's processes for good, whatever they are doing."""
        self._over = True
        self._worker.stop()

    def knows(self, name: str) -> bool:
        """Tell whether there is such a document."""
        return name in self._documents

    def file(self, name: str) -> Path:
        """Give the file a translator of that document works on: catalogue, or the source."""
        source = self._documents[name]
        if source.language == self.language:
            return source.path
        return layout.messages(self.publication, self.language) / f"{name}.po"

    def changed(self, names: Iterable[str]) -> None:
        """Note documents whose source or catalogue is another now."""
        with self._lock:
            known = {name for name in names if name in self._documents}
            self._newer |= known
            self._unpublished |= known
            # The front page shows titles; other pages never show another document's text.
            self._current -= known | {FRONT}

    def write(self, name: str) -> bool:
        """Bring a page up to date; give False if it stays as it is, because a file is broken."""
        with self._lock:
            if not (self._worker.alive or self.failed or self._over):
                self.start()  # it was ended because a page took too long
            if name in self._current or self.failed:
                return True
            try:
                made = self._write(name)
            except FAULTS as error:
                made = Made((), str(error))
            if made is None:
                return False
            self._made[name] = made.problems
            if made.fatal:
                self._made[name] = (*made.problems, self._fault(name, made.fatal))
                return False
            self._current.add(name)
            return True

    def _write(self, name: str) -> Made | None:
        """Have a page written; give None if its catalogue is broken and there is one to keep."""
        broken = {each for each in self._unpublished if self._is_broken(each)}
        if name in broken and (self.pages / f"{name}.html").is_file():
            return None
        publish = sorted(self._unpublished - broken)
        made = self._worker.write(name, read=sorted(self._newer), publish=publish)
        if not made.fatal:
            self._unpublished -= set(publish)
        return made

    def notes(self, name: str, checked: Iterable[Problem]) -> dict[str, Any]:
        """Give what is to be said beside a page; `checked` is what the checks have found."""
        own = self._path(name)
        made = [each for each in self._made.get(name, ()) if each.location.path == own]
        try:
            state = self._state(name)
        except FAULTS as error:
            fault = self._fault(name, str(error))
            source = self._documents[name].language
            state = CatalogueState(name, self.language, own, source, (), (fault,))
        state = replace(state, problems=tuple(vouching.settled(self.publication, state.problems)))
        return notes(state, vouching.settled(self.publication, [*made, *checked]))

    def _state(self, name: str) -> CatalogueState:
        return catalogue_state(self.publication, self.language, name)

    def _is_broken(self, name: str) -> bool:
        return any(is_unreadable(problem) for problem in self._state(name).problems)

    def _path(self, name: str) -> str:
        return self.file(name).relative_to(self.publication.root).as_posix()

    def _fault(self, name: str, message: str) -> Problem:
        location = Location(self._path(name), None)
        return Problem(FAULT, Severity.ERROR, location, message, edition=self.language)

    def _progress(self, done: int, total: int) -> None:
        if done == total or done % 10 == 0:
            self._say(f"{self.language}: {done} of {total} documents read")
