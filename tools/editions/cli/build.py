"""``editions build``: every edition, HTML and PDF."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from editions import conf
from editions.cli.talk import say, show
from editions.config import Publication
from editions.order import FORMATS, Order
from editions.problems import UsageError, has_errors
from editions.reasons import Reasons, page_of
from editions.unchanged import Before


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument(
        "--edition", action="append", metavar="be", help="only this edition (repeatable)"
    )
    parser.add_argument(
        "--format", action="append", choices=FORMATS, help="only this format (repeatable)"
    )
    parser.add_argument(
        "--issue", action="append", metavar="2020-12", help="PDFs of this issue only (repeatable)"
    )
    parser.add_argument(
        "--volume",
        action="append",
        metavar="2020",
        help="bind the finished issues of this year into one PDF as well (repeatable)",
    )
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="editions at once"
    )
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="where the site goes (default: build/site)"
    )
    parser.add_argument(
        "--store",
        type=Path,
        metavar="DIR",
        help="a folder that other checkouts and machines share: what was found in texts is taken"
        " from there, and put there (default: build/store)",
    )
    parser.add_argument(
        "--explain",
        metavar="PAGE",
        help="say why a page (be/reports/2020-12) was made again, and what each stage took",
    )


def run(arguments: argparse.Namespace, publication: Publication) -> int:
    """Build what the arguments ask for; problems go to standard output at the end."""
    if arguments.jobs < 1:
        raise UsageError("--jobs must be 1 or more")
    languages = tuple(dict.fromkeys(arguments.edition or publication.languages))
    for language in languages:
        publication.edition(language)
    page = page_of(publication, arguments.explain, languages) if arguments.explain else ""
    order = Order(
        languages=languages,
        formats=tuple(name for name in FORMATS if name in (arguments.format or FORMATS)),
        issues=tuple(arguments.issue or ()),
        jobs=arguments.jobs,
        output=(arguments.output or publication.site).absolute(),
        volumes=tuple(arguments.volume or ()),
    )
    if warning := conf.warning(publication):
        say(warning)
    reasons = Reasons()
    with reasons.stage("looking for what has changed"):
        before = Before(publication, order, store=_store(arguments.store))
        problems = before.told(say=say)
    if problems is None:
        # Half a second, where nothing has changed.
        from editions import build  # noqa: PLC0415
        from editions.cli.bar import progress  # noqa: PLC0415

        with progress(sys.stderr, build.steps_to_come(publication, order)) as told:
            problems = build.build(publication, order, say=told, before=before, reasons=reasons)
    show(problems)
    if page:
        for line in reasons.told(page):
            print(line)
    if has_errors(problems):
        plural = "" if len(problems) == 1 else "s"
        say(f"{len(problems)} problem{plural} found; the other editions and PDFs are in place")
        return 1
    say(f"the site is in {os.path.relpath(order.output)}: open index.html")
    return 0


def _store(folder: Path | None) -> Path | None:
    """Give the shared store; raises `UsageError` for what can be none."""
    if folder is None:
        return None
    if folder.exists() and not folder.is_dir():
        raise UsageError("--store must be a folder", path=folder)
    return folder.absolute()
