"""Whether a site is still what its last build made, and nothing it is made from has changed.

Then a build has nothing to do and imports nothing that builds. The contents of all that people
put into a publication are compared, of the site each file's size, inode and moment of change.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from editions.config import Publication
from editions.contents import read_beside
from editions.order import Order
from editions.problems import Problem, has_errors
from editions.recall import Recall

_KIND = "built"
_READ = "work/*/doctrees*"
"""Where editions note what they read, below the build folder."""


class Before:
    """What there was when a build began; notes what it has made, if that is still so at its end."""

    def __init__(
        self, publication: Publication, order: Order, *, store: Path | None = None
    ) -> None:
        """Read the contents of all inputs: what is saved from now on, the build may miss.

        `recall` is the memory of that moment, which `store` may share with others.
        """
        self._publication = publication
        self._order = order
        self._asked = _question(publication, order)
        self.recall = Recall(publication, store)
        self._known = self.recall.find_whole(_KIND, self._asked)
        self._beside = read_beside(publication, _READ)
        self._announced: list[str] = []

    def told(self, *, say: Callable[[str], None]) -> list[Problem] | None:
        """Say what a build says that has nothing to do, and give its problems; None if it has."""
        known, order = self._known, self._order
        if known is None or known["beside"] != self._beside:
            return None
        if known["site"] != list(_marks(order.output)):
            return None
        say(order.announcement)
        for line in known["announced"]:
            say(line)
        for language in order.languages:
            autonym = self._publication.edition(language).autonym
            say(f"{language} {autonym}: done, {' and '.join(order.formats)}, nothing changed")
        return list(map(Problem.from_dict, known["problems"]))

    def announce(self, line: str) -> None:
        """Note a line that a build says again although it has nothing to do."""
        self._announced.append(line)

    def note(self, problems: Iterable[Problem]) -> None:
        """Note that a build has come to its end.

        Nothing is noted of one with errors, nor of one during which an input was saved.
        """
        found, beside = list(problems), read_beside(self._publication, _READ)
        saved = any(beside.get(name, now) != now for name, now in self._beside.items())
        if saved or has_errors(found):
            return
        made = {
            "site": list(_marks(self._order.output)),
            "beside": beside,
            "announced": self._announced,
            "problems": [problem.as_dict() for problem in found],
        }
        self.recall.keep_whole(_KIND, self._asked, made)


def _question(publication: Publication, order: Order) -> Any:
    root, output = publication.root, order.output
    where = output.relative_to(root) if output.is_relative_to(root) else output
    asked = asdict(order) | {"output": where.as_posix(), "jobs": 0}
    return json.loads(json.dumps(asked))


def _marks(site: Path) -> Iterator[list[Any]]:
    """Give path, size, inode and moments of change of each file of a site and of its manifest."""
    beside = [site.parent / "manifest.json", site.parent / f"{site.name}.manifest.json"]
    for place, folders, names in os.walk(site):
        folders.sort()
        paths = (Path(place, name) for name in (*sorted(names), *folders))
        yield from filter(None, (_mark(path, site) for path in paths))
    yield from filter(None, (_mark(path, site.parent) for path in beside))


def _mark(path: Path, top: Path) -> list[Any] | None:
    name = path.relative_to(top).as_posix()
    try:
        found = path.lstat()
    except OSError:
        return None
    if path.is_dir():
        return [name]  # its moments change with what programs leave in it for a while
    times = [found.st_mtime_ns, found.st_ctime_ns]
    return [name, found.st_mode, found.st_size, found.st_ino, *times]
