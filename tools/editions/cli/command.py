"""The table of verbs, one module a verb, loaded when it is called.

A verb's module offers ``add_arguments(parser)`` and ``run(arguments, publication) -> exit
code``, and may say ``NEEDS_PUBLICATION = False``.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from editions import config, printable
from editions.problems import EditionsError

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

VERBS = {
    "intake": "received file → docs/reports/<issue>.rst",
    "extract": "documents → gettext templates in build/gettext",
    "update": "templates → catalogues in locale/, nothing lost",
    "packet": "a catalogue that came back by mail → locale/, message by message",
    "check": "all checks: names, register, terms, catalogues",
    "names": "find registered names, check them, propose mends",
    "romanize": "Cyrillic → Latin letters, by a declared scheme",
    "freeze": "an issue is published: its paragraph numbers and addresses stay",
    "status": "how far each issue and edition is, and whose turn it is",
    "build": "every edition, HTML and PDF → build/site",
    "verify": "whether a published tree is whole, and who signed it",
    "serve": "live preview that reloads on a saved .po or .rst",
    "git": "what git calls to clean and to merge catalogues, and setting it up",
}
EXIT_CODES = "exit codes: 0 clean, 1 problems found, 2 wrong usage, 3 could not run"


class _Parser(argparse.ArgumentParser):
    """A parser of arguments that says in one line what is wrong with them."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, whatever the arguments hold, and end."""
        super().error(printable.line(message))

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Print the help; argparse itself says nothing of an output that is full."""
        (file or sys.stdout).write(self.format_help())


class _Version(argparse.Action):
    """Say the version, which takes a moment to find and which the copy for git does not have."""

    def __call__(self, parser: argparse.ArgumentParser, *_rest: object) -> None:
        from editions import __version__  # noqa: PLC0415

        print(f"editions {__version__}")
        parser.exit()


def run(arguments: Sequence[str]) -> int:
    """Run the verb that the arguments name and give its exit code.

    What ends it is an `EditionsError` that names a file from the publication's folder on.
    """
    parser = _parser(arguments)
    parsed = parser.parse_args(arguments)
    if parsed.verb is None:
        parser.print_help(sys.stderr)
        return 2
    root = _root(parsed)
    try:
        return int(parsed.run(parsed, None if root is None else config.load(root)))
    except EditionsError as error:
        if root is not None:
            error.within(root).within(root.resolve())
        raise
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is None:
            raise
        path = os.fsdecode(error.filename)
        told = EditionsError(f"cannot be read: {error.strerror or error}", path=path)
        raise (told if root is None else told.within(root).within(root.resolve())) from None


def _root(parsed: argparse.Namespace) -> Path | None:
    """Give the folder the verb works on; None for a verb that can do without any."""
    root: Path | None = parsed.root
    if root is None and parsed.needs_publication:
        return config.find_root(Path.cwd())
    return root


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="editions",
        description="Publish one report in Belarusian, Russian and English.",
        epilog=EXIT_CODES,
    )
    parser.add_argument("-V", "--version", action=_Version, nargs=0, help="show the version")
    parser.add_argument(
        "-C", dest="root", metavar="DIR", type=Path, help="the publication (default: found upwards)"
    )
    parser.set_defaults(verb=None)
    verbs = parser.add_subparsers(title="verbs", metavar="VERB")
    for name, summary in VERBS.items():
        verb = verbs.add_parser(name, help=summary, description=summary, epilog=EXIT_CODES)
        # Importing only the verb that is called keeps every call at its own price.
        if name in arguments:
            module = importlib.import_module(f"editions.cli.{name}")
            module.add_arguments(verb)
            needed = getattr(module, "NEEDS_PUBLICATION", True)
            verb.set_defaults(verb=name, run=module.run, needs_publication=needed)
    return parser
