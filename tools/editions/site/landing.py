"""The neutral address of each issue: a page that belongs to no language and leads to all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import permutations
from pathlib import Path

from editions.config import Publication
from editions.site.copies import epub_name, survival_name
from editions.site.published import PublishedEdition, keys
from editions.site.sums import NAME as SUMS
from editions.site.templates import THEME, template
from editions.site.tomake import ToMake, made_of

_TOOL = (Path(__file__), THEME / "landing.html")


def landing(
    publication: Publication,
    editions: Sequence[PublishedEdition],
    *,
    there: Callable[[str], bool],
) -> Iterator[ToMake]:
    """Give the landing pages, one per published issue.

    `editions` come in the order they are to be shown; `there` tells of a path below the root
    whether the site has it, and only what is there is linked.
    """
    said = [
        (each.language, each.autonym, each.series, each.corrections, each.words)
        for each in editions
    ]
    common = (publication.base_url, said, *(path.read_text("utf-8") for path in _TOOL))
    issues = [{issue.key: issue for issue in edition.issues} for edition in editions]
    for key in keys(editions):
        shown = [
            (edition, known[key])
            for edition, known in zip(editions, issues, strict=True)
            if key in known
        ]
        pairs = _pairs(shown[0][1].document, [edition for edition, _issue in shown], there)
        copy = f"{key}.html" if there(survival_name(key)) else ""
        books = {
            edition.language: Path(name).name
            for edition, _issue in shown
            if there(name := epub_name(key, edition.language))
        }
        beside = [
            (language, address, pdf, other.language)
            for language, found in pairs.items()
            for address, pdf, other in found
        ]
        inputs = made_of((*common, key, [issue for _, issue in shown], beside, copy, books))
        context = {
            "key": key,
            "editions": shown,
            "pairs": pairs,
            "copy": copy,
            "books": books,
            "sums": SUMS,
            "base_url": publication.base_url,
        }
        yield ToMake(f"{key}/index.html", inputs, partial(_made, context))


def _made(context: Mapping[str, object]) -> bytes:
    return template("landing.html").render(context).encode()


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
