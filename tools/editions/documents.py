"""The documents of a publication and the language each is written in."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from editions import limits
from editions.config import AUTONYMS, Publication

SOURCE_REPORTS = "source_reports"
"""The folder of what was received, untouched."""
HANDBOOK = "handbook"
"""The folder of docs/ that readers' editions and catalogues leave out."""

LEDGER = ".ledger.toml"
"""The ending of the ledger that lies beside an issue once it was frozen."""

_ENDING = ".rst"
_ADORNMENT = re.compile(r"([=\-~^\"'*+#.:_`])\1{2,}\s*")
_FIELD = re.compile(r":(?P<name>[\w-]+):(?P<value>.*)")


@dataclass(frozen=True, slots=True, order=True)
class Document:
    """One source document: its name as Sphinx has it, its file, its source language.

    `outside` tells that the file is a link out of the publication, which nobody follows.
    """

    name: str
    path: Path
    language: str
    outside: bool = False

    @property
    def ledger(self) -> Path:
        """The file of what was frozen of it, whether it is there or not."""
        return self.path.with_name(self.path.stem + LEDGER)

    @property
    def is_gone(self) -> bool:
        """Whether only the ledger of a published issue is left."""
        return not self.path.exists() and not self.path.is_symlink()

    @property
    def text(self) -> str:
        """What is written in it; what is no UTF-8 gives no error, what cannot be read is ""."""
        return "" if self.outside else text_of(self.path)

    @property
    def issue(self) -> str | None:
        """The month of a report ("2020-12"), None for any other document."""
        folder, _, name = self.name.partition("/")
        return name if folder == "reports" and is_issue(name) else None

    @property
    def title(self) -> str:
        """The first title of the document, as its catalogue's msgid has it; "" if it has none."""
        for line, under in pairwise(self.text.splitlines()):
            if line.strip() and _ADORNMENT.fullmatch(under) and not _ADORNMENT.fullmatch(line):
                return line.strip()
        return ""


def is_issue(text: str) -> bool:
    """Tell whether `text` is a month written as 2020-12.

    >>> is_issue("2020-12"), is_issue("2020-13"), is_issue("december")
    (True, False, False)
    """
    return re.fullmatch(r"[12]\d{3}-(0[1-9]|1[0-2])", text) is not None


def documents(publication: Publication) -> tuple[Document, ...]:
    """Give the documents that readers see, in the order of their names.

    One that cannot be read, or states a language there is none of, counts as written in the
    publication's own, and so does an issue of which only the ledger is left: it was published,
    and is to be restored. `editions.sources` says what is wrong with any.
    """
    found = []
    for path in _files(publication):
        relative = path.relative_to(publication.docs)
        if relative.parts[0] != HANDBOOK and copied_from(path) is None:
            found.append(named(publication, relative.with_suffix("").as_posix()))
    there = {each.path for each in found}
    for path in ledgers(publication):
        gone = path.with_name(path.name.removesuffix(LEDGER) + _ENDING)
        if gone not in there:
            found.append(named(publication, f"{gone.parent.name}/{gone.stem}"))
    return tuple(sorted(found))


def named(publication: Publication, name: str) -> Document:
    """Give the document of a name, whether there is one or not."""
    path = publication.docs / f"{name}{_ENDING}"
    foreign = path.is_symlink() and not is_inside(publication, path)
    said = "" if foreign else _stated_language(path)
    language = said if said in AUTONYMS else publication.source_language
    return Document(name, path, language, outside=foreign)


def _stated_language(path: Path) -> str:
    """Give what a document says its language is, "" if nothing; a file is read once."""
    try:
        found = path.stat()
    except OSError:
        return ""
    return _language_in(path, (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino))


@lru_cache(maxsize=1 << 16)
def _language_in(path: Path, _marks: tuple[int, ...]) -> str:
    return fields(text_of(path)).get("language", ("", 0))[0]


def ledgers(publication: Publication) -> list[Path]:
    """Give the ledgers there are, without what programs leave beside them."""
    found = sorted((publication.docs / "reports").glob(f"*{LEDGER}"))
    return [path for path in found if is_issue(path.name.removesuffix(LEDGER))]


