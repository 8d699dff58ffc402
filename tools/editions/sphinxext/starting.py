"""What every process of ours that runs Sphinx begins and ends with."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sphinx import application

OURS = ("editions.sphinxext", "editions.pdf")

_GRAVE = frozenset({"image.not_readable", "download.not_readable"})
"""What Sphinx only warns of although the page would lack something."""

_WARNING = re.compile(
    r"^(?:(?P<path>[^\n]*?)(?::(?P<line>\d+))?: )?(?P<level>WARNING|ERROR|CRITICAL): "
    r"(?P<message>.*?)(?: \[(?P<id>[\w.-]+)\])?$"
)


def bring_extensions() -> None:
    """Let every Sphinx of this process load our extensions.

    A publication's conf.py is optional and need not name them; named twice, they load once.
    """
    application.builtin_extensions = (*application.builtin_extensions, *OURS)


def _severity(match: re.Match[str]) -> str:
    return "warning" if match["level"] == "WARNING" and match["id"] not in _GRAVE else "error"


def problems_of(said: str, root: Path) -> list[dict[str, Any]]:
    """Turn Sphinx's warnings into problems; a line that is none continues the one before."""
    problems: list[dict[str, Any]] = []
    for line in said.splitlines():
        match = _WARNING.match(line)
        if match is None:
            if problems and line.strip():
                problems[-1]["message"] += f" {line.strip()}"
            continue
        path = Path(match["path"] or ".")
        problems.append(
            {
                "path": (path.relative_to(root) if path.is_relative_to(root) else path).as_posix(),
                "line": int(match["line"]) if match["line"] else None,
                "severity": _severity(match),
                "id": match["id"] or "sphinx",
                "message": match["message"],
            }
        )
    return problems
