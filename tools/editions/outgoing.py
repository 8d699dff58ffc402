"""What may leave the house: pictures go bare, received documents do not go at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from editions import pictures
from editions.problems import EditionsError

DOWNLOADS = "_downloads"
"""The folder of a built edition that the role ``:download:`` copies files into."""

_PLAIN = frozenset({".txt", ".csv", ".tsv", ".json", ".rst", ".md", ".po"})
"""Files that hold only what anybody sees who opens them."""

_DOCUMENTS = frozenset(
    {".doc", ".docx", ".docm", ".odt", ".rtf", ".pages", ".xls", ".xlsx", ".ods", ".numbers"}
    | {".ppt", ".pptx", ".odp", ".key", ".epub", ".eml", ".msg", ".tif", ".tiff", ".heic"}
)
"""Files that carry their authors' names, times and earlier wordings out of sight."""

_BEGINNINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf", b"\x1f\x8b")
"""Zip (DOCX, ODT), old Office, PDF, RTF, gzip: what a plain file never begins with."""


class UnfitError(EditionsError):
    """Files must not leave that documents show or offer: `documents` has what is wrong."""

    def __init__(self, documents: dict[str, list[str]]):
        super().__init__("; ".join(each for said in documents.values() for each in said))
        self.documents = documents


def bare(
    paths: Iterable[Path],
    *,
    users: Callable[[Path], Iterable[str]] = lambda _path: (),
    there: Callable[[Path], bool] = lambda _path: False,
) -> dict[Path, bytes]:
    """Look at the files of a built edition; give the pictures among them as readers get them.

    `users` gives the documents that a file is there for; `there` tells of a picture whether
    readers have it already: it is not given. Raises `UnfitError` with those of all
    files that must not leave, or that are pictures which cannot be read, and `EditionsError` for
    one that belongs to no document; so call it before anything is published.
    """
    found = {}
    unfit: dict[str, list[str]] = {}
    for path in paths:
        try:
            _refuse(path)
            if pictures.is_picture(path) and not there(path):
                found[path] = pictures.clean(Path(path.name), path.read_bytes())
        except EditionsError as error:
            documents = list(users(path))
            if not documents:
                raise
            for document in documents:
                unfit.setdefault(document, []).append(f"'{path.name}' {error.message}")
    if unfit:
        raise UnfitError(unfit)
    return found


@cache
def how() -> str:
    """Give a digest of the code that makes pictures bare."""
    own = sorted(Path(pictures.__file__).parent.glob("*.py"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in own)).hexdigest()


def _refuse(path: Path) -> None:
    if why := _withheld(path):
        message = f"is not published: {why}; link to a page, or to a plain file, instead"
        raise EditionsError(message, path=path.name)


def _withheld(path: Path) -> str | None:
    """Say why a file must stay in the house, None if it may leave."""
    suffix = path.suffix.lower()
    if suffix in _DOCUMENTS:
        return f"a {suffix} file tells its authors' names and times"
    if DOWNLOADS not in path.parts or pictures.is_picture(path):
        return None
    if suffix not in _PLAIN:
        return f"nobody knows what a download of the kind '{suffix}' tells"
    with path.open("rb") as file:
        return "it is not the plain file its name says" if _is_packed(file.read(8)) else None


def _is_packed(beginning: bytes) -> bool:
    return beginning.startswith(_BEGINNINGS) or b"\0" in beginning
