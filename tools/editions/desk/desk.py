"""Everything behind the address: previews of the editions, watching, checking, telling."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from filelock import FileLock, Timeout

from editions.catalogue import layout
from editions.config import Publication
from editions.desk import watch
from editions.desk.checker import Checker
from editions.desk.hub import Hub, Page
from editions.desk.notes import is_unreadable
from editions.desk.preview import FAULTS, FRONT, Preview, Say
from editions.documents import HANDBOOK
from editions.files import WriteError
from editions.names.gazetteer import GAZETTEER
from editions.problems import EditionsError

INTERVAL = 0.1
"""How often the files are looked at, in seconds."""

SETTLED = 0.15
"""How long a file that cannot be read may still be in the middle of being saved."""


class Desk:
    """The previews of one publication, from `start` to `stop`."""

    def __init__(self, publication: Publication, languages: Sequence[str], say: Say) -> None:
        self.publication = publication
        self.hub = Hub()
        self.previews = {each: Preview(publication, each, say) for each in languages}
        self.checker = Checker(publication, lambda page: self.hub.tell(page, "notes"))
        self.say = say
        self._over = threading.Event()
        self._lock = FileLock(publication.work / ".serve.lock")
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin to read and to watch; raise `EditionsError` if another desk is open here."""
        try:
            self.publication.work.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
        except Timeout:
            self.checker.close()
            message = "another 'editions serve' is running here; use it, or end it first"
            raise EditionsError(message) from None
        except OSError as error:
            self.checker.close()
            raise WriteError(Path(self._lock.lock_file), error) from None
        before = watch.snapshot(self.publication)
        for work in (self._prepare, lambda: self._watch(before)):
            thread = threading.Thread(target=work, daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """End every process and thread; nothing is left running."""
        self._over.set()
        self.hub.close()
        self.checker.close()
        for preview in self.previews.values():
            preview.stop()
        for thread in self._threads:
            thread.join()
        self._lock.release()

    def page(self, page: Page) -> None:
        """Bring a page up to date before it is sent."""
        self.previews[page[0]].write(page[1])

    def notes(self, page: Page) -> dict[str, Any]:
        """Give what is to be said beside a page; ``checking`` while the checks still run.

        Meanwhile the last answer of the checks stands, but for what reading the catalogue
        anew tells better.
        """
        found = self.checker.found(page)
        if found is None and not self.checker.pending(page):
            self._check(page)
        kept = [problem for problem in found or () if not is_unreadable(problem)]
        said = self.previews[page[0]].notes(page[1], kept)
        return said | {"checking": found is None or self.checker.pending(page)}

    def _prepare(self) -> None:
        for language, preview in self.previews.items():
            if self._over.is_set():
                return
            self.say(f"{language}: reading what is new …")
            self._begin(preview)

    def _begin(self, preview: Preview) -> None:
        preview.start()
        if self._over.is_set():
            preview.stop()
            return
        state = f"failed: {preview.failed}" if preview.failed else "ready"
        self.say(f"{preview.language}: {state}")
        for document in self.hub.viewed(preview.language):
            self.hub.tell((preview.language, document), "page")

    def _watch(self, before: watch.Snapshot) -> None:
        while not self._over.wait(INTERVAL):
            now = watch.snapshot(self.publication)
            names = watch.changed(before, now)
            if names and any(name not in now for name in names):
                # An editor may be between deleting a file and writing it anew.
                self._over.wait(SETTLED)
                now = watch.snapshot(self.publication)
                names = watch.changed(before, now)
            before = now
            try:
                self._take(names)
            except FAULTS as error:
                self.say(f"not taken up: {error}")

    def _take(self, names: set[str]) -> None:
        """Do what a change of these files asks for."""
        anew: set[str] = set()
        touched: dict[str, set[str]] = {}
        if any(_only_for_checks(name) for name in names):
            self._check_again()
        for name in names:
            for language, document in self._concerned(name):
                if document is None:
                    anew.add(language)
                else:
                    touched.setdefault(language, set()).add(document)
        for language, documents in touched.items():
            if language not in anew:
                self._update(language, documents)
        for language in self.previews:
            if language in anew:
                self.checker.forget()
                self._begin(self.previews[language])

    def _concerned(self, name: str) -> list[tuple[str, str | None]]:
        """Give the pages that a file makes; None for a document means: the whole edition."""
        path = PurePosixPath(name)
        everything: list[tuple[str, str | None]] = [(each, None) for each in self.previews]
        if path.parts[0] == "locale" and path.suffix == ".po":
            if len(path.parts) < 4 or path.parts[1] not in self.previews:
                return []
            document = PurePosixPath(*path.parts[3:]).with_suffix("").as_posix()
            if document == layout.INTERFACE:
                return [(path.parts[1], None)]
            return [(path.parts[1], document)]
        if _only_for_checks(name) or path.is_relative_to(f"docs/{HANDBOOK}"):
            return []
        if path.parts[0] == "docs" and path.suffix == ".rst":
            document = PurePosixPath(*path.parts[1:]).with_suffix("").as_posix()
            there = (self.publication.root / name).is_file()
            known = all(preview.knows(document) for preview in self.previews.values())
            if known and there:
                return [(language, document) for language in self.previews]
        return everything

    def _update(self, language: str, documents: set[str]) -> None:
        preview = self.previews[language]
        preview.changed(documents)
        for document in sorted(documents):
            page = (language, document)
            if self.checker.found(page) is not None or self.checker.pending(page):
                self._check(page)
        for document in sorted(self.hub.viewed(language) & (documents | {FRONT})):
            self.hub.tell((language, document), self._written(preview, document))
        if preview.worn:
            self._begin(preview)

    def _written(self, preview: Preview, document: str) -> str:
        """Bring a page up to date; give the event that tells of it."""
        if preview.write(document):
            return "page"
        # Half of a catalogue: its editor may be in the middle of saving it.
        self._over.wait(SETTLED)
        return "page" if preview.write(document) else "notes"

    def _check_again(self) -> None:
        self.checker.forget()
        for language in self.previews:
            for document in sorted(self.hub.viewed(language)):
                self._check((language, document))

    def _check(self, page: Page) -> None:
        self.checker.ask(page, self.previews[page[0]].file(page[1]))


def _only_for_checks(name: str) -> bool:
    """Tell whether only checks read a file: terms, lists of words, but not the register."""
    path = PurePosixPath(name)
    lists = path.parts[0] == "locale" and path.suffix in {".csv", ".txt"}
    return lists and path.name != GAZETTEER
