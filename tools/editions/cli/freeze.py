"""``editions freeze``: the numbers and addresses of an issue, kept for who cites it."""

from __future__ import annotations

import argparse

from editions import files, freezing, sources
from editions.cli.talk import say, show
from editions.config import Publication
from editions.documents import documents
from editions.problems import UsageError

ABOUT = """\
Writes the ledger of an issue beside its document: the numbers of its paragraphs, the addresses
of its sections, the editions in which it is finished; and for each edition which translations
are published, so that one marked as in need of work is not taken from readers. From then on
the issue counts as published: no number moves, and in these editions it keeps every address it
has, whatever is corrected. Freeze it again when a paragraph was added or another edition is
finished.

An issue with errors, or one that was never built, is refused.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description = ABOUT
    parser.add_argument("issues", nargs="+", metavar="2020-12", help="an issue being published")
    parser.add_argument(
        "--force", action="store_true", help="freeze it with its errors, or before it was built"
    )


def run(arguments: argparse.Namespace, publication: Publication) -> int:
    """Write each issue's ledger beside it; 1, and nothing is written, if something is open."""
    known = {document.issue: document for document in documents(publication) if document.issue}
    for issue in arguments.issues:
        if issue not in known:
            there = ", ".join(sorted(known)) or "none"
            raise UsageError(f"no issue '{issue}'; there are: {there}")
    unsure = [
        problem
        for issue in arguments.issues
        for problem in sources.of_document(publication, known[issue])
        if problem.id == sources.UNREADABLE
    ]
    if unsure:
        # Nobody can tell what is to be numbered.
        show(unsure)
        return 1
    ready = [freezing.prepare(publication, known[issue]) for issue in arguments.issues]
    lost = [problem for each in ready for problem in each.lost]
    open_ = [problem for each in ready for problem in each.problems]
    show([*lost, *open_])
    if lost:
        return 1
    if open_ and not arguments.force:
        say("nothing is frozen; mend what is told above (--force freezes it all the same)")
        return 1
    written = []
    with files.locked(publication.root, "freeze"):
        for each in ready:
            name = each.path.relative_to(publication.root).as_posix()
            said = "frozen" if files.write_text(each.path, each.text) else "nothing changed"
            say(f"{name}: {said}, {each.paragraphs} paragraphs")
            written += [name] if said == "frozen" else []
            written += [
                path.relative_to(publication.root).as_posix()
                for path, text in each.proofs
                if files.write_text(path, text)
            ]
    if written:
        say(f"next: commit {' '.join(written)}")
    return 0
