"""Digests of what a publication and the program consist of: whatever is made is found by them.

Every verb begins here, so this module imports little.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from editions import fonts
from editions.config import SETTINGS, Publication

_PACKAGE = Path(__file__).parent
_GIVEN = ("docs", "host", "locale", "memory", "source_reports")
"""The folders of a publication into which people put what it is made of."""
_OTHERS = frozenset({*_GIVEN, ".git", "build", "node_modules"})
"""Folders beside them that are no matter of tools of translators, or are read as a whole."""
BESIDE = "beside.txt"
"""The file in a folder of doctrees that names what was read from beside the documents."""
_LIBRARIES = (
    "babel",
    "docutils",
    "jinja2",
    "latex2mathml",
    "pikepdf",
    "pypdfium2",
    "segno",
    "sphinx",
    "typst",
)


class Contents:
    """The contents of a publication's files, as digests; each file is read once."""

    def __init__(self, publication: Publication) -> None:
        """Begin without having read any."""
        self._publication = publication
        self._known: dict[Path, str] = {}

    def of(self, paths: Iterable[Path]) -> Iterator[str]:
        """Give a line for each file, whether it is there or not, with its place and its digest."""
        for path in paths:
            if path not in self._known:
                self._known[path] = _content(path)
            yield f"{_place(path, self._publication.root)} {self._known[path]}"

    def of_rules(self) -> str:
        """Give one digest of what every check depends on: program, settings, registers."""
        publication = self._publication
        # Those that Editions brings are part of the program.
        known = (publication.locale / name for name in ("gazetteer.csv", "termbase.csv"))
        # Without the folder: a copy of the publication elsewhere is the same.
        said = repr(replace(publication, root=Path()))
        files = self.of((*settings_files(publication), *known))
        return digest_of([*of_tool(), hashlib.sha256(said.encode()).hexdigest(), *files])

    def of_publication(self) -> str:
        """Give one digest of all that people and `extract` put into a publication."""
        root = self._publication.root
        folders = [*(root / name for name in _GIVEN), self._publication.work / "gettext"]
        paths = [Path(place, name) for place, name in _walked(folders)]
        return digest_of([*self._left_beside(), *self.of(paths)])

    def _left_beside(self) -> Iterator[str]:
        """Give what lies beside: settings, and what tools left there that may name somebody."""
        root = self._publication.root
        entries = sorted(os.scandir(root), key=lambda entry: entry.name)
        yield from (entry.name for entry in entries if entry.name != "build")
        yield from self.of(Path(entry.path) for entry in entries if not entry.is_dir())
        for entry in entries:
            if entry.is_dir() and entry.name not in _OTHERS and not _is_environment(entry.path):
                yield from (
                    f"{Path(place, name).relative_to(root)} {Path(place, name).lstat().st_size}"
                    for place, name in _walked([Path(entry.path)])
                    if not name.endswith(".pyc")
                )


def _is_environment(folder: str) -> bool:
    return Path(folder, "pyvenv.cfg").is_file()


def _walked(folders: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Give folder and name of all there is in folders: files, and folders by themselves."""
    for folder in folders:
        for place, below, names in os.walk(folder):
            below.sort()
            yield from ((place, name) for name in (*sorted(names), *below))


def _content(path: Path) -> str:
    try:
        if path.is_symlink():
            said = f"to {path.readlink()} "
            return said + (_content(path.resolve()) if path.is_file() else "")
        mode = path.stat().st_mode
        # Whoever opens a pipe waits for its other end.
        return _sha256(path) if stat.S_ISREG(mode) else f"no file {stat.S_IFMT(mode):o}"
    except FileNotFoundError:
        return "absent"
    except OSError:
        return "unreadable"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _place(path: Path, root: Path) -> str:
    return (path.relative_to(root) if path.is_relative_to(root) else Path(path.name)).as_posix()


def read_beside(publication: Publication, folders: str) -> dict[str, str]:
    """Give what Sphinx has read from beside the documents, as it noted: name → digest.

    It noted so in its doctrees, `folders` below the build folder (a pattern).
    """
    names: set[str] = set()
    for noted in publication.work.glob(f"{folders}/{BESIDE}"):
        with suppress(OSError):
            names.update(noted.read_text("utf-8").splitlines())
    places = [publication.root / name for name in sorted(names)]
    inside = (path for place in places for path in (place, *sorted(place.rglob("*"))))
    return dict(line.rsplit(" ", 1) for line in Contents(publication).of(inside))


def settings_files(publication: Publication) -> Iterator[Path]:
    """Give the files of a publication's settings that are there."""
    for name in (SETTINGS, "conf.py"):
        if (publication.root / name).is_file():
            yield publication.root / name


@cache
def of_tool() -> tuple[str, ...]:
    """Give what a run is done with; it stays the same as long as the process lives."""
    package = sorted(
        path
        for path in _PACKAGE.rglob("*")
        if path.is_file() and path.suffix not in {".pyc", ".tmp"}
    )
    versions = (f"{name} {version(name)}" for name in _LIBRARIES)
    return (*versions, *fonts.versions(), *contents(package, _PACKAGE))


def contents(paths: Iterable[Path], root: Path) -> Iterator[str]:
    """Give a line for each file below `root`, with its place and its digest."""
    for path in paths:
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            digest = "unreadable"
        yield f"{path.relative_to(root).as_posix()} {digest}"


def digest_of(lines: Iterable[str]) -> str:
    """Give one digest (SHA-256, hexadecimal) of lines."""
    # A name may hold bytes that are no text.
    data = "\n".join(lines).encode("utf-8", "surrogateescape")
    return hashlib.sha256(data).hexdigest()
