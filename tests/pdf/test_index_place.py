"""Where the index of names of an issue begins: under the text where there is room."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from editions.pdf.typeset import typeset
from editions.pdf.walk import Data
from tests.pdf.lines import lines
from tests.pdf.reading import page_texts
from tests.pdf.test_notes import paragraph, sheet


def index(names: int) -> Data:
    """Make an index of so many names, all on paragraph 1."""
    place = {"month": "", "paragraphs": [{"text": "1", "to": "p1"}]}
    entries = [
        {"text": f"Name{number:03}", "forms": [], "places": [place]} for number in range(names)
    ]
    heading = {
        "type": "heading",
        "level": 2,
        "id": "issue_names",
        "content": ["Names"],
        "words": ["Names"],
    }
    return {
        "heading": heading,
        "note": "Numbers.",
        "letters": [{"letter": "N", "entries": entries}],
    }


def set_index(work: Path, *, above: int, names: int, note: bool = False) -> list[str]:
    """Set paragraphs of a line each and an index; give the texts of the pages."""
    called = [{"type": "note", "id": "n", "mark": "1", "content": ["A note."]}] if note else []
    body = [paragraph("Words.", *called, number=1, id="p1")]
    body += [paragraph("Words.") for _ in range(above)]
    whole = sheet(*body)
    whole.data["index"] = index(names)
    typeset(whole, work=work, output=work / "out.pdf")
    return page_texts(work / "out.pdf")


@pytest.mark.parametrize("note", [False, True])
def test_it_begins_on_the_page_of_the_text_where_there_is_room(tmp_path: Path, note: bool) -> None:
    [page] = set_index(tmp_path, above=8, names=30, note=note)
    assert page.count("Name0") == 30


def test_what_does_not_fit_goes_on_in_even_columns(tmp_path: Path) -> None:
    pages = set_index(tmp_path, above=8, names=130)
    assert [page.count("Name") > 20 for page in pages] == [True, True]
    last = [line for line in lines(tmp_path / "out.pdf") if line.page == 2]
    feet = [min(line.base for line in last if (line.left > 300) == right) for right in (0, 1)]
    assert abs(feet[0] - feet[1]) < 20


def test_it_begins_a_page_where_little_room_is_left(tmp_path: Path) -> None:
    first, second = set_index(tmp_path, above=24, names=30)
    assert "Name" not in first
    assert second.count("Name0") == 30


def test_a_letter_is_never_parted_from_its_first_name(tmp_path: Path) -> None:
    [page] = set_index(tmp_path, above=3, names=1)
    assert "N\r\nName000" in page


def test_a_name_is_repeated_where_a_column_ends_among_its_months(tmp_path: Path) -> None:
    months = [
        {"month": f"Month{month:02}", "paragraphs": [{"text": "1", "to": "p1"}]}
        for month in range(150)
    ]
    whole = sheet(paragraph("Words.", number=1, id="p1"))
    whole.data["index"] = index(1)
    whole.data["index"]["letters"][0]["entries"][0]["places"] = months
    typeset(whole, work=tmp_path, output=tmp_path / "out.pdf")
    texts = page_texts(tmp_path / "out.pdf")
    found = lines(tmp_path / "out.pdf")
    tops = {
        (line.page, line.left > 300): line.text.replace("\u00a0", " ").strip()
        for line in reversed(found)
        if line.text.startswith(("Name0", "Month"))
    }
    assert set(tops.values()) == {"Name000", "Name000 …"}
    assert sum(page.count("…") for page in texts) == len(tops) - 1 >= 3
    assert [f"Month{month:02}" in " ".join(texts) for month in range(150)] == [True] * 150


def test_lines_of_large_and_small_letters_are_equally_far_apart(tmp_path: Path) -> None:
    whole = sheet(paragraph("Words.", number=1, id="p1"))
    whole.data["index"] = index(1)
    forms = [{"language": "en", "text": "another form of it " * 12}]
    whole.data["index"]["letters"][0]["entries"][0]["forms"] = forms
    typeset(whole, work=tmp_path, output=tmp_path / "out.pdf")
    bases = [x.base for x in lines(tmp_path / "out.pdf") if "form" in x.text]
    assert len(bases) >= 4
    assert {round(a - b, 1) for a, b in pairwise(bases)} == {9.4}
