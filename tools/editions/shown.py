"""The files that documents show or offer, by the names they are called by.

A name may be typed on one machine and its file come from another: й is one letter on a
keyboard and two in an archive made on a Mac. Capitals, though, are never made one: a page that
works where they count as the same has a dead address on most servers.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

_NAMED = re.compile(r"(?:\b(?:image|figure)::[ \t]+|:download:`[^`<]*<?)(?P<name>[^\s`>][^`>\n]*)")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


def is_elsewhere(name: str) -> bool:
    """Tell whether a name is an address and no file's.

    >>> is_elsewhere("https://a.example/b.png"), is_elsewhere("data:,"), is_elsewhere("b.png")
    (True, True, False)
    """
    return _ELSEWHERE.match(name) is not None


def files(docs: Path, document: Path, text: str, languages: Iterable[str]) -> Iterator[Path]:
    """Give what files there are that the text of a document may name, in all editions."""
    for name in dict.fromkeys(match["name"].strip() for match in _NAMED.finditer(text)):
        path = find(docs, document, name)
        if path is not None:
            yield path
            yield from versions(path, languages)


def find(docs: Path, document: Path, name: str) -> Path | None:
    """Give the file that a document calls by a name (Sphinx's way: "/" is docs/ itself).

    Only what lies in docs/ is looked for; None if it is not there.
    """
    return _walk(docs, _parts(docs, document, name), _same)


def nearly(docs: Path, document: Path, name: str) -> Path | None:
    """Give the file of that name but for capitals."""
    return _walk(docs, _parts(docs, document, name), _same_but_for_capitals)


def versions(path: Path, languages: Iterable[str]) -> Iterator[Path]:
    """Give what stands for a picture in editions that have their own: face.be.png."""
    for language in languages:
        own = path.with_name(f"{path.stem}.{language}{path.suffix}")
        if own.is_file():
            yield own


def composed(name: str) -> str:
    """Give the name under which a file is published: one sign a letter, as servers are asked."""
    return unicodedata.normalize("NFC", name)


def _parts(docs: Path, document: Path, name: str) -> list[str]:
    folder = document.parent.relative_to(docs).as_posix()
    whole = posixpath.normpath(name.lstrip("/") if name[:1] == "/" else f"{folder}/{name}")
    return whole.split("/")


def _same(one: str, other: str) -> bool:
    return one == other or composed(one) == composed(other)


def _same_but_for_capitals(one: str, other: str) -> bool:
    return composed(one).casefold() == composed(other).casefold()


def _walk(docs: Path, parts: list[str], same: Callable[[str, str], bool]) -> Path | None:
    found = docs
    for part in parts:
        if part == ".." or not found.is_dir():
            return None
        # Not by asking for it: some systems answer to any capitals.
        names = sorted(each.name for each in found.iterdir())
        match = part if part in names else next((each for each in names if same(each, part)), None)
        if match is None:
            return None
        found /= match
    return found if found.is_file() else None
