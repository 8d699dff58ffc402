"""Whether a document may be let out: one judgement for every verb.

What `editions check` calls an error in a document withholds that document, and no other: it is
not built, not updated and not frozen until it is mended. What only Sphinx can tell
(`editions.reading`) is part of it; what only an edition can, a build tells.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from editions import reading, shares, shown, sources
from editions.catalogue import layout
from editions.checks import CITATION, PICTURE, received, run, vouching
from editions.checks import ledger as citations
from editions.config import Publication
from editions.documents import Document, documents
from editions.problems import Problem, Severity, has_errors
from editions.recall import Recall

_QUOTED = re.compile(r"'([^']+)'")


def judge(
    publication: Publication, *, recall: Recall | None = None
) -> dict[str, tuple[Problem, ...]]:
    """Give what is wrong with the documents, by their names; errors and warnings.

    What was found of the same contents is recalled; of what is new, all is judged in one run.
    """
    recall = recall or Recall(publication)
    found: dict[str, tuple[Problem, ...]] = {}
    new: list[Document] = []
    for document in documents(publication):
        if document.is_gone:
            found[document.name] = tuple(citations.of_document(publication, document))
            continue
        if any(sources.unreadable(document)):
            found[document.name] = tuple(sources.of_document(publication, document))
            continue
        known = recall.find("judged", _files(publication, document), _read)
        if known is None:
            new.append(document)
        else:
            found[document.name] = known
    if new:
        found |= _judged(publication, new, recall)
    for document, problem in sources.misnamed(publication):
        found[document.name] = (*found[document.name], problem)
    for name, told in reading.faults(publication).items():
        found[name] = (*found[name], *_untold(told, found[name]))
    return {name: tuple(vouching.settled(publication, found[name])) for name in sorted(found)}


def _read(known: Any) -> tuple[Problem, ...]:
    return tuple(map(Problem.from_dict, known))


def withheld(judged: Mapping[str, Iterable[Problem]]) -> frozenset[str]:
    """Give the documents of a judgement that must not be let out."""
    return frozenset(name for name, problems in judged.items() if has_errors(problems))


def problems(
    publication: Publication,
    *,
    editions: Iterable[str] = (),
    paths: Iterable[Path] = (),
    recall: Recall | None = None,
) -> list[Problem]:
    """Give all problems of a publication: those of the checks, and what only Sphinx can tell.

    Arguments, order and errors are those of `editions.checks.run.problems`.
    """
    recall = recall or Recall(publication)
    languages = frozenset(editions) or frozenset(publication.languages)
    places = frozenset(path.resolve() for path in paths)
    for code in languages:
        publication.edition(code)
    if not (editions or places):
        with shares.judged(publication, recall, jobs=os.cpu_count() or 1):
            reading.faults(publication)
    found = list(received.problems_of(publication, editions=languages, places=places))
    elsewhere = places - received.below(publication, places)
    if elsewhere or not places:
        found += run.problems(publication, editions=editions, paths=elsewhere, memory=recall)
    written_in = {each.name: each.language for each in documents(publication)}
    for name, told in reading.faults(publication).items():
        if written_in[name] in languages:
            asked = [each for each in told if run.is_inside(each, publication, places)]
            found += _untold(asked, found)
    return sorted(vouching.settled(publication, found), key=run.place)


def errors(judged: Mapping[str, Iterable[Problem]]) -> list[Problem]:
    """Give what withholds documents."""
    return [
        problem
        for problems in judged.values()
        for problem in problems
        if problem.severity is Severity.ERROR
    ]


def _untold(told: Iterable[Problem], known: Iterable[Problem]) -> Iterator[Problem]:
    """Give what Sphinx told and the checks did not; of pictures and ledgers they know more."""
    pictures = [each for each in known if each.id == PICTURE.id]
    places = {each.location.path for each in pictures}
    names = {name for each in pictures for name in _QUOTED.findall(each.message)}
    ledgers = {each.message for each in known if each.id == CITATION.id}
    for problem in told:
        about_picture = problem.id in {"image.not_readable", sources.OUTSIDE}
        is_told = problem.location.path in places and any(name in problem.message for name in names)
        if not (problem in known or problem.message in ledgers or (about_picture and is_told)):
            yield problem


def _files(publication: Publication, document: Document) -> tuple[Path, ...]:
    """Give what the judgement of a document depends on, beside settings and registers."""
    docs, languages = publication.docs, publication.languages
    pictures = shown.files(docs, document.path, document.text, languages)
    return (document.path, *pictures, document.ledger)


def _judged(
    publication: Publication, new: Iterable[Document], recall: Recall
) -> dict[str, tuple[Problem, ...]]:
    all_told = run.problems(publication, paths=[each.path for each in new], memory=recall)
    found = {}
    for document in new:
        own = layout.location(publication, document.path).path
        told_of_ledger = citations.of_document(publication, document)
        found[document.name] = (
            *(
                problem
                for problem in all_told
                # What is called like another is not a matter of its own file alone.
                if problem.location.path == own and problem.id != sources.NAME
            ),
            *(problem for problem in told_of_ledger if problem.location.path != own),
        )
        told = [problem.as_dict() for problem in found[document.name]]
        recall.keep("judged", _files(publication, document), told)
    return found
