"""``editions check``: everything that is checked, in one run."""

from __future__ import annotations

import argparse
from pathlib import Path

from editions.catalogue import publish
from editions.checks import names
from editions.cli.talk import show
from editions.config import Publication
from editions.names import gazetteer, termbase
from editions.problems import has_errors


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument(
        "--edition", action="append", metavar="be", help="only texts of this edition (repeatable)"
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how problems are printed"
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="only these files and folders")


def run(arguments: argparse.Namespace, publication: Publication) -> int:
    """Print all problems, those of the register first; 1 if one of them is an error."""
    languages = tuple(dict.fromkeys(arguments.edition or publication.languages))
    for language in languages:
        publication.edition(language)
    paths = [Path(path).resolve() for path in arguments.paths]
    root = publication.root
    problems = [
        *gazetteer.load(gazetteer.gazetteer_path(publication), root)[1],
        *termbase.load(termbase.termbase_path(publication), root)[1],
    ]
    for language in languages:
        problems += publish(publication, language)[0]
    if paths:
        problems = [
            problem
            for problem in problems
            if any((root / problem.location.path).is_relative_to(path) for path in paths)
        ]
    problems += names.problems(
        publication,
        editions=arguments.edition or (),
        paths=[Path(path) for path in arguments.paths],
    )
    show(problems, as_json=arguments.format == "json")
    return int(has_errors(problems))
