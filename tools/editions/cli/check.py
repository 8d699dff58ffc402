"""``editions check``: everything that is checked, in one run."""

from __future__ import annotations

import argparse
from pathlib import Path

from editions import judging
from editions.checks.manual import manual
from editions.cli.talk import show
from editions.config import Publication
from editions.problems import has_errors


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument(
        "--edition", action="append", metavar="be", help="only texts of this edition (repeatable)"
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
    """Print all problems by file and line; 1 if one of them is an error."""
    if arguments.manual:
        print(manual(), end="")
        return 0
    problems = judging.problems(
        publication,
        editions=arguments.edition or (),
        paths=[Path(path) for path in arguments.paths],
    )
    show(problems, as_json=arguments.format == "json")
    return int(has_errors(problems))
