"""``editions romanize``: Cyrillic names in Latin letters, a line for each."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress

from editions.cli.talk import say
from editions.config import Publication
from editions.names import romanize
from editions.problems import EditionsError

NEEDS_PUBLICATION = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    known = ", ".join(scheme.id for scheme in romanize.schemes())
    parser.add_argument("--scheme", required=True, metavar="ID", help=f"one of: {known}")
    parser.add_argument(
        "--plain",
        action="store_true",
        help="without diacritics and soft signs, as in file names and addresses",
    )
    parser.add_argument(
        "text", metavar="TEXT", nargs="*", help="default: every line of standard input"
    )


def run(arguments: argparse.Namespace, _publication: Publication | None) -> int:
    """Print one line for every argument or line; warn of letters that were repaired or left."""
    scheme = romanize.scheme_of(arguments.scheme).id
    for text in _lines(arguments.text):
        latin = romanize.romanize(text, scheme)
        print(romanize.plain(latin) if arguments.plain else latin)
        if any(letter in text for letter in "iI"):
            for word in romanize.latin_i_words(text, scheme):
                say(f"warning: '{word}' is written with a Latin i; it was read as the Cyrillic one")
        if left := romanize.unknown_letters(text, scheme):
            say(f"warning: not in the alphabet of {scheme}, left as they are: {left}")
    return 0


def _lines(texts: list[str]) -> Iterator[str]:
    lines: Iterable[str] = [_argument(text) for text in texts] or sys.stdin
    try:
        for line in lines:
            # An argument may hold line breaks; it gives one line all the same.
            yield " ".join(line.lstrip("\ufeff").splitlines())
    except UnicodeDecodeError as error:
        message = f"standard input is not UTF-8 (byte {error.start}); convert it, e.g. with iconv"
        raise EditionsError(message) from None


def _argument(text: str) -> str:
    """Read an argument as UTF-8, whatever code page the system has told Python of."""
    with suppress(UnicodeError):
        return os.fsencode(text).decode("utf-8")
    return text
