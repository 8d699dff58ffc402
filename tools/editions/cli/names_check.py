"""``editions names check`` and ``names fix``: names against the edition's convention."""

from __future__ import annotations

import argparse
from pathlib import Path

from editions import files
from editions.checks.findings import Finding
from editions.checks.fixes import changes
from editions.checks.names import findings, problems
from editions.checks.texts import unreadable
from editions.cli.talk import say, show
from editions.config import Publication
from editions.problems import has_errors

CHECK = "names against the edition's convention in documents and catalogues"
ROUNDS = 3
FIX = "a diff of proposals for what 'names check' finds; --write applies the sure ones"


def add_check_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``names check``."""
    _add_choice(parser)
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how problems are printed"
    )


def add_fix_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``names fix``."""
    _add_choice(parser)
    parser.add_argument("--write", action="store_true", help="apply the proposals that are sure")


def check(arguments: argparse.Namespace, publication: Publication) -> int:
    """Print the problems; 1 if one of them is an error."""
    _refuse_unknown(arguments, publication)
    paths = [Path(path) for path in arguments.paths]
    found = unreadable(publication)
    found += problems(publication, editions=arguments.edition or (), paths=paths)
    show(found, as_json=arguments.format == "json")
    return int(has_errors(found))


def fix(arguments: argparse.Namespace, publication: Publication) -> int:
    """Print the diff of all proposals, or write the sure ones; 1 if any is left to a person."""
    proposed = [finding for finding in _found(arguments, publication) if finding.better is not None]
    doubtful = [finding for finding in proposed if not finding.sure]
    if not arguments.write:
        for change in changes(proposed):
            print(change.diff(), end="")
        _tell(publication, doubtful)
        return int(bool(proposed))
    with files.locked(publication.root, "names"):
        # Read again under the lock: somebody may have saved a file since.
        # A letter mended may show a name, which is mended in turn: a second run finds nothing.
        for _ in range(ROUNDS):
            sure = [each for each in _found(arguments, publication) if each.sure]
            written = [change.path for change in changes(sure) if change.write()]
            for path in written:
                say(f"wrote {path}")
            if not written:
                break
    _tell(publication, doubtful)
    return int(bool(doubtful))


def _refuse_unknown(arguments: argparse.Namespace, publication: Publication) -> None:
    for language in arguments.edition or ():
        publication.edition(language)


def _found(arguments: argparse.Namespace, publication: Publication) -> list[Finding]:
    _refuse_unknown(arguments, publication)
    paths = [Path(path) for path in arguments.paths]
    return findings(publication, editions=arguments.edition or (), paths=paths)


def _tell(publication: Publication, doubtful: list[Finding]) -> None:
    if doubtful:
        say("a person must decide:")
    for problem in publication.weighed(finding.problem() for finding in doubtful):
        say(f"  {problem}")


def _add_choice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--edition", action="append", metavar="be", help="only texts of this edition (repeatable)"
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="only these files and folders")
