"""The PDFs of the December 2020 report, opened and read back."""

from __future__ import annotations

import io
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader

EDITIONS = ("be", "ru", "en")
TITLES = {
    "be": "Аналітычная справаздача: Сітуацыя ў сферы нацыянальнай бяспекі і абароны Беларусі",
    "ru": "Аналитический отчёт: Ситуация в сфере национальной безопасности и обороны Беларуси",
    "en": "Analytical report: Situation in the field of national security and defence of Belarus",
}


@cache
def reader(path: Path) -> PdfReader:
    return PdfReader(path)


def pdf(site: Path, edition: str) -> Path:
    return site / edition / "reports/2020-12.pdf"


class Article(HTMLParser):
    """The numbered paragraphs of an issue page, without their numbers."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.paragraphs: list[str] = []
        self.inside = self.number = False
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "p" and re.fullmatch(r"p\d+", found.get("id") or ""):
            self.inside = True
            self.paragraphs.append("")
        self.number = tag == "a" and "number" in (found.get("class") or "")

    def handle_endtag(self, tag: str) -> None:
        self.number = False
        self.inside = self.inside and tag != "p"

    def handle_data(self, data: str) -> None:
        if self.inside and not self.number:
            self.paragraphs[-1] += data


def _titles(outline: list[Any]) -> list[str]:
    """Give the titles of all bookmarks; pypdf nests the lower ones in lists."""
    titles = []
    for item in outline:
        titles += _titles(item) if isinstance(item, list) else [str(item["/Title"])]
    return titles


def squeeze(text: str) -> str:
    """Leave only letters and digits: line ends, hyphens and margins do not count."""
    return re.sub(r"[\W_]+", "", text)


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    document.close()
    return "\n".join(pages)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_text_layer_holds_every_paragraph_in_order(site: Path, edition: str) -> None:
    read = "".join(squeeze(page.extract_text()) for page in reader(pdf(site, edition)).pages)
    paragraphs = Article(site / edition / "reports/2020-12.html").paragraphs
    assert len(paragraphs) == 43
    position = 0
    for number, paragraph in enumerate(paragraphs, 1):
        for sentence in re.split(r"(?<=[.!?]) ", paragraph):
            found = _find(read, squeeze(sentence), position)
            assert found >= 0, f"{edition} {number}: {sentence}"
            position = found


def _find(read: str, wanted: str, start: int) -> int:
    """Find a sentence; a page end puts a running head and a number in its middle."""
    found = read.find(wanted, start)
    if found >= 0:
        return found
    for cut in range(len(wanted) - 1, 0, -1):
        # A short beginning may stand elsewhere too: its rest must follow after a page's end.
        for begun in re.finditer(re.escape(wanted[:cut]), read[start:]):
            after = start + begun.end()
            if 0 <= read.find(wanted[cut:], after) - after < 400:
                return start + begun.start()
    return -1


@pytest.mark.parametrize("edition", EDITIONS)
def test_metadata_say_what_it_is_and_not_who_made_it(site: Path, edition: str) -> None:
    document = reader(pdf(site, edition))
    catalog: Any = document.trailer["/Root"]
    assert catalog["/Lang"] == edition
    assert document.metadata is not None
    title = (document.metadata.title or "").replace("\u00a0", " ")
    assert title.startswith(TITLES[edition])
    assert not document.metadata.author
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    xmp = catalog["/Metadata"].get_data().decode("utf-8")
    assert re.search(r"pdfuaid:part(>|=\")1", xmp)
    assert re.search(r"pdfaid:part(>|=\")2", xmp)
    with pikepdf.open(pdf(site, edition)) as file:
        unpacked = io.BytesIO()
        file.save(unpacked, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = unpacked.getvalue()
    assert b"/StructElem" in data
    for trace in (str(site).encode(), str(Path.home()).encode() + b"/"):
        assert trace not in data


@pytest.mark.parametrize("edition", EDITIONS)
def test_it_has_bookmarks_page_numbers_and_running_heads(site: Path, edition: str) -> None:
    document = reader(pdf(site, edition))
    outline = _titles(document.outline)
    sections = {
        "be": ["Найважнейшыя падзеі месяца", "Развіццё падзей на працягу месяца", "Высновы"],
        "ru": ["Важнейшие события месяца", "Развитие событий в течение месяца", "Выводы"],
        "en": [
            "The most important events of the month",
            "The developments within the month",
            "Conclusions",
        ],
    }[edition]
    said = [text.replace("\u00a0", " ") for text in outline]
    assert all(section in said for section in sections), said
    total = len(document.pages)
    assert 6 <= total <= 14
    for number, page in enumerate(document.pages, 1):
        assert re.search(rf"\b{number}\s*/\s*{total}\b", page.extract_text())


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_letter_is_there_and_only_our_fonts(site: Path, edition: str) -> None:
    read = text_of(pdf(site, edition))
    assert "\ufffd" not in read
    assert "\x00" not in read
    wanted = {"be": "ўіё«»–’", "ru": "ёй«»–", "en": "ŭ“”–’"}[edition]
    assert [letter for letter in wanted if letter not in read] == []
    fonts = set()
    for page in reader(pdf(site, edition)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            fonts.add(re.sub(r"^/[A-Z]{6}\+", "", str(font.get_object()["/BaseFont"])))
    assert fonts
    assert all(re.match(r"PT-?(Serif|Sans)", font) for font in fonts), fonts


def test_paragraph_numbers_are_those_of_the_web(site: Path) -> None:
    for edition in EDITIONS:
        read = text_of(pdf(site, edition))
        for number in range(1, 44):
            assert re.search(rf"\b{number}\b", read)


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_bare_path_is_printed_where_the_site_has_no_address(site: Path, edition: str) -> None:
    first = reader(pdf(site, edition)).pages[0].extract_text()
    assert "2020-12.html" not in first.replace("\n", "")
