"""Tables without a title are told of, by the lines they stand at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from editions.checks.tables import untitled
from editions.checks.tree import parsed
from tests.conftest import Run

SIMPLE = "=== ===\na   b\n=== ===\n1   2\n=== ==="
GRID = "+---+\n| a |\n+---+"


def indented(table: str) -> str:
    return table.replace("\n", "\n   ")


@pytest.mark.parametrize(
    "table",
    [
        SIMPLE,
        GRID,
        ".. list-table::\n\n   * - a\n     - b",
        ".. csv-table::\n\n   a, b",
        f".. table::\n\n   {indented(SIMPLE)}",
        f"* in a list\n\n  {SIMPLE.replace(chr(10), chr(10) + '  ')}",
    ],
)
def test_a_table_without_a_title(table: str, tmp_path: Path) -> None:
    path = tmp_path / "a.rst"
    path.write_text(f"Title\n=====\n\nBefore.\n\n{table}\n\nAfter.\n", "utf-8")
    (line,) = untitled(parsed(path))
    assert 4 <= line <= 6 + table.count("\n")


@pytest.mark.parametrize(
    "table",
    [
        ".. list-table:: Crossings\n\n   * - a\n     - b",
        ".. csv-table:: Crossings\n\n   a, b",
        f".. table:: Crossings\n\n   {indented(GRID)}",
        "No table === at all.",
    ],
)
def test_a_table_with_a_title(table: str, tmp_path: Path) -> None:
    path = tmp_path / "a.rst"
    path.write_text(f"Title\n=====\n\nBefore.\n\n{table}\n", "utf-8")
    assert list(untitled(parsed(path))) == []


def test_the_verb_names_file_and_line(
    root: Callable[[str], Path], editions: Callable[..., Run]
) -> None:
    small = root("site-small")
    path = small / "docs/index.rst"
    text = path.read_text("utf-8")
    path.write_text(f"{text}\n{GRID}\n", "utf-8")
    done = editions(small, "check")
    line = text.count("\n") + 3
    assert f"docs/index.rst:{line}: warning table-title: the table has no title" in done.out
