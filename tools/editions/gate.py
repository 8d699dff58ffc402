"""The gate of an edition: whether an issue is finished enough to be linked as an issue.

`editions build` and `editions status` share the verdict; what is demanded stands in
``[tool.editions.gate]``.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from editions import files, inputs
from editions.catalogue import layout
from editions.catalogue.states import CatalogueState, State, catalogue_state
from editions.checks import run
from editions.config import Demands, Publication
from editions.documents import Document, documents
from editions.problems import EditionsError, Problem, Severity
from editions.site.progress import SHOWN, Progress, load_progress, states_folder


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a document may be linked as finished; if not, for what reasons.

    `percent` is the share of words an edition shows in its own language.
    """

    passed: bool
    reasons: tuple[str, ...] = ()
    percent: int = 100


OPEN = Gate(passed=True)


def verdict(
    publication: Publication, language: str, document: str, *, progress: Progress | None = None
) -> Gate:
    """Judge a document by its name ("reports/2020-12") in an edition.

    `progress` spares reading the catalogue where it is known. A document that is no issue,
    is written in the edition's own language, or of which nothing is demanded, passes. Raises
    `EditionsError` if the catalogue's folder cannot be read.
    """
    found = next((each for each in documents(publication) if each.name == document), None)
    if found is None or found.issue is None or found.language == language:
        return OPEN
    demands = publication.demands(language, found.issue)
    if demands == Demands():
        return OPEN
    if progress is None:
        progress = _summed(catalogue_state(publication, language, document))
    errors = _errors(publication, language, found) if demands.checks else 0
    reasons = tuple(_reasons(demands, progress, errors))
    return Gate(not reasons, reasons, progress.percent)


def withheld(
    publication: Publication, *, published: Collection[str] = ()
) -> dict[str, dict[str, Gate]]:
    """Give the verdicts on what stays below its gate: language → document → verdict.

    Of the languages in `published` the states were written a moment ago and are taken from
    there. An edition whose states cannot be had withholds nothing: its build will say why.
    """
    found: dict[str, dict[str, Gate]] = {}
    for language in publication.languages:
        folder = states_folder(publication, language)
        with suppress(EditionsError):
            judged = {
                each.name: verdict(
                    publication,
                    language,
                    each.name,
                    progress=load_progress(folder, each.name) if language in published else None,
                )
                for each in documents(publication)
                if publication.gate and each.issue
            }
            found[language] = {name: gate for name, gate in judged.items() if not gate.passed}
    return found


def _summed(found: CatalogueState) -> Progress:
    """Sum up what was read of a catalogue, as `load_progress` reads it from the file."""
    passages = {
        each.msgid: str(each.state) for each in found.messages if each.state is not State.TRANSLATED
    }
    words = found.words()
    return Progress(words["total"], sum(words[state] for state in SHOWN), passages)


def _reasons(demands: Demands, progress: Progress, errors: int) -> Iterator[str]:
    if progress.percent < demands.complete:
        yield (
            f"{progress.percent} % of the words are translated; "
            f"the gate asks for {demands.complete} %"
        )
    if demands.held is not None and progress.held > demands.held:
        yield f"held back by vetting: {progress.held}; the gate allows {demands.held}"
    if errors:
        yield f"errors that 'editions check' finds: {errors}; the gate allows none"


def _errors(publication: Publication, language: str, document: Document) -> int:
    """Count the errors in a catalogue; what was counted of the same inputs is remembered."""
    path = layout.messages(publication, language) / f"{document.name}.po"
    if not path.is_file():
        return 0
    now = inputs.of_checks(publication, (document.path, path))
    record = publication.work / "gate" / language / f"{document.name}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        known = json.loads(record.read_text("utf-8"))
        if known["inputs"] == now:
            return int(known["errors"])
    errors = _count(run.problems(publication, editions=[language], paths=[path]))
    files.write_text(record, json.dumps({"inputs": now, "errors": errors}) + "\n")
    return errors


def _count(problems: Iterable[Problem]) -> int:
    return sum(problem.severity is Severity.ERROR for problem in problems)
