"""What Typst leaves to be done in a PDF: it is packed, and heads of tables say that they are heads.

Typst writes each of its thousands of small objects by itself; packed into object streams a file
is a quarter smaller. The library is pikepdf (qpdf), which keeps all else as it is. Its order "for
the web" (linearized) is left alone: the hints it writes beside object streams are wrong by the
judgement of qpdf itself. Hyphens are the matter of soft.py.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from editions.pdf.sides import objects
from editions.pdf.soft import tell_hyphens
from editions.pdf.walk import Data
from editions.problems import BuildError

_ENTRY = re.compile(" [“«](?P<title>.+)[”»] (?P<page>.+)")
_NOTE = re.compile("(?:Footnote|Сноска) (?P<mark>.+)")
_COLUMN, _ROW = (
    pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name(scope))
    for scope in ("/Column", "/Row")
)


def finished(pdf: bytes, data: Data) -> bytes:
    """Give the PDF of `data` as readers get it; the same bytes each time.

    Raises `BuildError` if its tables are not those of the data.
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        _tell_heads(file, data)
        _tell_languages(file, data)
        _tell_links(file, data)
        tell_hyphens(file)
        file.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,  # object streams are of 1.5, the file says 1.7
        )
    return out.getvalue()


def _tell_heads(file: pikepdf.Pdf, data: Data) -> None:
    """Make cells in the first columns of a table header cells of their rows (PDF/UA-1, 7.5).

    Those of a head so high that it was set as rows (tables.typ) head their columns. Typst tells
    heads of columns only: its ``pdf.header-cell`` is behind a feature ("a11y-extras") that the
    Python package cannot switch on.
    """
    tables = [each for each in objects(data) if each.get("type") == "table"]
    if not any(table["stub"] or table["header"] for table in tables):
        return
    told = [item for item in _elements(file.Root.StructTreeRoot) if item.S == "/Table"]
    if len(told) != len(tables):
        raise BuildError(f"{len(tables)} tables became {len(told)}: the heads of rows are lost")
    for item, table in zip(told, tables, strict=True):
        rows = list(_rows(item))
        parted = rows[: len(rows) - len(table["rows"])] if not _has_head(item) else []
        for cell in (cell for row in parted for cell in _kids(row)):
            _make_head(cell, _COLUMN)
        for row, cells in zip(rows[len(rows) - len(table["rows"]) :], table["rows"], strict=True):
            for cell, head in zip(_kids(row), cells, strict=True):
                if head["stub"]:
                    _make_head(cell, _ROW)


def _rows(table: Any) -> Iterator[Any]:
    """Give the rows of a table, not of those within it."""
    for kid in _kids(table):
        if kid.S == "/TR":
            yield kid
        elif kid.S in {"/THead", "/TBody", "/TFoot"}:
            yield from _rows(kid)


def _has_head(table: Any) -> bool:
    return any(kid.S == "/THead" for kid in _kids(table))


def _make_head(cell: Any, scope: pikepdf.Dictionary) -> None:
    cell.S = pikepdf.Name.TH
    cell.A = pikepdf.Array([*_attributes(cell), scope])


def _tell_languages(file: pikepdf.Pdf, data: Data) -> None:
    """Name both languages of a pair in the description; Typst knows one."""
    languages = [side["language"] for side in data.get("sides", [])]
    if languages:
        with file.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as described:
            described["dc:language"] = languages


def _tell_links(file: pikepdf.Pdf, data: Data) -> None:
    """Say where links lead as the edition says it.

    Typst puts marks of quotation, and a blank for no number, into what entries of contents
    say, and has no Belarusian for "Footnote".
    """
    calls = [side["note"] for side in data.get("sides", [data])]
    for page in file.pages:
        middle = page.mediabox[2] / 2
        for link in page.get("/Annots", []):
            said = str(link.get("/Contents", ""))
            if entry := _ENTRY.fullmatch(said):
                link.Contents = "{title}, {page}".format_map(entry.groupdict())
            elif note := _NOTE.fullmatch(said):
                link.Contents = calls[-1 if link.Rect[0] > middle else 0] % note["mark"]
            elif said.startswith(", "):  # a table or picture without a caption
                link.Contents = said[2:]


def _elements(element: Any) -> Iterator[Any]:
    """Give the elements of structure below another, in the order of reading."""
    for kid in _kids(element):
        yield kid
        yield from _elements(kid)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    found = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in found if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _attributes(cell: Any) -> list[Any]:
    own = cell.get("/A", [])
    return list(own) if isinstance(own, pikepdf.Array) else [own]
