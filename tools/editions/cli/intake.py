"""``editions intake``: a received file becomes the document of an issue."""

from __future__ import annotations

import argparse
from pathlib import Path

from editions.cli.talk import say, show
from editions.config import AUTONYMS, Publication
from editions.intake import Options, clean_copy, intake


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument(
        "path", metavar="PATH", type=Path, help="Markdown, plain text, DOCX, ODT, HTML or PDF"
    )
    parser.add_argument(
        "--issue", default="", metavar="2020-12", help="default: told by the file's name or title"
    )
    parser.add_argument(
        "--language", default="", choices=list(AUTONYMS), help="default: the name's (x.en.md)"
    )
    parser.add_argument(
        "--received",
        default="",
        metavar="2021-01-15",
        help="the day the file came, for origin.toml",
    )
    parser.add_argument(
        "--force", action="store_true", help="overwrite the document, the editor's work included"
    )
    parser.add_argument(
        "--scrub",
        action="store_true",
        help="take nothing in: write a clean copy beside the file, without who wrote it",
    )
    parser.add_argument("--format", default="text", choices=["text", "json"])


def run(arguments: argparse.Namespace, publication: Publication) -> int:
    """Take in the file; show what the editor has to check, say what was written."""
    if arguments.scrub:
        return _scrub(arguments.path, publication)
    options = Options(
        arguments.issue, arguments.language, arguments.received, force=arguments.force
    )
    result = intake(publication, arguments.path, options)
    show(result.problems, as_json=arguments.format == "json")
    if result.kept:
        say(f"editions: {result.kept}")
        return 1 if result.refused else 0
    for path in result.written:
        say(f"wrote {path.relative_to(publication.root).as_posix()}")
    if not result.written:
        say("nothing changed")
    return 0


def _scrub(path: Path, publication: Publication) -> int:
    written = clean_copy(publication, path)
    for each in written:
        inside = each.resolve().is_relative_to(publication.root.resolve())
        name = each.resolve().relative_to(publication.root.resolve()) if inside else each
        say(f"wrote {name.as_posix()}")
    if not written:
        say("nothing changed")
    say(f"keep '{path.name}' out of the repository; the copy can be taken in and published")
    return 0
