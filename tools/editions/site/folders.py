"""The folders and files of a site, so that a server, which is not who builds, can read them."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

_FOLDER, _FILE = 0o755, 0o644


def make(site: Path, folder: Path) -> None:
    """Make a folder, and those around it within the site, so that others can enter them."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for each in missing:
        if each == site or each.is_relative_to(site):
            each.chmod(_FOLDER)


def remove(place: Path) -> None:
    """Remove a file, a link or a folder with all that is in it."""
    if place.is_dir() and not place.is_symlink():
        for inner in place.iterdir():
            remove(inner)
        place.rmdir()
    else:
        place.unlink(missing_ok=True)


def remove_empty(site: Path) -> None:
    """Remove the folders of a site that hold nothing."""
    for folder, _folders, _names in os.walk(site, topdown=False):
        if Path(folder) != site:
            with suppress(OSError):  # it holds something
                Path(folder).rmdir()


def open_to_all(site: Path) -> None:
    """Let everybody read the files and enter the folders, whatever the umask is."""
    if sys.platform == "win32" or not site.is_dir():
        return
    for folder, _folders, names in os.walk(site):
        _set_mode(folder, _FOLDER)
        for name in names:
            _set_mode(os.path.join(folder, name), _FILE)  # noqa: PTH118  a Path takes five times


def open_file(path: Path) -> None:
    """Let everybody read a file, whatever the umask is."""
    _set_mode(path, _FILE)


def _set_mode(path: str | Path, mode: int) -> None:
    if sys.platform != "win32" and os.stat(path).st_mode & 0o777 != mode:  # noqa: PTH116
        os.chmod(path, mode)  # noqa: PTH101
