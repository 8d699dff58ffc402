"""What the checks found before, asked for by every verb: in the store, by digests of the inputs.

In a publication in which nothing has changed nothing is read but its files' bytes. Where a
catalogue has changed, that one is judged, and whatever others asked that has another answer now.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from editions.checks import installed
from editions.config import Publication
from editions.contents import Contents, digest_of
from editions.problems import Location, Problem, Severity
from editions.store import FOLDER, Store, T


class Recall:
    """The memory of a publication's checks, for one run of a verb.

    Files are read once: what is saved meanwhile is for the next run.
    """

    def __init__(self, publication: Publication, shared: Path | None = None) -> None:
        """Open the store of a publication.

        What was found in files lies in `shared` instead, where others may share it.
        """
        self._publication = publication
        self.shared = shared
        self._own = Store(publication.work / FOLDER)
        self._store = Store(shared) if shared else self._own
        self._contents = Contents(publication)

    def find(self, kind: str, paths: Sequence[Path], read: Callable[[Any], T]) -> T | None:
        """Give what was kept of files as `read` takes it from types of JSON.

        None if nothing was, if `read` cannot, or if the files or the rules have changed.
        """
        return self._store.find(kind, self._key(kind, paths), read)

    def has(self, kind: str, paths: Sequence[Path]) -> bool:
        """Tell whether something was kept of files, without reading it."""
        return self._store.has(kind, self._key(kind, paths))

    def keep(self, kind: str, paths: Sequence[Path], value: Any) -> None:
        """Keep something of files, of JSON's types, unless they were saved meanwhile."""
        now = Contents(self._publication)
        if list(now.of(paths)) == list(self._contents.of(paths)):
            self._store.keep(kind, self._key(kind, paths), value)

    def whole(self, kind: str, asked: Any, make: Callable[[], Any]) -> Any:
        """Give what `make` gives (of JSON's types), or gave when all was the same."""
        known = self.find_whole(kind, asked)
        if known is None:
            known = make()
            self.keep_whole(kind, asked, known)
        return known

    def find_whole(self, kind: str, asked: Any) -> Any | None:
        """Give what was kept of the whole publication, None if anything of it has changed."""
        return self._own.find(kind, self._whole_key(kind, asked), lambda known: known)

    def keep_whole(self, kind: str, asked: Any, value: Any) -> None:
        """Keep something of the whole publication, unless any of it was saved meanwhile."""
        now = Contents(self._publication)
        if now.of_publication() == self._contents.of_publication():
            self._own.keep(kind, self._whole_key(kind, asked), value)

    def _whole_key(self, kind: str, asked: Any) -> str:
        return digest_of((kind, json.dumps(asked), self._everything))

    def prune(self) -> None:
        """Remove from the store what nobody has asked for in a long time."""
        for store in {self._own, self._store}:
            store.prune()

    def damaged(self) -> Iterator[Problem]:
        """Tell of entries of the store that were not what was written, and were made again."""
        root = self._publication.root
        for path in dict.fromkeys([*self._own.damaged, *self._store.damaged]):
            inside = path.relative_to(root) if path.is_relative_to(root) else Path(*path.parts[-3:])
            where = Location(inside.as_posix())
            message = "is damaged; it was made again, nothing is lost"
            yield Problem("store", Severity.INFO, where, message)

    @cached_property
    def _rules(self) -> str:
        """Give the digest of what findings depend on besides the files they are found in."""
        publication = self._publication
        codes = publication.languages
        return digest_of(
            (
                self._contents.of_rules(),
                *(f"{code} {installed.state(publication, code)}" for code in codes),
                *self._contents.of(installed.word_list(publication, code) for code in codes),
            )
        )

    @cached_property
    def _everything(self) -> str:
        return digest_of((self._rules, self._contents.of_publication()))

    def _key(self, kind: str, paths: Sequence[Path]) -> str:
        return digest_of((kind, self._rules, *self._contents.of(paths)))
