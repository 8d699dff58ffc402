"""What intake makes of odd beginnings, of tables of one row and of marks nobody sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.config import Publication
from editions.problems import IntakeError
from tests.field.packages import docx, paragraph
from tests.field.taking import Take, notes, taker

TITLE = "Situation on the river in January 2021"


@pytest.fixture
def publication(tmp_path: Path) -> Publication:
    return notes(tmp_path / "notes")


@pytest.fixture
def take(publication: Publication, tmp_path: Path) -> Take:
    return taker(publication, tmp_path)


@pytest.mark.parametrize(
    "start",
    ["...", ".by", ".", ".44 metres", "…", "!", "?!", "..", "***.** x", "**.** Text", ". x"],
)
@pytest.mark.parametrize("name", ["x.txt", "x.md", "x.html", "x.docx"])
def test_a_paragraph_may_begin_with_a_stop(take: Take, name: str, start: str) -> None:
    text = f"{start} and so it went on until the ice came."
    if name == "x.docx":
        data = docx(paragraph(TITLE) + paragraph(text)).strip()
    elif name == "x.html":
        data = f"<p>{TITLE}</p><p>{text}</p>".encode()
    else:
        data = f"{TITLE}\n\n{text}\n".encode()
    document, _said = take(name, data)
    assert document.rstrip().endswith("and so it went on until the ice came.")


@pytest.mark.parametrize("cells", [1, 3])
def test_a_table_of_one_row_has_no_head(take: Take, cells: int) -> None:
    row = "".join(f"<w:tc>{paragraph(f'Cell {n}')}</w:tc>" for n in range(cells))
    look = '<w:tblPr><w:tblLook w:firstRow="1" w:val="04A0"/></w:tblPr>'
    grid = f"<w:tblGrid>{'<w:gridCol/>' * cells}</w:tblGrid>"
    table = f"<w:tbl>{look}{grid}<w:tr>{row}</w:tr></w:tbl>"
    document, _said = take("x.docx", docx(paragraph(TITLE) + table + paragraph("Text.")))
    assert "header-rows" not in document
    assert all(f"- Cell {n}" in document for n in range(cells))
    head = "<table><thead><tr><th>Only</th></tr></thead></table>"
    document, _said = take("y.html", f"<p>{TITLE}</p>{head}<p>Text.</p>".encode())
    assert "header-rows" not in document


MARKS = "\u061c\u180e\u3164\uffa0\u034f\u2800\ue000\ufff9\u200d\U000e0041\U000f0000\U0001d173"


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("name", ["x.txt", "x.md", "x.html", "x.docx"])
def test_marks_nobody_sees_are_left_out_and_told(take: Take, name: str, mark: str) -> None:
    text = f"The fer{mark}ry crossed the river."
    if name == "x.docx":
        data = docx(paragraph(TITLE) + paragraph(text))
    elif name == "x.html":
        data = f"<p>{TITLE}</p><p>{text}</p>".encode()
    else:
        data = f"{TITLE}\n\n{text}\n".encode()
    document, said = take(name, data)
    assert document.rstrip().endswith("The ferry crossed the river.")
    [line] = [each for each in said if "unseen-marks" in each]
    assert f"U+{ord(mark):04X}" in line
    if name in {"x.txt", "x.md"}:
        assert f"/{name}:3: warning" in line


def test_what_the_build_refuses_is_not_written(take: Take, publication: Publication) -> None:
    with pytest.raises(IntakeError, match="a paragraph of over 100 kB"):
        take("x.txt", f"{TITLE}\n\n{'word ' * 21_000}\n".encode())
    assert not (publication.root / "docs").exists()
    assert not (publication.root / "source_reports").exists()
