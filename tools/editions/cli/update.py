"""``editions update``: templates → catalogues in locale/, nothing lost."""

from __future__ import annotations

import argparse

from editions.catalogue.extract import extract
from editions.catalogue.update import Change, update
from editions.cli.talk import say, show
from editions.config import Publication
from editions.problems import has_errors


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument(
        "--edition", action="append", metavar="be", help="only this edition (repeatable)"
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how problems are printed"
    )


def run(arguments: argparse.Namespace, publication: Publication) -> int:
    """Extract, then update the catalogues; problems go to standard output."""
    languages = tuple(dict.fromkeys(arguments.edition or publication.languages))
    for language in languages:
        publication.edition(language)
    # A template older than its document would make yesterday's text obsolete again.
    say("extracting…")
    extraction = extract(publication)
    say(f"updating {', '.join(languages)}…")
    done = update(publication, languages)
    written = [change for change in done.changes if change.written]
    for change in written:
        say(f"  wrote {change.path.relative_to(publication.root).as_posix()}: {_told(change)}")
    if not written:
        say("  nothing new")
    problems = (*extraction.problems, *done.problems)
    show(problems, as_json=arguments.format == "json")
    return int(has_errors(problems))


def _told(change: Change) -> str:
    counts = change.counts
    told = {
        "new": counts.added,
        "proposed from a similar text (fuzzy)": counts.similar,
        "found in another catalogue (fuzzy)": counts.suggested,
        "revived": counts.revived,
        "gone": counts.obsolete,
        "kept": counts.kept,
    }
    return ", ".join(f"{number} {what}" for what, number in told.items() if number) or "header only"
