"""Documents and interface words → templates in build/gettext."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import polib

from editions import files
from editions.catalogue import interface, layout, po
from editions.config import Publication
from editions.documents import documents
from editions.problems import BuildError, CatalogueError, Problem, Severity
from editions.process import Job, run_sphinx
from editions.sources import UNREADABLE


@dataclass(frozen=True, slots=True)
class Extraction:
    """The templates that changed, and what is wrong with the documents.

    Those in `withheld` were not read, or had an error when they were: their templates are as
    they were before.
    """

    written: tuple[Path, ...]
    problems: tuple[Problem, ...]
    withheld: frozenset[str]


def extract(publication: Publication, *, withheld: Collection[str] = ()) -> Extraction:
    """Write the templates of all documents readers see and of the interface words.

    Removes the templates of documents that are gone; leaves those of the documents in
    `withheld`, and of what Sphinx finds an error in, as they are. Raises `BuildError` if Sphinx
    could not run and `CatalogueError` if what it wrote cannot be read.
    """
    with files.locked(publication.root, "extract"):
        # Sphinx stamps its templates with the time: they lie apart and are copied clean.
        apart = publication.work / layout.APART
        # Sphinx repeats only the problems of what it reads again, so they make it read all.
        clean = apart / "clean"
        job = Job(
            language=publication.source_language,
            doctrees=apart / "doctrees",
            builders={"gettext": apart / "templates"},
            fresh=not clean.is_file(),
            left_out={publication.source_language: tuple(sorted(withheld))},
        )
        clean.unlink(missing_ok=True)
        outcome = run_sphinx(publication, job)
        if not outcome.whole:
            ended = next(each for found in outcome.broken.values() for each in found)
            raise BuildError(ended.message, path=ended.location.path)
        if not outcome.problems and not outcome.broken:
            files.write_text(clean, "")
        untouched = frozenset((*withheld, *outcome.broken))
        made, large = _documents(publication, apart / "templates", but=untouched)
        untouched |= large.keys()
        made[layout.INTERFACE] = interface.template(publication)
        for name, path in _templates(publication).items():
            if name not in made and name not in untouched:
                path.unlink()
        paths = ((layout.template(publication, name), made[name]) for name in sorted(made))
        written = tuple(path for path, template in paths if po.write(path, template))
    wrong = (problem for problems in outcome.broken.values() for problem in problems)
    problems = tuple(dict.fromkeys((*outcome.problems, *wrong, *large.values())))
    return Extraction(written, problems, untouched)


def _documents(
    publication: Publication, folder: Path, *, but: Collection[str]
) -> tuple[dict[str, polib.POFile], dict[str, Problem]]:
    """Copy what Sphinx extracted from documents that still exist, without time and places.

    Gives what is wrong with those that make more messages than a catalogue may hold as well.
    """
    layout.translated_documents(publication, language="")
    made, large = {}, {}
    for document in documents(publication):
        path = folder / f"{document.name}.pot"
        if path.is_file() and document.name not in but:
            try:
                read = po.read(path)
            except CatalogueError as error:
                where = layout.location(publication, document.path, 1)
                message = f"its catalogues cannot be made: {error.message}"
                large[document.name] = Problem(UNREADABLE, Severity.ERROR, where, message)
                continue
            template = po.new()
            template.extend(polib.POEntry(msgid=entry.msgid, flags=[]) for entry in read)
            made[document.name] = template
    return made, large


def _templates(publication: Publication) -> dict[str, Path]:
    folder = layout.templates(publication)
    found = sorted(folder.rglob("*.pot"))
    return {path.relative_to(folder).with_suffix("").as_posix(): path for path in found}
