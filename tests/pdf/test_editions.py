"""The PDFs of a report that has every kind of node, opened and read back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.pdf.conftest import Built
from tests.pdf.reading import (
    bookmarks,
    catalog,
    doctree_of,
    letters,
    note_texts,
    page_texts,
    tags,
)

EDITIONS = ("be", "ru", "en")
TITLES = {
    "be": "Аналітычная справаздача: Усё, што можа напісаць аўтар (сакавік 2021 года)",
    "ru": "Аналитический отчёт: Всё, что может написать автор (март 2021 года)",
    "en": "Analytical report: Everything an author can write (March 2021)",
}
SERIES = {
    "be": "Усё, што можа напісаць аўтар",
    "ru": "Всё, что может написать автор",
    "en": "Everything an author can write",
}
ISSUE = "2021-03"
each_edition = pytest.mark.parametrize("edition", EDITIONS)


@pytest.fixture
def pdf(everything: dict[str, Built], edition: str) -> Path:
    return everything[edition].report(ISSUE)


@pytest.fixture
def reader(pdf: Path) -> PdfReader:
    return PdfReader(pdf)


@each_edition
def test_nothing_is_complained_of(everything: dict[str, Built], edition: str) -> None:
    assert [problem for problem in everything[edition].problems if problem.id != "sphinx"] == []


@each_edition
def test_the_file_describes_itself_and_names_no_person(
    reader: PdfReader, pdf: Path, edition: str
) -> None:
    root: Any = catalog(reader)
    meta = reader.metadata
    assert meta is not None
    assert meta.title == TITLES[edition]
    assert meta.subject == SERIES[edition]
    months = {"be": "Сакавік 2021", "ru": "Март 2021", "en": "March 2021"}
    assert str(meta["/Keywords"]) == f"{SERIES[edition]}, {months[edition]}, {ISSUE}"
    assert root["/Lang"] == edition
    assert root["/MarkInfo"]["/Marked"]
    assert str(meta["/CreationDate"]) == "D:20210301000000Z"
    xmp = root["/Metadata"].get_data().decode("utf-8")
    assert re.search(r"pdfuaid:part>1<", xmp)
    assert re.search(r"pdfaid:part>2<", xmp)
    assert re.search(r"pdfaid:conformance>A<", xmp)
    publisher = {"be": "Выдавецтва «Спроба»", "ru": "Издательство «Проба»"}
    assert meta.author == publisher.get(edition, "Publishing House “Probe”")
    data = pdf.read_bytes()
    assert str(Path.home()).encode() + b"/" not in data
    assert str(pdf.parents[3]).encode() not in data


@each_edition
def test_notes_stand_on_the_page_of_their_call(
    everything: dict[str, Built], edition: str, pdf: Path
) -> None:
    document = doctree_of(everything[edition].doctrees / "reports" / f"{ISSUE}.doctree")
    pages = [letters(page) for page in page_texts(pdf)]
    notes = list(note_texts(document))
    assert len(notes) == 6
    for note in notes:
        assert [note in page for page in pages].count(True) == 1, note
    assert sum(kind == "/Note" for kind, _ in tags(PdfReader(pdf))) == 6


@each_edition
def test_the_title_block_says_each_thing_once(pdf: Path, edition: str) -> None:
    first = page_texts(pdf)[0].replace("\u00a0", " ")
    assert first.count(SERIES[edition]) == 1
    words = {
        "be": ("Сакавік 2021", "Беларуская", "Змест", "Сеціўнае выданне"),
        "ru": ("Март 2021", "Русский", "Содержание", "Сетевое издание"),
        "en": ("March 2021", "English", "Contents", "Web edition"),
    }
    for word in (*words[edition], f"https://reports.example/{edition}/reports/2021-03.html"):
        assert word in first
    assert "1 / 5" in first


@each_edition
def test_bookmarks_and_contents_follow_the_sections(reader: PdfReader, edition: str) -> None:
    found = bookmarks(reader)
    assert found[0] == TITLES[edition]
    assert "Deepest" in found
    kinds = [kind for kind, _ in tags(reader)]
    # All but the title itself.
    assert kinds.count("/TOCI") == len(found) - 1
    assert kinds[kinds.index("/H2") :].count("/H3") == 1
    assert "inline-marks" in reader.named_destinations


def _is_in_source(address: str) -> bool:
    return (
        re.fullmatch(r"https://reports\.example/en/reports/2021-03\.html#p\d+", address) is not None
    )


@each_edition
def test_links_lead_out_and_within(reader: PdfReader, edition: str) -> None:
    annotations = [
        annotation.get_object() for page in reader.pages for annotation in page.get("/Annots", [])
    ]
    addresses = {item["/A"]["/URI"] for item in annotations if "/URI" in item.get("/A", {})}
    marks = {address for address in addresses if _is_in_source(address)}
    assert bool(marks) == (edition != "en")
    addresses -= marks
    assert addresses == {
        f"https://reports.example/{edition}/reports/2021-03.html",
        f"https://reports.example/{edition}/about/method.html",
        "https://odkb-csto.org/news/",
        "https://example.org/a/very/long/path",
        "https://example.org/note",
    }
    assert sum("/URI" not in item.get("/A", {}) for item in annotations) >= 20


@each_edition
def test_paragraphs_carry_the_numbers_of_the_web(pdf: Path, edition: str) -> None:
    text = "\n".join(page_texts(pdf))
    numbers = [int(number) for number in re.findall(r"^(\d+)\u00a0 (?=\S)", text, re.MULTILINE)]
    assert numbers == list(range(1, 25))


@each_edition
def test_only_our_fonts_are_embedded_and_hold_every_letter(
    reader: PdfReader, pdf: Path, edition: str
) -> None:
    pages: list[Any] = list(reader.pages)
    fonts = {
        re.sub(r"^/[A-Z]{6}\+", "", str(font.get_object()["/BaseFont"]))
        for page in pages
        for font in page["/Resources"]["/Font"].values()
    }
    # Libertinus lends the ‣ of a menu path, DejaVu the code, New Computer Modern the formulas.
    allowed = r"PTSerif-|PTSans-|DejaVuSansMono|LibertinusSerif-|NewCMMath-"
    assert all(re.match(allowed, font) for font in fonts), fonts
    text = "".join(page_texts(pdf))
    assert [letter for letter in "ўіёŭćńśźĺčšžЎЁŬĆŃŚŹĹ«»“”–—§№€½°" if letter not in text] == []
    assert "\ufffd" not in text


def test_what_is_not_translated_is_marked_as_english(everything: dict[str, Built]) -> None:
    reader = PdfReader(everything["be"].report(ISSUE))
    headings = {str(item["/T"]): item.get("/Lang") for kind, item in tags(reader) if kind == "/H2"}
    assert headings["Code"] == "en"
    assert headings["Цытаты і\u00a0ўрэзкі"] is None
    passages = [item.get("/Lang") for kind, item in tags(reader) if kind == "/P"]
    assert passages.count("en") > 20
    assert set(passages) == {None, "en"}
    english = PdfReader(everything["en"].report(ISSUE))
    assert not any("/Lang" in item for _, item in tags(english))


def test_long_words_are_divided_by_the_rules_of_the_language(everything: dict[str, Built]) -> None:
    text = PdfReader(everything["be"].report(ISSUE)).pages[0].extract_text()
    assert re.search(r"[а-яўіё]{2,}[-\u00ad]\n[а-яўіё]{2,}", text), text


def test_pictures_speak_and_ornaments_are_silent(everything: dict[str, Built]) -> None:
    def spoken(edition: str) -> list[str]:
        reader = PdfReader(everything[edition].report(ISSUE))
        return [str(item["/Alt"]) for kind, item in tags(reader) if kind == "/Figure"]

    assert spoken("en")[-3:] == ["A grey square", "A wave", "a dot"]
    assert "" not in spoken("en")


def test_tables_have_header_cells(everything: dict[str, Built]) -> None:
    reader = PdfReader(everything["en"].report(ISSUE))
    kinds = [kind for kind, _ in tags(reader)]
    assert kinds.count("/Table") == 2
    assert kinds.count("/TH") == 6  # five of columns, one of a row


def test_typst_code_in_a_text_is_text(everything: dict[str, Built]) -> None:
    text = re.sub(r"\s+", " ", " ".join(page_texts(everything["en"].report(ISSUE))))
    assert '#import "@preview/evil:1.0.0" #read("/etc/passwd") $x$' in text
    assert '``` #panic("run") #import "x.typ" indented twice ```' in text
    assert "root:x:" not in text


def test_the_template_needs_no_package() -> None:
    for template in (Path(__file__).parents[2] / "tools/editions/pdf").glob("*.typ"):
        code = re.sub(r'#import "[a-z]+\.typ"', "", template.read_text("utf-8"))
        assert not re.search(r"#import|#include|@preview|eval\(", code), template


def test_a_picture_has_its_variant_for_a_language(everything: dict[str, Built]) -> None:
    def images(edition: str) -> dict[str, bytes]:
        folder = everything[edition].data("2021-04").parent / "images"
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    belarusian, english = images("be"), images("en")
    assert belarusian.keys() == english.keys()
    differing = {name for name in english if english[name] != belarusian[name]}
    assert differing - {"locator.svg"} == {"image-2.png"}
    assert images("ru")["image-2.png"] == english["image-2.png"]
