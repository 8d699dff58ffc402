"""Hyphens in the text of a PDF: those of a word stay hyphens, those at line ends are soft.

A face has one drawing for both, and krilla, which writes Typst's PDFs, says of it what the first
hyphen of the file happened to be; the others carry an ``ActualText``. Readers that do not know
that entry (pdf.js in Firefox, MuPDF) then take "COVID-19" for "COVID", a soft hyphen and "19",
and neither find nor copy it. So the drawing always is a hyphen here, and a soft one says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

_SOFT = re.compile(rb"<([0-9A-F]{4})> <00AD>")
_HYPHEN = rb"<\1> <002D>"

# Typst sets the hyphen at the end of a line as a text of its own.
_ALONE = rb"BT( 0 Tr%s [\d.]+ Tf [-\d. ]+ Tm\(%s\)Tj\n)ET"
_SAID = rb"BT/Span<</ActualText<FEFF00AD>>>BDC\1EMC\nET"


def tell_hyphens(file: pikepdf.Pdf) -> None:
    """Make soft hyphens tell that they are, and the drawing of all of them a hyphen."""
    drawings: dict[Any, bytes] = {}
    for page in file.pages:
        for name, font in page.Resources.get("/Font", {}).items():
            if font.objgen not in drawings:
                drawings[font.objgen] = _told(font)
            if drawing := drawings[font.objgen]:
                alone = re.compile(_ALONE % (re.escape(name.encode()), re.escape(drawing)))
                page.Contents.write(alone.sub(_SAID, page.Contents.read_bytes()))


def _told(font: Any) -> bytes:
    """Say of a font that its hyphen is one; give the drawing if it was a soft one, as written."""
    said = font.ToUnicode.read_bytes()
    if (found := _SOFT.search(said)) is None:
        return b""
    font.ToUnicode.write(_SOFT.sub(_HYPHEN, said))
    return b"".join(_written(bytes.fromhex(found[1].decode())))


def _written(drawing: bytes) -> Iterator[bytes]:
    """Give each byte as krilla writes it in a string."""
    named = {0x0A: b"\\n", 0x0D: b"\\r", 0x09: b"\\t", 0x08: b"\\b", 0x0C: b"\\f"}
    for byte in drawing:
        if byte in named:
            yield named[byte]
        elif byte in b"()\\":
            yield b"\\" + bytes([byte])
        else:
            yield bytes([byte]) if 0x20 <= byte <= 0x7E else b"\\%03o" % byte
