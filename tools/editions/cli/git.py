"""``editions git``: what git calls for catalogues and ledgers, and setting it up."""

from __future__ import annotations

import argparse
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from editions import files
from editions.catalogue import companions, po
from editions.catalogue.clean import without_persons
from editions.catalogue.syntax import GrammarError
from editions.cli import filter_process, git_copy, git_role, git_settings
from editions.cli.talk import say
from editions.config import Publication
from editions.documents import LEDGER
from editions.problems import BuildError, CatalogueError, EditionsError

NEEDS_PUBLICATION = False
ATTRIBUTES = {
    "catalogues": "locale/**/*.po filter=editions merge=editions text eol=lf",
    "ledgers": "docs/reports/*.ledger.toml merge=editions text eol=lf",
    "what was published": "docs/reports/*.published.txt merge=union text eol=lf",
    "what is vouched for": "locale/vouched.*.txt merge=union text eol=lf",
}
_PROBES = {
    "catalogues": ("filter", "locale/be/LC_MESSAGES/index.po"),
    "ledgers": ("merge", "docs/reports/2020-12.ledger.toml"),
    "what was published": ("merge", "docs/reports/2020-12.be.published.txt"),
    "what is vouched for": ("merge", "locale/vouched.be.txt"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sub-verbs."""
    subverbs = parser.add_subparsers(title="sub-verbs", metavar="SUBVERB", required=True)
    what = "a catalogue without persons and machines: standard input → output (git's clean filter)"
    clean = subverbs.add_parser("clean", help=what, description=what, epilog=parser.epilog)
    clean.add_argument("path", nargs="?", default="-", metavar="PATH", help="named in messages")
    clean.set_defaults(subrun=_clean)
    what = "the same for all the files of a git command, in one process (git's filter.….process)"
    process = subverbs.add_parser("filter", help=what, description=what, epilog=parser.epilog)
    process.set_defaults(subrun=_filter)
    what = (
        "merge two versions of a catalogue by message, or of a ledger by number, into OURS "
        "(git's merge driver)"
    )
    merge = subverbs.add_parser("merge", help=what, description=what, epilog=parser.epilog)
    for name in ("base", "ours", "theirs"):
        merge.add_argument(name, type=Path, metavar=name.upper())
    merge.add_argument("path", nargs="?", default="", metavar="PATH", help="named in messages")
    merge.set_defaults(subrun=_merge)
    what = "have git clean the catalogues of this working copy, and merge them and the ledgers"
    setup = subverbs.add_parser("setup", help=what, description=what, epilog=parser.epilog)
    setup.add_argument(
        "--role",
        metavar="NAME",
        help="commit as NAME, with an address of nobody, and refuse a commit that tells more",
    )
    setup.set_defaults(subrun=_setup)
    what = "refuse a commit that tells who makes it, or where (git's hook, after setup --role)"
    identity = subverbs.add_parser("identity", help=what, description=what, epilog=parser.epilog)
    identity.set_defaults(subrun=_identity)


def run(arguments: argparse.Namespace, publication: Publication | None) -> int:
    """Run the sub-verb that was parsed."""
    root = publication.root if publication else Path.cwd()
    return int(arguments.subrun(arguments, root))


def _clean(arguments: argparse.Namespace, _root: Path) -> int:
    """Clean what git is about to store, as its filter for one file."""
    sys.stdout.buffer.write(_to_store(arguments.path, sys.stdin.buffer.read()))
    sys.stdout.buffer.flush()
    return 0


def _filter(_arguments: argparse.Namespace, _root: Path) -> int:
    return filter_process.serve(sys.stdin.buffer, sys.stdout.buffer, _to_store)


def _to_store(path: str, data: bytes) -> bytes:
    """Give what git is to store of a catalogue; raise `EditionsError` rather than store a name.

    A foreign header that is in the history already is no change of anybody here: as long as
    nothing else is, git gets what it has. Otherwise a clone that has received one would
    count as edited for ever, and refuse to pull.
    """
    try:
        clean, fault = without_persons(data)
    except GrammarError as refused:
        if _stored(path) == data:
            return data
        raise EditionsError(refused.message, path=path, line=refused.line) from None
    if fault is not None:
        # A commit must not fail, and nothing be lost, because of a file that is damaged.
        how = "as it is" if clean == data else "without the names in it, else as it is"
        say(f"editions: {path}:{fault.line}: stored {how}: {fault.message}")
    if clean == data:
        return data
    stored = _stored(path)
    if stored in (None, clean, data):
        return clean if stored is None else stored
    try:
        return stored if without_persons(stored)[0] == clean else clean
    except GrammarError:
        return clean


def _stored(path: str) -> bytes | None:
    """Give what git's index has of a file, byte for byte; None if it has none, or there is none."""
    with suppress(OSError):
        command = ["git", "cat-file", "blob", f":0:{path}"]
        done = subprocess.run(command, capture_output=True, check=False)
        return done.stdout if done.returncode == 0 else None
    return None


def _merge(arguments: argparse.Namespace, _root: Path) -> int:
    """Merge into the file of our side; 1, and ours as it was, if a side cannot be read."""
    name = arguments.path or str(arguments.ours)
    if name.endswith(LEDGER):
        return _merge_ledger(arguments, name)
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
    # What merging needs takes longer to import than cleaning takes, and lies apart in the copy.
    from editions.catalogue.threeway import merged  # noqa: PLC0415

    text, conflicts = merged(ours, theirs, base)
    po.put(arguments.ours, text.encode("utf-8"))
    for conflict in conflicts:
        short = " ".join(conflict.msgid.split())[:40]
        say(f"editions: {name}:{conflict.line}: two translations of '{short}', fuzzy until decided")
    return 0


def _merge_ledger(arguments: argparse.Namespace, name: str) -> int:
    """Merge into the ledger of our side; 1, and ours as it was, if a side is no ledger."""
    from editions.site import ledger, ledger_merge  # noqa: PLC0415

    read: list[ledger.Ledger | None] = []
    for path, side in (
        (arguments.base, None),
        (arguments.ours, "our"),
        (arguments.theirs, "their"),
    ):
        try:
            read.append(ledger.load(path) if path.stat().st_size else None)
        except BuildError as error:
            if side is not None:
                say(f"editions: {name}: not merged: {side} version is {error.message}")
                return 1
            say(f"editions: {name}: the common ancestor cannot be read, all is kept")
            read.append(None)
    base, ours, theirs = read[0], read[1] or ledger.Ledger(), read[2] or ledger.Ledger()
    whole, renumbered = ledger_merge.merged(ours, theirs, base)
    issue = Path(name).name.removesuffix(LEDGER)
    files.write_text(arguments.ours, ledger.dumps(whole, issue))
    for each in renumbered:
        now = each.paragraph
        say(
            f"editions: {name}: both sides have a new paragraph {each.before}; "
            f"theirs (“{now.begins}”) is {now.number} now"
        )
    return 0


def _setup(arguments: argparse.Namespace, root: Path) -> int:
    """Write the settings of this working copy; 1 if no .gitattributes puts them to use."""
    top = Path(git_settings.asked(root, "rev-parse", "--show-toplevel"))
    copy = git_copy.install(top)
    for key, value in {
        "filter.editions.process": git_copy.command(copy, "filter"),
        "filter.editions.clean": git_copy.command(copy, "clean %f"),
        "filter.editions.smudge": "cat",
        # Better a commit that stops than one that carries a translator's name for ever.
        "filter.editions.required": "true",
        "merge.editions.name": "catalogues, merged by message, and ledgers, by number",
        "merge.editions.driver": git_copy.command(copy, "merge %O %A %B %P"),
    }.items():
        git_settings.put(root, key, value)
    say(f"what git calls lies outside of the working copy, in {copy}")
    git_settings.leave_out(root, companions.IGNORED)
    git_role.set_up(root, top, copy, arguments.role)
    lacking = [
        what
        for what, (attribute, path) in _PROBES.items()
        if not git_settings.asked(root, "check-attr", attribute, "--", path).endswith(
            (": editions", ": union")
        )
    ]
    for what in lacking:
        say(f"no .gitattributes says so of {what}; add the line: {ATTRIBUTES[what]}")
    if not lacking:
        say("catalogues are cleaned and merged from now on; 'editions update' cleans what is")
        say("committed already")
    return int(bool(lacking))


def _identity(_arguments: argparse.Namespace, root: Path) -> int:
    """Say what a commit that is being made would tell of a person; 1 if it would."""
    found = git_role.told(root)
    for line in found:
        say(f"editions: {line}")
    return int(bool(found))
