"""The columns of a pair, from the data of their editions alone."""

from __future__ import annotations

from typing import Any

from editions.pdf.pairs import pair
from editions.pdf.sides import Side, objects

MISSING = {"text": "Not translated", "url": "", "language": "en", "missing": True}


def called(identifier: str, kind: str = "note-again", **more: Any) -> dict[str, Any]:
    return {"type": kind, "id": identifier, "mark": "1", **more}


def paragraph(*content: Any) -> dict[str, Any]:
    return {"type": "paragraph", "content": list(content)}


def test_a_note_first_called_in_what_is_not_translated_is_set_at_its_next_call() -> None:
    inner = called("b", "note", content=["Inner, see ", called("a"), "."])
    note = called("a", "note", content=["Outer ", inner])
    passages = [
        {"type": "plain", "said": MISSING, "content": [paragraph("Lost", note)]},
        paragraph("Second", called("a"), called("b")),
        paragraph("Third", called("a")),
    ]
    side = Side({"language": "be", "missing": "", "body": passages}, other="en")
    cells = [side.read([passage]) for passage in passages]
    calls = [
        (each["type"], each["id"])
        for each in objects(cells)
        if each["type"] in {"note", "note-again"}
    ]
    assert calls == [
        ("note", "be-a"),
        ("note", "be-b"),
        ("note-again", "be-a"),
        ("note-again", "be-b"),
        ("note-again", "be-a"),
    ]
    assert "Lost" not in str(cells)


def test_a_list_that_begins_at_nought_keeps_its_first_number() -> None:
    listed = {
        "type": "enumeration",
        "start": 0,
        "numbering": "1.",
        "items": [[paragraph("a"), paragraph("b")], [paragraph("c")]],
    }
    heading = {"type": "heading", "level": 1, "id": "t", "content": ["T"], "words": ["T"]}
    head = {"heading": heading, "title": "T", "series": {"text": "S"}, "publisher": "P"}
    more = dict.fromkeys(("date", "month", "above", "parts", "facts", "qr", "contents", "note"))
    both = [
        {**head, **more, "language": each, "missing": "", "keywords": [], "body": [listed]}
        for each in ("be", "en")
    ]
    frames = [row["cells"][0][0] for row in pair(*both)["rows"]]
    assert [(each["type"], each.get("start")) for each in frames] == [
        ("enumeration", 0),
        ("inset", None),
        ("enumeration", 1),
    ]
