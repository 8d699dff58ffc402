"""Digests of files, asked for once: a file is read again when the system says it was touched."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from editions import files

_Known: TypeAlias = list[str]
"""The marks of a file and its digest."""

_TICK = 50_000_000
"""What is written this many nanoseconds after a look may bear the time of before: clocks of file
systems tick, some slowly."""


class Digests:
    """The digests of files by size, times, and place on the disk; for the threads of one build.

    `record` keeps them between builds, for the files that were asked for in the last one. Who can
    change a file without its times can change the record, too: `verify` reads what is published.
    """

    def __init__(self, record: Path | None = None) -> None:
        self._record = record
        self._known: dict[str, _Known] = {}
        self._now: dict[str, _Known] = {}
        self._asked: int = 0
        if record is not None:
            with suppress(OSError, ValueError, AttributeError):
                self._asked = record.stat().st_mtime_ns
                self._known = dict(json.loads(record.read_text("utf-8")).items())

    def of(self, path: Path | os.DirEntry[str]) -> str:
        """Give the SHA-256 of a file; raise `OSError` if it cannot be read."""
        name = os.fspath(path)
        found = path.stat()
        marks = _marks(found)
        known = self._now.get(name)
        if known is None and max(found.st_mtime_ns, found.st_ctime_ns) < self._asked - _TICK:
            known = self._known.get(name)
        if known is None or known[0] != marks:
            known = [marks, hashlib.sha256(Path(name).read_bytes()).hexdigest()]
        self._now[name] = known
        return known[1]

    def note(self, path: Path, digest: str) -> None:
        """Note the digest of a file that was written a moment ago."""
        self._now[os.fspath(path)] = [_marks(path.stat()), digest]

    def keep(self) -> None:
        """Record what was asked for, if it can be recorded."""
        if self._record is not None:
            lines = ",\n".join(_lines(self._now))
            files.keep(self._record, f"{{\n{lines}\n}}\n".encode())


def _marks(found: os.stat_result) -> str:
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


def _lines(known: dict[str, _Known]) -> Iterator[str]:
    for name, marks in sorted(known.items()):
        yield f"{json.dumps(name)}: {json.dumps(marks)}"
