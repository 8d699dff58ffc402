"""Whether a form made of built pages is whole in itself: a pair, a copy, a book, a zip, the map.

They are made by rewriting links and ids; what that missed is found here, before a reader does.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path, PurePosixPath
from typing import TypeVar
from xml.etree import ElementTree

from editions.config import Publication
from editions.problems import EditionsError, Location, Problem, Severity, fault
from editions.site.markup import target

Made = TypeVar("Made")

_HREFS = ("href", "src")
_NAMED = ("aria-labelledby", "aria-describedby", "headers")
_SAID = re.compile(
    rf"""\s(id|{"|".join((*_HREFS, *_NAMED))})\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE
)
_START = re.compile(r"""<[a-zA-Z][^<>"'\s]*\s(?:[^>"']|"[^"]*"|'[^']*')*>""")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NO_MARKUP = re.compile(r"(<(script|style)\b[^>]*>).*?</\2", re.DOTALL)
_OPF = "{http://www.idpf.org/2007/opf}"
_PACKAGE = "book/package.opf"
_PAGES = frozenset({".html", ".xhtml"})


def check(
    name: str,
    data: bytes,
    source: str,
    there: Callable[[str], bool],
    *,
    only: Collection[str] | None = None,
) -> Iterator[Problem]:
    """Give what is wrong in a form as errors: `name` is its address, `source` its document.

    `there` tells of an address below the site's root whether the site has it. Of an archive
    `only` those pages are looked at, if they are named.
    """
    for message in dict.fromkeys(wrong(name, data, there, only=only)):
        yield Problem("form", Severity.ERROR, Location(source), f"{name}: {message}")


def spared(make: Callable[[], Made], what: str, where: str, problems: list[Problem]) -> Made | None:
    """Make a form; what nobody thought of costs this form, and is added to `problems`."""
    try:
        return make()
    except OSError:
        raise
    except Exception as error:
        said = error.message if isinstance(error, EditionsError) else fault(error)
        message = f"{what} cannot be made: {said}"
        problems.append(Problem("form", Severity.ERROR, Location(where), message))
        return None


def place(publication: Publication, source: str) -> str:
    """Give where a form comes from: the file of a document, or what made it."""
    path = publication.docs / f"{source}.rst"
    return path.relative_to(publication.root).as_posix() if path.is_file() else source


def wrong(
    name: str,
    data: bytes,
    there: Callable[[str], bool],
    *,
    only: Collection[str] | None = None,
) -> Iterator[str]:
    """Say what is wrong in a form, by the ending of its name; nothing of other files."""
    ending = PurePosixPath(name).suffix
    if ending in {".epub", ".zip"}:
        yield from _packed(data, is_book=ending == ".epub", only=only)
    elif ending == ".xml":
        yield from _map(data)
    elif ending in _PAGES:
        yield from _wrong_in_page(name, {name: shape(data.decode())}, there)


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a page is asked for: its ids, what it names (attribute, ids), where it leads."""

    ids: Counter[str]
    named: tuple[tuple[str, str], ...]
    leads: tuple[str, ...]
    sources: tuple[str, ...]


def shape(page: str) -> Shape:
    """Read the shape of a page of our own, whose elements are well formed."""
    if "<!--" in page:
        page = _COMMENT.sub("", page)
    if "<script" in page or "<style" in page:
        page = _NO_MARKUP.sub(r"\1", page)
    found: list[tuple[str, str]] = []
    for start in _START.findall(page):
        found += [(each[0].lower(), unescape(each[1] or each[2])) for each in _SAID.findall(start)]
    return Shape(
        Counter(said for name, said in found if name == "id"),
        tuple((name, said) for name, said in found if name in _NAMED),
        tuple(said for name, said in found if name in _HREFS),
        tuple(said for name, said in found if name == "src"),
    )


def _wrong_in_page(
    name: str, pages: Mapping[str, Shape], there: Callable[[str], bool]
) -> Iterator[str]:
    """Say what is wrong in a page; `pages` are those that stand with it, and it."""
    page = pages[name]
    yield from (
        f"the id '{each}' stands there twice" for each, number in page.ids.items() if number > 1
    )
    for attribute, said in page.named:
        for each in said.split():
            if each not in page.ids:
                yield f"{attribute} names '{each}', which is not there"
    for href in page.leads:
        found = target(href, name)
        if found is None:
            continue
        if found.path not in pages:
            if not there(found.path):
                yield f"'{href}' leads nowhere"
        elif found.fragment and found.fragment not in pages[found.path].ids:
            yield f"'{href}' leads nowhere"


class _Pages(Mapping[str, Shape]):
    """The pages of an archive, each read when somebody asks for it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = [name for name in archive.namelist() if PurePosixPath(name).suffix in _PAGES]
        self._there, self._read = frozenset(self._names), dict[str, Shape]()

    def __contains__(self, name: object) -> bool:
        return name in self._there

    def __getitem__(self, name: str) -> Shape:
        if name not in self._read:
            self._read[name] = shape(self._archive.read(name).decode())
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _packed(data: bytes, *, is_book: bool, only: Collection[str] | None) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pages, there = _Pages(archive), frozenset(archive.namelist())
        for name in pages:
            if only is None or name in only:
                said = _wrong_in_page(name, pages, there.__contains__)
                yield from (f"{name}: {message}" for message in said)
        if is_book:
            yield from _book(archive, pages)


def leads(name: str, data: bytes) -> list[str]:
    """Give the addresses of all that a page leads to outside itself."""
    found = (target(href, name) for href in shape(data.decode()).leads)
    return sorted({each.path for each in found if each is not None} - {name})


@cache
def how() -> str:
    """Give a digest of the code that looks at forms."""
    own = (Path(__file__), Path(__file__).with_name("markup.py"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in own)).hexdigest()


def lost_ids(earlier: bytes, now: bytes, *, but: Collection[str]) -> bool:
    """Tell whether a page of an archive has lost an id since, `but` those that are the same."""
    with zipfile.ZipFile(io.BytesIO(earlier)) as one, zipfile.ZipFile(io.BytesIO(now)) as other:
        before, after = _Pages(one), _Pages(other)
        return any(
            name not in after or before[name].ids.keys() - after[name].ids.keys()
            for name in before
            if name not in but
        )


def _book(archive: zipfile.ZipFile, pages: Mapping[str, Shape]) -> Iterator[str]:
    """Look at what a reading device trips over: XML that is none, files nobody lists."""
    for name in (_PACKAGE, *pages):
        try:
            ElementTree.fromstring(archive.read(name))  # noqa: S314 - our own
        except ElementTree.ParseError as error:
            yield f"{name}: is no XML ({error})"
            return
    package = ElementTree.fromstring(archive.read(_PACKAGE))  # noqa: S314 - our own
    listed = [f"book/{item.get('href')}" for item in package.iter(f"{_OPF}item")]
    there = {name for name in archive.namelist() if name.startswith("book/")} - {_PACKAGE}
    for name in sorted(there.symmetric_difference(listed)):
        yield f"{name}: is {'not packed' if name in listed else 'not listed'}"
    for name, page in pages.items():
        for source in page.sources:
            if ":" in source.partition("/")[0]:
                yield f"{name}: '{source}' is not in the book"


def _map(data: bytes) -> Iterator[str]:
    root = ElementTree.fromstring(data)  # noqa: S314 - our own
    for element in root.iter():
        address = element.get("href") or (element.text or "").strip()
        if not address.isascii() or " " in address:
            yield f"'{address}' is not escaped"
