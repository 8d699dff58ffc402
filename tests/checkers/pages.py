"""The kinds of pages of the site of the report of December, and where each lies."""

from __future__ import annotations

from pathlib import Path

EDITIONS = ("be", "ru", "en")
PAIRS = ("be-en", "be-ru", "ru-en")
ABOUT = ("method", "romanization", "corrections", "privacy", "licence")

# What an edition has, by kind; {} stands for the edition, or for the pair.
OF_EDITION = {
    "front": ["{}/index.html"],
    "issue": ["{}/reports/2020-12.html"],
    "names": ["{}/names.html"],
    "search": ["{}/search.html"],
    "about": [f"{{}}/about/{name}.html" for name in ABOUT],
    "not found": ["{}/404.html"],
}
OF_PAIR = {"side by side": ["{}/reports/2020-12.html"]}
OF_ALL = {
    "chooser": ["index.html"],
    "not found": ["404.html"],
    "landing": ["2020-12/index.html"],
    "survival copy": ["2020-12/2020-12.html"],
}


def kinds() -> dict[tuple[str, str], list[str]]:
    """Give the pages by kind and edition (a pair of editions, or ``all``)."""
    found = {(kind, "all"): pages for kind, pages in OF_ALL.items()}
    for members, pages_by_kind in ((EDITIONS, OF_EDITION), (PAIRS, OF_PAIR)):
        for kind, pages in pages_by_kind.items():
            for member in members:
                found[kind, member] = [page.format(member) for page in pages]
    return found


def pages() -> list[str]:
    """Give all pages, as addresses relative to the site's root."""
    return [page for pages in kinds().values() for page in pages]


def published(site: Path) -> list[str]:
    """Give the HTML files that lie in a built site, as addresses relative to its root."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
