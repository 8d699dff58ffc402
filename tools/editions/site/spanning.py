"""Writes what spans the editions of a site, from what each of them left of its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from editions.config import Publication
from editions.documents import documents
from editions.problems import Problem
from editions.site import forms, headers, host
from editions.site.chooser import ICON, chooser, nowhere
from editions.site.copies import write_copies
from editions.site.facts import FACTS, EditionFacts
from editions.site.facts import load as read_facts
from editions.site.landing import landing
from editions.site.parallel import parallel
from editions.site.published import PUBLISHED, PublishedEdition
from editions.site.published import load as read_published
from editions.site.sitemap import SITEMAP, sitemap
from editions.site.tree import Tree


def span(publication: Publication, doctrees: Mapping[str, Path], tree: Tree) -> list[Problem]:
    """Write the pages above and between the editions, the copies and the site map.

    Gives what is wrong in those that are made of editions' pages, as errors.

    `doctrees` has, by language, the folders where editions leave what their pages say; those
    that have not left anything, or have no pages in `tree`, are no part of the site yet.
    """
    there = {
        language: folder
        for language, folder in doctrees.items()
        if (folder / FACTS).is_file() and f"{language}/index.html" in tree
    }
    editions = [read_facts(folder / FACTS) for folder in there.values()]
    published = {language: read_published(folder / PUBLISHED) for language, folder in there.items()}
    sources = _sources(publication)
    pages = chooser(publication, editions)
    if host.brings(publication, ICON):
        pages.pop(ICON, None)
    problems: list[Problem] = []
    pairs = {}
    for name, make in parallel(publication, there, published, there=tree.__contains__):
        where = forms.place(publication, sources(name))
        data = forms.spared(make, f"the page {name}", where, problems)
        if data is not None:
            pairs[name] = data
        elif (tree.site / name).is_file():
            tree.stays(name, sources(name), kept=True)
    pages |= pairs
    _write(pages, tree, sources)
    if editions:
        problems += _copies(publication, editions, published, tree)
        tree.write(headers.NAME, headers.headers_file(), "site")
    # After all that landing pages link to.
    neutral = _neutral(publication, published.values(), tree)
    _write(neutral, tree, sources)
    _write(nowhere(publication, editions), tree, sources)
    mapped = {name: data for name, data in neutral.items() if name == SITEMAP}
    for name, data in (pairs | mapped).items():
        problems += forms.check(
            name, data, forms.place(publication, sources(name)), tree.__contains__
        )
    return problems


def _copies(
    publication: Publication,
    editions: list[EditionFacts],
    published: Mapping[str, PublishedEdition],
    tree: Tree,
) -> list[Problem]:
    withheld = {
        language: {issue.document for issue in edition.issues if not issue.finished}
        for language, edition in published.items()
    }
    dates = {issue.key: issue.dates for each in published.values() for issue in each.issues}
    return write_copies(publication, editions, tree=tree, withheld=withheld, dates=dates)


def _neutral(
    publication: Publication, published: Iterable[PublishedEdition], tree: Tree
) -> dict[str, bytes]:
    """Give what belongs to no language: landing pages and the site map."""
    editions = list(published)
    made = landing(publication, editions, there=tree.__contains__)
    mapped = sitemap(publication, editions)
    return made | ({SITEMAP: mapped} if mapped else {})


def _write(pages: Mapping[str, bytes], tree: Tree, sources: Callable[[str], str]) -> None:
    for name, data in pages.items():
        tree.write(name, data, sources(name))


def _sources(publication: Publication) -> Callable[[str], str]:
    """Give what tells of a page between the editions which document it speaks of."""
    known = documents(publication)
    names = {document.name for document in known}
    keys = {document.issue: document.name for document in known if document.issue}

    def source(page: str) -> str:
        first, _, rest = page.partition("/")
        name = rest.rpartition(".")[0]
        return keys.get(first) or (name if name in names else "site")

    return source
