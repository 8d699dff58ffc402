"""The lines that end in a hyphen, as they are read from what Typst draws."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from editions.pdf import drawn
from editions.pdf.typeset import typeset
from tests.pdf.test_notes import paragraph, sheet

DIVIDED = "\ufffe"
WORDS = {
    "be": "супрацоўніцтва размеркаванне сацыяльны (дзяржаўны) міжнародны "
    "прадпрыемства COVID-19 агульнанацыянальны (інфармацыя (без перакладу)) ",
    "en": "cooperation internationally self-determination (governmental) responsibility "
    "efficient official difficulties (information (untranslated)) notwithstanding ",
}


@pytest.mark.parametrize(("language", "words"), WORDS.items())
def test_they_are_those_that_a_reader_of_pdfs_finds(
    tmp_path: Path, language: str, words: str
) -> None:
    given = sheet(*[paragraph("a " * at, *[words] * 8) for at in range(1, 25)])
    given = replace(given, data={**given.data, "language": language})
    typeset(given, work=tmp_path, output=tmp_path / "out.pdf")
    pdf = (tmp_path / "out.pdf").read_bytes()
    found = [[_letters(line) for line in chain] for chain in drawn.divided(pdf)]
    assert sum(len(chain) - 1 for chain in found) > 40
    assert found == list(_of_pdfium(pdf))


def _of_pdfium(pdf: bytes) -> Iterator[list[str]]:
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            # It gives lines apart, but joins those between which a word is divided.
            for line in page.get_textpage().get_text_range().split("\r\n"):
                if DIVIDED in line:
                    yield [_letters(part) for part in line.split(DIVIDED)]


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text)
