"""Whether links lead somewhere: to editions and PDFs of the site, to places within pages."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from editions import files
from editions.config import Publication
from editions.problems import Location, Problem, Severity
from editions.site.markup import target

_ID = re.compile(r'<[a-z][^<>]*? id="([^"]*)"')
_HREF = re.compile(r'<a\b[^<>]*? href="([^"]*)"')
_PDF = re.compile(r'<a\b[^>]* href="([^"]*)" type="application/pdf"')


_EDITION = re.compile(r'<a href="\.\./([\w-]+)/index\.html"[^>]* hreflang=')


def editions_linked(site: Path, language: str) -> frozenset[str]:
    """Give the editions that the list of languages of an edition's front page leads to, and it."""
    front = site / language / "index.html"
    return frozenset({language, *_EDITION.findall(front.read_text("utf-8"))})


def lead_nowhere(site: Path, language: str, there: Callable[[str], bool]) -> bool:
    """Tell whether a page of an edition links to a PDF that the site will not have.

    `there` tells it of a name: what goes in this build may still lie on the disk.
    """
    folder = site / language
    for path in (folder / "index.html", *sorted(folder.glob("reports/*.html"))):
        page = path.relative_to(site).as_posix()
        for href in _PDF.findall(path.read_text("utf-8")) if path.is_file() else ():
            found = target(unescape(href), page)
            if found is not None and not there(found.path):
                return True
    return False


def dead_fragments(pages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give page and link for each link among some pages to a place that its page does not have.

    `pages` are texts of HTML by their addresses; links to others are not judged.
    """
    ids = {page: {unescape(name) for name in _ID.findall(text)} for page, text in pages.items()}
    for page, text in pages.items():
        for href in dict.fromkeys(map(unescape, _HREF.findall(text))):
            found = target(href, page)
            if found is None or not found.fragment or found.path not in ids:
                continue
            if unquote(found.fragment) not in ids[found.path]:
                yield page, href


def double_ids(text: str) -> list[str]:
    """Give the ids that a page has more than once: a link to one leads to the first alone."""
    return [name for name, times in Counter(map(unescape, _ID.findall(text))).items() if times > 1]


def check_pages(publication: Publication, site: Path) -> list[Problem]:
    """Give an error for each link within a page of `site` that leads nowhere.

    An id that stands twice is a warning: so it is in a pair until both editions are built. A
    page is looked through once, and again only when it has changed.
    """
    record = publication.work / "cache" / "links.json"
    clean = _clean(record)
    shown = site.relative_to(publication.root) if site.is_relative_to(publication.root) else None
    problems, still = [], set()
    for path in sorted(site.rglob("*.html")):
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        name = path.relative_to(site).as_posix()
        told = [] if digest in clean else list(_faults(name, data.decode(errors="replace")))
        where = Location(f"{shown.as_posix() if shown else site.name}/{name}")
        problems += [Problem("link", severity, where, message) for severity, message in told]
        still |= set() if told else {digest}
    files.write_text(record, json.dumps(sorted(still), indent=1) + "\n")
    return problems


def _faults(name: str, text: str) -> Iterator[tuple[Severity, str]]:
    for _page, href in dead_fragments({name: text}):
        message = f"a link leads to '{href}', which is not on the page; mend it in its document"
        yield Severity.ERROR, message
    for double in double_ids(text):
        message = f"the id '{double}' stands on the page twice; name one of the two otherwise"
        yield Severity.WARNING, message


def _clean(record: Path) -> frozenset[str]:
    with suppress(OSError, ValueError, TypeError):
        return frozenset(json.loads(record.read_text("utf-8")))
    return frozenset()
