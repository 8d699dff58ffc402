"""``editions extract``: documents → gettext templates in build/gettext."""

from __future__ import annotations

import argparse
from typing import Any

from editions.catalogue import layout
from editions.cli.talk import say, show
from editions.config import Publication
from editions.contents import read_beside
from editions.problems import Problem, has_errors
from editions.recall import Recall


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how problems are printed"
    )


def run(arguments: argparse.Namespace, publication: Publication) -> int:
    """Write the templates; problems in the documents go to standard output."""
    say("extracting…")
    recall = Recall(publication)
    # Where nothing has changed nothing is imported that extracts.
    read = read_beside(publication, f"{layout.APART}/doctrees")
    told = recall.whole("extracted", read, lambda: _extracted(publication, recall))
    for name in told["written"]:
        say(f"  wrote {name}")
    if not told["written"]:
        say("  nothing new")
    problems = tuple(map(Problem.from_dict, told["problems"]))
    show(problems, as_json=arguments.format == "json")
    return int(has_errors(problems))


def _extracted(publication: Publication, recall: Recall) -> dict[str, Any]:
    """Extract; give the names of the files written, and the problems, as types of JSON."""
    from editions import judging  # noqa: PLC0415
    from editions.catalogue.extract import extract  # noqa: PLC0415
    from editions.checks import vouching  # noqa: PLC0415

    judged = judging.judge(publication, recall=recall)
    done = extract(publication, withheld=judging.withheld(judged))
    told = vouching.settled(publication, (*judging.errors(judged), *done.problems))
    return {
        "written": [path.relative_to(publication.root).as_posix() for path in done.written],
        "problems": [problem.as_dict() for problem in told],
    }
