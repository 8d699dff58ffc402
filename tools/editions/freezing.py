"""Freezing an issue: the moment of publication, and what may not be open then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from editions import answers, gate
from editions.catalogue import layout, proofs
from editions.catalogue.states import reading
from editions.checks import CATALOGUE, CITATION
from editions.checks import ledger as citations
from editions.config import Publication
from editions.documents import Document
from editions.problems import Problem, Severity
from editions.site import ledger


@dataclass(frozen=True, slots=True)
class Freezing:
    """A ledger to be written: its file, its text, the numbers it has; the `proofs` beside it.

    `lost` are published addresses that the document has no more, `problems` all else that
    should not be published.
    """

    path: Path
    text: str
    paragraphs: int
    lost: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    proofs: tuple[tuple[Path, str], ...] = ()


def prepare(publication: Publication, document: Document) -> Freezing:
    """Find out what freezing an issue would write, and what stands against it.

    Nothing does where nothing would change. Raises `BuildError` if the ledger there is none.
    """
    path = ledger.ledger_path(document.path)
    lost = tuple(citations.missing(publication, document))
    # Asked first: the checks leave their cache where builds do.
    unbuilt = list(_unbuilt(publication, document))
    found = replace(citations.frozen(document)[0], editions=gate.finished_in(publication, document))
    text = ledger.dumps(found, document.issue or "")
    proven = tuple(_proofs(publication, document))
    unchanged = all(
        file.is_file() and file.read_text("utf-8") == said for file, said in ((path, text), *proven)
    )
    problems = () if unchanged else (*unbuilt, *_errors(publication, document))
    return Freezing(path, text, len(found.paragraphs), lost, problems, proven)


def _proofs(publication: Publication, document: Document) -> Iterator[tuple[Path, str]]:
    """Give the files that prove which translations are published, with their texts.

    What was published of a catalogue that cannot be read now stays as it was told.
    """
    for language in publication.languages:
        path = proofs.proof_path(document, language)
        read = reading(publication, language, document.name)
        unsure = any(problem.id == CATALOGUE.id for problem in read.state.problems)
        if language != document.language and not unsure and (read.digests or path.is_file()):
            yield path, proofs.dumps(read.digests)


def _errors(publication: Publication, document: Document) -> Iterator[Problem]:
    """Give the errors of an issue in its document and in its catalogues."""
    paths = [document.path]
    paths += [
        layout.messages(publication, language) / f"{document.name}.po"
        for language in publication.languages
    ]
    places = {layout.location(publication, path).path for path in paths}
    for problem in answers.problems(publication):
        is_error = problem.severity is Severity.ERROR and problem.location.path in places
        # A number that is not frozen yet is what freezing is for; a lost one is told apart.
        if is_error and problem.id != CITATION.id:
            yield problem


def _unbuilt(publication: Publication, document: Document) -> Iterator[Problem]:
    """Tell if an issue was never built: nobody has seen what would be published.

    A fresh clone has no site and knows of no build.
    """
    language = document.language
    if language not in publication.languages:
        language = publication.languages[0]
    page = publication.site / language / f"{document.name}.html"
    if page.is_file() or _is_fresh(publication):
        return
    where = layout.location(publication, document.path)
    message = "was never built: look at it after 'editions build', then freeze it"
    yield Problem("never-built", Severity.ERROR, where, message)


def _is_fresh(publication: Publication) -> bool:
    """Tell whether nothing was extracted or built in this working copy."""
    left = (publication.site, publication.work / "work", publication.work / "gettext")
    return not any(folder.is_dir() for folder in left)
