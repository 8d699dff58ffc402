"""``editions names``: find registered names; check and mend them (names_check.py)."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from editions import printable
from editions.cli.talk import put
from editions.config import AUTONYMS, Publication
from editions.names import gazetteer
from editions.names.match import finder
from editions.problems import UsageError

SUBVERBS = {
    "find": ("every mention of a registered name, in any case form", "editions.cli.names"),
    "check": ("names against the edition's convention", "editions.cli.names_check"),
    "fix": (
        "a diff of mended names; --write applies those that are sure",
        "editions.cli.names_check",
    ),
    "add": ("one more name in the register; its case forms are shown", "editions.cli.names_add"),
}
"""Sub-verb → what it does and its module, which offers ``add_<sub-verb>_arguments(parser)``
and ``<sub-verb>(arguments, publication) -> exit code``; loaded when called."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the sub-verbs."""
    subverbs = parser.add_subparsers(title="sub-verbs", metavar="SUBVERB", required=True)
    for name, (summary, module) in SUBVERBS.items():
        sub = subverbs.add_parser(name, help=summary, description=summary, epilog=parser.epilog)
        _add_lazily(sub, name, module)


def _add_lazily(sub: argparse.ArgumentParser, name: str, module: str) -> None:
    """Let `sub` load its module when it is about to parse: only the one called is imported."""
    parse = sub.parse_known_args

    def loaded(*arguments: Any, **named: Any) -> Any:
        place = importlib.import_module(module)
        getattr(place, f"add_{name}_arguments")(sub)
        run: Callable[[argparse.Namespace, Publication], int] = getattr(place, name)
        sub.set_defaults(subrun=run)
        return parse(*arguments, **named)

    sub.parse_known_args = loaded  # type: ignore[method-assign]


def run(arguments: argparse.Namespace, publication: Publication) -> int:
    """Run the sub-verb that was parsed."""
    subrun: Callable[[argparse.Namespace, Publication], int] = arguments.subrun
    return subrun(arguments, publication)


def add_find_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``names find``."""
    parser.add_argument("--language", required=True, choices=sorted(AUTONYMS), help="of the text")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("file", metavar="FILE|-", help="the text, UTF-8; - is standard input")


def find(arguments: argparse.Namespace, publication: Publication) -> int:
    """Print the mentions in one text; 0 whether there are any or not."""
    text = _read(arguments.file)
    path = gazetteer.gazetteer_path(publication)
    names = gazetteer.rows(path)
    found = finder(names, arguments.language, cache=publication.work / "cache").find(text)
    if arguments.format == "json":
        put(json.dumps([one._asdict() for one in found], ensure_ascii=False, indent=1))
        return 0
    for one in found:
        shown = " ".join(one.text.split())
        doubt = "" if one.sure else " ?"
        where = f"{arguments.file}:{one.line}:{one.column}"
        print(printable.line(f"{where}: {one.id} {shown}{doubt}"))
    return 0


def _read(name: str) -> str:
    try:
        # Bytes, not text mode: offsets count the characters that are in the file, \r included.
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8")
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", path=name) from None
    except UnicodeDecodeError as error:
        raise UsageError(f"is not UTF-8: byte {error.start}", path=name) from None
