"""``editions git``: what git calls for catalogues, and setting it up."""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
from pathlib import Path

from editions.catalogue import po
from editions.catalogue.clean import cleaned
from editions.catalogue.syntax import GrammarError
from editions.catalogue.threeway import merged
from editions.cli.talk import say
from editions.config import Publication
from editions.problems import CatalogueError, EditionsError

NEEDS_PUBLICATION = False
ATTRIBUTES = "locale/**/*.po filter=editions merge=editions text eol=lf"
_PROBE = "locale/be/LC_MESSAGES/index.po"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sub-verbs."""
    subverbs = parser.add_subparsers(title="sub-verbs", metavar="SUBVERB", required=True)
    what = "a catalogue without persons and machines: standard input → output (git's clean filter)"
    clean = subverbs.add_parser("clean", help=what, description=what, epilog=parser.epilog)
    clean.add_argument("path", nargs="?", default="-", metavar="PATH", help="named in messages")
    clean.set_defaults(subrun=_clean)
    what = "merge two versions of a catalogue by message, into OURS (git's merge driver)"
    merge = subverbs.add_parser("merge", help=what, description=what, epilog=parser.epilog)
    for name in ("base", "ours", "theirs"):
        merge.add_argument(name, type=Path, metavar=name.upper())
    merge.add_argument("path", nargs="?", default="", metavar="PATH", help="named in messages")
    merge.set_defaults(subrun=_merge)
    what = "have git clean and merge the catalogues of this working copy"
    setup = subverbs.add_parser("setup", help=what, description=what, epilog=parser.epilog)
    setup.set_defaults(subrun=_setup)


def run(arguments: argparse.Namespace, publication: Publication | None) -> int:
    """Run the sub-verb that was parsed."""
    root = publication.root if publication else Path.cwd()
    return int(arguments.subrun(arguments, root))


def _clean(arguments: argparse.Namespace, _root: Path) -> int:
    """Clean what git is about to store; what cannot be read goes through unchanged."""
    data = sys.stdin.buffer.read()
    try:
        data = cleaned(data)
    except GrammarError as fault:
        # A commit must not fail, and nothing be lost, because of a file that is damaged.
        say(f"editions: {arguments.path}:{fault.line}: stored as it is: {fault.message}")
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
    return 0


def _merge(arguments: argparse.Namespace, _root: Path) -> int:
    """Merge into the file of our side; 1, and ours as it was, if a side cannot be read."""
    name = arguments.path or str(arguments.ours)
    try:
        base = po.read(arguments.base)
    except CatalogueError as error:
        base = None
        if arguments.base.stat().st_size:  # empty: both sides have added the file
            say(f"editions: {name}: the common ancestor cannot be read, all is kept: {error}")
    try:
        ours, theirs = po.read(arguments.ours), po.read(arguments.theirs)
    except CatalogueError as error:
        side = "our" if error.path == arguments.ours else "their"
        say(f"editions: {name}: not merged: {side} version, line {error.line}: {error.message}")
        return 1
    text, conflicts = merged(ours, theirs, base)
    po.put(arguments.ours, text.encode("utf-8"))
    for conflict in conflicts:
        short = " ".join(conflict.msgid.split())[:40]
        say(f"editions: {name}:{conflict.line}: two translations of '{short}', fuzzy until decided")
    return 0


def _setup(_arguments: argparse.Namespace, root: Path) -> int:
    """Write the settings of this working copy; 1 if no .gitattributes puts them to use."""
    top = Path(_git(root, "rev-parse", "--show-toplevel"))
    command = _command(top)
    for key, value in {
        "filter.editions.clean": f"{command} git clean %f",
        "filter.editions.smudge": "cat",
        # Better a commit that stops than one that carries a translator's name for ever.
        "filter.editions.required": "true",
        "merge.editions.name": "catalogues, merged by message",
        "merge.editions.driver": f"{command} git merge %O %A %B %P",
    }.items():
        if _git(root, "config", "--local", "--default", "", "--get", key) == value:
            say(f"{key} is set already")
            continue
        _git(root, "config", "--local", key, value)
        say(f"{key} = {value}")
    if _git(root, "check-attr", "filter", "--", _PROBE).endswith(": editions"):
        say("catalogues are cleaned and merged from now on; 'git add --renormalize locale' cleans")
        say("what is committed already")
        return 0
    say(f"no .gitattributes says so of catalogues; add the line: {ATTRIBUTES}")
    return 1


def _command(top: Path) -> str:
    """Give how git's shell calls this tool, from the top of the working copy where it can."""
    python = Path(sys.executable)
    for name in ("editions", "editions.exe"):
        if (script := python.with_name(name)).is_file():
            return _shown(script, top)
    return f"{_shown(python, top)} -m editions"


def _shown(path: Path, top: Path) -> str:
    inside = path.is_relative_to(top)
    return shlex.quote((path.relative_to(top) if inside else path).as_posix())


def _git(folder: Path, *arguments: str) -> str:
    """Run git; raise `EditionsError` if there is none, or no repository here."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise EditionsError("git is not installed; install it, then run this again") from None
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["git failed"])[0]
        raise EditionsError(f"no git repository to set up in '{folder.name}': {said}")
    return done.stdout.strip()
