"""The Hunspell dictionaries of this machine, found without reading any."""

from __future__ import annotations

import importlib.util
import os
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from editions.config import Publication

LIBRARY = "hunspell"
KNOWN: dict[str, dict[str, dict[str, Any]]] = tomllib.loads(
    files(__package__).joinpath("spelling.toml").read_text("utf-8")
)
"""Language → its dictionaries → what they are called, and what brings them."""

FOLDERS = (
    "/usr/share/hunspell",
    "/usr/share/myspell/dicts",
    "/usr/local/share/hunspell",
    "/opt/homebrew/share/hunspell",
    "/Library/Spelling",
)


def chosen(publication: Publication, language: str) -> tuple[str, dict[str, Any], Path | None]:
    """Give the dictionary that judges a language: its name, what is known of it, and its path.

    The path has neither .aff nor .dic; None if it is not installed.
    """
    name = publication.spelling.get(language) or next(iter(KNOWN[language]))
    known = KNOWN[language].get(name, {})
    return name, known, next(filter(None, map(_dictionary, known.get("files", [name]))), None)


def state(publication: Publication, language: str) -> str:
    """Give what the dictionary of a language is and when it was installed, as a line."""
    name, _, found = chosen(publication, language)
    library = importlib.util.find_spec(LIBRARY) is not None
    files = [found.with_suffix(each).stat() for each in (".aff", ".dic")] if found else []
    return f"{name} {library} {[(each.st_size, each.st_mtime_ns) for each in files]}"


def word_list(publication: Publication, language: str) -> Path:
    """Give the place of the list of words that a publication accepts in a language."""
    return publication.locale / f"words.{language}.txt"


def _dictionary(name: str) -> Path | None:
    """Find a dictionary on this machine: its path without .aff and .dic."""
    own = os.environ.get("DICPATH", "").split(os.pathsep)
    for folder in (*filter(None, own), *FOLDERS):
        path = Path(folder, name)
        if path.with_suffix(".aff").is_file() and path.with_suffix(".dic").is_file():
            return path
    return None
