"""A new row in the register, in its place and with nothing else of the file changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from editions.names.gazetteer import COLUMNS
from editions.problems import UsageError


def with_row(text: str, cells: Mapping[str, str]) -> str:
    """Give a register's CSV text with one row more, sorted in by its id.

    Columns that `cells` does not name stay empty. Raises `UsageError` if the id is taken.
    """
    lines = list(csv.DictReader(io.StringIO(text)))
    if any(row["id"] == cells["id"] for row in lines):
        raise UsageError(f"the register has a row '{cells['id']}' already; choose another id")
    columns = list(lines[0]) if lines else list(COLUMNS)
    lines.append({column: cells.get(column, "") for column in columns})
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(lines, key=lambda row: row["id"]))
    return out.getvalue()
