"""The gate of an edition: whether an issue is finished enough to be linked as an issue.

`editions build` and `editions status` share the verdict; what is demanded stands in
``[tool.editions.gate]``. It is asked before an issue is published and never after: in the
editions that the issue's ledger records, it stays published whatever is corrected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from editions.catalogue import layout
from editions.catalogue.states import CatalogueState, State
from editions.checks import run
from editions.checks.by_file import remembered_state
from editions.config import NO_DEMANDS, Demands, Publication
from editions.documents import Document, documents
from editions.problems import BuildError, EditionsError, Problem, Severity
from editions.recall import Recall
from editions.site import ledger
from editions.site import published as on_site
from editions.site.progress import SHOWN, Progress, load_progress, states_folder


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a document may be linked as finished; if not, for what reasons.

    `percent` is the share of words an edition shows in its own language. What was `published`
    passes whatever the `reasons`.
    """

    passed: bool
    reasons: tuple[str, ...] = ()
    percent: int = 100
    published: bool = False


OPEN = Gate(passed=True)


def verdict(
    publication: Publication, language: str, document: str, *, recall: Recall | None = None
) -> Gate:
    """Judge a document by its name ("reports/2020-12") in an edition; see `verdicts`."""
    return verdicts(publication, language, [document], recall=recall).get(document, OPEN)


def verdicts(
    publication: Publication,
    language: str,
    names: Collection[str],
    *,
    known: Mapping[str, Progress] | None = None,
    checks: bool = True,
    told: Iterable[Problem] | None = None,
    recall: Recall | None = None,
) -> dict[str, Gate]:
    """Judge documents of an edition by their names; what is not in the answer passes.

    Judged is an issue in another language of which something is demanded. `known` spares
    reading catalogues whose progress was read already; without `checks` none are run; `told` is
    all that they find, where it is known already. Raises
    `EditionsError` if a catalogue's folder cannot be read.
    """
    demanded = _demanded(publication, language, names)
    checked = [each for each, demands in demanded.items() if checks and demands.checks]
    recall = recall or Recall(publication)
    if told is None:
        errors = _count(publication, {language: checked}, recall)[language]
    else:
        errors = _counted(publication, language, checked, told)
    found = {}
    for each, demands in demanded.items():
        progress = (known or {}).get(each.name)
        if progress is None:
            progress = _summed(remembered_state(publication, language, each.name, recall))
        reasons = tuple(_reasons(demands, progress, errors.get(each.name, 0)))
        stays = language in (published_in(each) or ())
        found[each.name] = Gate(not reasons or stays, reasons, progress.percent, stays)
    return found


def published_in(document: Document) -> tuple[str, ...] | None:
    """Give the editions in which an issue was published as finished, by its ledger.

    None if it has no ledger, or one that records no editions.
    """
    with suppress(BuildError):  # a broken one is told by `check`
        frozen = ledger.load(ledger.ledger_path(document.path))
        return frozen.editions if frozen else None
    return None


def outlook(publication: Publication, language: str, names: Collection[str]) -> Iterator[str]:
    """Say what the next build will make of documents that were just corrected, by their names.

    Told is what is below its gate now.
    """
    judged = verdicts(publication, language, names, checks=False)
    finished = _finished_on_site(publication, language)
    for name, verdict in judged.items():
        if not verdict.reasons:
            continue
        issue = name.rpartition("/")[2]
        why = f"{issue} {language}: now {'; '.join(verdict.reasons)}"
        if verdict.published:
            yield f"{why}; it was published and stays, new passages are marked"
        elif name in finished:
            keep = f"'editions freeze {issue}' keeps it published"
            yield f"{why}; it falls below, though it is on the site as finished: {keep}"
        else:
            yield f"{why}; it is announced, not linked as finished"


def finished_in(publication: Publication, document: Document) -> tuple[str, ...]:
    """Give the editions in which an issue is published, finished now or finished on the site.

    They come in the order of the settings; the language it is written in is always one.
    """
    known = published_in(document) or ()
    return tuple(
        language
        for language in publication.languages
        if language in known
        or language == document.language
        or document.name in _finished_on_site(publication, language)
        or not verdict(publication, language, document.name).reasons
    )


