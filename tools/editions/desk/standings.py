"""How each document stands in each edition, found out by asking every check and the gate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from editions import answers, gate, judging
from editions.catalogue import layout
from editions.catalogue.states import CatalogueState, State
from editions.checks.by_file import remembered_state
from editions.config import Publication
from editions.desk.status import Standing, Status, Turn
from editions.documents import Document, documents
from editions.problems import Problem, Severity
from editions.recall import Recall

OPEN = (State.STALE, State.WITHDRAWN, State.SUGGESTED, State.MISSING)
"""What only a translator can finish; the rest is for the editor to look at."""


def found(publication: Publication, chosen: tuple[str, ...], recall: Recall) -> Status:
    """Find out how every document stands in editions; see `editions.desk.status.status`."""
    told = answers.problems(publication, editions=chosen, recall=recall)
    problems = [each for each in told if _is_told(each)]
    withheld = judging.withheld(judging.judge(publication, recall=recall))
    sources = documents(publication)
    issues = [each for each in reversed(sources) if each.issue]
    order = [*issues, *(each for each in sources if not each.issue)]
    at: dict[str, list[Problem]] = {}
    for problem in problems:
        at.setdefault(problem.location.path, []).append(problem)
    names = [document.name for document in order]
    judged = {
        language: gate.verdicts(publication, language, names, told=told, recall=recall)
        for language in chosen
    }
    standings = tuple(
        _standing(
            publication,
            document,
            remembered_state(publication, language, document.name, recall),
            at,
            judged[language].get(document.name, gate.OPEN),
            withheld=document.name in withheld,
        )
        for document in order
        for language in chosen
    )
    placed = {id(problem) for standing in standings for problem in standing.problems}
    others = tuple(problem for problem in problems if id(problem) not in placed)
    return Status(standings, others)


def _is_told(problem: Problem) -> bool:
    return problem.severity is not Severity.INFO


def _standing(
    publication: Publication,
    document: Document,
    state: CatalogueState,
    at: Mapping[str, Sequence[Problem]],
    judged: gate.Gate,
    *,
    withheld: bool,
) -> Standing:
    own = document.language == state.language
    path = layout.location(publication, document.path).path if own else state.path
    problems = tuple(at.get(path, ()))
    return Standing(
        document=document.name,
        title=document.title,
        language=state.language,
        written_in=state.source,
        path=path,
        words=state.words(),
        problems=problems,
        passed=judged.passed and not withheld,
        reasons=(
            *(("the document is withheld until it is mended",) if withheld else ()),
            *judged.reasons,
        ),
        # Nobody can translate what is not sure to stay.
        turn=Turn.EDITOR if withheld else _turn(publication, state, problems, own=own),
    )


def _turn(
    publication: Publication, state: CatalogueState, problems: Iterable[Problem], *, own: bool
) -> Turn:
    """Tell who is next: first the words must be there, then an editor sees to the rest."""
    if not own:
        if not (publication.root / state.path).is_file():
            return Turn.TRANSLATOR
        if any(message.state in OPEN for message in state.messages):
            return Turn.TRANSLATOR
        if any(message.state is State.HELD for message in state.messages):
            return Turn.EDITOR
    # What is stale or unfinished was counted above; every other problem wants a look.
    return Turn.EDITOR if list(problems) else Turn.NOBODY
