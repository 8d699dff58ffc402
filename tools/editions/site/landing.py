"""The neutral address of each issue: a page that belongs to no language and leads to all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations
from pathlib import Path

from editions.config import Publication
from editions.site.copies import epub_name, survival_name
from editions.site.published import PublishedEdition, keys
from editions.site.sums import NAME as SUMS
from editions.site.templates import template


def landing(
    publication: Publication,
    editions: Sequence[PublishedEdition],
    *,
    there: Callable[[str], bool],
) -> dict[str, bytes]:
    """Give the landing pages, path below the site's root → content; one per published issue.

    `editions` come in the order they are to be shown; `there` tells of a path below the root
    whether the site has it, and only what is there is linked.
    """
    page = template("landing.html")
    pages = {}
    for key in keys(editions):
        shown = [(edition, issue) for edition in editions if (issue := edition.issue(key))]
        context = {
            "key": key,
            "editions": shown,
            "pairs": _pairs(shown[0][1].document, [edition for edition, _issue in shown], there),
            "copy": f"{key}.html" if there(survival_name(key)) else "",
            "books": {
                edition.language: Path(name).name
                for edition, _issue in shown
                if there(name := epub_name(key, edition.language))
            },
            "sums": SUMS,
            "base_url": publication.base_url,
        }
        pages[f"{key}/index.html"] = page.render(context).encode()
    return pages


def _pairs(
    document: str, editions: Sequence[PublishedEdition], there: Callable[[str], bool]
) -> dict[str, list[tuple[str, str, PublishedEdition]]]:
    """Give for each language the pages with another beside it.

    Each is its address, that of its PDF ("" if there is none) and the other edition.
    """
    found: dict[str, list[tuple[str, str, PublishedEdition]]] = {
        edition.language: [] for edition in editions
    }
    for one, other in permutations(editions, 2):
        folder = f"{one.language}-{other.language}"
        address, pdf = f"{folder}/{document}.html", f"{folder}/{document}.pdf"
        if there(address):
            pdf = pdf if there(pdf) else ""
            found[one.language].append((address, pdf, other))
            found[other.language].append((address, pdf, one))
    return found
