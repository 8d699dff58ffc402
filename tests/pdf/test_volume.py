"""The yearly volume of twelve generated issues, opened and read back; and its way to the site."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from editions.cli import main
from tests.archive import archive
from tests.conftest import Run, tree, ungated
from tests.pdf.reading import bookmarks, catalog, letters, page_texts, tags

MONTHS = "January February March April May June July August September October November December"


@pytest.fixture(scope="module")
def bound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of a year with its English volume; December refers to November."""
    root = tmp_path_factory.mktemp("volume") / "archive"
    archive(root, 12)
    december = root / "docs" / "reports" / "2020-12.rst"
    text = december.read_text("utf-8")
    head, title, rest = text.partition("Conclusions\n")
    assert title
    december.write_text(f"{head}See :doc:`/reports/2020-11`.\n\n{title}{rest}", encoding="utf-8")
    arguments = ["build", "--edition", "en", "--format", "pdf", "--volume", "2020"]
    assert main(["-C", str(root), *arguments]) == 0
    return root


@pytest.fixture(scope="module")
def pdf(bound: Path) -> Path:
    return bound / "build/site/en/reports/2020.pdf"


@pytest.fixture(scope="module")
def reader(pdf: Path) -> PdfReader:
    return PdfReader(pdf)


@pytest.fixture(scope="module")
def pages(pdf: Path) -> list[str]:
    return page_texts(pdf)


def _data(root: Path, name: str) -> Any:
    path = root / "build/work/en/doctrees-pdf/pdf" / name / "data.json"
    return json.loads(path.read_text("utf-8"))


def _chapters(pages: list[str]) -> Iterator[tuple[str, int]]:
    """Give the months and the pages (from 1) on which their chapters begin."""
    for number, page in enumerate(pages, 1):
        first = page.split("\r\n")[0].strip()
        if re.fullmatch(rf"({MONTHS.replace(' ', '|')}) 2020", first) and "Analytical" in page:
            yield first, number


def test_every_page_but_cover_and_empty_ones_says_which_of_how_many(pages: list[str]) -> None:
    for number, page in enumerate(pages[1:], 2):
        if page.strip():
            assert f"{number} / {len(pages)}" in page
    assert " / " not in pages[0]


def test_every_issue_is_a_chapter_that_begins_on_the_right(pages: list[str]) -> None:
    chapters = dict(_chapters(pages))
    assert [month.split()[0] for month in chapters] == MONTHS.split()
    assert all(number % 2 for number in chapters.values())
    for number in chapters.values():
        # What was left empty before a chapter carries neither head nor number.
        before = [page for page in pages[number - 2 : number - 1] if len(page) < 40]
        assert all(not page.strip() for page in before)


def test_contents_and_bookmarks_lead_to_issues_and_their_sections(
    reader: PdfReader, pages: list[str]
) -> None:
    chapters = dict(_chapters(pages))
    contents = letters("".join(pages[1:4]))
    for month, number in chapters.items():
        assert letters(month) in contents
        assert re.search(rf"{month}[ .]*{number}\b", "\n".join(pages[1:4]))
    marks = bookmarks(reader)
    assert [mark for mark in marks if mark in chapters] == list(chapters)
    assert marks[-1] == "Names"
    assert marks[marks.index("January 2020") + 1] == "The most important events of the month"


def test_the_running_head_names_issue_and_section(pages: list[str]) -> None:
    number = dict(_chapters(pages))["March 2020"]
    assert pages[number].startswith("March 2020 The developments within the month")


def test_a_reference_to_another_issue_gives_its_page(
    pdf: Path, pages: list[str], bound: Path
) -> None:
    number = dict(_chapters(pages))["November 2020"]
    text = re.sub(r"\s+", " ", " ".join(pages))
    assert f"(November 2020), p. {number}." in text
    # In the issue's own file there is no such page.
    alone = " ".join(page_texts(pdf.with_name("2020-12.pdf")))
    assert "(November 2020)." in re.sub(r"\s+", " ", alone)


def test_the_words_of_all_issues_are_there_in_their_order(bound: Path, pages: list[str]) -> None:
    # Without what runs along the edges: heads, numbers of pages; numbers are no letters.
    text = letters("".join(page.partition("\r\n")[2] for page in pages))
    position = 0
    for month in range(1, 13):
        body = _data(bound, f"reports/2020-{month:02}")["body"]
        for block in body:
            if isinstance(block, dict) and block["type"] == "paragraph":
                start = letters("".join(p for p in block["content"] if isinstance(p, str)))[:40]
                found = text.find(start, position)
                assert found >= position, block
                position = found


