"""Published numbers and addresses stay: a document against the ledger that was frozen of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from docutils import nodes

from editions import limits, sources
from editions.catalogue import proofs
from editions.checks import CITATION
from editions.checks.tree import parsed
from editions.config import Publication
from editions.documents import Document, documents
from editions.problems import BuildError, Location, Problem, Severity
from editions.site import ledger


@dataclass(frozen=True, slots=True)
class Reading:
    """An issue as it is cited: paragraphs' texts and lines; sections' addresses, all addresses."""

    texts: tuple[str, ...]
    lines: tuple[int, ...]
    places: tuple[str, ...]
    addresses: frozenset[str]


def problems_of(publication: Publication, *, editions: Iterable[str]) -> Iterator[Problem]:
    """Give what would break citations of the issues that were frozen, written in `editions`."""
    languages = set(editions)
    for document in documents(publication):
        if document.is_gone or document.language in languages:
            yield from of_document(publication, document)


def of_document(publication: Publication, document: Document) -> Iterator[Problem]:
    """Give what would break citations of a document, if it is an issue that was frozen."""
    yield from _proofs(publication, document)
    path = ledger.ledger_path(document.path)
    if not document.issue or not path.is_file():
        return
    if document.is_gone:
        yield _problem(publication, path, 1, "the issue was published and is gone: restore it")
    elif not any(sources.unreadable(document)):
        yield from _of(publication, document)


def _proofs(publication: Publication, document: Document) -> Iterator[Problem]:
    """Tell of a list of what was published that is too large to be one."""
    for language in publication.languages if document.issue else ():
        path = proofs.proof_path(document, language)
        if path.is_file() and path.stat().st_size > limits.DOCUMENT:
            yield _problem(publication, path, 1, limits.too_large(limits.DOCUMENT))


def frozen(document: Document) -> tuple[ledger.Ledger, ledger.Numbering]:
    """Give the ledger of a document as it would be frozen now, and how it was numbered.

    What was frozen before stays in it. Raises `BuildError` if that cannot be read.
    """
    before = ledger.load(ledger.ledger_path(document.path))
    reading = read(document.path)
    numbering = ledger.numbered(reading.texts, before)
    places = dict.fromkeys((*(before.places if before else ()), *reading.places))
    known = before.editions if before else None
    return ledger.Ledger(numbering.paragraphs, tuple(places), known), numbering


def missing(publication: Publication, document: Document) -> Iterator[Problem]:
    """Give what was frozen of a document and is not in it any more."""
    before = ledger.load(ledger.ledger_path(document.path))
    if before is None:
        return
    reading = read(document.path)
    for each, after in ledger.numbered(reading.texts, before).vanished:
        line = reading.lines[after - 1] if after else 1
        message = (
            f"paragraph {each.number} (“{each.begins}”) was published and is gone; "
            "put a line in its place that says why"
        )
        yield _problem(publication, document.path, line, message)
    for place in before.places:
        if place not in reading.addresses:
            message = (
                f"the address #{place} was published and is gone; "
                f"put '.. _{place}:' before the section that follows it"
            )
            yield _problem(publication, document.path, 1, message)


def read(path: Path) -> Reading:
    """Read an issue as far as it is cited; nothing is executed or included."""
    document = parsed(path)
    counted = [node for node in document.findall(nodes.paragraph) if ledger.is_counted(node)]
    sections = list(document.findall(nodes.section))
    labels = set(document.ids)
    return Reading(
        texts=tuple(node.rawsource for node in counted),
        lines=tuple(node.line or 1 for node in counted),
        places=tuple(_address(section, document) for section in sections),
        addresses=frozenset(labels),
    )


def _of(publication: Publication, document: Document) -> Iterator[Problem]:
    try:
        _now, numbering = frozen(document)
    except BuildError as error:
        yield _problem(publication, Path(str(error.path)), error.line or 1, error.message)
        return
    yield from missing(publication, document)
    lines = dict(
        zip(
            (each.number for each in numbering.paragraphs),
            read(document.path).lines,
            strict=True,
        )
    )
    for number in numbering.new:
        message = (
            f"paragraph {number} is not frozen yet; publish it with "
            f"'editions freeze {document.issue}', so that it keeps this number"
        )
        # Nothing that was published is lost by it.
        where = _problem(publication, document.path, lines[number], message)
        yield replace(where, severity=Severity.WARNING)


def _address(section: nodes.section, document: nodes.document) -> str:
    """Give a section's own label, as `sphinxext.paragraphs` chooses it; else its first id."""
    explicit = {
        identifier
        for name, identifier in document.nameids.items()
        if identifier is not None and document.nametypes.get(name)
    }
    ids: list[str] = section["ids"]
    return next((identifier for identifier in ids if identifier in explicit), ids[0])


def _problem(publication: Publication, path: Path, line: int, message: str) -> Problem:
    where = Location(path.relative_to(publication.root).as_posix(), line)
    return Problem(CITATION.id, CITATION.severity, where, message)
