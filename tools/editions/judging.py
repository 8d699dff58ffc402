"""Whether a document may be let out: one judgement for every verb.

What `editions check` calls an error in a document withholds that document, and no other: it is
not built, not updated and not frozen until it is mended. What only Sphinx can tell comes from
whatever reads the documents with it (`editions.process.Outcome`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from editions import files, inputs, sources
from editions.catalogue import layout
from editions.checks import ledger as citations
from editions.checks import run
from editions.config import Publication
from editions.documents import Document, documents
from editions.problems import Problem, Severity, has_errors


def judge(publication: Publication) -> dict[str, tuple[Problem, ...]]:
    """Give what is wrong with the documents, by their names; errors and warnings.

    What was found of the same contents is remembered; of what is new, all is judged in one run.
    """
    found: dict[str, tuple[Problem, ...]] = {}
    new: list[tuple[Document, str]] = []
    for document in documents(publication):
        if document.is_gone:
            found[document.name] = tuple(citations.of_document(publication, document))
            continue
        if any(sources.unreadable(document)):
            found[document.name] = tuple(sources.of_document(publication, document))
            continue
        now = inputs.of_checks(publication, _files(document))
        known = _remembered(publication, document, now)
        if known is None:
            new.append((document, now))
        else:
            found[document.name] = known
    if new:
        found |= _judged(publication, new)
    return {name: found[name] for name in sorted(found)}


def withheld(judged: Mapping[str, Iterable[Problem]]) -> frozenset[str]:
    """Give the documents of a judgement that must not be let out."""
    return frozenset(name for name, problems in judged.items() if has_errors(problems))


def errors(judged: Mapping[str, Iterable[Problem]]) -> list[Problem]:
    """Give what withholds documents."""
    return [
        problem
        for problems in judged.values()
        for problem in problems
        if problem.severity is Severity.ERROR
    ]


def _files(document: Document) -> Iterator[Path]:
    """Give what the judgement of a document depends on, beside settings and registers."""
    yield document.path
    if document.ledger.is_file():
        yield document.ledger


def _judged(
    publication: Publication, new: Iterable[tuple[Document, str]]
) -> dict[str, tuple[Problem, ...]]:
    problems = run.problems(publication, paths=[document.path for document, _now in new])
    found = {}
    for document, now in new:
        own = layout.location(publication, document.path).path
        told_of_ledger = citations.of_document(publication, document)
        found[document.name] = (
            *(problem for problem in problems if problem.location.path == own),
            *(problem for problem in told_of_ledger if problem.location.path != own),
        )
        told = [problem.as_dict() for problem in found[document.name]]
        record = json.dumps({"inputs": now, "problems": told}, ensure_ascii=False)
        files.write_text(_record(publication, document), record + "\n")
    return found


def _remembered(
    publication: Publication, document: Document, now: str
) -> tuple[Problem, ...] | None:
    with suppress(OSError, ValueError, KeyError, TypeError):
        known = json.loads(_record(publication, document).read_text("utf-8"))
        if known["inputs"] == now:
            return tuple(Problem.from_dict(each) for each in known["problems"])
    return None


def _record(publication: Publication, document: Document) -> Path:
    return publication.work / "judged" / f"{document.name}.json"