def _finished_on_site(publication: Publication, language: str) -> frozenset[str]:
    """Give the documents that the site has as finished in an edition."""
    with suppress(BuildError):
        edition = on_site.load(
            publication.work / "work" / language / "doctrees" / on_site.PUBLISHED
        )
        site = publication.site / language
        return frozenset(
            issue.document
            for issue in edition.finished
            if (site / f"{issue.document}.html").is_file()
        )
    return frozenset()


def below(
    publication: Publication,
    *,
    published: Collection[str] = (),
    recall: Recall | None = None,
) -> dict[str, dict[str, Gate]]:
    """Give the verdicts on what is below its gate: language → document → verdict.

    Of the languages in `published` the states were written a moment ago and are taken from
    there. An edition whose states cannot be had withholds nothing: its build will say why.
    """
    found: dict[str, dict[str, Gate]] = {}
    recall = recall or Recall(publication)
    names = [each.name for each in documents(publication) if each.issue]
    wanted = {code: _checked(publication, code, names) for code in publication.languages}
    _count(publication, wanted, recall)
    for language in publication.languages:
        folder = states_folder(publication, language)
        with suppress(EditionsError):
            read = {name: load_progress(folder, name) for name in names}
            known = {name: progress for name, progress in read.items() if progress is not None}
            judged = verdicts(
                publication,
                language,
                names,
                known=known if language in published else None,
                recall=recall,
            )
            found[language] = {name: gate for name, gate in judged.items() if gate.reasons}
    return found


def _summed(found: CatalogueState) -> Progress:
    """Sum up what was read of a catalogue, as `load_progress` reads it from the file."""
    passages = {
        each.msgid: each.mark for each in found.messages if each.state is not State.TRANSLATED
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


def _demanded(
    publication: Publication, language: str, names: Collection[str]
) -> dict[Document, Demands]:
    """Give the issues in other languages of which something is demanded, and what."""
    return {
        each: demands
        for each in documents(publication)
        if each.name in names and each.issue and each.language != language
        if (demands := publication.demands(language, each.issue)) != NO_DEMANDS
    }


def _checked(publication: Publication, language: str, names: Collection[str]) -> list[Document]:
    demanded = _demanded(publication, language, names)
    return [each for each, demands in demanded.items() if demands.checks]


def _count(
    publication: Publication, wanted: Mapping[str, Iterable[Document]], recall: Recall
) -> dict[str, dict[str, int]]:
    """Count the errors in catalogues; what was counted of the same inputs is recalled.

    All that is not is checked in one run.
    """
    counted: dict[str, dict[str, int]] = {language: {} for language in wanted}
    unknown: dict[Path, tuple[str, Document]] = {}
    for language, documents_of in wanted.items():
        for document in documents_of:
            path = layout.messages(publication, language) / f"{document.name}.po"
            if not path.is_file():
                continue
            known = recall.find("errors", (document.path, path), int)
            if known is None:
                unknown[path] = (language, document)
            else:
                counted[language][document.name] = known
    if not unknown:
        return counted
    problems = run.problems(publication, paths=list(unknown), memory=recall)
    asked = list(unknown.values())
    for language in wanted:
        of_language = [document for code, document in asked if code == language]
        counted[language] |= _counted(publication, language, of_language, problems)
    for path, (language, document) in unknown.items():
        recall.keep("errors", (document.path, path), counted[language][document.name])
    return counted


def _counted(
    publication: Publication, language: str, wanted: Iterable[Document], told: Iterable[Problem]
) -> dict[str, int]:
    """Count the errors in the catalogues of documents among all problems told."""
    errors = Counter(each.location.path for each in told if each.severity is Severity.ERROR)
    folder = layout.location(publication, layout.messages(publication, language)).path
    return {each.name: errors[f"{folder}/{each.name}.po"] for each in wanted}
