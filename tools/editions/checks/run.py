"""All checks in one run over a publication."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from editions import sources
from editions.catalogue import layout
from editions.catalogue.states import catalogue_state
from editions.checks import (
    COPIED,
    LETTER_BROKEN,
    LETTER_COMPOSED,
    LETTER_FOREIGN,
    LETTER_MIXED,
    NAME_LETTERS,
    NAME_SPELLING,
    ORPHAN,
    SPELLING,
    TERM_FORBIDDEN,
    TYPO_APOSTROPHE,
    WRONG_LANGUAGE,
    alphabet,
    corrections,
    days,
    facts,
    front_page,
    identity,
    language,
    ledger,
    left_out,
    names,
    phrases,
    pictures,
    prose,
    sites,
    spellchecking,
    tables,
    terms,
    typography,
    vouching,
)
from editions.checks.convention import Convention
from editions.checks.findings import Finding, Spans
from editions.checks.texts import Text, inside, select, texts
from editions.config import Publication
from editions.names import gazetteer, termbase
from editions.problems import Problem

FINDERS: tuple[Callable[[Text], Iterator[Finding]], ...] = (
    alphabet.find,
    facts.find,
    language.find,
    prose.find,
    sites.find,
    typography.find,
    phrases.find,
)
"""What looks at one text alone, or at a translation and its source."""

_LETTERS = (NAME_LETTERS, LETTER_MIXED, LETTER_FOREIGN, LETTER_COMPOSED, LETTER_BROKEN)
LOUDER = {
    LETTER_MIXED: (NAME_LETTERS, NAME_SPELLING),
    LETTER_FOREIGN: (WRONG_LANGUAGE, COPIED, NAME_LETTERS, NAME_SPELLING),
    WRONG_LANGUAGE: (COPIED,),
    SPELLING: (WRONG_LANGUAGE, COPIED, *_LETTERS, NAME_SPELLING, TERM_FORBIDDEN, TYPO_APOSTROPHE),
}
"""Check → those beside which it says nothing new of a place."""


def problems(
    publication: Publication, *, editions: Iterable[str] = (), paths: Iterable[Path] = ()
) -> list[Problem]:
    """Give all problems of a publication, sorted by file and line, each once.

    With `editions`, only those of texts in these languages; with `paths`, only those in these
    files and folders. Raises `UsageError` for an unknown edition, or for a path without any
    text.
    """
    languages = tuple(dict.fromkeys(editions)) or publication.languages
    for code in languages:
        publication.edition(code)
    places = frozenset(path.resolve() for path in paths)
    everything = list(texts(publication))
    chosen = select(everything, publication, editions=languages, paths=places)
    told = [*_registers(publication), *_catalogues(publication, languages, places)]
    told += sources.faults(publication)
    told += identity.problems_of(publication, editions=languages, paths=places)
    told += ledger.problems_of(publication, editions=languages)
    told += front_page.problems_of(publication, editions=languages)
    told += days.problems_of(publication, editions=languages)
    told += pictures.problems_of(publication, editions=languages)
    told += tables.problems_of(publication, editions=languages)
    told += corrections.problems_of(publication, editions=languages)
    found = [each for each in told if is_inside(each, publication, places)]
    found += of_texts(chosen, publication, everything)
    return sorted(dict.fromkeys(vouching.settled(publication, found)), key=place)


def of_texts(
    chosen: list[Text], publication: Publication, everything: list[Text]
) -> Iterator[Problem]:
    """Give the problems of texts; the words of `everything` tell common words from names."""
    convention = Convention.of(publication)
    found = names.of_texts(chosen, convention, everything=everything)
    for text in chosen:
        for find in FINDERS:
            found += find(text)
    found += terms.findings(chosen, publication, convention)
    found += left_out.findings(chosen, everything)
    spelt, untold = spellchecking.findings(chosen, publication, convention)
    found += spelt
    for finding in _told_once(found):
        if not finding.is_vouched:
            yield finding.problem()
    yield from untold


def _told_once(found: list[Finding]) -> Iterator[Finding]:
    """Leave out what another finding has said of the same place already."""
    said: dict[tuple[str, int, str], list[Finding]] = {}
    for finding in found:
        key = (finding.text.path, finding.text.line, finding.text.raw)
        said.setdefault(key, []).append(finding)
    for here in said.values():
        louder: dict[tuple[str, bool], Spans] = {}
        for finding in here:
            asked = (finding.check.id, finding.guess)
            if asked not in louder:
                louder[asked] = Spans(
                    other.span
                    for other in here
                    if other.check in LOUDER.get(finding.check, ())
                    and (finding.guess or not other.guess)
                )
            if not louder[asked].overlap(finding.span):
                yield finding


def _registers(publication: Publication) -> Iterator[Problem]:
    root = publication.root
    yield from gazetteer.load(gazetteer.gazetteer_path(publication), root)[1]
    yield from termbase.load(termbase.termbase_path(publication), root)[1]


def _catalogues(
    publication: Publication, languages: Iterable[str], places: frozenset[Path]
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
                yield from catalogue_state(publication, code, name).problems
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
