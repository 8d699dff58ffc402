"""The layers of the design, read from the imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import editions

PACKAGE = Path(editions.__file__).parent
BOTTOM = {
    "at",
    "bounds",
    "children",
    "config",
    "printable",
    "problems",
    "documents",
    "files",
    "limits",
    "process",
    "sources",
}
MAY_IMPORT = {
    "printable": set(),
    "problems": {"printable"},
    "limits": {"problems"},
    "config": {"limits", "problems"},
    "documents": {"config", "limits", "problems"},
    "sources": {"config", "documents", "files", "limits", "problems"},
    "files": {"problems"},
    "at": set(),
    "bounds": {"config"},
    "stopping": set(),
    "child": set(),
    "children": {"at", "child", "stopping"},
    "conf": {"config", "files"},
    "process": {"at", "bounds", "children", "config", "problems"},
    "names": {"config", "files", "limits", "problems"},
    "facts": {"config", "problems"},
    "shown": set(),
    "fonts": {"problems"},
    "catalogue": BOTTOM | {"contents", "facts", "fonts", "names", "store"},
    "checks": BOTTOM
    | {"catalogue", "facts", "fonts", "intake", "names", "pictures", "shown", "site", "store"},
    "pictures": {"problems"},
    "outgoing": {"pictures", "problems"},
    "freezing": BOTTOM | {"answers", "catalogue", "checks", "gate", "judging", "site"},
    "reading": BOTTOM | {"inputs"},
    "store": {"files"},
    "contents": {"config", "fonts"},
    "recall": {"checks", "config", "contents", "problems", "store"},
    "order": set(),
    "reasons": {"config", "documents", "problems"},
    "unchanged": {"config", "contents", "order", "problems", "recall", "site"},
    "answers": {"config", "judging", "problems", "recall"},
    "shares": BOTTOM | {"catalogue", "checks", "recall"},
    "judging": BOTTOM | {"catalogue", "checks", "reading", "recall", "shares", "shown", "site"},
    "gate": BOTTOM | {"catalogue", "checks", "recall", "site"},
    "intake": BOTTOM | {"pictures"},
    "site": BOTTOM | {"catalogue", "names"},
    "inputs": BOTTOM | {"catalogue", "contents", "names", "site"},
    "bilingual": BOTTOM | {"inputs", "site"},
    "publishing": {"files", "outgoing", "site"},
    "build": BOTTOM
    | {"bilingual", "catalogue", "checks", "gate", "inputs", "judging", "outgoing", "publishing"}
    | {"order", "reading", "reasons", "recall", "shares", "site", "unchanged"},
    "desk": BOTTOM
    | {"answers", "catalogue", "checks", "gate", "inputs", "judging", "names", "recall", "site"},
    "sphinxext": BOTTOM | {"catalogue", "contents", "names", "reading", "shown", "site", "store"},
    "pdf": BOTTOM | {"catalogue", "fonts", "names", "pictures", "site"},
    "theme": set(),
    "cli": BOTTOM
    | {
        "answers",
        "build",
        "catalogue",
        "checks",
        "conf",
        "contents",
        "desk",
        "freezing",
        "gate",
        "intake",
    }
    | {"intake", "judging", "names", "order", "reasons", "recall", "site", "stopping"}
    | {"unchanged"},
    "__main__": {"cli"},
    "__init__": set(),
}
RESERVED = {
    "sphinx": {"sphinxext", "pdf"},
    "typst": {"pdf"},
    "pikepdf": {"intake", "pdf"},
    "polib": {"catalogue"},
    "sphinx_intl": {"catalogue"},
    "babel.messages": {"catalogue"},
    "docutils": {"sphinxext", "pdf", "intake", "catalogue", "checks"},
    "click": {"cli"},
    "pypandoc": {"intake"},
    "pypdfium2": {"intake", "pdf", "site"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def _room(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_keeps_to_its_layer(path: Path) -> None:
    room = _room(path)
    for name in _imports(path):
        top, _, rest = name.partition(".")
        if top == "editions":
            wanted = rest.split(".")[0]
            if wanted not in {room, "__version__"}:
                assert wanted in MAY_IMPORT[room], f"{room} must not import {name}"
        for library, rooms in RESERVED.items():
            if name == library or name.startswith(f"{library}."):
                assert room in rooms, f"{room} must not import {library}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_command_line_prints(path: Path) -> None:
    calls = [
        node.func.id
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert _room(path) == "cli" or "print" not in calls
