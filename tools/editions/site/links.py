"""Whether links lead somewhere: to editions and PDFs of the site, to places within pages."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from editions import files
from editions.config import Publication
from editions.problems import Location, Problem, Severity
from editions.site.digests import Digests
from editions.site.markup import target
from editions.site.tree import Tree, walk

_ID = re.compile(r'<[a-z][^<>]*? id="([^"]*)"')
_HREF = re.compile(r'<a\b[^<>]*? href="([^"]*)"')
_PDF = re.compile(r'<a\b[^>]* href="([^"]*)" type="application/pdf"')


_EDITION = re.compile(r'<a href="\.\./([\w-]+)/index\.html"[^>]* hreflang=')


def editions_linked(site: Path, language: str) -> frozenset[str]:
    """Give the editions that the list of languages of an edition's front page leads to, and it."""
    front = site / language / "index.html"
    return frozenset({language, *_EDITION.findall(front.read_text("utf-8"))})


def lead_nowhere(publication: Publication, tree: Tree, language: str) -> bool:
    """Tell whether a page of an edition links to a PDF that the site will not have.

    The tree is asked, not the disk: what goes in this build may still lie there.
    """
    clean = _read(publication)
    folder = tree.site / language
    for path in (folder / "index.html", *sorted(folder.glob("reports/*.html"))):
        if not path.is_file():
            continue
        page = path.relative_to(tree.site).as_posix()
        hrefs = clean.get(_key(page, tree.digests.of(path)))
        for href in _PDF.findall(path.read_text("utf-8")) if hrefs is None else hrefs:
            found = target(unescape(href), page)
            if found is not None and found.path not in tree:
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


def check_pages(
    publication: Publication, site: Path, *, digests: Digests | None = None
) -> list[Problem]:
    """Give an error for each link within a page of `site` that leads nowhere.

    An id that stands twice is a warning: so it is in a pair until both editions are built. A
    page is looked through once, and again only when it has changed.
    """
    digests = digests or Digests()
    before = _read(publication)
    shown = site.relative_to(publication.root) if site.is_relative_to(publication.root) else None
    problems, clean = [], {}
    for name, entry in walk(site):
        if not name.endswith(".html"):
            continue
        key = _key(name, digests.of(entry))
        if key in before:
            clean[key] = before[key]
            continue
        text = Path(entry.path).read_text("utf-8", errors="replace")
        told = list(_faults(name, text))
        where = Location(f"{shown.as_posix() if shown else site.name}/{name}")
        problems += [Problem("link", severity, where, message) for severity, message in told]
        if not told:
            clean[key] = _PDF.findall(text)
    kept = {"how": _how(), "pages": clean}
    files.write_text(_record(publication), json.dumps(kept, sort_keys=True) + "\n")
    return problems


def _record(publication: Publication) -> Path:
    return publication.work / "cache" / "links.json"


def _key(name: str, digest: str) -> str:
    """Give what a page is known by: links to itself have its name."""
    return f"{digest} {posixpath.basename(name)}"


@cache
def _how() -> str:
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()


def _faults(name: str, text: str) -> Iterator[tuple[Severity, str]]:
    for _page, href in dead_fragments({name: text}):
        message = f"a link leads to '{href}', which is not on the page; mend it in its document"
        yield Severity.ERROR, message
    for double in double_ids(text):
        message = f"the id '{double}' stands on the page twice; name one of the two otherwise"
        yield Severity.WARNING, message


def _read(publication: Publication) -> dict[str, list[str]]:
    """Give the pages in which nothing was wrong, with the PDFs that each links to."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        told = json.loads(_record(publication).read_text("utf-8"))
        if told["how"] == _how():
            return {str(key): list(map(str, hrefs)) for key, hrefs in told["pages"].items()}
    return {}
