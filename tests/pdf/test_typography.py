"""Lines as a careful typesetter would have them, read from the PDFs of the real report."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path

import pypdfium2
import pytest
import typst

from editions import fonts
from editions.pdf.hyphens import rules as rules_of_division
from editions.pdf.typeset import SHARED, typeset
from editions.sphinxext.typography import rules
from tests.conftest import DECEMBER, REPOSITORY
from tests.pdf.conftest import build_pdf
from tests.pdf.lines import Line, faults, letters, lines, paragraphs
from tests.pdf.test_notes import paragraph, sheet

WORDS = tomllib.loads(Path(__file__).with_name("divisions.toml").read_text("utf-8"))
NARROW = """
#import "common.typ": *
#let given = json("words.json")
#show: body => edition(given, margin: (x: 100mm, y: 10mm), body)
#set page(width: 200.4mm, height: auto, footer: none)
#for word in given.words { less-divided("words", par(word)) }
"""
"""A column no letter fits into: a word is divided wherever it may be."""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The PDFs of the report of December, by language."""
    root = tmp_path_factory.mktemp("report") / "december"
    shutil.copytree(DECEMBER, root)
    document = ("reports/2020-12",)
    built = {each: build_pdf(root, each, documents=document) for each in ("be", "ru", "en")}
    return {language: each.report("2020-12") for language, each in built.items()}


each_edition = pytest.mark.parametrize("edition", ["be", "ru", "en"])


@each_edition
def test_no_line_stands_alone_and_no_hyphens_in_a_ladder(
    report: dict[str, Path], edition: str
) -> None:
    found = lines(report[edition])
    assert len(list(paragraphs(found))) > 40
    assert faults(found) == []


@each_edition
def test_no_heading_stays_behind_at_the_foot_of_a_page(
    report: dict[str, Path], edition: str
) -> None:
    found = lines(report[edition])
    for before, after in pairwise(found):
        if before.page != after.page:
            assert before.size < 12, before.text


@each_edition
def test_no_line_ends_where_the_language_forbids_it(report: dict[str, Path], edition: str) -> None:
    joints = list(_line_ends(lines(report[edition])))
    assert len(joints) > 120
    for end, begin in joints:
        text = f"{end} {begin}"
        for pattern in rules(edition):
            for match in pattern.finditer(text):
                assert not match.start() <= len(end) < match.end(), text


def _line_ends(found: list[Line]) -> Iterator[tuple[str, str]]:
    """Give the ends and begins of lines between two words."""
    for each in paragraphs(found):
        for line, after in pairwise(each):
            if not line.hyphenated:
                yield line.text.rstrip()[-30:], after.text[:30]


@pytest.mark.parametrize("language", WORDS)
def test_words_are_divided_where_the_language_wants_it(tmp_path: Path, language: str) -> None:
    wanted = [word for words in WORDS[language].values() for word in words]
    assert _divided(tmp_path, language, [word.replace("-", "") for word in wanted]) == wanted
    parts = [part for word in wanted for part in (word.split("-")[0], word.split("-")[-1])]
    assert [part for part in parts if len(part) < 2] == []


def _divided(work: Path, language: str, words: list[str]) -> list[str]:
    """Set words in a narrow column; give them with hyphens where they were divided."""
    given = {**sheet().data, "language": language, "words": words}
    (work / "words.json").write_text(json.dumps(given, ensure_ascii=False), "utf-8")
    (work / "narrow.typ").write_text(NARROW, "utf-8")
    (work / "mends.json").write_text('{"careful": ["words"]}', "utf-8")
    (work / "fonts.json").write_text("[]", "utf-8")
    for name in SHARED:
        shutil.copy(REPOSITORY / "tools/editions/pdf" / name, work)
    pdf = typst.compile(
        work / "narrow.typ", root=work, font_paths=fonts.folders(), ignore_system_fonts=True
    )
    document = pypdfium2.PdfDocument(pdf)
    rows = groupby(letters(document[0].get_textpage()), key=lambda letter: round(letter.base))
    parts = ["".join(letter.text for letter in row).strip() for _, row in rows]
    document.close()
    # What pdfium makes of a hyphen at the end of a line.
    return re.sub("[\x02\ufffe\u00ad] ", "-", " ".join(parts)).split()


def test_no_line_ends_within_a_range_of_numbers(tmp_path: Path) -> None:
    body = [
        paragraph("слова " * words, *["на 1–2 %, у 2021–2025 гадах, "] * 6) for words in range(12)
    ]
    typeset(sheet(*body), work=tmp_path, output=tmp_path / "out.pdf")
    found = lines(tmp_path / "out.pdf")
    assert sum("–" in line.text for line in found) > 30
    assert [line.text for line in found if line.text.rstrip().endswith("–")] == []


