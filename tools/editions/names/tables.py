"""Registers as tables: CSV as spreadsheets save it, read with the line of every row."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from editions import limits
from editions.problems import EditionsError

SHIPPED = Path(__file__).parent / "data"
"""The registers Editions brings, for publications without their own."""
SEPARATOR = "|"
"""What parts a list in a cell."""

_RUN = re.compile(r"\s*(?![+-]?[\d\s.,]*\Z)(?!.\Z)[=+\-@\uff1d\uff0b\uff0d\uff20]", re.DOTALL)
"""A beginning that spreadsheets take for a formula; a number with its sign is none.

The signs, full-width ones among them: OWASP, "CSV Injection".
"""
_CUTS = re.compile(r"[;\t\n]")
"""Where a program that expects another separator begins a new cell."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its line, its cells by column, and what is wrong with its shape."""

    line: int
    cells: dict[str, str]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, and what is wrong with its heading."""

    rows: tuple[Row, ...]
    lacking: tuple[str, ...]


def table(path: Path, columns: Iterable[str]) -> Table:
    """Read a table as spreadsheets save it: a byte-order mark, any line ends, ``,`` ``;`` or tab.

    Cells are stripped and in NFC; a column that lacks reads as empty. Raises
    `EditionsError` for what is no UTF-8, no table or over a limit.
    """
    try:
        text = limits.read(path, limits.TABLE).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise EditionsError("is not UTF-8; save it as 'CSV UTF-8'", path=path) from None
    except OSError as error:
        raise EditionsError(f"cannot be read: {error.strerror}", path=path) from None
    try:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if over := limits.of_table(text):
            raise EditionsError(over.message, path=path, line=over.line)
        return _read(text, tuple(columns))
    except csv.Error as error:
        raise EditionsError(f"is no table: {error}", path=path) from None


def _read(text: str, columns: tuple[str, ...]) -> Table:
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    heading = [cell.strip() for cell in next(reader, [])]
    blank = dict.fromkeys(columns, "")
    found = []
    start = reader.line_num + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            faults = []
            if len(cells) != len(heading):
                faults.append(f"has {len(cells)} cells, the heading has {len(heading)}")
            faults += [
                f"'{name}': a spreadsheet would run “{part.strip()[:40]}”; begin with a word"
                for name, cell in zip(heading, cells, strict=False)
                for part in _CUTS.split(cell)
                if _RUN.match(part)
            ]
            clean = (unicodedata.normalize("NFC", cell).strip() for cell in cells)
            found.append(Row(start, blank | dict(zip(heading, clean, strict=False)), tuple(faults)))
        start = reader.line_num + 1
    return Table(tuple(found), tuple(name for name in columns if name not in heading))


def location(path: Path, root: Path) -> str:
    """Name a register as problems do; one from outside the publication by its file's name."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def parts(cell: str) -> tuple[str, ...]:
    """Give the parts of a list in a cell."""
    return tuple(part.strip() for part in cell.split(SEPARATOR) if part.strip())
