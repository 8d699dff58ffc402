"""Whether a form made of built pages is whole in itself: a pair, a copy, a book, a zip, the map.

They are made by rewriting links and ids; what that missed is found here, before a reader does.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from pathlib import PurePosixPath
from typing import TypeVar
from xml.etree import ElementTree

from editions.config import Publication
from editions.problems import EditionsError, Location, Problem, Severity, fault
from editions.site.markup import Element, parse, target

Made = TypeVar("Made")

_HREFS = ("href", "src")
_NAMED = ("aria-labelledby", "aria-describedby", "headers")
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
        page = parse(data.decode())
        yield from _ids(page)
        yield from _links(page, name, {name: page}, there)


def _packed(data: bytes, *, is_book: bool) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    pages = {
        name: parse(content.decode())
        for name, content in files.items()
        if PurePosixPath(name).suffix in _PAGES
    }
    for name, page in pages.items():
        said = [*_ids(page), *_links(page, name, pages, files.__contains__)]
        yield from (f"{name}: {message}" for message in said)
    if is_book:
        yield from _book(files, pages)


def _book(files: dict[str, bytes], pages: dict[str, Element]) -> Iterator[str]:
    """Look at what a reading device trips over: XML that is none, files nobody lists."""
    for name in (_PACKAGE, *pages):
        try:
            ElementTree.fromstring(files[name])  # noqa: S314 - our own
        except ElementTree.ParseError as error:
            yield f"{name}: is no XML ({error})"
            return
    package = ElementTree.fromstring(files[_PACKAGE])  # noqa: S314 - our own
    listed = [f"book/{item.get('href')}" for item in package.iter(f"{_OPF}item")]
    there = {name for name in files if name.startswith("book/")} - {_PACKAGE}
    for name in sorted(there.symmetric_difference(listed)):
        yield f"{name}: is {'not packed' if name in listed else 'not listed'}"
    for name, page in pages.items():
        for element in page.walk():
            if ":" in element.attributes.get("src", "").partition("/")[0]:
                yield f"{name}: '{element.attributes['src']}' is not in the book"


def _ids(page: Element) -> Iterator[str]:
    count = Counter(each.attributes["id"] for each in page.walk() if "id" in each.attributes)
    yield from (
        f"the id '{each}' stands there twice" for each, number in count.items() if number > 1
    )
    for element in page.walk():
        for attribute in _NAMED:
            for each in element.attributes.get(attribute, "").split():
                if each not in count:
                    yield f"{attribute} names '{each}', which is not there"


def _links(
    page: Element, name: str, pages: dict[str, Element], there: Callable[[str], bool]
) -> Iterator[str]:
    ids: dict[str, Collection[str]] = {}
    for element in page.walk():
        for attribute in _HREFS:
            href = element.attributes.get(attribute)
            found = None if href is None else target(href, name)
            if found is None:
                continue
            if found.path not in pages and not there(found.path):
                yield f"'{href}' leads nowhere"
            elif found.fragment and found.path in pages:
                if found.path not in ids:
                    walked = pages[found.path].walk()
                    ids[found.path] = {each.attributes.get("id", "") for each in walked}
                if found.fragment not in ids[found.path]:
                    yield f"'{href}' leads nowhere"


def _map(data: bytes) -> Iterator[str]:
    root = ElementTree.fromstring(data)  # noqa: S314 - our own
    for element in root.iter():
        address = element.get("href") or (element.text or "").strip()
        if not address.isascii() or " " in address:
            yield f"'{address}' is not escaped"
