"""``editions freeze``: the numbers and addresses of an issue, kept for who cites it."""

from __future__ import annotations

import argparse

from editions import files
from editions.checks import ledger as citations
from editions.cli.talk import say, show
from editions.config import Publication
from editions.documents import documents
from editions.problems import UsageError
from editions.site import ledger


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("issues", nargs="+", metavar="2020-12", help="an issue being published")


def run(arguments: argparse.Namespace, publication: Publication) -> int:
    """Write each issue's ledger beside it; 1, and nothing is written, if an address vanished."""
    known = {document.issue: document for document in documents(publication) if document.issue}
    for issue in arguments.issues:
        if issue not in known:
            there = ", ".join(sorted(known)) or "none"
            raise UsageError(f"no issue '{issue}'; there are: {there}")
    chosen = {issue: known[issue] for issue in arguments.issues}
    problems = [each for document in chosen.values()
                for each in citations.missing(publication, document)]  # fmt: skip
    show(problems)
    if problems:
        return 1
    ready = {issue: citations.frozen(document)[0] for issue, document in chosen.items()}
    with files.locked(publication.root, "freeze"):
        for issue, document in chosen.items():
            path = ledger.ledger_path(document.path)
            text = ledger.dumps(ready[issue], issue)
            said = "frozen" if files.write_text(path, text) else "nothing changed"
            count = len(ready[issue].paragraphs)
            say(f"{path.relative_to(publication.root).as_posix()}: {said}, {count} paragraphs")
    return 0
