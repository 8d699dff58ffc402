"""Documents and interface words → templates in build/gettext."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polib

from editions import files
from editions.catalogue import interface, layout, po
from editions.config import Publication
from editions.documents import documents
from editions.problems import Problem
from editions.process import Job, run_sphinx


@dataclass(frozen=True, slots=True)
class Extraction:
    """The templates that changed, and what Sphinx complained of in the documents."""

    written: tuple[Path, ...]
    problems: tuple[Problem, ...]


def extract(publication: Publication) -> Extraction:
    """Write the templates of all documents readers see and of the interface words.

    Removes the templates of documents that are gone. Raises `BuildError` if Sphinx could
    not run and `CatalogueError` if what it wrote cannot be read.
    """
    with files.locked(publication.root, "extract"):
        # Sphinx stamps its templates with the time: they lie apart and are copied clean.
        apart = publication.work / "gettext.sphinx"
        # Sphinx repeats only the problems of what it reads again, so they make it read all.
        clean = apart / "clean"
        job = Job(
            language=publication.source_language,
            doctrees=apart / "doctrees",
            builders={"gettext": apart / "templates"},
            fresh=not clean.is_file(),
        )
        clean.unlink(missing_ok=True)
        problems = run_sphinx(publication, job)
        if not problems:
            files.write_text(clean, "")
        made = _documents(publication, apart / "templates")
        made[layout.INTERFACE] = interface.template(publication)
        for name, path in _templates(publication).items():
            if name not in made:
                path.unlink()
        paths = ((layout.template(publication, name), made[name]) for name in sorted(made))
        written = tuple(path for path, template in paths if po.write(path, template))
    return Extraction(written, tuple(problems))


def _documents(publication: Publication, folder: Path) -> dict[str, polib.POFile]:
    """Copy what Sphinx extracted from documents that still exist, without time and places."""
    layout.translated_documents(publication, language="")
    made = {}
    for document in documents(publication):
        path = folder / f"{document.name}.pot"
        if path.is_file():
            template = po.new()
            template.extend(polib.POEntry(msgid=entry.msgid, flags=[]) for entry in po.read(path))
            made[document.name] = template
    return made


def _templates(publication: Publication) -> dict[str, Path]:
    folder = layout.templates(publication)
    found = sorted(folder.rglob("*.pot"))
    return {path.relative_to(folder).with_suffix("").as_posix(): path for path in found}
