"""What tools leave beside a catalogue: its compiled form, its last version, their projects.

Poedit compiles at every save, Emacs and Lokalize keep backups, OmegaT a memory. They say what the
catalogue said before its header was cleaned: who translated, where and when. Which there are is
data (``companions.toml``).
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from editions.catalogue import header
from editions.catalogue.clean import identities
from editions.config import Publication

_KNOWN = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["companion"]
_PATTERNS = [(re.compile(each["name"]), each) for each in _KNOWN]
IGNORED = tuple(pattern for each in _KNOWN for pattern in each["ignore"])
"""What git is told to leave out, as lines of a .gitignore."""
_READ = 1_000_000
"""Bytes that are looked through; a larger one is taken to name somebody."""
_WHO = re.compile(
    r"\b(?:creationid|changeid|author|created_by|modified_by|last_?modified_?by|user(?:name|_?id)?)"
    r"""\s*(?:=\s*["']?|>)\s*[^\s"'<>=]""",
    re.IGNORECASE,
)
"""An attribute or a field that says who wrote a text."""


@dataclass(frozen=True, slots=True)
class Companion:
    """A file or folder that a tool left; `of` is the catalogue a compiled one was made of."""

    path: Path
    by: str
    tells: str
    of: Path | None = None

    def names_somebody(self) -> bool:
        """Tell whether a person or a machine can be found through it."""
        if self.tells == "always" or self.path.is_symlink():
            return True
        if self.path.is_dir():
            return any(_tells(path, self.tells) for path in sorted(self.path.rglob("*")))
        return _tells(self.path, self.tells)


def left_in(publication: Publication) -> Iterator[Companion]:
    """Give what tools left in a publication: among its texts, and beside its settings."""
    yield from _left(sorted(publication.root.iterdir()))
    for name in ("docs", "locale", "memory", "source_reports"):
        for place, folders, names in os.walk(publication.root / name):
            folders.sort()
            yield from _left([Path(place, each) for each in sorted((*folders, *names))])
            folders[:] = [each for each in folders if _known(each) is None]


def _left(paths: list[Path]) -> Iterator[Companion]:
    for path in paths:
        if (known := _known(path.name)) is None:
            continue
        match, each = known
        of = match.groupdict().get("of")
        yield Companion(
            path, each["by"], each["tells"], None if of is None else path.with_name(f"{of}.po")
        )


def _known(name: str) -> tuple[re.Match[str], dict[str, str]] | None:
    for pattern, each in _PATTERNS:
        if match := pattern.fullmatch(name):
            return match, each
    return None


def _tells(path: Path, how: str) -> bool:
    """Look through a file; one that cannot be read or is too large is taken to tell."""
    if not path.is_file() or path.is_symlink():
        return path.is_symlink()
    try:
        if path.stat().st_size > _READ:
            return True
        data = path.read_bytes()
        compiled = data.startswith((b"\xde\x12\x04\x95", b"\x95\x04\x12\xde"))
        if how == "header" and compiled:
            fields = polib.mofile(str(path)).metadata.items()
            return any(header.told(name, value) for name, value in fields)
    except Exception:  # polib says anything of a damaged file
        return True
    text = data.replace(b"\0", b"").decode("utf-8", "replace")
    if how == "header" or (how == "catalogue" and ".po" in path.name):
        return bool(identities(text))
    return bool(_WHO.search(text) or (how == "text" and any(map(header.traces, text.split("\n")))))
