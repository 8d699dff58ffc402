"""The title block: what page one says, and what it does not say twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import segno
from pypdf import PdfReader

from editions.config import AUTONYMS, TITLE_BLOCK, Edition, Publication
from editions.files import write_text
from editions.pdf.front import Issue, front
from editions.pdf.qr import qr
from editions.pdf.typeset import typeset
from tests.pdf.reading import page_texts, tags
from tests.pdf.test_notes import paragraph, sheet


def issue(language: str = "en", *, root: Path = Path("nowhere"), **settings: Any) -> Issue:
    """Make an issue of a publication that has no documents, unless `root` does."""
    settings = {"publisher": "", "title": "Situation in Belarus"} | settings
    editions = tuple(Edition(*item) for item in AUTONYMS.items())
    publication = Publication(root, editions=editions, **settings)
    return Issue(publication, language, "reports/2020-12")


def a_root(root: Path, *, percent: int) -> Path:
    """Write an issue and how far its Belarusian translation is."""
    write_text(root / "docs/reports/2020-12.rst", "Title\n=====\n\nWords.\n")
    words = {"translated": percent, "missing": 100 - percent, "total": 100, "stale": 0}
    states = {"words": words, "passages": {}}
    write_text(root / "build/states/be/reports/2020-12.json", json.dumps(states))
    return root


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        (
            "Analytical report: Situation in Belarus (December 2020)",
            ("Analytical report:", "(December 2020)"),
        ),
        ("Situation in Belarus", ("", "")),
        ("Report «Situation in Belarus» (December)", ("Report", "(December)")),
        ("Report „Situation in Belarus“, December", ("Report", ", December")),
        ("SITUATION in\u00a0Belarus: December", ("", ": December")),
    ],
)
def test_a_title_that_names_the_series_is_parted(title: str, parts: tuple[str, str]) -> None:
    data = front(issue(), [title])
    assert (data["parts"]["before"], data["parts"]["after"]) == parts
    assert data["title"] == title.replace("\u00a0", " ")


def test_another_title_stands_under_the_series() -> None:
    data = front(issue(), ["Annual review"])
    assert data["parts"] is None
    assert data["series"] == {"text": "Situation in Belarus", "language": "en"}


def test_a_series_nobody_translated_keeps_its_language() -> None:
    assert front(issue("be"), ["Агляд"])["series"]["language"] == "en"


@pytest.mark.parametrize(
    ("language", "month"),
    [("be", "Снежань 2020"), ("ru", "Декабрь 2020"), ("en", "December 2020")],
)
def test_the_month_is_in_the_language_of_the_edition(language: str, month: str) -> None:
    assert front(issue(language), ["Title"])["month"] == month


def test_facts_that_are_not_known_have_no_line() -> None:
    facts = front(issue(), ["Title"])["facts"]
    assert [(fact["label"], fact["text"]) for fact in facts] == [
        ("Issue", "December 2020"),
        ("Language", "English"),
    ]
    known = front(issue(publisher="House", base_url="https://a.example"), ["Title"])["facts"]
    assert known[1]["text"] == "House"
    assert known[3]["label"] == "Web edition"
    assert known[3]["text"] == known[3]["url"]
    assert known[3]["url"] == "https://a.example/en/reports/2020-12.html"


def test_the_state_says_whence_a_translation_is_and_how_far(tmp_path: Path) -> None:
    def state(language: str, percent: int) -> str:
        facts = front(issue(language, root=a_root(tmp_path, percent=percent)), ["T"])["facts"]
        return next(str(fact["text"]) for fact in facts if fact["label"] == "Text")

    assert state("en", 100) == "Original text"
    assert state("be", 100) == "Translated from English"
    assert state("be", 83) == "Translated from English · Translation in progress: 83 %"


def test_every_part_of_the_title_block_can_be_switched_off() -> None:
    whole: dict[str, Any] = {"publisher": "House", "base_url": "https://a.example"}
    title: list[Any] = ["Report: Situation in Belarus"]
    assert front(issue(**whole), title)["parts"]
    labels = {"month": "Issue", "publisher": "Publisher", "language": "Language"}
    for left_out in TITLE_BLOCK:
        rest = tuple(part for part in TITLE_BLOCK if part != left_out)
        data = front(issue(**whole, title_block=rest), title)
        said = [fact["label"] for fact in data["facts"]]
        assert labels.get(left_out, "Web edition" if left_out == "address" else "") not in said
        assert (data["qr"] is None) == (left_out == "qr")
        assert (data["parts"] is None) == (left_out == "series")
        assert not data["above"]
    assert front(issue(title_block=()), title)["facts"] == []


def test_without_an_address_of_the_site_there_is_no_code() -> None:
    assert front(issue(), ["Title"])["qr"] is None
    code = front(issue(base_url="https://a.example"), ["Title"])["qr"]
    assert code["alt"] == "Web edition: https://a.example/en/reports/2020-12.html (QR)"


def test_an_address_breaks_after_strokes_alone(tmp_path: Path) -> None:
    address = "https://reports.example.org/security-and-defence/be/reports/2020-12.html"
    whole = sheet(paragraph("Words."))
    whole.data["facts"] = [{"label": "Web edition", "text": address, "url": address}]
    whole.data["qr"] = qr(address, label="Web edition")
    typeset(whole, work=tmp_path, output=tmp_path / "out.pdf")
    text = page_texts(tmp_path / "out.pdf")[0].replace("Web edition ", "")
    said = [line.strip() for line in text.splitlines()]
    parts = [line for line in said if line and line in address]
    assert "".join(parts) == address
    assert len(parts) == 2
    assert parts[0].endswith("/")


def test_the_code_is_drawn_square_by_square(tmp_path: Path) -> None:
    address = "https://reports.example/be/reports/2020-12.html"
    whole = sheet(paragraph("Words."))
    whole.data["qr"] = qr(address, label="Web edition")
    whole.data["facts"] = [{"label": "Issue", "text": "December 2020"}] * 5
    output = tmp_path / "out.pdf"
    typeset(whole, work=tmp_path, output=output)
    [figure] = [tag for kind, tag in tags(PdfReader(output)) if kind == "/Figure"]
    assert str(figure["/Alt"]) == f"Web edition: {address} (QR)"
    document = pypdfium2.PdfDocument(output)
    picture = document[0].render(scale=4, grayscale=True).to_pil()
    document.close()
    # All that is dark on the right half of page one, below its head, is the code.
    part = picture.crop((picture.width * 18 // 25, 0, picture.width, picture.height // 2))
    dark = part.point(lambda value: 255 if value < 100 else 0)
    left, top, right, bottom = dark.getbbox()
    expected = [list(row) for row in segno.make(address, error="q", boost_error=False).matrix]
    side = (right - left) / len(expected)
    assert bottom - top == pytest.approx(right - left, abs=2)
    seen = [
        [
            int(dark.getpixel((left + (x + 0.5) * side, top + (y + 0.5) * side)) > 0)
            for x in range(len(expected))
        ]
        for y in range(len(expected))
    ]
    assert seen == expected
