"""Fingerprints of everything an edition is made from, so that a build repeats no work."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from gettext import GNUTranslations
from pathlib import Path

from editions.config import Publication
from editions.contents import BESIDE, contents, digest_of, of_tool, settings_files
from editions.documents import HANDBOOK, LEDGER, Document, documents, own_files
from editions.names.gazetteer import gazetteer_path
from editions.process import Job
from editions.site.progress import states_folder


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`everything`: all inputs of an edition; `shared`: those that show on many pages.

    Of these `named` says what each is, and gives its digest or itself.
    """

    everything: str
    shared: str
    named: Mapping[str, str] = field(default_factory=dict, compare=False)


def fingerprint(
    publication: Publication, job: Job, *, beside_before: str | None = None
) -> Fingerprint:
    """Read all inputs of `job` and give their digests (SHA-256, hexadecimal).

    `beside_before` is what `beside` gave earlier, to compare with a fingerprint of that time.
    """
    sources = documents(publication)
    catalogues = job.catalogues / job.language / "LC_MESSAGES" if job.catalogues else None
    read_beside = beside(job) if beside_before is None else beside_before
    named = {
        "the program or a library": digest_of(of_tool()),
        **_by_place(contents(settings_files(publication), publication.root)),
        # The register shows on every page that names a place, and in the index of names.
        "the register of names": hashlib.sha256(
            gazetteer_path(publication).read_bytes()
        ).hexdigest(),
        **{f"the title of {_source(each.name)}": each.title for each in sources},
        # A ledger that comes or goes numbers its issue anew; Sphinx sees only one that changes.
        **_by_place(contents(sorted(publication.docs.rglob(f"*{LEDGER}")), publication.root)),
        **dict(_translated_titles(sources, catalogues)),
        # A picture of the edition's own, say: Sphinx looks for it only when it reads.
        "the list of files in docs/": digest_of(_names(publication)),
        **_by_place(_beside(publication, read_beside)),
        # Every page has a list of languages; what is not there is no link in it.
        "the list of editions": " ".join(job.there or ()),
    }
    shared = [f"{name}\0{value}" for name, value in named.items()]
    states = states_folder(publication, job.language)
    everything = [
        *shared,
        # How far a translation is shows on few pages; Sphinx is told which (sphinxext.states).
        json.dumps(job.withheld, sort_keys=True),
        json.dumps(job.left_out, sort_keys=True),
        *contents(sorted(states.rglob("*.json")), states),
        *job.builders,
        *(f"pdf {name}" for name in (*(job.pdfs or ()), *job.pairs)),
        *job.documents,
        *(f"volume {year}" for year in job.volumes),
        *contents(_sources(publication), publication.root),
        *(contents(sorted(catalogues.rglob("*.po")), catalogues) if catalogues else ()),
    ]
    return Fingerprint(digest_of(everything), digest_of(shared), named)


def of_program() -> str:
    """Give the digest of what makes pages and PDFs: our own code, and the libraries it calls."""
    return digest_of(of_tool())


def of_reading(publication: Publication, paths: Iterable[Path], *, names: bool) -> str:
    """Give one digest of what Sphinx reads files of the publication with.

    With `names`, of what files there are as well.
    """
    return digest_of(
        [
            *of_tool(),
            *contents(settings_files(publication), publication.root),
            *contents(paths, publication.root),
            *(_names(publication) if names else ()),
        ]
    )


def _sources(publication: Publication) -> list[Path]:
    handbook = publication.docs / HANDBOOK
    return [path for path in own_files(publication) if not path.is_relative_to(handbook)]


def beside(job: Job) -> str:
    """Give the list of what the last run has read from beside the documents."""
    with suppress(OSError):
        return (job.doctrees / BESIDE).read_text("utf-8")
    return ""


def _beside(publication: Publication, names: str) -> Iterator[str]:
    for name in names.splitlines():
        place = publication.root / name
        inside = sorted(path for path in place.rglob("*") if path.is_file())
        yield f"{name} {'there' if place.exists() else 'absent'}"
        yield from contents([place] if place.is_file() else inside, publication.root)


def _names(publication: Publication) -> Iterator[str]:
    """Give the names of all files that a document may ask for, by whatever name."""
    for path in _sources(publication):
        relative = path.relative_to(publication.docs)
        if not any(part.startswith(".") for part in relative.parts):
            yield relative.as_posix()


def _translated_titles(
    sources: Iterable[Document], catalogues: Path | None
) -> Iterator[tuple[str, str]]:
    """Give each document's title in the edition; the interface catalogue counts as a whole.

    Titles stand on front pages and at neighbouring issues, interface words on every page.
    """
    if catalogues is None:
        return
    for document in sources:
        path = catalogues / f"{document.name}.mo"
        with suppress(OSError):
            stat = path.stat()
            marks = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
            title = _translated(path, document.title, marks)
            yield f"the translated title of {_source(document.name)}", title
    interface = catalogues / "sphinx.po"
    if interface.is_file():
        yield "the interface words (sphinx.po)", digest_of([interface.read_text("utf-8")])


@lru_cache(maxsize=1 << 14)
def _translated(path: Path, title: str, _marks: tuple[int, ...]) -> str:
    """Give a title as a compiled catalogue has it, itself if that lacks it; each is read once."""
    with path.open("rb") as file:
        return GNUTranslations(file).gettext(title) if title else ""


def _source(name: str) -> str:
    return f"docs/{name}.rst"


def _by_place(lines: Iterable[str]) -> dict[str, str]:
    """Part lines of `contents`, each into a place and what is to be known of it."""
    return {place: digest for place, _, digest in (line.rpartition(" ") for line in lines)}
