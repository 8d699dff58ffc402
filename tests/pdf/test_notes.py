"""Notes against page breaks, swept over many positions on the page."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import typst

from editions.pdf.notes import PLACES, Place, early_notes, remarks_on
from editions.pdf.typeset import Sheet, font_folders, typeset


def sheet(lines: int) -> Sheet:
    """Make an issue whose one note is called `lines` short paragraphs down the page."""
    filler: list[Any] = [{"type": "paragraph", "content": ["Line."]} for _ in range(lines)]
    note = {"type": "note", "id": "n", "mark": "1", "content": ["Words of the note. " * 30]}
    caller = {"type": "paragraph", "content": ["Word", note, " and words that go on." * 12]}
    heading = {"type": "heading", "level": 1, "id": "t", "content": ["T"], "lifted": []}
    data = {
        "language": "en",
        "date": [2020, 12],
        "month": "December 2020",
        "title": "T",
        "parts": None,
        "series": {"text": "S", "language": "en"},
        "keywords": ["S"],
        "publisher": "",
        "facts": [{"label": "Issue", "text": "December 2020"}],
        "contents": "Contents",
        "heading": heading,
        "body": [*filler, caller, *filler[:5]],
    }
    return Sheet(data, {}, date(2020, 12, 1))


def places(work: Path) -> list[Place]:
    compiler = typst.Compiler(
        work / "template.typ", root=work, font_paths=font_folders(), ignore_system_fonts=True
    )
    return [Place(**place) for place in json.loads(compiler.eval(PLACES))]


def test_no_note_comes_out_before_its_call(tmp_path: Path) -> None:
    early = 0
    for lines in range(22, 30):
        work = tmp_path / str(lines)
        remarks = typeset(sheet(lines), work=work, output=work / "out.pdf")
        early += bool(early_notes(places(work)))
        assert [remark for remark in remarks if "begins on page" in remark.message] == [], lines
    # Without a second run at least one of these positions goes wrong, or the test proves nothing.
    assert early


def test_an_early_note_is_found_and_told() -> None:
    found = [
        Place("note", "a", page=1, call=2),
        Place("note", "b", page=2, call=2),
        Place("start", "b", page=1, y=600),
        Place("end", "b", page=2, y=4.0),
    ]
    assert early_notes(found) == {"a"}
    early, widow = remarks_on(found)
    assert early.message.startswith("note 'a' begins on page 1, its call is on page 2")
    assert widow.message.startswith("the last line of the paragraph with note 'b' is alone on")
