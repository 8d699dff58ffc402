"""The PDFs in two languages: which are to be, and setting them from what the editions left."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import combinations, groupby
from pathlib import Path
from typing import Any

from editions import children, files, inputs
from editions.config import Publication
from editions.documents import documents
from editions.problems import BuildError, Location, Problem, Severity
from editions.process import ordered
from editions.site.parallel import order
from editions.site.tree import Tree

IN_A_PROCESS = 3
"""Typst remembers all that it has set: twelve pairs take 430 MB, three 280."""

_DOCTREES = ("doctrees", "doctrees-pdf")
"""Where the PDF builder of an edition may have left what it read; see `build`."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is to be set: issues (as ``reports/2020-12``), withheld ones by language, processes."""

    issues: tuple[str, ...]
    withheld: Mapping[str, Mapping[str, int]]
    jobs: int
    output: Path


def build(
    publication: Publication, pairs: Pairs, tree: Tree, *, say: Callable[[str], None]
) -> list[Problem]:
    """Set every issue of `pairs` that two editions in its output have, in both languages.

    A PDF that cannot be set becomes a problem, and what was published before stays. PDFs of
    issues that are gone, or that an edition withholds, are removed; those whose editions are
    what they were are not looked into. `say` what changed.
    """
    tool = inputs.of_program()
    found = [
        issue
        for languages in _languages(publication)
        for issue in _issues(publication, pairs, languages, tool)
    ]
    to_be_set = [issue for issue in found if issue.recorded() is None]
    with children.workers(pairs.jobs) as pool:
        running = [pool.submit(_set, publication, issues) for issues in _batches(to_be_set)]
        failed = [problem for done in running for problem in done.result()]
    changed = [
        issue.folder
        for issue in found
        if issue.output.is_file()
        and tree.write(issue.name, issue.output.read_bytes(), issue.document)
    ]
    if changed:
        files_changed = f"{len(changed)} file{'' if len(changed) == 1 else 's'} changed"
        say(f"{', '.join(dict.fromkeys(changed))}: side by side, pdf, {files_changed}")
    _keep_others(publication, pairs, tree)
    return failed + [
        problem
        for issue in found
        for said in issue.recorded() or ()
        for problem in [_problem(publication, issue, said)]
    ]


def _batches(found: list[_Issue]) -> Iterator[list[_Issue]]:
    """Give the issues of a pair, so many together as one process sets."""
    for _folder, issues in groupby(found, key=lambda issue: issue.folder):
        rest = list(issues)
        while rest:
            yield rest[:IN_A_PROCESS]
            rest = rest[IN_A_PROCESS:]


def expected(publication: Publication, pairs: Pairs, *, making: Collection[str]) -> frozenset[str]:
    """Give the PDFs the site has once `pairs` are set, as ``be-en/reports/2020-12``.

    `making` are the languages whose own PDFs of those issues are still to come.
    """
    return frozenset(
        f"{folder}/{name}"
        for two in _languages(publication)
        for folder in ["-".join(two)]
        for name in _issues_of(publication)
        if _is_finished(pairs, name, two, making=making)
        if name in pairs.issues or (pairs.output / folder / f"{name}.pdf").is_file()
    )


def _issues_of(publication: Publication) -> list[str]:
    return [document.name for document in documents(publication) if document.issue]


def _keep_others(publication: Publication, pairs: Pairs, tree: Tree) -> None:
    """Keep what this run did not set; remove what two editions do not, or no longer, both have."""
    stay = {
        f"{'-'.join(two)}/{name}.pdf"
        for two in _languages(publication)
        for name in _issues_of(publication)
        if _is_finished(pairs, name, two)
    }
    tree.keep(stay.__contains__)
    folders = {"-".join(two) for two in _languages(publication)}
    tree.clear(lambda name: name.endswith(".pdf") and name.partition("/")[0] in folders)


def _languages(publication: Publication) -> list[tuple[str, str]]:
    return [order(*two) for two in combinations(publication.languages, 2)]


def _is_finished(
    pairs: Pairs, document: str, languages: Iterable[str], *, making: Collection[str] = ()
) -> bool:
    return all(
        document not in pairs.withheld.get(language, {})
        and (
            (language in making and document in pairs.issues)
            or (pairs.output / language / f"{document}.pdf").is_file()
        )
        for language in languages
    )


