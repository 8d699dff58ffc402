"""What PDFs in two languages tell machines and screen readers: tags, languages, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from editions.pdf.pairs import pair as pair_of
from editions.pdf.walk import plain
from tests.pdf.pairs import HALF_DONE, data_of, each_pair, pdf_of
from tests.pdf.reading import bookmarks, catalog, tags, unblocked


@each_pair
def test_the_file_describes_itself_in_both_languages(report: Path, pair: str) -> None:
    reader = PdfReader(pdf_of(report, pair))
    first, second = pair.split("-")
    both = [data_of(report, language) for language in (first, second)]
    root: Any = catalog(reader)
    assert root["/Lang"] == first
    assert reader.metadata is not None
    series, month = both[0]["series"]["text"], both[0]["month"]
    title = f"{series}, {month} ({first} / {second})".replace("\u00a0", " ")
    assert reader.metadata.title == title
    assert len(title) <= 200
    for data in both:
        for keyword in data["keywords"]:
            assert keyword in str(reader.metadata["/Keywords"])
    xmp = root["/Metadata"].get_data().decode("utf-8")
    assert re.search(r"pdfuaid:part>1<", xmp)
    assert re.search(r"pdfaid:part>2<", xmp)
    assert re.search(r"pdfaid:conformance>A<", xmp)
    heads = [
        [
            plain(part["content"])
            for part in [*data["body"], data["index"]["heading"]]
            if part["type"] == "heading"
        ]
        for data in both
    ]
    wanted = [" / ".join(two) for two in zip(*heads, strict=True)]
    assert bookmarks(reader)[1:] == [text.replace("\u00a0", " ") for text in wanted]
    assert len(wanted) >= 3


def spoken(item: Any, language: str) -> Iterator[tuple[str, str]]:
    """Give the tags of a PDF in order with the language each has or inherits."""
    found = item.get_object() if hasattr(item, "get_object") else item
    if isinstance(found, list):
        for part in found:
            yield from spoken(part, language)
    elif isinstance(found, dict):
        language = found.get("/Lang", language)
        if "/S" in found:
            yield str(found["/S"]), language
        if "/K" in found:
            yield from spoken(found["/K"], language)


@each_pair
def test_each_passage_is_tagged_with_its_language(report: Path, pair: str) -> None:
    first, second = pair.split("-")
    reader = PdfReader(pdf_of(report, pair))
    root: Any = catalog(reader)
    found = list(spoken(root["/StructTreeRoot"], root["/Lang"]))
    # The letters of the index of names, at the end, are those each alphabet has names under.
    index = [at for at, (kind, _) in enumerate(found) if kind == "/H2"][-2]
    passages = [language for kind, language in found[:index] if kind == "/P"]
    # Read row by row: each passage in one language is followed by the same in the other.
    assert "".join(passages).count(first + second) >= 43
    assert passages.count(first) == passages.count(second)
    headings = [(kind, language) for kind, language in found if re.fullmatch(r"/H\d", kind)]
    assert headings[:4] == [("/H1", first), ("/H1", second), ("/H2", first), ("/H2", second)]
    words = [data_of(report, language)["contents"] for language in (first, second)]
    told = [str(item["/T"]) for kind, item in tags(reader) if kind == "/H2"]
    assert told[:2] == words
    assert len(headings) % 2 == 0
    assert [language for kind, language in found if kind == "/TOCI"].count(second) >= 3


@each_pair
def test_all_that_is_said_stands_in_a_block(report: Path, half: Path, pair: str) -> None:
    assert unblocked(pdf_of(report, pair)) == []
    assert unblocked(pdf_of(half, pair, HALF_DONE)) == []


def test_a_long_title_of_a_series_is_cut() -> None:
    empty: dict[str, Any] = {
        "qr": None,
        "above": False,
        "parts": None,
        "facts": [],
        "contents": "",
        "note": "",
    }
    data = {
        **empty,
        "date": [2021, 1],
        "month": "January 2021",
        "publisher": "",
        "keywords": [],
        "title": "T",
        "series": {"text": "word " * 90, "language": "en"},
        "missing": "",
        "heading": {"type": "heading", "level": 1, "id": "t", "content": ["T"], "words": ["T"]},
        "body": [],
    }
    title = pair_of({**data, "language": "be"}, {**data, "language": "en"})["title"]
    assert re.fullmatch(r"(word )+word…, January 2021 \(be / en\)", title)
    assert 190 < len(title) <= 200


@each_pair
def test_contents_and_map_lead_to_their_places(report: Path, pair: str) -> None:
    reader = PdfReader(pdf_of(report, pair))
    links = [item.get_object() for page in reader.pages for item in page.get("/Annots", [])]
    assert len(links) > 20
    assert all("/Dest" in link or "/A" in link for link in links)
    for language in pair.split("-"):
        assert f"{language}-issue_places" in reader.named_destinations


def test_a_note_is_tagged_in_both_languages(half: Path) -> None:
    root: Any = catalog(PdfReader(pdf_of(half, "ru-en", HALF_DONE)))
    notes = [each for each in elements(root["/StructTreeRoot"]) if each.get("/S") == "/Note"]
    assert len(notes) == 1
    spoken_in = [language for _, language in spoken(notes[0]["/K"], "ru")]
    assert "en" in spoken_in
    assert spoken_in.index("en") > spoken_in.index("ru")


def elements(item: Any) -> Iterator[Any]:
    """Give all elements of a structure tree in order."""
    found = item.get_object() if hasattr(item, "get_object") else item
    if isinstance(found, list):
        for part in found:
            yield from elements(part)
    elif isinstance(found, dict):
        yield found
        if "/K" in found:
            yield from elements(found["/K"])