def test_the_one_index_gives_paragraphs_and_the_pages_they_are_on(
    bound: Path, pages: list[str]
) -> None:
    index = _data(bound, "volumes/2020")["index"]
    chapters = dict(_chapters(pages))
    entry = next(
        entry
        for group in index["letters"]
        for entry in group["entries"]
        if len(entry["places"]) == 1 and len(entry["places"][0]["paragraphs"]) == 1
    )
    start = next(i for i, page in enumerate(pages) if i > 80 and page.startswith("Names"))
    said = re.sub(r"\s+", " ", " ".join(pages[start:]))
    [place] = entry["places"]
    paragraph = place["paragraphs"][0]["text"]
    line = rf"{re.escape(entry['text'])} · .*?{place['month']} {paragraph} (\d+)"
    found = re.search(line, said)
    assert found
    page = int(found[1])
    assert entry["text"].split(",")[0] in pages[page - 1] + pages[page]
    months = [month for month, number in chapters.items() if number <= page]
    assert months[-1].startswith(place["month"])


def test_it_is_accessible_and_describes_itself(reader: PdfReader) -> None:
    root: Any = catalog(reader)
    assert root["/Lang"] == "en"
    xmp = root["/Metadata"].get_data().decode("utf-8")
    assert re.search(r"pdfuaid:part>1<", xmp)
    assert re.search(r"pdfaid:part>2<", xmp)
    meta = reader.metadata
    assert meta is not None
    assert str(meta.title).endswith(", 2020")
    assert str(meta["/CreationDate"]) == "D:20201201000000Z"
    levels = [int(tag[2]) for tag, _element in tags(reader) if re.fullmatch(r"/H\d", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_site_without_an_address_has_none_on_its_cover(bound: Path) -> None:
    data = _data(bound, "volumes/2020")
    assert [fact["label"] for fact in data["facts"]] == ["Issues", "Language"]
    assert data["qr"] is None


def test_contents_of_two_pages_fill_both_alike(pages: list[str]) -> None:
    left, right = (re.findall(rf"({MONTHS.replace(' ', '|')}) 2020", pages[at]) for at in (1, 2))
    assert (left, right) == (MONTHS.split()[:6], MONTHS.split()[6:])


def test_a_second_run_changes_no_byte(bound: Path) -> None:
    before = tree(bound / "build/site")
    arguments = ["build", "--edition", "en", "--format", "pdf"]
    assert main(["-C", str(bound), *arguments, "--volume", "2020"]) == 0
    assert tree(bound / "build/site") == before
    # A volume that is there is kept as the issues are, asked for or not.
    assert main(["-C", str(bound), *arguments]) == 0
    assert tree(bound / "build/site") == before


def test_a_year_without_issues_is_refused(
    root: Callable[[str], Path], editions: Callable[..., Run]
) -> None:
    run = editions(root("trilingual"), "build", "--format", "pdf", "--volume", "2019")
    assert run.code == 2
    assert "no issue of '2019'; there are: 2021" in run.err


def test_the_front_page_links_the_volume_only_where_it_is(
    root: Callable[[str], Path], editions: Callable[..., Run]
) -> None:
    folder = root("trilingual")
    site = folder / "build/site"
    editions(folder, "build", "--edition", "en")
    assert 'reports/2021.pdf"' not in (site / "en/index.html").read_text("utf-8")
    editions(folder, "build", "--edition", "en", "--volume", "2021")
    assert (site / "en/reports/2021.pdf").is_file()
    assert 'href="reports/2021.pdf"' in (site / "en/index.html").read_text("utf-8")
    editions(folder, "build", "--edition", "en", "--format", "html")
    assert 'href="reports/2021.pdf"' in (site / "en/index.html").read_text("utf-8")


def test_only_finished_issues_are_bound(
    root: Callable[[str], Path], editions: Callable[..., Run]
) -> None:
    folder = root("half-done")
    settings = folder / "pyproject.toml"
    volume = folder / "build/site/ru/reports/2021.pdf"
    gate = ungated(settings.read_text("utf-8")) + "\n[tool.editions.gate]\ncomplete = "
    settings.write_text(f"{gate}39\n", "utf-8")
    order = ["build", "--edition", "ru", "--format", "pdf", "--volume", "2021"]
    editions(folder, *order)
    made = folder / "build/work/ru/doctrees-pdf/pdf/volumes/2021/data.json"
    chapters = [each["id"][:7] for each in json.loads(made.read_text("utf-8"))["chapters"]]
    assert chapters == ["2021-01"]
    assert volume.is_file()
    # With its last finished issue a volume goes.
    (folder / "docs/reports/2021-01.rst").unlink()
    editions(folder, *order)
    assert not volume.exists()


def test_an_issue_that_cannot_be_set_stops_the_volume_and_says_so(
    root: Callable[[str], Path], editions: Callable[..., Run]
) -> None:
    folder = root("trilingual")
    path = folder / "docs/reports/2021-02.rst"
    wide = f"\n.. csv-table:: Too wide\n\n   {','.join(['1234567'] * 120)}\n"
    path.write_text(path.read_text("utf-8") + wide, "utf-8")
    run = editions(folder, "build", "--edition", "en", "--format", "pdf", "--volume", "2021")
    assert run.code == 1
    assert "the volume 2021: its issue 2021-02 could not be set" in run.out
    assert (folder / "build/site/en/reports/2021-01.pdf").is_file()
    assert not (folder / "build/site/en/reports/2021.pdf").exists()
