"""The rows of PDFs in two languages: columns, page breaks, blanks and hyphens."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from editions.pdf.pairs import pair as pair_of
from editions.pdf.typeset import Sheet, typeset
from editions.pdf.walk import plain
from tests.pdf.columns import Line, gaps, ladders, lines
from tests.pdf.pairs import HALF_DONE, PAIRS, data_of, each_pair, pdf_of
from tests.pdf.reading import letters, page_texts


def paragraphs(content: Any) -> list[str]:
    """Give the texts of the numbered paragraphs of an edition's data, in order."""
    if isinstance(content, list):
        return [text for part in content for text in paragraphs(part)]
    if not isinstance(content, dict):
        return []
    if "number" in content and content.get("type") == "paragraph":
        return [plain(content["content"])]
    return [text for value in content.values() for text in paragraphs(value)]


def column(found: list[Line], at: int) -> str:
    return letters("".join(line.text for line in found if line.column == at))


@each_pair
def test_all_words_stand_in_their_column_in_order(report: Path, pair: str) -> None:
    found = lines(pdf_of(report, pair))
    for at, language in enumerate(pair.split("-")):
        text, position = column(found, at), 0
        wanted = paragraphs(data_of(report, language)["body"])
        assert len(wanted) == 43
        for number, paragraph in enumerate(wanted, 1):
            place = text.find(letters(paragraph), position)
            # Between two paragraphs stands at most a heading; before the first, page one.
            assert 0 <= place <= position + (100 if number > 1 else 400), paragraph
            position = place + len(letters(paragraph))


@each_pair
def test_rows_begin_on_one_line_and_have_one_number(report: Path, pair: str) -> None:
    found = lines(pdf_of(report, pair))
    numbers = [line for line in found if line.column is None]
    assert [line.text.strip("\u00a0 ") for line in numbers] == [str(n) for n in range(1, 44)]
    first = {
        (line.page, line.column, round(line.base, 1)): line.text
        for line in found
        if line.column is not None
    }
    texts = [paragraphs(data_of(report, language)["body"]) for language in pair.split("-")]
    for number, line in enumerate(numbers):
        for at in (0, 1):
            beside = letters(first[line.page, at, round(line.base, 1)])
            assert len(beside) > 10
            assert letters(texts[at][number]).startswith(beside), line


@each_pair
def test_rows_go_on_side_by_side_over_page_breaks(report: Path, pair: str) -> None:
    found = lines(pdf_of(report, pair))
    broken = 0
    for page in range(2, max(line.page for line in found) + 1):
        tops = [next(x for x in found if (x.page, x.column) == (page, at)) for at in (0, 1)]
        starts = [x.base for x in found if x.page == page and x.column is None]
        if abs(tops[0].base - tops[1].base) < 0.1:
            broken += bool(starts) and abs(tops[0].base - starts[0]) > 1
            continue
        if not starts:  # the index, in which each language has its own order
            continue
        # One column has come to the end of the row already: then it waits for the next one.
        assert min(top.base for top in tops) == pytest.approx(starts[0], abs=0.1)
    assert broken >= 3


@each_pair
def test_no_column_goes_on_over_a_page_alone_with_a_line_or_two(report: Path, pair: str) -> None:
    found = lines(pdf_of(report, pair))
    seen = 0
    for page in range(2, max(line.page for line in found) + 1):
        here = [line for line in found if line.page == page]
        starts = [line.base for line in here if line.column is None]
        if not starts:
            continue
        above = [[x for x in here if x.column == at and x.base > starts[0] + 1] for at in (0, 1)]
        few, many = sorted(map(len, above))
        seen += many > 0
        assert few > 0 or many == 0 or many > 2, above
    assert seen >= 3


@each_pair
def test_blanks_between_words_are_seldom_wide(report: Path, pair: str) -> None:
    found = [gap for gap in gaps(pdf_of(report, pair)) if 9 < gap.size < 10]
    wide = [gap for gap in found if gap.mean > 0.6 * gap.size]
    assert len(found) > 600
    assert len(wide) <= len(found) / 50, wide
    assert not [gap for gap in wide if gap.mean > 0.8 * gap.size]
    assert not [gap for gap in found if gap.mean < 0.17 * gap.size]


@each_pair
def test_no_ladders_in_narrow_columns(report: Path, pair: str) -> None:
    assert ladders([x for x in lines(pdf_of(report, pair)) if x.size > 9], longest=2) == []


def test_both_columns_of_the_real_report_are_as_long_as_their_editions(report: Path) -> None:
    sizes = [len(page_texts(pdf_of(report, pair))) for pair in PAIRS]
    assert all(8 <= size <= 12 for size in sizes)
    assert all(a <= b + 2 for a, b in pairwise(sizes))


def test_a_long_table_that_one_language_lacks_has_the_width_of_the_page() -> None:
    def edition(language: str, *content: Any) -> dict[str, Any]:
        names = ("month", "title", "series", "publisher", "above", "parts", "facts", "qr", "note")
        data: dict[str, Any] = dict.fromkeys((*names, "contents"), "")
        heading = {"type": "heading", "level": 1, "id": "t", "content": ["T"], "words": ["T"]}
        data |= {"language": language, "date": "2021-01-01", "keywords": [], "missing": "missing"}
        return data | {"series": {"text": ""}, "heading": heading, "body": [*content]}

    def table(length: int) -> dict[str, Any]:
        return {"type": "table", "id": "p1", "columns": 2, "rows": [[]] * length, "header": []}

    def kinds(*editions: dict[str, Any]) -> list[str]:
        return [row["kind"] for row in pair_of(*editions)["rows"]]

    assert kinds(edition("ru"), edition("en", table(40))) == ["wide"]
    assert kinds(edition("ru"), edition("en", table(4))) == ["text"]
    assert kinds(edition("ru", table(40)), edition("en", table(40))) == ["text"]


def test_an_epigraph_is_one_in_both_columns(half: Path, tmp_path: Path) -> None:
    def own(language: str) -> dict[str, Any]:
        said = {"type": "quotation", "content": [{"type": "paragraph", "content": ["Words."]}]}
        body = [said, said | {"kind": "epigraph"}]
        return {**data_of(half, language, HALF_DONE), "body": body}

    sheet = Sheet(pair_of(own("ru"), own("en")), {}, date(2021, 1, 1), template="pair.typ")
    typeset(sheet, work=tmp_path, output=tmp_path / "out.pdf")
    found = [line for line in lines(tmp_path / "out.pdf") if line.text.strip() == "Words."]
    for column in (0, 1):
        quotation, epigraph = (line for line in found if line.column == column)
        assert epigraph.left > quotation.left + 40
        assert (quotation.size, epigraph.size) == (9.5, 8.5)