@dataclass(frozen=True, slots=True)
class _Issue:
    """An issue to be had in two languages: ``be-en``, ``reports/2020-12`` and so on.

    `left` are the folders with what its editions' PDFs were set of, `inputs` the digest of all
    that its own depends on; its PDF is made in `work` and published as `target`.
    """

    folder: str
    document: str
    left: tuple[str, ...]
    inputs: str
    work: Path
    target: Path

    @property
    def name(self) -> str:
        return f"{self.folder}/{self.document}.pdf"

    @property
    def output(self) -> Path:
        return self.work.with_suffix(".pdf")

    @property
    def record(self) -> Path:
        return self.work.with_suffix(".json")

    def recorded(self) -> list[dict[str, Any]] | None:
        """Give what was said when it was set, None if it is to be set (again)."""
        with suppress(OSError, ValueError, KeyError):
            record = json.loads(self.record.read_text("utf-8"))
            published = hashlib.sha256(self.target.read_bytes()).hexdigest()
            if (record["inputs"], record["output"]) == (self.inputs, published):
                said: list[dict[str, Any]] = record["said"]
                return said
        return None

    def keep(self, said: list[dict[str, Any]]) -> None:
        """Record what was said of the PDF that lies in `output` now."""
        made = hashlib.sha256(self.output.read_bytes()).hexdigest()
        record = {"inputs": self.inputs, "output": made, "said": said}
        files.write_text(self.record, json.dumps(record, ensure_ascii=False, indent=1))


def _issues(
    publication: Publication, pairs: Pairs, languages: tuple[str, str], tool: str
) -> Iterator[_Issue]:
    """Give the issues that can be set in two languages."""
    folder = "-".join(languages)
    for document in pairs.issues:
        if not _is_finished(pairs, document, languages):
            continue
        left = [_left(publication, pairs, language, document) for language in languages]
        folders = [found[0] for found in left if found]
        digests = [tool, *(found[1] for found in left if found)]
        if len(folders) == len(languages):
            yield _Issue(
                folder=folder,
                document=document,
                left=tuple(str(each) for each in folders),
                inputs=hashlib.sha256("\n".join(digests).encode()).hexdigest(),
                work=publication.work / "work" / "pairs" / folder / document,
                target=pairs.output / folder / f"{document}.pdf",
            )


def _left(
    publication: Publication, pairs: Pairs, language: str, document: str
) -> tuple[Path, str] | None:
    """Give the folder with the data of the very PDF that readers have, and the PDF's digest.

    None if the data are lost.
    """
    published = (pairs.output / language / f"{document}.pdf").read_bytes()
    digest = hashlib.sha256(published).hexdigest()
    for doctrees in _DOCTREES:
        folder = publication.work / "work" / language / doctrees / "pdf" / document
        record = folder / "record.json"
        if record.is_file() and json.loads(record.read_text("utf-8"))["output"] == digest:
            return folder, digest
    return None


def _set(publication: Publication, issues: list[_Issue]) -> list[Problem]:
    """Set issues of a pair in one process, in which Typst reads the fonts once; record each.

    Gives a problem for each that could not be set.
    """
    orders = [
        {
            "document": issue.document,
            "editions": list(issue.left),
            "work": str(issue.work),
            "output": str(issue.output),
        }
        for issue in issues
    ]
    setting = {
        "root": str(publication.root),
        "issues": orders,
        "bounds": asdict(publication.bounds),
    }
    try:
        answer = ordered("editions.pdf", setting, publication.bounds)
    except BuildError as error:
        message = f"{issues[0].folder}: {error.message}"
        return [Problem("edition", Severity.ERROR, Location("."), message)]
    failed = []
    for issue in issues:
        said = [each for each in answer if each["document"] == issue.document]
        fatal = [each for each in said if each["fatal"]]
        failed += [_problem(publication, issue, each) for each in fatal]
        if not fatal and issue.output.is_file():
            issue.keep(said)
    return failed


def _problem(publication: Publication, issue: _Issue, said: dict[str, Any]) -> Problem:
    path = (publication.docs / f"{issue.document}.rst").relative_to(publication.root)
    severity = Severity.ERROR if said["fatal"] else Severity.WARNING
    message = f"{issue.folder}: {said['message']}"
    return Problem("editions.pdf", severity, Location(path.as_posix()), message)
