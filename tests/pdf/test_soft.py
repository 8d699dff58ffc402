"""Hyphens of words and hyphens at line ends, as different readers of the text see them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from editions.pdf.typeset import typeset
from tests.pdf.test_notes import paragraph, sheet

LONG = (
    "Representatives of municipal organizations notwithstanding considerable disagreements. " * 40
)
HARD = "COVID-19 and Salah El-Din. "


@pytest.mark.parametrize(
    "text", [HARD + LONG + HARD, LONG + HARD], ids=["hard first", "soft first"]
)
@pytest.mark.parametrize("face", ["serif", "italic", "note"])
def test_a_hyphen_is_one_for_every_reader_and_soft_where_a_line_ends(
    tmp_path: Path, text: str, face: str
) -> None:
    parts: dict[str, list[Any]] = {
        "serif": [text],
        "italic": [{"type": "emphasis", "content": [text]}],
        "note": ["Word", {"type": "note", "id": "n", "mark": "1", "content": [text]}],
    }
    output = tmp_path / "out.pdf"
    typeset(sheet(paragraph(*parts[face])), work=tmp_path, output=output)
    # pypdf reads what the drawings are said to be, as pdf.js and MuPDF do.
    drawn = "\n".join(page.extract_text() for page in PdfReader(output).pages)
    assert "\u00ad" not in drawn
    hard = text.count("-")
    assert drawn.count("COVID-19") == hard / 2
    soft = drawn.count("-") - hard
    assert soft > 3
    # Readers that know of it, and the PDF/UA, are told which of them are no part of a word.
    with pikepdf.open(output) as file:
        streams = b"".join(page.Contents.read_bytes() for page in file.pages)
        maps = [
            font.ToUnicode.read_bytes()
            for page in file.pages
            for font in page.Resources.Font.values()
        ]
    assert len(re.findall(rb"/ActualText<FEFF00AD>>>BDC", streams)) == soft
    assert not any(b"<00AD>" in each for each in maps)
