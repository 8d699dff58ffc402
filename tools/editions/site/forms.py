"""Whether a form made of built pages is whole in itself: a pair, a copy, a book, a zip, the map.

They are made by rewriting links and ids; what that missed is found here, before a reader does.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import PurePosixPath
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


def check(name: str, data: bytes, source: str, there: Callable[[str], bool]) -> Iterator[Problem]:
    """Give what is wrong in a form as errors: `name` is its address, `source` its document.

    `there` tells of an address below the site's root whether the site has it.
    """
    for message in dict.fromkeys(wrong(name, data, there)):
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


def wrong(name: str, data: bytes, there: Callable[[str], bool]) -> Iterator[str]:
    """Say what is wrong in a form, by the ending of its name; nothing of other files."""
    ending = PurePosixPath(name).suffix
    if ending in {".epub", ".zip"}:
        yield from _packed(data, is_book=ending == ".epub")
    elif ending == ".xml":
        yield from _map(data)
    elif ending in _PAGES:
        page = shape(data.decode())
        yield from wrong_in_page(page, name, {name: page}, there)


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


def wrong_in_page(
    page: Shape, name: str, pages: Mapping[str, Shape], there: Callable[[str], bool]
) -> Iterator[str]:
    """Say what is wrong in a page of the name `name`; `pages` are those that stand with it."""
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
        known = pages.get(found.path)
        if known is None:
            if not there(found.path):
                yield f"'{href}' leads nowhere"
        elif found.fragment and found.fragment not in known.ids:
            yield f"'{href}' leads nowhere"


def _packed(data: bytes, *, is_book: bool) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        texts = {name: archive.read(name) for name in names if PurePosixPath(name).suffix in _PAGES}
        package = archive.read(_PACKAGE) if is_book else b""
    pages = {name: shape(text.decode()) for name, text in texts.items()}
    for name, page in pages.items():
        said = wrong_in_page(page, name, pages, frozenset(names).__contains__)
        yield from (f"{name}: {message}" for message in said)
    if is_book:
        yield from _book(names, {_PACKAGE: package, **texts}, pages)


def _book(
    names: Collection[str], texts: Mapping[str, bytes], pages: Mapping[str, Shape]
) -> Iterator[str]:
    """Look at what a reading device trips over: XML that is none, files nobody lists."""
    for name, text in texts.items():
        try:
            ElementTree.fromstring(text)  # noqa: S314 - our own
        except ElementTree.ParseError as error:
            yield f"{name}: is no XML ({error})"
            return
    package = ElementTree.fromstring(texts[_PACKAGE])  # noqa: S314 - our own
    listed = [f"book/{item.get('href')}" for item in package.iter(f"{_OPF}item")]
    there = {name for name in names if name.startswith("book/")} - {_PACKAGE}
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
