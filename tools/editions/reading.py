"""What only Sphinx can tell is wrong with a document, found without building anything.

What no page can be made of: an unknown directive, markup that is broken, a file from outside the
publication. Sphinx reads what has changed since it was last asked; what it said of the same
contents is remembered, so that asking again starts nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from editions import files, inputs, sources
from editions.config import Publication
from editions.documents import Document, documents
from editions.problems import BuildError, Problem
from editions.process import Job, Outcome, run_sphinx

BUILDER = "reading"
"""The builder of ours that writes nothing (`editions.sphinxext.reading`)."""


def faults(publication: Publication) -> dict[str, tuple[Problem, ...]]:
    """Give the errors that Sphinx finds in documents, by the names of those that have any.

    What cannot be read at all is none of Sphinx's business: `editions.sources` tells of it.
    Raises `BuildError` if Sphinx could not run.
    """
    found: dict[str, tuple[Problem, ...]] = {}
    new: list[Document] = []
    left_out: list[str] = []
    for document in documents(publication):
        if document.is_gone or any(sources.unreadable(document)):
            left_out.append(document.name)
            continue
        known = _remembered(publication, document)
        if known is None:
            new.append(document)
        else:
            found[document.name] = known
    while new:
        outcome = _read(publication, [document.name for document in new], left_out)
        if not outcome.whole:
            # The process ended over one of them: the others are read without it.
            ((name, told),) = outcome.broken.items()
            if name in left_out:
                raise BuildError(told[0].message, path=told[0].location.path)
            found[name] = tuple(replace(problem, edition=None) for problem in told)
            left_out.append(name)
            new = [document for document in new if document.name != name]
            continue
        for document in new:
            told = outcome.broken.get(document.name, ())
            # A fault of the document is one in every edition.
            found[document.name] = tuple(replace(problem, edition=None) for problem in told)
            used = outcome.used.get(document.name, ())
            _remember(publication, document, found[document.name], used)
        break
    return {name: found[name] for name in sorted(found) if found[name]}


def _read(publication: Publication, names: Iterable[str], left_out: Iterable[str]) -> Outcome:
    language = publication.source_language
    if language not in publication.languages:
        language = publication.languages[0]
    with _folder(publication) as folder:
        job = Job(
            language=language,
            doctrees=folder / "doctrees",
            builders={BUILDER: folder / "out"},
            again=tuple(names),
            left_out={language: tuple(left_out)},
        )
        return run_sphinx(publication, job)


@contextmanager
def _folder(publication: Publication) -> Iterator[Path]:
    """Give a folder in which Sphinx keeps what it has read; one for now if none can be kept."""
    folder = publication.work / "reading"
    with ExitStack() as stack:
        try:
            stack.enter_context(files.locked(publication.root, "reading"))
            folder.mkdir(parents=True, exist_ok=True)
            if not os.access(folder, os.W_OK | os.X_OK):
                folder = Path(stack.enter_context(TemporaryDirectory()))
        except OSError:
            folder = Path(stack.enter_context(TemporaryDirectory()))
        yield folder


def _remember(
    publication: Publication, document: Document, told: tuple[Problem, ...], used: Iterable[str]
) -> None:
    paths = sorted(used)
    record = {
        "inputs": _inputs(publication, document, paths, has_faults=bool(told)),
        "used": paths,
        "problems": [problem.as_dict() for problem in told],
    }
    data = json.dumps(record, ensure_ascii=False) + "\n"
    files.keep(_record(publication, document), data.encode("utf-8"))


def _remembered(publication: Publication, document: Document) -> tuple[Problem, ...] | None:
    with suppress(OSError, ValueError, KeyError, TypeError):
        known = json.loads(_record(publication, document).read_text("utf-8"))
        told = tuple(Problem.from_dict(each) for each in known["problems"])
        now = _inputs(publication, document, known["used"], has_faults=bool(told))
        if known["inputs"] == now:
            return told
    return None


def _inputs(
    publication: Publication, document: Document, used: Iterable[str], *, has_faults: bool
) -> str:
    """Give the digest of what was said about; a fault may lie in what is not there."""
    paths = [document.path, *(publication.root / name for name in used)]
    return inputs.of_reading(publication, paths, names=has_faults)


def _record(publication: Publication, document: Document) -> Path:
    return publication.work / "read" / f"{document.name}.json"
