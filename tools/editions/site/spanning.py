"""Writes what spans the editions of a site, from what each of them left of its pages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from editions import files
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
from editions.site.tomake import ToMake
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
    made = _Made(publication, tree, sources)
    has = tree.__contains__
    for page in parallel(publication, there, published, there=has, digest=tree.digests.of):
        made.write(page, problems)
    _write(pages, tree, sources)
    if editions:
        problems += _copies(publication, editions, published, tree)
        tree.write(headers.NAME, headers.headers_file(), "site")
    # After all that landing pages link to.
    for page in landing(publication, list(published.values()), there=has):
        made.write(page, problems, looked_at=False)
    mapped = sitemap(publication, list(published.values()))
    if mapped:
        tree.write(SITEMAP, mapped, "site")
    _write(nowhere(publication, editions), tree, sources)
    problems += made.check()
    if mapped:
        problems += forms.check(SITEMAP, mapped, "site", has)
    return problems


class _Made:
    """Pages between editions: one that was made of the same is not made again."""

    def __init__(self, publication: Publication, tree: Tree, sources: Callable[[str], str]) -> None:
        self._publication, self._tree, self._sources = publication, tree, sources
        self._record = publication.work / "work" / "pairs.json"
        self._before: Mapping[str, Mapping[str, Any]] = {}
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            known = json.loads(self._record.read_text("utf-8"))
            if known["how"] == forms.how():
                self._before = {
                    str(name): {
                        "inputs": str(each["inputs"]),
                        "digest": str(each["digest"]),
                        "leads": list(map(str, each["leads"])),
                    }
                    for name, each in known["pairs"].items()
                }
        self._now: dict[str, Mapping[str, Any]] = {}
        self._new: dict[str, tuple[str, bytes]] = {}

    def write(self, page: ToMake, problems: list[Problem], *, looked_at: bool = True) -> None:
        """Write a page; what cannot be made is added to `problems`, and stays as it is.

        One that is not `looked_at` is not checked afterwards.
        """
        name, source = page.name, self._sources(page.name)
        known = self._before.get(name)
        if (
            known
            and known["inputs"] == page.inputs
            and self._tree.has(name, known["digest"], source)
        ):
            self._now[name] = known
            return
        where = forms.place(self._publication, source)
        data = forms.spared(page.make, f"the page {name}", where, problems)
        if data is not None:
            self._tree.write(name, data, source)
            if looked_at:
                self._new[name] = (page.inputs, data)
            else:
                digest = hashlib.sha256(data).hexdigest()
                self._now[name] = {"inputs": page.inputs, "digest": digest, "leads": []}
        elif (self._tree.site / name).is_file():
            self._tree.stays(name, source, kept=True)

    def check(self) -> Iterator[Problem]:
        """Give what is wrong in the pages, when all that they lead to is written."""
        for name, known in list(self._now.items()):
            if not all(lead in self._tree for lead in known["leads"]):
                self._new[name] = (known["inputs"], (self._tree.site / name).read_bytes())
        for name, (inputs, data) in self._new.items():
            self._now.pop(name, None)
            where = forms.place(self._publication, self._sources(name))
            said = list(forms.check(name, data, where, self._tree.__contains__))
            yield from said
            if not said:
                digest = hashlib.sha256(data).hexdigest()
                leads = forms.leads(name, data)
                self._now[name] = {"inputs": inputs, "digest": digest, "leads": leads}
        kept = {"how": forms.how(), "pairs": self._now}
        files.keep(self._record, f"{json.dumps(kept, sort_keys=True)}\n".encode())


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
