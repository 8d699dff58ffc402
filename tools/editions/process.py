"""Starting Sphinx, always as a process of its own.

Two languages in one process mix (``sphinx.locale.translators`` forgets which language a
catalogue was for), and this keeps every import of Sphinx in ``sphinxext`` and ``pdf``.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from editions import children
from editions.at import was_at
from editions.bounds import blamed
from editions.config import Bounds, Publication
from editions.problems import BuildError, Location, Problem, Severity


@dataclass(frozen=True, slots=True)
class Job:
    """What one Sphinx process does: builders (name to output folder) for one language.

    `catalogues` is the folder Sphinx reads translations from (None: none at all), `documents`
    limits what the PDF builder writes (empty: everything), `volumes` are the years it binds into
    one file each, `pdfs` names what has a PDF the pages link to, documents and volumes
    ("reports/2020"; None: every report but no volume), `pairs` what has one in two languages
    ("be-en/reports/2020-12"), `withheld` the issues no page links to as finished: language,
    document, translated words (per cent), `there` the editions the site has (None: all),
    `left_out` the documents a stand-in takes the place of, by language: what they hold must not
    reach readers. `fresh` forgets what earlier runs kept in `doctrees`, `again` names documents
    that are read once more. `run_conf` is for what makes pages: it runs conf.py, the
    publication's own Python, of which others read what it states (`editions.conf`).
    """

    language: str
    doctrees: Path
    builders: Mapping[str, Path]
    catalogues: Path | None = None
    documents: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    pdfs: tuple[str, ...] | None = None
    pairs: tuple[str, ...] = ()
    withheld: Mapping[str, Mapping[str, int]] = field(default_factory=dict, hash=False)
    there: tuple[str, ...] | None = None
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    fresh: bool = False
    again: tuple[str, ...] = ()
    run_conf: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What Sphinx and Typst complained of, and what of it is wrong with which document.

    A document that has a problem in `broken` was not made as it should be; neither is then
    what else was made of its edition. Nothing was, if the process ended at it (not `whole`).
    `used` names the files, from the publication's folder on, that a document was read from
    besides its own; `made` tells of each document that was made why it was.
    """

    problems: tuple[Problem, ...] = ()
    broken: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    used: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    made: Mapping[str, str] = field(default_factory=dict)
    whole: bool = True


def run_sphinx(publication: Publication, job: Job) -> Outcome:
    """Run the builders of `job` one after the other, up to one in which a document breaks.

    The builders share what was read in `job.doctrees`. Raises `BuildError` with the last
    line Sphinx said if one could not finish.
    """
    problems: dict[Problem, None] = {}
    used: Mapping[str, tuple[str, ...]] = {}
    made: dict[str, str] = {}
    fresh = job.fresh
    for builder, output in job.builders.items():
        order: dict[str, object] = {
            "root": str(publication.root),
            "language": job.language,
            "doctrees": str(job.doctrees),
            "builder": builder,
            "output": str(output),
            "catalogues": str(job.catalogues) if job.catalogues else None,
            "documents": list(job.documents),
            "volumes": list(job.volumes),
            "pdfs": job.pdfs,
            "pairs": job.pairs,
            "withheld": job.withheld,
            "there": job.there,
            "left_out": job.left_out,
            "fresh": fresh,
            "again": job.again,
            "run_conf": job.run_conf,
        }
        # What the first builder complained of while reading, the second one does not read.
        fresh = False
        done = _run(order, publication.bounds)
        problems |= dict.fromkeys(done.problems)
        used, made = done.used, {**done.made, **made}
        if done.broken:
            return Outcome(tuple(problems), done.broken, used, made, whole=done.whole)
    return Outcome(tuple(problems), used=used, made=made)


class _EndedError(BuildError):
    """A process ended without an answer, while it was at a document."""

    def __init__(self, message: str, document: str):
        super().__init__(message, path=f"docs/{document}.rst")
        self.document = document


def _run(order: dict[str, object], bounds: Bounds) -> Outcome:
    language = str(order["language"])
    try:
        answer = ordered("editions.sphinxext", order, bounds)
    except _EndedError as error:
        where = Location(str(error.path))
        problem = Problem("document", Severity.ERROR, where, error.message, edition=language)
        return Outcome((), {error.document: (problem,)}, whole=False)
    if answer["fatal"]:
        raise BuildError(answer["fatal"])

    def read(item: dict[str, Any]) -> Problem:
        return Problem.from_dict({**item, "edition": language})

    broken = {name: tuple(map(read, items)) for name, items in answer["broken"].items()}
    used = {name: tuple(paths) for name, paths in answer["used"].items()}
    return Outcome(tuple(map(read, answer["problems"])), broken, used, answer["made"])


def ordered(module: str, order: Mapping[str, Any], bounds: Bounds) -> Any:
    """Hand an order (JSON) to a module of ours in a process of its own; give its answer.

    If a PDF takes more than it may, the process is started once more: its name and what is
    wrong with it are then in ``beyond``, and the module is to leave it out and to say so. The
    process works in ``root``. Raises `BuildError` if it stops for any other reason.
    """
    beyond: dict[str, str] = {}
    while True:
        given = json.dumps({**order, "beyond": beyond})
        done = children.run(module, given, folder=Path(order["root"]))
        with suppress(json.JSONDecodeError):
            return json.loads(done.stdout)
        blame = blamed(done, bounds)
        if blame is None and (document := was_at(done)):
            message = f"what makes it into a page or a PDF broke down over it ({_ending(done)})"
            raise _EndedError(f"{message}; take out what was added last", document)
        if blame is None or blame[0] in beyond:
            spoken = [each for each in done.stderr.splitlines() if not each.startswith("editions:")]
            said = ([each.strip() for each in spoken if each.strip()] or ["nothing"])[-1]
            message = f"{module}: stopped without an answer (exit {done.returncode}): {said}"
            raise BuildError(message)
        beyond |= [blame]


def _ending(done: subprocess.CompletedProcess[str]) -> str:
    """Say how a process ended."""
    code = done.returncode
    return f"signal {-code}" if code < 0 else f"exit {code}"
