"""The status as one page: one file, no script, nothing from outside; and as a text table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files
from itertools import groupby

from editions.catalogue.kinds import State
from editions.config import Publication
from editions.desk.status import Standing, Status, Turn
from editions.problems import Severity

STATES = tuple(
    str(state)
    for state in (
        State.TRANSLATED,
        State.STALE,
        State.HELD,
        State.WITHDRAWN,
        State.SUGGESTED,
        State.MISSING,
    )
)


def page(publication: Publication, status: Status) -> str:
    """Give the HTML of the status."""
    template = files(__package__).joinpath("status.html").read_text("utf-8")
    # Nine of ten ask for the table, which needs none.
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415

    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    languages = list(dict.fromkeys(standing.language for standing in status.standings))
    return (
        made.from_string(template).render(
            title=publication.title,
            title_language=publication.source_language,
            editions=[publication.edition(language) for language in languages],
            documents=[
                (name, list(group))
                for name, group in groupby(status.standings, key=lambda each: each.document)
            ],
            others=status.others,
            states=STATES,
            turns={turn: _of_turn(status.standings, turn) for turn in Turn},
            errors=_total(status, Severity.ERROR),
            warnings=_total(status, Severity.WARNING),
            anchor=lambda name: name.replace("/", "-"),
            number=lambda count: f"{count:,}".replace(",", "\u202f"),
        )
        + "\n"
    )


def _of_turn(standings: Iterable[Standing], turn: Turn) -> int:
    return sum(standing.turn is turn for standing in standings)


def _total(status: Status, severity: Severity) -> int:
    own = sum(standing.count(severity) for standing in status.standings)
    return own + sum(problem.severity == severity for problem in status.others)


def table(status: Status) -> list[str]:
    """Give the status as lines of aligned columns, then what blocks publication."""
    head = ["document", "edition", "words", "%", *STATES, "errors", "warnings", "turn"]
    rows = [head, *(_row(standing) for standing in status.standings)]
    texts = {0, 1, len(head) - 1}
    widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
    lines = [
        "  ".join(
            cell.ljust(width) if at in texts else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    for standing in status.standings:
        lines += [
            f"{standing.document} {standing.language}: not published as finished: {reason}"
            for reason in standing.reasons
        ]
    elsewhere = len(status.others)
    if elsewhere:
        lines.append(f"{elsewhere} more in files of no document; 'editions check' lists them")
    return lines


def _row(standing: Standing) -> Sequence[str]:
    if standing.source:
        words = ["", "source", *("" for _ in STATES)]
    else:
        words = [
            str(standing.words["total"]),
            str(standing.percent),
            *(str(standing.words[state]) for state in STATES),
        ]
    return [
        standing.document,
        standing.language,
        *words,
        str(standing.count(Severity.ERROR)),
        str(standing.count(Severity.WARNING)),
        str(standing.turn),
    ]
