"""Notes against page breaks, swept line by line over a page's end."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from editions.pdf.hyphens import Hyphens
from editions.pdf.notes import Mends, Places, mend, mend_hyphens, read_places, remarks_on
from editions.pdf.typeset import BOTTOM, Sheet, typeset
from tests.pdf.lines import faults, lines, notes

WORDS = "A paragraph of some words that goes on for a while. "
CALLERS = {
    # How a paragraph calls its notes (N, M), and how many sentences a note has.
    "short, at its end": ([WORDS * 3 + "End", "N", "."], 12),
    "long, at its end": ([WORDS * 9 + "End", "N", "."], 12),
    "long, at its end, long note": ([WORDS * 5 + "End", "N", "."], 40),
    "first line": (["Word", "N", " and words that go on." * 12], 30),
    "second line": ([WORDS * 2, "N", " and there." * 30], 12),
    "first and last line": (["Word", "N", " and words that go on." * 9 + " End", "M", "."], 14),
}


def paragraph(*content: Any, **more: Any) -> dict[str, Any]:
    return {"type": "paragraph", "content": list(content), **more}


def sheet(*body: dict[str, Any]) -> Sheet:
    data = {
        "language": "en",
        "date": "2020-12-01",
        "month": "December 2020",
        "title": "T",
        "parts": None,
        "series": {"text": "S", "language": "en"},
        "keywords": ["S"],
        "publisher": "",
        "facts": [],
        "qr": None,
        "contents": "Contents",
        "note": "Footnote %s",
        "heading": {"type": "heading", "level": 1, "id": "t", "content": ["T"], "words": ["T"]},
        "body": list(body),
    }
    return Sheet(data, {}, date(2020, 12, 1))


def swept(caller: str, position: int) -> Sheet:
    """Set a paragraph with notes `position` lines further down, near a page's end."""
    parts, length = CALLERS[caller]
    text = {"content": ["Words of the note. " * length]}
    content = [
        {"type": "note", "id": part, "mark": str("NM".index(part) + 1), **text}
        if part in {"N", "M"}
        else part
        for part in parts
    ]
    shift = {"type": "lines", "lines": [{"indent": 0, "content": ["Line."]}] * (position % 20 + 1)}
    fill = paragraph("A line of filling words, that is not long. " * 3)
    before = [fill] * (14 - position // 20 * 2)
    return sheet(shift, *before, paragraph(*content, number=5), *[fill] * 4)


@pytest.mark.parametrize(
    ("caller", "positions"),
    [
        *((caller, range(40)) for caller in list(CALLERS)[:2]),
        *((caller, [*range(6), *range(20, 30)]) for caller in list(CALLERS)[2:]),
    ],
)
def test_no_line_is_alone_and_no_note_on_another_page(
    tmp_path: Path, caller: str, positions: Iterable[int]
) -> None:
    mended = 0
    for position in positions:
        output = tmp_path / "out.pdf"
        assert typeset(swept(caller, position), work=tmp_path, output=output) == (), position
        found = lines(output)
        assert faults(found) == [], position
        called = {line.page for line in found if line.size > 9 and ("Word1" in line.text)}
        if called:
            assert {notes(found)["1"]} == called, position
        mended += json.loads((tmp_path / "record.json").read_text("utf-8"))["runs"] > 1
    # Without mending some of these positions go wrong, or the test proves nothing.
    assert mended


def test_a_heading_goes_along_with_its_paragraph(tmp_path: Path) -> None:
    heading = {
        "type": "heading",
        "level": 2,
        "id": "h",
        "content": ["Heading"],
        "words": ["Heading"],
    }
    for position in range(20):
        whole = swept("short, at its end", position)
        body = whole.data["body"]
        place = next(i for i, part in enumerate(body) if "number" in part)
        whole.data["body"] = [*body[:place], heading, *body[place:]]
        typeset(whole, work=tmp_path, output=tmp_path / "out.pdf")
        found = lines(tmp_path / "out.pdf")
        at = next(i for i, line in enumerate(found) if line.text.startswith("Heading"))
        assert found[at].page == found[at + 1].page, position
        assert faults(found) == [], position


def found_places(*, page: int = 2, entry: int = 2) -> dict[str, Any]:
    """Make what Typst tells of a paragraph of five lines, the last one on `page` with its call."""
    seams = [[["n"], word, 1, 600.0 + 14 * word] for word in range(4)]
    return {
        "seams": [*seams, [["n"], 4, page, 95.0]],
        "calls": [["n", page, 93.0]],
        "entries": [["n", page, entry]],
    }


def test_a_last_line_alone_is_tied_to_the_line_before() -> None:
    mends = mend(read_places(found_places()), Mends(), bottom=BOTTOM)
    assert mends.anchors == {"n": 3}
    again = mend(read_places(found_places()), mends, bottom=BOTTOM)
    assert again.need
    assert mend(read_places(found_places(page=1, entry=1)), again, bottom=BOTTOM) == again


def test_what_cannot_be_mended_is_told() -> None:
    early, widow = remarks_on(read_places(found_places(entry=1)), [])
    assert early.message.startswith("note 'n' begins on page 1, its call is on page 2")
    assert widow.message.startswith("the last line of the paragraph with note 'n' is alone on")
    assert remarks_on(read_places(found_places(page=1, entry=1)), []) == ()
    [ladder] = remarks_on(Places((), {}), {"p8"})
    assert ladder.message.startswith("more than two lines in a row end in a hyphen in 'p8'")


def test_mending_comes_to_an_end() -> None:
    mends, runs = Mends(), 0
    while (after := mend(read_places(found_places(entry=1)), mends, bottom=BOTTOM)) != mends:
        mends, runs = after, runs + 1
    assert runs < 8


def test_hyphens_become_dearer_where_they_make_ladders_but_not_for_ever() -> None:
    ladder = Hyphens(ladders=frozenset({"p8"}))
    once = mend_hyphens(ladder, Mends())
    again = mend_hyphens(ladder, once)
    assert (once.dear, again.dear) == ({"p8": 300}, {"p8": 1500})
    assert mend_hyphens(ladder, again) == again
    assert mend_hyphens(Hyphens(), again) == again


def test_ladders_are_found_and_mended(tmp_path: Path) -> None:
    """Words so long that every line of the column would end in a hyphen."""
    words = "Супрацоўніцтва адміністрацыйна мерапрыемства заканадаўства насельніцтва "
    texts = [f"{'Ва ' * start}{words * 4}" for start in range(12)]
    body = [paragraph(text, id=f"p{i}", number=i) for i, text in enumerate(texts, 1)]
    made = sheet(*body)
    made.data["language"] = "be"
    assert typeset(made, work=tmp_path, output=tmp_path / "out.pdf") == ()
    assert faults(lines(tmp_path / "out.pdf")) == []
    assert json.loads((tmp_path / "record.json").read_text("utf-8"))["runs"] > 1
