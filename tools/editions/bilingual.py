"""The PDFs in two languages: which are to be, and setting them from what the editions left."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from editions import files
from editions.config import Publication
from editions.documents import documents
from editions.problems import Location, Problem, Severity
from editions.site.parallel import order

_DOCTREES = ("doctrees", "doctrees-pdf")
"""Where the PDF builder of an edition may have left what it read; see `build`."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is to be set: issues (as ``reports/2020-12``), withheld ones by language, processes."""

    issues: tuple[str, ...]
    withheld: Mapping[str, Mapping[str, int]]
    jobs: int
    output: Path


def build(publication: Publication, pairs: Pairs, *, say: Callable[[str], None]) -> list[Problem]:
    """Set every issue of `pairs` that two editions in its output have, in both languages.

    A PDF that cannot be set becomes a problem, and what was published before stays. PDFs of
    issues that are gone, or that an edition withholds, are removed. `say` what changed.
    """
    _remove_gone(publication, pairs)
    work = publication.work / "work" / "pairs"
    orders = {
        "-".join(two): list(_issues(publication, pairs, two, work))
        for two in _languages(publication)
    }
    with ThreadPoolExecutor(max_workers=max(1, pairs.jobs)) as pool:
        running = [pool.submit(_set, publication, *each) for each in orders.items()]
        problems = [problem for done in running for problem in done.result()]
    changed = [
        folder
        for folder, issues in orders.items()
        for issue in issues
        if (made := Path(issue["output"])).is_file()
        and files.write_bytes(pairs.output / folder / f"{issue['document']}.pdf", made.read_bytes())
    ]
    if changed:
        files_changed = f"{len(changed)} file{'' if len(changed) == 1 else 's'} changed"
        say(f"{', '.join(dict.fromkeys(changed))}: side by side, pdf, {files_changed}")
    return problems


def _remove_gone(publication: Publication, pairs: Pairs) -> None:
    """Remove the PDFs of issues that two editions do not, or no longer, both have."""
    known = {document.name for document in documents(publication) if document.issue}
    for first, second in _languages(publication):
        folder = pairs.output / f"{first}-{second}"
        for path in sorted(folder.rglob("*.pdf")):
            name = path.relative_to(folder).with_suffix("").as_posix()
            if name not in known or not _is_finished(pairs, name, (first, second)):
                path.unlink()


def _languages(publication: Publication) -> list[tuple[str, str]]:
    return [order(*two) for two in combinations(publication.languages, 2)]


def _is_finished(pairs: Pairs, document: str, languages: Iterable[str]) -> bool:
    return all(
        document not in pairs.withheld.get(language, {})
        and (pairs.output / language / f"{document}.pdf").is_file()
        for language in languages
    )


def _issues(
    publication: Publication, pairs: Pairs, languages: tuple[str, str], work: Path
) -> Iterator[dict[str, Any]]:
    """Give the issues that can be set in two languages, as `editions.pdf` is told of them."""
    own = work / "-".join(languages)
    for document in pairs.issues:
        if not _is_finished(pairs, document, languages):
            continue
        left = [_left(publication, pairs, language, document) for language in languages]
        if None not in left:
            yield {
                "document": document,
                "editions": [str(each) for each in left],
                "work": str(own / document),
                "output": str(own / f"{document}.pdf"),
            }


def _left(publication: Publication, pairs: Pairs, language: str, document: str) -> Path | None:
    """Give the folder with the data of the very PDF that readers have, None if it is lost."""
    published = (pairs.output / language / f"{document}.pdf").read_bytes()
    digest = hashlib.sha256(published).hexdigest()
    for doctrees in _DOCTREES:
        folder = publication.work / "work" / language / doctrees / "pdf" / document
        record = folder / "record.json"
        if record.is_file() and json.loads(record.read_text("utf-8"))["output"] == digest:
            return folder
    return None


def _set(publication: Publication, folder: str, issues: list[dict[str, Any]]) -> list[Problem]:
    """Set issues in one process, in which Typst reads the fonts once."""
    if not issues:
        return []
    done = subprocess.run(
        [sys.executable, "-m", "editions.pdf"],
        input=json.dumps({"issues": issues}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=publication.root,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONHASHSEED": "0", "TZ": "UTC"},
    )
    try:
        answer = json.loads(done.stdout)
    except json.JSONDecodeError:
        said = (done.stderr.strip().splitlines() or ["nothing"])[-1]
        message = f"{folder}: setting the PDFs stopped without an answer: {said}"
        return [Problem("edition", Severity.ERROR, Location("."), message)]
    return [_problem(publication, folder, each) for each in answer]


def _problem(publication: Publication, folder: str, said: dict[str, Any]) -> Problem:
    path = (publication.docs / f"{said['document']}.rst").relative_to(publication.root)
    severity = Severity.ERROR if said["fatal"] else Severity.WARNING
    message = f"{folder}: {said['message']}"
    return Problem("editions.pdf", severity, Location(path.as_posix()), message)
