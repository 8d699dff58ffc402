"""``editions extract``: documents → gettext templates in build/gettext."""

from __future__ import annotations

import argparse

from editions import judging
from editions.catalogue.extract import extract
from editions.checks import vouching
from editions.cli.talk import say, show
from editions.config import Publication
from editions.problems import has_errors


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how problems are printed"
    )


def run(arguments: argparse.Namespace, publication: Publication) -> int:
    """Write the templates; problems in the documents go to standard output."""
    say("extracting…")
    judged = judging.judge(publication)
    done = extract(publication, withheld=judging.withheld(judged))
    for path in done.written:
        say(f"  wrote {path.relative_to(publication.root).as_posix()}")
    if not done.written:
        say("  nothing new")
    told = (*judging.errors(judged), *done.problems)
    problems = tuple(vouching.settled(publication, told))
    show(problems, as_json=arguments.format == "json")
    return int(has_errors(problems))
