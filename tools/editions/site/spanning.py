"""Writes what spans the editions of a site, from what each of them left of its pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

from editions import files
from editions.config import Publication
from editions.site import headers, sums
from editions.site.chooser import chooser, nowhere
from editions.site.copies import write_copies
from editions.site.facts import FACTS, EditionFacts
from editions.site.facts import load as read_facts
from editions.site.landing import landing
from editions.site.parallel import folders, parallel
from editions.site.published import PUBLISHED, PublishedEdition
from editions.site.published import load as read_published
from editions.site.sitemap import SITEMAP, sitemap

_MADE = ("*.html", "[12]???-??/index.html", "[12]???-??/404.html")
"""The pages that belong to no edition, beside those of the pairs."""


def span(publication: Publication, doctrees: Mapping[str, Path], output: Path) -> None:
    """Write the pages above and between the editions, the copies, the site map and the sums.

    `doctrees` has, by language, the folders where editions leave what their pages say; those
    that have not left anything, or have no pages in `output`, are no part of the site yet.
    """
    there = {
        language: folder
        for language, folder in doctrees.items()
        if (folder / FACTS).is_file() and (output / language).is_dir()
    }
    editions = [read_facts(folder / FACTS) for folder in there.values()]
    published = {language: read_published(folder / PUBLISHED) for language, folder in there.items()}
    pages = chooser(publication, editions)
    pages |= parallel(publication, there, published, there=_lies_in(output))
    _write(pages, output)
    # Landing pages link what is there; a pair that is no more must not be among it.
    beside = [path for path in _beside(publication, output) if path.name != "404.html"]
    _remove_others(beside, pages, output)
    if editions:
        _copies(publication, editions, published, output)
        files.write_bytes(output / headers.NAME, headers.headers_file())
    # After all that landing pages link to.
    neutral = _neutral(publication, published.values(), output)
    pages |= neutral | nowhere(publication, editions, _folders([*pages, *neutral]))
    _write(pages, output)
    above = [path for pattern in (*_MADE, SITEMAP) for path in output.glob(pattern)]
    _remove_others([*above, *_beside(publication, output)], pages, output)
    sums.write(output)


def _copies(
    publication: Publication,
    editions: list[EditionFacts],
    published: Mapping[str, PublishedEdition],
    output: Path,
) -> None:
    withheld = {
        language: {issue.document for issue in edition.issues if not issue.finished}
        for language, edition in published.items()
    }
    dates = {issue.key: issue.dates for each in published.values() for issue in each.issues}
    write_copies(publication, editions, site=output, withheld=withheld, dates=dates)


def _neutral(
    publication: Publication, published: Iterable[PublishedEdition], output: Path
) -> dict[str, bytes]:
    """Give what belongs to no language: landing pages and the site map."""
    editions = list(published)
    made = landing(publication, editions, there=_lies_in(output))
    mapped = sitemap(publication, editions)
    return made | ({SITEMAP: mapped} if mapped else {})


def _lies_in(output: Path) -> Callable[[str], bool]:
    return lambda name: (output / name).is_file()


def _folders(names: Iterable[str]) -> set[str]:
    """Give the folders of pages, those around them too, without the root."""
    return {
        folder.as_posix()
        for name in names
        for folder in Path(name).parents
        if folder.as_posix() != "."
    }


def _write(pages: Mapping[str, bytes], output: Path) -> None:
    for name, data in pages.items():
        files.write_bytes(output / name, data)


def _beside(publication: Publication, output: Path) -> list[Path]:
    """Give the pages that lie in the folders of the pairs."""
    return [path for folder in folders(publication) for path in (output / folder).rglob("*.html")]


def _remove_others(paths: Iterable[Path], pages: Collection[str], output: Path) -> None:
    for path in paths:
        if path.relative_to(output).as_posix() not in pages:
            path.unlink()
