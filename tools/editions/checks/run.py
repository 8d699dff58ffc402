"""All checks in one run over a publication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from editions import sources
from editions.catalogue import layout
from editions.checks import (
    ORPHAN,
    corrections,
    days,
    front_page,
    identity,
    ledger,
    pictures,
    tables,
    vouching,
)
from editions.checks.by_file import Judge, remembered_state
from editions.checks.texts import inside, select, text_files
from editions.config import Publication
from editions.names import gazetteer, termbase
from editions.problems import Problem
from editions.store import Memory, NoMemory


def problems(
    publication: Publication,
    *,
    editions: Iterable[str] = (),
    paths: Iterable[Path] = (),
    memory: Memory | None = None,
) -> list[Problem]:
    """Give all problems of a publication, sorted by file and line, each once.

    With `editions`, only those of texts in these languages; with `paths`, only those in these
    files and folders. What the `memory` has of the same files is not found again. Raises
    `UsageError` for an unknown edition, or for a path without any text.
    """
    memory = memory or NoMemory()
    languages = tuple(dict.fromkeys(editions)) or publication.languages
    for code in languages:
        publication.edition(code)
    places = frozenset(path.resolve() for path in paths)
    everything = list(text_files(publication))
    chosen = select(everything, publication, editions=languages, paths=places)
    told = [*_registers(publication, places), *_catalogues(publication, languages, places, memory)]
    told += identity.problems_of(publication, editions=languages, paths=places)
    if not places or not all(each.is_relative_to(publication.locale.resolve()) for each in places):
        told += _documents(publication, languages)
    found = [each for each in told if is_inside(each, publication, places)]
    found += Judge(publication, everything, memory).problems(chosen)
    return sorted(dict.fromkeys(vouching.settled(publication, found)), key=place)


def _registers(publication: Publication, places: frozenset[Path]) -> Iterator[Problem]:
    root = publication.root
    for path, load in (
        (gazetteer.gazetteer_path(publication), gazetteer.load),
        (termbase.termbase_path(publication), termbase.load),
    ):
        if inside(path, places):
            yield from load(path, root)[1]


def _documents(publication: Publication, languages: tuple[str, ...]) -> Iterator[Problem]:
    """Tell what the documents and their ledgers, as wholes, have wrong; no catalogue has."""
    yield from sources.faults(publication)
    yield from ledger.problems_of(publication, editions=languages)
    yield from front_page.problems_of(publication, editions=languages)
    yield from days.problems_of(publication, editions=languages)
    yield from pictures.problems_of(publication, editions=languages)
    yield from tables.problems_of(publication, editions=languages)
    yield from corrections.problems_of(publication, editions=languages)


def _catalogues(
    publication: Publication,
    languages: Iterable[str],
    places: frozenset[Path],
    memory: Memory,
) -> Iterator[Problem]:
    """Tell what keeps catalogues from being published; nothing is written."""
    for code in languages:
        folder = layout.messages(publication, code)
        found = layout.catalogues(folder)
        expected = (*layout.translated_documents(publication, code), layout.INTERFACE)
        for name in expected:
            path = folder / f"{name}.po"
            if name == layout.INTERFACE and not path.exists() and not path.is_symlink():
                continue
            if inside(path, places):
                yield from remembered_state(publication, code, name, memory).problems
        for name in sorted(found.keys() - set(expected)):
            message = "no document of this name is translated here; it is not read"
            location = layout.location(publication, found[name])
            yield Problem(ORPHAN.id, ORPHAN.severity, location, message, edition=code)


def is_inside(problem: Problem, publication: Publication, places: frozenset[Path]) -> bool:
    """Tell whether a problem is in one of `places`; it is if there are none."""
    return inside(publication.root / problem.location.path, places)


def place(problem: Problem) -> tuple[str, int, str, str]:
    """Give the key by which problems are sorted."""
    return (problem.location.path, problem.location.line or 0, problem.id, problem.message)
