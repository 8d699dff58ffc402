"""``editions status``: how far each issue and edition is, and whose turn it is."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path

from editions import files
from editions.cli.talk import put, say
from editions.config import Publication
from editions.desk.notes import is_unreadable
from editions.desk.page import page, table
from editions.desk.status import Status, status
from editions.problems import Problem, UsageError
from editions.sources import UNREADABLE

FORMATS = ("text", "json", "html")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument(
        "--edition", action="append", metavar="be", help="only this edition (repeatable)"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="how it is told")
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="where it is written (default: standard output; html: build/desk/index.html)",
    )


def run(arguments: argparse.Namespace, publication: Publication) -> int:
    """Tell how things stand; always 0, since nothing of it is a fault of the run."""
    languages = tuple(arguments.edition or ())
    for language in languages:
        publication.edition(language)
    found = status(publication, languages)
    for problem in _unread(found):
        say(str(problem))
    text = _told(arguments.format, publication, found)
    output: Path | None = arguments.output
    if output is None and arguments.format == "html":
        output = publication.work / "desk" / "index.html"
    if output is None:
        if arguments.format == "json":
            put(text.rstrip("\n"))
        else:
            print(text, end="")
        return 0
    if output.is_dir():
        raise UsageError("is a folder; name a file with --output", path=output)
    files.write_text(output, text)
    say(f"the status is in {os.path.relpath(output)}")
    return 0


def _unread(found: Status) -> Iterator[Problem]:
    """Give why files could not be read: what is counted of them is nothing."""
    told = [problem for standing in found.standings for problem in standing.problems]
    for problem in dict.fromkeys((*told, *found.others)):
        if is_unreadable(problem) or problem.id == UNREADABLE:
            yield problem


def _told(form: str, publication: Publication, found: Status) -> str:
    if form == "html":
        return page(publication, found)
    if form == "json":
        return json.dumps(found.as_dict(), ensure_ascii=False, indent=1) + "\n"
    return "\n".join(table(found)) + "\n"
