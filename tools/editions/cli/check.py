"""``editions check``: everything that is checked, in one run."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from editions import answers
from editions.catalogue import layout
from editions.checks import CHECKS, SPELLING_SKIPPED
from editions.cli.talk import say, show
from editions.config import Publication
from editions.documents import SOURCE_REPORTS, Document, documents
from editions.problems import Location, Problem, Severity, UsageError, has_errors

_SEVERITIES = (Severity.INFO, Severity.WARNING, Severity.ERROR)
"""From what may be left to what may not."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument(
        "--edition", action="append", metavar="be", help="only texts of this edition (repeatable)"
    )
    parser.add_argument(
        "--issue", metavar="2021-01", help="only what concerns this issue: document and catalogues"
    )
    parser.add_argument(
        "--severity", choices=[*map(str, reversed(_SEVERITIES))], default="info",
        help="what is at least so grave (default: all)",
    )  # fmt: skip
    parser.add_argument(
        "--check", action="append", metavar="ID", help="only what this check finds (repeatable)"
    )
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="each info on a line of its own, of every kind"
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how problems are printed"
    )
    parser.add_argument(
        "--manual",
        action="store_true",
        help="print what every check means, as RST, and check nothing; the handbook has it:"
        " editions check --manual > docs/handbook/checks.rst",
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="only these files and folders")


def run(arguments: argparse.Namespace, publication: Publication) -> int:
    """Print all problems, the gravest last, and their sum; 1 if one of them is an error."""
    if arguments.manual:
        from editions.checks.manual import manual  # noqa: PLC0415 - asked for once a release

        print(manual(), end="")
        return 0
    issue = _issue(publication, arguments.issue) if arguments.issue else None
    paths = [Path(path) for path in arguments.paths]
    found = answers.problems(
        publication,
        editions=arguments.edition or (),
        paths=paths or (_files(publication, issue) if issue else ()),
    )
    if issue:
        found = _concerning(issue, publication, found)
    problems = _chosen(found, arguments)
    if arguments.format == "json":
        show(problems, as_json=True)
        return int(has_errors(problems))
    problems.sort(key=lambda each: _SEVERITIES.index(each.severity))
    show(problems if arguments.verbose or arguments.check else list(_summed(problems)))
    if problems:
        print(_sum(problems, Severity(arguments.severity)))
    else:
        say("nothing is found")
    return int(has_errors(problems))


def _issue(publication: Publication, issue: str) -> Document:
    known = {document.issue: document for document in documents(publication) if document.issue}
    if issue not in known:
        there = ", ".join(sorted(known)) or "none"
        raise UsageError(f"no issue '{issue}'; there are: {there}")
    return known[issue]


def _files(publication: Publication, issue: Document) -> list[Path]:
    """Give the files of an issue: its document, what was frozen of it, its catalogues."""
    folders = (
        layout.messages(publication, language)
        for language in publication.languages
        if language != issue.language
    )
    return [issue.path, issue.ledger, *(folder / f"{issue.name}.po" for folder in folders)]


def _concerning(
    issue: Document, publication: Publication, problems: Sequence[Problem]
) -> list[Problem]:
    places = {layout.location(publication, path).path for path in _files(publication, issue)}
    folder = f"{SOURCE_REPORTS}/{issue.issue}/"
    return [
        each
        for each in problems
        if each.location.path in places
        or each.location.path.startswith(folder)
        or each.id == SPELLING_SKIPPED.id
    ]


def _chosen(problems: Sequence[Problem], arguments: argparse.Namespace) -> list[Problem]:
    """Choose by check and by severity; raise `UsageError` for a check there is none of."""
    asked = set(arguments.check or ())
    known = {check.id for check in CHECKS} | {each.id for each in problems}
    for unknown in sorted(asked - known):
        message = f"no check '{unknown}' found anything, and none of ours is called so"
        raise UsageError(f"{message}; 'editions check --manual' has all of them")
    least = _SEVERITIES.index(Severity(arguments.severity))
    return [
        each
        for each in problems
        if _SEVERITIES.index(each.severity) >= least and (not asked or each.id in asked)
    ]


def _summed(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Give one line for all infos of one kind, and everything else as it is.

    Received sentences are told only to who asks for them by their file: each.
    """
    kinds: dict[str, list[Problem]] = {}
    for each in problems:
        if each.severity is Severity.INFO and not each.location.path.startswith(SOURCE_REPORTS):
            kinds.setdefault(each.id, []).append(each)
    titles = {check.id: check.title for check in CHECKS}
    for id_, kind in sorted(kinds.items()):
        if len(kind) == 1:
            yield kind[0]
            continue
        where = os.path.commonpath([each.location.path for each in kind]) or "."
        message = f"{len(kind)} of this kind ({titles.get(id_, id_)}); each: --check {id_} or -v"
        yield Problem(id_, Severity.INFO, Location(where), message)
    told = {id(each) for kind in kinds.values() for each in kind}
    yield from (each for each in problems if id(each) not in told)


def _sum(problems: Sequence[Problem], least: Severity) -> str:
    """Say how many there are of each severity asked for: "2 errors, 1 warning, 12 infos"."""
    counted = Counter(each.severity for each in problems)
    asked = reversed(_SEVERITIES[_SEVERITIES.index(least) :])
    numbers = ((each, counted[each]) for each in asked)
    return ", ".join(f"{number} {each}{'' if number == 1 else 's'}" for each, number in numbers)
