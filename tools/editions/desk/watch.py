"""Which files of a publication have changed, by looking often: a stat each, nothing else.

Polling sees what every editor does (write in place, write beside and rename, delete and
write anew) on every file system, shared folders included.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from editions.config import SETTINGS, Publication

Snapshot = dict[str, tuple[int, int, int]]
"""Path from the root → time of change, size and inode."""

_KINDS = (".po", ".rst", ".csv", ".toml", ".txt", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")


def snapshot(publication: Publication) -> Snapshot:
    """Look at every file that a preview is made of; links are not followed."""
    root = publication.root
    found: Snapshot = {}
    for name in (SETTINGS, "conf.py"):
        _add(found, name, root / name)
    for folder in (publication.docs, publication.locale):
        for entry in _files(folder):
            _add(found, Path(entry.path).relative_to(root).as_posix(), entry)
    return found


def changed(before: Snapshot, after: Snapshot) -> set[str]:
    """Name the files that are new, gone or different."""
    return {name for name, _ in before.items() ^ after.items()}


def _add(found: Snapshot, name: str, place: Path | os.DirEntry[str]) -> None:
    try:
        seen = place.stat(follow_symlinks=False)
    except OSError:
        return  # gone between two looks; the next one will tell
    found[name] = (seen.st_mtime_ns, seen.st_size, seen.st_ino)


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path))
        elif entry.name.endswith(_KINDS) and not entry.name.startswith("."):
            yield entry