def own_files(publication: Publication) -> list[Path]:
    """Give the files in docs/ that are the publication's own: nothing that programs left there.

    What is a link out of it is not.
    """
    return sorted(
        path
        for path in publication.docs.rglob("*")
        if path.is_file()
        and not any(map(is_left_by_a_tool, path.relative_to(publication.docs).parts))
        and (not path.is_symlink() or is_inside(publication, path))
    )


def copies(publication: Publication) -> Iterator[tuple[Path, Path]]:
    """Give the files that look like what a tool left in a conflict, each with its original."""
    for path in _files(publication):
        if (original := copied_from(path)) is not None:
            yield path, original


def outside(publication: Publication) -> Iterator[Path]:
    """Give the symbolic links among the documents that lead out of the publication."""
    for path in _walk(publication):
        if path.is_symlink() and not is_inside(publication, path):
            yield path


def is_inside(publication: Publication, path: Path) -> bool:
    """Tell whether a file or folder lies in the publication once all links are followed."""
    resolved = Path(os.path.realpath(path))
    return any(resolved.is_relative_to(place) for place in _places(publication))


def fields(text: str) -> dict[str, tuple[str, int]]:
    """Read the field list a document begins with: name to value and line."""
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        if match := _FIELD.match(line):
            found[match["name"].lower()] = (match["value"].strip(), number)
        elif line.strip() and not line.startswith((" ", "..")):
            break
    return found


@lru_cache(maxsize=1 << 16)
def is_left_by_a_tool(name: str) -> bool:
    """Tell whether a file of this name is a program's own and nobody's text.

    >>> is_left_by_a_tool("._2021-01.rst"), is_left_by_a_tool("2021-01.rst")
    (True, False)
    """
    return any(re.fullmatch(pattern, name) for pattern in _patterns()["tools"])


def copied_from(path: Path) -> Path | None:
    """Give the file of which another looks like a copy that was left beside it, None if of none.

    Whatever lies beside nothing is a file like any other.
    """
    for name in _originals(path.name.removesuffix(path.suffix)):
        original = path.with_name(name + path.suffix)
        if original.is_file():
            return original
    return None


@lru_cache(maxsize=1 << 16)
def _originals(name: str) -> tuple[str, ...]:
    """Give the names of which a file of this name may be a copy."""
    matches = (re.fullmatch(pattern, name) for pattern in _patterns()["copies"])
    return tuple(match["name"] for match in matches if match)


def text_of(path: Path) -> str:
    """Give what is written in the file of a document; "" if it cannot be read or is too much."""
    if not path.is_file():  # a pipe would hang us
        return ""
    try:
        text = limits.read(path, limits.DOCUMENT).decode("utf-8-sig", "replace")
    except (OSError, limits.OverLimitError):
        return ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "" if limits.of_document(text) else text


def _files(publication: Publication) -> Iterator[Path]:
    for path in _walk(publication):
        if path.suffix == _ENDING:  # what is no file there is told of
            yield path


def _walk(publication: Publication) -> Iterator[Path]:
    """Give what lies in docs/, without what programs hide there and what begins with "_".

    Links to folders are followed as long as they stay inside.
    """
    seen: set[Path] = set()
    for folder, inner, names in os.walk(publication.docs, followlinks=True):
        here = Path(folder)
        for name in sorted((*inner, *names)):
            if name.startswith("_") or is_left_by_a_tool(name):
                inner[:] = [each for each in inner if each != name]
                continue
            path = here / name
            if name in inner and path.is_symlink():
                # A link to a folder around it would go on for ever.
                again = path.resolve() in seen or publication.docs.is_relative_to(path.resolve())
                if again or not is_inside(publication, path):
                    inner.remove(name)
                seen.add(path.resolve())
            yield path


@cache
def _places(publication: Publication) -> tuple[Path, ...]:
    return tuple(Path(os.path.realpath(each)) for each in (publication.root, publication.docs))


@cache
def _patterns() -> dict[str, list[str]]:
    known = tomllib.loads(Path(__file__).with_name("leftovers.toml").read_text("utf-8"))
    return {kind: [each["name"] for each in known[kind]] for kind in ("tools", "copies")}
