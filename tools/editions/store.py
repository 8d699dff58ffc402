"""The store: what was made of the same inputs before, found by their digest.

An entry is JSON, never more, written once and atomically. It begins with the digest of what
follows: one that is damaged, or is not of the form that is asked for, is not believed, and made
again. Who can write here can lie about what was found, and no more: nothing of it is ever run. A
store may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, TypeVar

from editions import files

T = TypeVar("T")
FOLDER = "store"
DAYS, SIZE = 60, 2_000_000_000
"""For how many days an entry stays that nobody asks for, and how many bytes all may have."""
_DAY = 86_400


class Memory(Protocol):
    """What was made before of files of the same contents."""

    def find(self, kind: str, paths: Sequence[Path], read: Callable[[Any], T]) -> T | None:
        """Give what was kept of files, as `read` takes it from types of JSON.

        None if nothing was, if `read` cannot, or if the files or the rules have changed.
        """

    def keep(self, kind: str, paths: Sequence[Path], value: Any) -> None:
        """Keep something of files, of JSON's types."""


class NoMemory:
    """Remembers nothing."""

    def find(self, kind: str, paths: Sequence[Path], read: Callable[[Any], T]) -> T | None:
        """Give nothing."""

    def keep(self, kind: str, paths: Sequence[Path], value: Any) -> None:
        """Let it go."""


class Store:
    """A folder of entries by kind and key; `damaged` are those that were not what was written."""

    def __init__(self, folder: Path) -> None:
        """Take a folder, which need not be there."""
        self.folder = folder
        self.damaged: list[Path] = []

    def find(self, kind: str, key: str, read: Callable[[Any], T]) -> T | None:
        """Give what lies under a key (a digest) as `read` takes it, None if nothing sound does."""
        path = self._path(kind, key)
        try:
            said, _, body = path.read_bytes().partition(b"\n")
        except OSError:
            return None
        if hashlib.sha256(body).hexdigest().encode() != said:
            self.damaged.append(path)
            return None
        with suppress(OSError):
            # Asked for lately: `prune` leaves it. Once a day is enough.
            if time.time() - path.stat().st_mtime > _DAY:
                os.utime(path)
        try:
            return read(json.loads(body))
        except (AttributeError, KeyError, TypeError, ValueError):
            self.damaged.append(path)
            return None

    def has(self, kind: str, key: str) -> bool:
        """Tell whether something lies under a key; what it is worth, `find` tells."""
        return self._path(kind, key).is_file()

    def keep(self, kind: str, key: str, value: Any) -> None:
        """Put a value (of JSON's types) under a key, if the folder can be written."""
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        digest = hashlib.sha256(body).hexdigest().encode()
        files.keep(self._path(kind, key), digest + b"\n" + body)

    def prune(self, *, days: int = DAYS, size: int = SIZE) -> None:
        """Remove what nobody has asked for in so many days, then the oldest beyond a size."""
        found = []
        for path in self.folder.rglob("*.json"):
            with suppress(OSError):
                stat = path.stat()
                found.append((stat.st_mtime, stat.st_size, path))
        oldest, left = time.time() - days * _DAY, sum(taken for _, taken, _ in found)
        for changed, taken, path in sorted(found):
            if changed >= oldest and left <= size:
                break
            with suppress(OSError):
                path.unlink()
            left -= taken

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / key[:2] / f"{key[2:]}.json"
