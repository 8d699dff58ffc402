"""The notes of PDFs in two languages: under their column, on the page of their calls."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from editions.pdf.pairs import pair as pair_of
from editions.pdf.typeset import Sheet, typeset
from tests.pdf.columns import lines
from tests.pdf.pairs import HALF_DONE, data_of, pdf_of
from tests.pdf.reading import tags


def test_a_note_stands_under_its_own_column_on_the_page_of_its_call(half: Path) -> None:
    found = lines(pdf_of(half, "ru-en", HALF_DONE))
    notes = {x.column: x for x in found if re.match(r"1\u00a0", x.text)}
    assert "Его видел паромщик" in notes[0].text
    assert "It was seen by the ferryman" in notes[1].text
    assert notes[0].base == pytest.approx(notes[1].base, abs=0.1)
    calls = [x for x in found if x.text.startswith(("14\u00a0января", "A beaver was seen"))]
    assert [x.page for x in calls] == [notes[0].page] * 2
    kinds = [kind for kind, _ in tags(PdfReader(pdf_of(half, "ru-en", HALF_DONE)))]
    assert kinds.count("/Note") == 1


def moved(data: dict[str, Any], lines_before: int, length: int) -> dict[str, Any]:
    """Give an edition with a note so many lines and a paragraph down, in one of some length."""

    def paragraph(number: int, *content: Any) -> dict[str, Any]:
        return {"type": "paragraph", "id": f"p{number}", "number": number, "content": [*content]}

    note = {"type": "note", "id": "n1", "mark": "7", "content": ["NOTE " + "text " * 30]}
    before = [paragraph(number, "one line") for number in range(1, 22)]
    filler = paragraph(22, "слова word " * (4 * lines_before))
    calling = paragraph(23, "alpha beta " * length + "called", note, " omega" + " tail" * 9)
    return {**data, "body": [*before, filler, calling, paragraph(24, "after " * 60)]}


def test_no_note_leaves_the_page_of_its_calls_wherever_they_fall(
    half: Path, tmp_path: Path
) -> None:
    first, second = (data_of(half, language, HALF_DONE) for language in ("ru", "en"))
    pages = set()
    for shift in range(1, 21):
        data = pair_of(moved(first, shift, 14), moved(second, shift, 20))
        output = tmp_path / "out.pdf"
        sheet = Sheet(data, {}, date(2021, 1, 1), template="pair.typ")
        assert typeset(sheet, work=tmp_path / "work", output=output) == ()
        found = lines(output)
        places = [x.page for x in found if "NOTE" in x.text or "called" in x.text]
        assert len(places) == 4
        assert len(set(places)) == 1, shift
        pages |= set(places)
    assert pages == {1, 2}


def noted(data: dict[str, Any], longest: int, shift: int) -> dict[str, Any]:
    """Give an edition in which paragraphs call up to four notes, some of them long."""
    body = []
    for number in range(1, 19):
        content: list[Any] = ["слова word " * (4 + shift + number * 7 % 23)]
        for at in range(number % 5):
            mark = f"{10 * number + at}"
            text = f"NOTE{mark}x " + "примечание note " * (longest if at == 1 else 4)
            note = {"type": "note", "id": f"n{mark}", "mark": mark, "content": [text]}
            content += [f"CALL{mark}x", note, " слова word" * (3 + shift)]
        own = {"type": "paragraph", "id": f"p{number}", "number": number, "content": content}
        body.append(own)
    return {**data, "body": body}


@pytest.mark.parametrize("longest", [6, 60])
def test_several_notes_and_long_ones_stay_on_the_page_of_their_calls(
    half: Path, tmp_path: Path, longest: int
) -> None:
    first, second = (data_of(half, language, HALF_DONE) for language in ("ru", "en"))
    for shift in (0, 3):
        data = pair_of(noted(first, longest, shift), noted(second, longest, shift + 1))
        output = tmp_path / "out.pdf"
        sheet = Sheet(data, {}, date(2021, 1, 1), template="pair.typ")
        assert typeset(sheet, work=tmp_path / "work", output=output) == ()
        places: dict[str, set[int]] = {}
        for line in lines(output):
            for mark in re.findall(r"(?:NOTE|CALL)(\d+)x", line.text):
                places.setdefault(mark, set()).add(line.page)
        assert len(places) == 36
        assert all(len(pages) == 1 for pages in places.values()), places


def test_no_heading_stays_behind_where_the_notes_of_its_row_find_no_room(
    half: Path, tmp_path: Path
) -> None:
    def own(language: str, filler: int) -> dict[str, Any]:
        heading = {"type": "heading", "level": 2, "id": "h", "content": ["HEAD"], "words": ["HEAD"]}
        text = "long note " * 9
        notes = [
            {"type": "note", "id": f"n{mark}", "mark": mark, "content": [text]} for mark in "1234"
        ]
        calling = {"type": "paragraph", "content": ["CALLING", *notes]}
        body = [{"type": "paragraph", "content": ["one line"]}] * filler
        return {**data_of(half, language, HALF_DONE), "body": [*body, heading, calling]}

    pages = set()
    for filler in range(18, 32):
        data = pair_of(own("ru", filler), own("en", filler))
        sheet = Sheet(data, {}, date(2021, 1, 1), template="pair.typ")
        assert typeset(sheet, work=tmp_path / "work", output=tmp_path / "out.pdf") == ()
        found = lines(tmp_path / "out.pdf")
        heads = {x.page for x in found if "HEAD" in x.text and x.size > 10}
        assert heads == {x.page for x in found if "CALLING" in x.text}, filler
        pages |= heads
    assert pages == {1, 2}
