"""Run one Sphinx builder, as `editions.process` orders it on standard input (JSON).

Standard output is one JSON object: ``problems`` (a list) and ``fatal`` (a message or null).
"""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from typing import Any

from docutils.utils import SystemMessage
from sphinx import application
from sphinx.errors import SphinxError
from sphinx.util.console import nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

# A publication's conf.py is optional and need not name them; named twice, they load once.
application.builtin_extensions = (
    *application.builtin_extensions,
    "editions.sphinxext",
    "editions.pdf",
)

_WARNING = re.compile(
    r"^(?:(?P<path>[^\n]*?)(?::(?P<line>\d+))?: )?(?P<level>WARNING|ERROR|CRITICAL): "
    r"(?P<message>.*?)(?: \[(?P<id>[\w.-]+)\])?$"
)


def main() -> int:
    """Do what the order on standard input says; always exit 0 with an answer."""
    order = json.load(sys.stdin)
    nocolor()
    warnings = io.StringIO()
    fatal = None
    try:
        _build(order, warnings)
    except (SphinxError, SystemMessage, OSError) as error:
        fatal = f"{order['builder']}, {order['language']}: {error}".replace("\n", " ")
    problems = _problems(warnings.getvalue(), Path(order["root"]))
    json.dump({"problems": problems, "fatal": fatal}, sys.stdout, ensure_ascii=False)
    return 0


def _build(order: dict[str, Any], warnings: io.StringIO) -> None:
    root = Path(order["root"])
    has_conf = (root / "conf.py").is_file()
    settings: dict[str, Any] = {
        "language": order["language"],
        "editions_root": order["root"],
        "editions_documents": order["documents"],
        "editions_pdfs": order["pdfs"],
        "editions_withheld": order["withheld"],
        "locale_dirs": [order["catalogues"]] if order["catalogues"] else [],
        # The catalogues were compiled with sphinx-intl; Sphinx shall only read.
        "gettext_auto_build": False,
    }
    with patch_docutils(str(root) if has_conf else None), docutils_namespace():
        app = application.Sphinx(
            root / "docs",
            root if has_conf else None,
            Path(order["output"]),
            Path(order["doctrees"]),
            order["builder"],
            confoverrides=settings,
            status=None,
            warning=warnings,
            freshenv=order["fresh"],
        )
        app.build(force_all=order["fresh"])


def _problems(said: str, root: Path) -> list[dict[str, Any]]:
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
                "severity": "warning" if match["level"] == "WARNING" else "error",
                "id": match["id"] or "sphinx",
                "message": match["message"],
            }
        )
    return problems


if __name__ == "__main__":
    sys.exit(main())
