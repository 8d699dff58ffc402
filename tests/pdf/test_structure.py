"""Accessible: the structure tree, which is what a screen reader walks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from pypdf import PdfReader

from tests.pdf.conftest import Built
from tests.pdf.reading import bookmarks, catalog, tags, unblocked

EDITIONS = ("be", "ru", "en")
ISSUES = ("2021-03", "2021-04")

every_pdf = pytest.mark.parametrize(
    ("edition", "issue"), [(edition, issue) for edition in EDITIONS for issue in ISSUES]
)


@pytest.fixture
def reader(everything: dict[str, Built], edition: str, issue: str) -> PdfReader:
    return PdfReader(everything[edition].report(issue))


def kids(element: Any) -> Iterator[Any]:
    found = element.get("/K", [])
    for kid in found if isinstance(found, list) else [found]:
        item = kid.get_object()
        if not isinstance(item, int):
            yield item


def kinds(element: Any) -> list[str]:
    return [str(kid["/S"]) for kid in kids(element) if "/S" in kid]


def attribute(element: Any, name: str) -> str:
    return next((str(part[name]) for part in element.get("/A", []) if name in part), "")


@every_pdf
def test_the_file_says_that_it_is_tagged_and_shows_its_title(
    reader: PdfReader, edition: str
) -> None:
    root: Any = catalog(reader)
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert root["/Lang"] == edition
    pages: list[Any] = list(reader.pages)
    assert all(page["/Tabs"] == "/S" for page in pages)
    (document,) = kids(root["/StructTreeRoot"])
    assert document["/S"] == "/Document"


@every_pdf
def test_headings_go_down_one_level_at_a_time(reader: PdfReader) -> None:
    levels = [int(kind[2:]) for kind, _ in tags(reader) if re.fullmatch(r"/H\d", kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    steps = [after - before for before, after in pairwise(levels)]
    assert max(steps) == 1


@every_pdf
def test_bookmarks_are_the_headings(reader: PdfReader) -> None:
    titles = [
        str(item["/T"]).replace("\u00a0", " ")
        for kind, item in tags(reader)
        if re.fullmatch(r"/H\d", kind)
    ]
    marks = bookmarks(reader)
    # The heading of the contents is the only one without a bookmark.
    assert [title for title in titles if title in marks] == marks
    assert len(titles) == len(marks) + 1


@every_pdf
def test_lists_tables_and_notes_are_whole(reader: PdfReader) -> None:
    seen = set()
    for kind, item in tags(reader):
        seen.add(kind)
        if kind == "/L":
            assert set(kinds(item)) <= {"/LI", "/L", "/Caption"}
            assert attribute(item, "/ListNumbering")
        elif kind == "/LI":
            assert kinds(item)[:2] == ["/Lbl", "/LBody"]
        elif kind == "/Table":
            assert set(kinds(item)) <= {"/Caption", "/THead", "/TBody", "/TFoot", "/TR"}
        elif kind == "/TR":
            assert set(kinds(item)) <= {"/TH", "/TD"}
        elif kind == "/TH":
            assert attribute(item, "/Scope") in {"/Column", "/Row", "/Both"}
        elif kind == "/Note":
            assert item["/ID"]
    assert {"/L", "/Table", "/TH", "/TD", "/Note", "/BlockQuote", "/Code"} <= seen


@every_pdf
def test_heads_of_rows_say_that_they_are(reader: PdfReader) -> None:
    rows = [list(kids(item)) for kind, item in tags(reader) if kind == "/TR"]
    scopes = [[attribute(cell, "/Scope") for cell in row] for row in rows]
    assert any(row[0] == "/Row" and len(row) > 1 for row in scopes)
    assert all("/Row" not in row[1:] for row in scopes)
    spoken = {row[0] for row in scopes}
    assert spoken == {"/Row", "/Column", ""}  # rows with a head, heads of columns, plain rows


@every_pdf
def test_pictures_and_formulas_speak(reader: PdfReader) -> None:
    speaking = [item for kind, item in tags(reader) if kind in {"/Figure", "/Formula"}]
    assert speaking
    assert all(str(item["/Alt"]).strip() for item in speaking)


@every_pdf
def test_links_have_a_text_and_a_place_in_the_structure(reader: PdfReader) -> None:
    annotations = [link.get_object() for page in reader.pages for link in page.get("/Annots", [])]
    assert len(annotations) > 20
    assert all(link["/Subtype"] == "/Link" and "/StructParent" in link for link in annotations)
    said = [str(link["/Contents"]) for link in annotations]
    assert all(said)
    assert [text for text in said if text != text.strip() or text[0] in "“«,"] == []
    words = {"be": "Зноска", "ru": "Сноска", "en": "Footnote"}
    notes = [text for text in said if text.startswith(tuple(words.values()))]
    assert len(notes) >= 2
    assert all(text.startswith(f"{words[str(catalog(reader)['/Lang'])]} ") for text in notes)
    assert any(re.fullmatch(r"[^,]+, (page|с\.) \d+", text) for text in said)
    told = [item for kind, item in tags(reader) if kind == "/Link"]
    assert sum(_annotations(item) for item in told) == len(annotations)
    assert all(_has_content(item) for item in told)


def _annotations(link: Any) -> int:
    return sum(kid.get("/Type") == "/OBJR" for kid in kids(link))


def _has_content(link: Any) -> bool:
    found = link.get("/K", [])
    return any(
        isinstance(kid.get_object(), int) or kid.get_object().get("/Type") != "/OBJR"
        for kid in (found if isinstance(found, list) else [found])
    )


@every_pdf
def test_all_that_is_said_stands_in_a_block(
    everything: dict[str, Built], edition: str, issue: str
) -> None:
    assert unblocked(everything[edition].report(issue)) == []


@every_pdf
def test_what_is_read_goes_on_page_by_page(reader: PdfReader) -> None:
    numbers = {
        page.indirect_reference.idnum: number
        for number, page in enumerate(reader.pages)
        if page.indirect_reference
    }
    pages = [
        numbers[item.raw_get("/Pg").idnum]
        for kind, item in tags(reader)
        if "/Pg" in item and kind in {"/P", "/H1", "/H2", "/H3", "/H4", "/Formula"}
    ]
    assert pages == sorted(pages)
    assert len(set(pages)) > 2


def test_a_long_table_repeats_its_head_on_each_page_and_is_told_once(
    everything: dict[str, Built],
) -> None:
    reader = PdfReader(everything["en"].report("2021-04"))
    pages = [page.extract_text() for page in reader.pages]
    rows = [page for page in pages if re.search(r"Place number \d+", page)]
    assert len(rows) >= 3
    assert all("Reading" in page for page in rows)
    long = max(
        (item for kind, item in tags(reader) if kind == "/Table"),
        key=lambda item: sum(len(kinds(part)) for part in kids(item) if "/S" in part),
    )
    heads = [part for part in kids(long) if part.get("/S") == "/THead"]
    assert len(heads) == 1


def test_a_table_wider_than_the_page_has_one_on_its_side(everything: dict[str, Built]) -> None:
    reader = PdfReader(everything["en"].report("2021-04"))
    (turned,) = [page for page in reader.pages if page.mediabox.width > page.mediabox.height]
    text = turned.extract_text()
    assert "A table wider than the page" in text
    assert text.count("incomprehensible") == 9
    assert "References" not in text
