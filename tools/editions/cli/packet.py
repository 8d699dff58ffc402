"""``editions packet``: what translators without git send and are sent."""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from editions.catalogue import packet
from editions.catalogue.packet import Taken
from editions.checks import vouching
from editions.cli.talk import say, show
from editions.config import Publication
from editions.problems import UsageError, has_errors

VERSIONS = 50
"""How far back a catalogue is looked through for a text that came back unchanged."""
ABOUT = """\
Merges catalogues that came back by mail. Whose they are is told by their messages, not by the
file's name. Nothing is lost and nothing overwritten: what is empty changes nothing, two
different texts of one paragraph become a conflict that shows both (one that git knows for an
earlier text of ours is no news), a text whose source has
changed since is fuzzy with the source as it was. The header is thrown away, with names and
clocks. What is in no document as it is now is kept in the folder memory/ and told of. The
same file taken once more changes nothing.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sub-verbs."""
    subverbs = parser.add_subparsers(title="sub-verbs", metavar="SUBVERB", required=True)
    what = "catalogues that came back by mail → locale/"
    take = subverbs.add_parser(
        "take",
        help=what,
        description=ABOUT,
        epilog=parser.epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    take.add_argument("paths", nargs="+", type=Path, metavar="FILE.po", help="what came")
    take.add_argument("--dry-run", action="store_true", help="only tell what would be done")
    take.add_argument(
        "--edition", default="", metavar="be", help="the language, if the texts do not tell"
    )
    take.add_argument("--format", choices=("text", "json"), default="text")
    take.set_defaults(subrun=_take)


def run(arguments: argparse.Namespace, publication: Publication) -> int:
    """Run the sub-verb that was parsed."""
    return int(arguments.subrun(arguments, publication))


def _take(arguments: argparse.Namespace, publication: Publication) -> int:
    """Take the files in; show what a person must decide, say what was found and written."""
    for path in arguments.paths:
        if not path.exists():
            raise UsageError("there is no such file", path=path)
    done = packet.take(
        publication,
        arguments.paths,
        edition=arguments.edition,
        dry_run=arguments.dry_run,
        history=_versions,
    )
    for taken in done.taken:
        for line in _told(taken):
            say(line)
    told = [problem for taken in done.taken for problem in taken.problems]
    problems = list(vouching.settled(publication, [*told, *done.problems]))
    show(problems, as_json=arguments.format == "json")
    for path in done.written:
        say(f"wrote {path.relative_to(publication.root).as_posix()}")
    if not done.written:
        say("nothing was written" if arguments.dry_run else "nothing changed")
    return int(has_errors(problems))


def _versions(path: Path) -> Iterator[bytes]:
    """Give what git has of a file, the newest first; nothing where there is no git."""
    said = _git(path, "log", f"--max-count={VERSIONS}", "--format=%H", "--", path.name)
    for commit in said.decode("ascii", "ignore").split():
        yield _git(path, "cat-file", "blob", f"{commit}:./{path.name}")


def _git(path: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(path.parent), *arguments]
    with suppress(OSError):
        done = subprocess.run(command, capture_output=True, check=False)
        return done.stdout if done.returncode == 0 else b""
    return b""


def _told(taken: Taken) -> Iterator[str]:
    for name, counts in taken.counts.items():
        numbers = ", ".join(f"{number} {what}" for what, number in counts.items())
        yield f"{taken.path}: {name} in {taken.edition}: {numbers}"
