"""Pandoc's tables as rows of equal length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from editions.intake.blocks import Paragraph, Table, tidy
from editions.intake.spans import ReadBlocks, Reporter


def table(content: Any, read: ReadBlocks, report: Reporter) -> Table:
    """Read pandoc's table; what a merged cell covers is left empty and reported."""
    _, (_, caption), columns, (_, head), bodies, (_, foot) = content
    above = [*head, *(row for _, _, heads, _ in bodies for row in heads)]
    if not any(blocks for _, cells in above for *_, blocks in cells):
        above = []
    below = [row for *_, rows in bodies for row in rows]
    grid = _grid([*above, *below, *foot], columns=len(columns), report=report)
    rows = tuple(tuple(read(cell) for cell in row) for row in grid)
    runs = [run for block in read(caption) if isinstance(block, Paragraph) for run in block.runs]
    # Word marks the first row of every table as its head, of a box of one row too.
    head = len(above) if len(above) < len(rows) else 0
    return Table(rows, head=head, caption=tidy(runs))


def _grid(rows: Sequence[Any], *, columns: int, report: Reporter) -> list[list[list[Any]]]:
    """Lay the cells out on a grid, merged ones at their first place."""
    grid: list[list[list[Any]]] = [[[] for _ in range(columns)] for _ in rows]
    taken: set[tuple[int, int]] = set()
    merged = False
    for y, (_, cells) in enumerate(rows):
        x = 0
        for _, _, height, width, blocks in cells:
            while (y, x) in taken:
                x += 1
            if x >= columns:
                break
            grid[y][x] = blocks
            merged |= height > 1 or width > 1
            taken |= {(y + dy, x + dx) for dy in range(height) for dx in range(width)}
    if merged:
        report.warn("not-carried-over", "merged cells of a table are set apart; see to its columns")
    return grid
