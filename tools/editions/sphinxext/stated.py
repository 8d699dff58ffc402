"""What a publication's conf.py states in so many words, read without running it.

Who only extracts texts must not run the Python of a folder that may come from anybody, but has
to see the texts: what stands before and after each document, which documents there are.
"""

from __future__ import annotations

import ast
from contextlib import suppress
from pathlib import Path
from typing import Any

NAMES = frozenset(
    {
        "default_role",
        "exclude_patterns",
        "extlinks",
        "include_patterns",
        "numfig",
        "primary_domain",
        "rst_epilog",
        "rst_prolog",
    }
)
"""Settings that say which texts there are; none of them names a file or a command to run."""

EXTENSIONS = frozenset({"editions.pdf", "editions.sphinxext", "sphinx.ext.extlinks"})
"""Extensions that do no more than these settings ask for."""


def stated(conf: Path) -> dict[str, Any]:
    """Give the settings that `conf` states, and of its extensions those that are loaded.

    A file that is no Python, or cannot be read, states nothing: the build will say why.
    """
    said = _plain(conf)
    settings = {name: value for name, (value, _line) in said.items() if name in NAMES}
    return settings | {"extensions": [each for each in _asked(said) if each in EXTENSIONS]}


def unheard(conf: Path) -> list[dict[str, Any]]:
    """Give a problem for each extension that `conf` asks for and `stated` leaves out."""
    said = _plain(conf)
    message = (
        "'{}' is not loaded here, since only a build runs conf.py;"
        " texts that stand in its directives alone are not asked for"
    )
    return [
        {
            "path": conf.name,
            "line": said["extensions"][1],
            "severity": "warning",
            "id": "conf",
            "message": message.format(extension),
        }
        for extension in _asked(said)
        if extension not in EXTENSIONS
    ]


def _asked(said: dict[str, tuple[Any, int]]) -> list[str]:
    named = said.get("extensions", ([], 0))[0]
    return [each for each in named if isinstance(each, str)] if isinstance(named, list) else []


def _plain(conf: Path) -> dict[str, tuple[Any, int]]:
    """Give the plain values that are assigned on top of a file, each with its line."""
    found: dict[str, tuple[Any, int]] = {}
    with suppress(OSError, SyntaxError, ValueError, RecursionError):
        for statement in ast.parse(conf.read_bytes()).body:
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    with suppress(ValueError, TypeError):
                        found[name] = (ast.literal_eval(value), statement.lineno)
    return found
