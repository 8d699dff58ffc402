"""The table of trust: every cell says what cannot be done and names tests that there are."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
from docutils import nodes
from docutils.core import publish_doctree

REPOSITORY = Path(__file__).parent.parent
HANDBOOK = REPOSITORY / "docs/handbook/trust.rst"
ROLES = ("Translator", "Co-author", "Publisher", "Server", "Sender")
TO = ("To readers", "To the others", "To the machine")


@cache
def table() -> list[list[nodes.entry]]:
    tree = publish_doctree(HANDBOOK.read_text("utf-8"), settings_overrides={"report_level": 5})
    return [list(row.findall(nodes.entry)) for row in tree.findall(nodes.row)]


@cache
def defined(module: Path) -> frozenset[str]:
    tree = ast.parse(module.read_text("utf-8"))
    found = (each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef))
    return frozenset(name for name in found if name.startswith("test_"))


def test_it_has_everybody_against_everybody() -> None:
    head, *rows = table()
    assert tuple(cell.astext() for cell in head) == ("", *TO)
    assert tuple(row[0].astext().split()[0] for row in rows) == ROLES
    assert {len(row) for row in rows} == {len(TO) + 1}


@pytest.mark.parametrize("column", range(1, len(TO) + 1))
@pytest.mark.parametrize("row", range(1, len(ROLES) + 1))
def test_a_cell_is_held_by_tests(row: int, column: int) -> None:
    cell = table()[row][column]
    assert cell.astext().startswith("Cannot ")
    last = cell.children[-1]
    named = [each.astext() for each in last.findall(nodes.literal)]
    assert named, cell.astext()
    for name in named:
        module = REPOSITORY / "tests" / f"{name}.py"
        assert module.is_file(), name
        assert defined(module), name


def test_the_project_says_whom_to_tell() -> None:
    text = (REPOSITORY / "SECURITY.md").read_text("utf-8")
    model = text.partition("## Threat model")[2].partition("## ")[0]
    assert [line.split(".")[0] for line in model.splitlines() if line[:1].isdigit()] == [
        *map(str, range(1, 11))
    ]
    assert "docs/handbook/trust.rst" in model
    assert "No account is needed" in text
