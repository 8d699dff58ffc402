"""``editions verify``: whether a published tree is whole, and who signed it."""

from __future__ import annotations

import argparse
from pathlib import Path

from editions import config
from editions.cli.talk import say, show
from editions.config import Publication
from editions.site.verify import kept, verify

NEEDS_PUBLICATION = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument(
        "site",
        type=Path,
        nargs="?",
        metavar="DIR",
        help="the published tree (default: build/site of the publication)",
    )
    parser.add_argument(
        "--signers",
        type=Path,
        metavar="FILE",
        help="the public keys that may sign, one 'NAME KEY' a line: look at the signature too",
    )


def run(arguments: argparse.Namespace, publication: Publication | None) -> int:
    """Compare the tree with its sums and its manifest; problems go to standard output."""
    site = arguments.site
    if site is None:
        publication = publication or config.load(config.find_root(Path.cwd()))
        site = publication.site
    problems = verify(site, signers=arguments.signers)
    show(problems)
    for name in kept(site):
        say(f"kept: {name}")
    if problems:
        say(f"{len(problems)} file{'' if len(problems) == 1 else 's'} not as published")
        return 1
    say("every file is as it was published" + (", and signed" if arguments.signers else ""))
    return 0
