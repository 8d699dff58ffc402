"""The pages above the editions: the chooser of a language, the pages for wrong addresses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from editions.config import Publication
from editions.site.facts import EditionFacts
from editions.site.style import NAME, style
from editions.site.templates import THEME, template

ICON = "favicon.ico"


def chooser(publication: Publication, editions: Sequence[EditionFacts]) -> dict[str, bytes]:
    """Give the chooser, its style and the icon: path relative to the site's root → content.

    `editions` come in the order they are to be shown; without any there is no file. No
    redirect and no script: the reader chooses, and nobody learns what.
    """
    if not editions:
        return {}
    base = f"{publication.base_url}/" if publication.base_url else ""
    return {
        "index.html": _page("chooser.html", editions, base),
        NAME: style(),
        # Browsers ask for it at the root; a link to it would weigh on every page.
        ICON: (THEME / ICON).read_bytes(),
    }


def nowhere(
    publication: Publication, editions: Sequence[EditionFacts], folders: Iterable[str]
) -> dict[str, bytes]:
    """Give what a server shows for a wrong address outside the editions: path → content.

    One page holds anywhere if it knows the site's address; without one, the root and each
    of `folders` have their own.
    """
    if not editions:
        return {}
    if publication.base_url:
        return {"404.html": _page("nowhere.html", editions, f"{publication.base_url}/")}
    names = ["404.html", *(f"{folder}/404.html" for folder in sorted(folders))]
    return {name: _page("nowhere.html", editions, "", up="../" * name.count("/")) for name in names}


def _page(name: str, editions: Sequence[EditionFacts], base: str, *, up: str = "") -> bytes:
    return template(name).render(editions=editions, base=base, up=up).encode()