def test_marks_of_notes_are_real_small_figures(tmp_path: Path) -> None:
    note = {"type": "note", "id": "n", "mark": "12", "content": ["A note."]}
    typeset(sheet(paragraph("Word", note, ".")), work=tmp_path, output=tmp_path / "out.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    text = document[0].get_textpage()
    marks = [each for each in letters(text) if each.text in "12" and each.base > 80]
    # Drawn small: on the line of the text, and in a type no smaller than that.
    assert [round(each.size, 1) for each in marks] == [12.6, 12.6, 10.2, 10.2]
    bases = {round(each.base, 1) for each in letters(text) if each.text in "We"}
    assert {round(each.base, 1) for each in marks[:2]} <= bases
    for each, size in zip(marks, (10.5, 10.5, 8.5, 8.5), strict=True):
        assert 0.36 < (each.head - each.foot) / size < 0.46
        assert 0.35 < (each.foot - each.base) / size < 0.5
    assert "Word12." in text.get_text_range()
    document.close()


def test_a_number_between_two_numbers_hangs_in_the_margin(tmp_path: Path) -> None:
    body = [paragraph("Words.", number=number) for number in ("12", "12a", 13)]
    typeset(sheet(*body), work=tmp_path, output=tmp_path / "out.pdf")
    text = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    read = text[0].get_textpage().get_text_range()
    text.close()
    assert "12a\u00a0" in read
    assert all(line.numbered for line in lines(tmp_path / "out.pdf") if line.text == "Words.")


@each_edition
def test_blanks_between_words_do_not_gape(report: dict[str, Path], edition: str) -> None:
    wide = [blank for blank in _blanks(report[edition]) if blank > 0.55]
    # As many as there are words that may not be divided, beside others that may not be parted.
    assert len(wide) <= (0 if edition == "en" else 3)


def _blanks(path: Path) -> Iterator[float]:
    """Give how wide the blanks of each full line are (em, the mean of a line)."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        found = [each for each in letters(page.get_textpage()) if abs(each.size - 10.5) < 0.1]
        for _base, row in groupby(found, key=lambda letter: round(letter.base)):
            ink = [each for each in row if each.text.strip()]
            wide = [after.left - each.right for each, after in pairwise(ink)]
            blanks = [blank for blank in wide if blank > 1.2]
            if ink and ink[-1].right > 498 and len(blanks) > 2:
                yield sum(blanks) / len(blanks) / 10.5
    document.close()


def test_an_epigraph_stands_on_the_right_and_smaller(tmp_path: Path) -> None:
    said = {"type": "quotation", "content": [paragraph("Words of another.")]}
    typeset(
        sheet(paragraph("Text."), said, said | {"kind": "epigraph"}),
        work=tmp_path,
        output=tmp_path / "out.pdf",
    )
    quotation, epigraph = (
        line for line in lines(tmp_path / "out.pdf") if line.text.startswith("Words")
    )
    assert quotation.left < 200
    assert epigraph.left > 280
    assert (quotation.size, epigraph.size) == (10.5, 9.5)


@pytest.mark.parametrize(("side", "middle"), [("left", 180), ("center", 320), ("right", 460)])
def test_a_caption_stands_on_the_side_of_its_table(tmp_path: Path, side: str, middle: int) -> None:
    cell = {"colspan": 1, "rowspan": 1, "content": ["cell"]}
    need = {"words": ["cell"], "texts": ["cell"], "points": 0}
    table: dict[str, object] = {
        "type": "table",
        "header": [],
        "rows": [[cell]],
        "needs": [need],
        "widths": None,
    }
    table |= {"stub": 0, "align": side, "turns": False, "inset": 0, "line": 1}
    figure = {"type": "figure", "of": "table", "caption": ["Caption"], "content": [table]}
    figure |= {"legend": [paragraph("Legend")]}
    typeset(sheet(figure), work=tmp_path, output=tmp_path / "out.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    small = [each for each in letters(document[0].get_textpage()) if 80 < each.base < 700]
    document.close()
    caption = [each for each in small if each.size == pytest.approx(8.5, abs=0.1)]
    assert "".join(each.text for each in caption).strip() == "CaptionLegend"
    legend = next(each for each in caption if each.text == "L")
    assert abs(caption[0].left - middle) < 50
    assert abs(legend.left - middle) < 50


@each_edition
def test_no_word_is_divided_where_it_reads_badly(report: dict[str, Path], edition: str) -> None:
    rule = rules_of_division().get(edition)
    assert (rule is not None) == (edition == "be")
    wrong = []
    for each in paragraphs(lines(report[edition])):
        for line, after in pairwise(each):
            whole = line.text.rstrip("\x02\ufffe\u00ad-\r\n ")[-1:] + after.text
            match = rule.match(whole) if rule and line.hyphenated else None
            if match and whole[1] != whole[2]:
                wrong.append((line.text[-12:], after.text[:12]))
    assert wrong == []
