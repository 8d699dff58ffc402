"""Whatever comes in, in any format: a document that can be built, or one sentence. No traceback."""

from __future__ import annotations

import gc
import html
import io
import zipfile
from collections.abc import Callable, Iterator

import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editions.config import Publication
from editions.intake import budget, intake, pandoc
from editions.problems import IntakeError
from tests.field.packages import docx, odt, paragraph
from tests.field.taking import OPTIONS, notes

# fmt: off
PIECES = (
    "...", ".by", "**", "*", "__", "`", "``", "|", "::", ".. ", ".. raw:: html", "[1]_", "x_",
    "_", "\\", "\\\\", "# ", "## ", "- ", "1. ", "2) ", "(a) ", "> ", "\t", "    ", "\n", "\n\n",
    "===", "---", "~~~", "```", "$x$", "<b>", "</b>", "<p hidden>", "<!--", "-->", "<div", "<td>",
    "&lt;", "&#0;", "&#xE000;", "[a](b)", "[^1]", "[^1]: ", "![", "](", "http://a.example/_",
    "a@b.example", "| a | b |", "|---|", ": ", ":a: b", "\u00ad", "\u2028", "\x0c", "\ufffd", "é",
    "\u0301", "👍", "January 2021", "студзень 2021", "—", "…", "«", "»", "1.", "12:30", "{", "}",
    "{.c}", "%", "@", "javascript:x", "file:///x", "D:\\x", "word ", "word word word. ", "Слова ",
    "A. B", "I. ",
)
# fmt: on
LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), LETTERS), max_size=14).map("".join)
PARAGRAPHS = st.lists(TEXTS, min_size=1, max_size=5)


def quickly(examples: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    # A loaded machine is no fault of the code.
    return settings(
        deadline=None, max_examples=examples, suppress_health_check=[HealthCheck.too_slow]
    )


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    return notes(tmp_path_factory.mktemp("notes"))


def taken_in(publication: Publication, name: str, data: bytes) -> str:
    """Take in a file; give the document, or the sentence that it was refused with."""
    path = publication.root.parent / name
    path.write_bytes(data)
    (publication.root / "source_reports/2021-01" / name).unlink(missing_ok=True)
    try:
        return intake(publication, path, OPTIONS).document.read_text("utf-8")
    except IntakeError as error:
        said = str(error)
    assert "\n" not in said
    assert "report this" not in said
    return said


def xml(text: str) -> str:
    """Write text into XML, without what XML cannot hold."""
    kept = "".join(c for c in text if c >= " " and c not in "\ufffe\uffff")
    return html.escape(kept)


@quickly(150)
@given(PARAGRAPHS)
def test_text(publication: Publication, parts: list[str]) -> None:
    taken_in(publication, "x.txt", "\n\n".join(parts).encode())


@quickly(30)
@given(PARAGRAPHS)
def test_markdown(publication: Publication, parts: list[str]) -> None:
    taken_in(publication, "x.md", "\n\n".join(parts).encode())


@quickly(30)
@given(PARAGRAPHS, st.sampled_from(["p", "li", "h2", "td", "div", "blockquote", "pre", "dt"]))
def test_pages(publication: Publication, parts: list[str], tag: str) -> None:
    body = f"</{tag}><{tag}>".join(parts)
    taken_in(publication, "x.html", f"<h1>T</h1><{tag}>{body}</{tag}>".encode())


PROPERTIES = st.sampled_from(
    ["", "<w:b/>", "<w:i/>", "<w:vanish/>", '<w:vertAlign w:val="superscript"/>']
)


@quickly(25)
@given(st.lists(st.tuples(TEXTS, PROPERTIES), min_size=1, max_size=5), st.booleans())
def test_word(publication: Publication, parts: list[tuple[str, str]], table: bool) -> None:
    body = "".join(paragraph(xml(text), letters) for text, letters in parts)
    if table:
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>{body}"
    taken_in(publication, "x.docx", docx(body))


@quickly(25)
@given(PARAGRAPHS, st.sampled_from(["text:p", "text:h", "text:span"]))
def test_opendocument(publication: Publication, parts: list[str], name: str) -> None:
    body = "".join(f"<{name}>{xml(text)}</{name}>" for text in parts)
    taken_in(publication, "x.odt", odt(f"<text:p>T</text:p>{body}"))


@quickly(25)
@given(PARAGRAPHS)
def test_pdf(publication: Publication, parts: list[str]) -> None:
    said = [part.replace("\\", "\\\\").replace('"', '\\"').replace("\0", "") for part in parts]
    source = "\n\n".join(f'#par("{part}")' for part in said)
    taken_in(publication, "x.pdf", typst.compile(source.encode()))


def damaged(data: bytes) -> st.SearchStrategy[bytes]:
    """Give `data` with bytes written over, cut out and put in, also inside of a package."""

    def spoil(hurts: list[tuple[int, bytes, int]]) -> bytes:
        found = data
        for place, new, length in hurts:
            at = place % (len(found) + 1)
            found = found[:at] + new + found[at + length :]
        return found

    hurt = st.tuples(st.integers(0, len(data)), st.binary(max_size=4), st.integers(0, 40))
    return st.lists(hurt, min_size=1, max_size=4).map(spoil)


WORD = docx(paragraph("Title") + paragraph("Text, long enough to be damaged in some place."))
ODT = odt("<text:p>Title</text:p><text:p>Text, long enough to be damaged.</text:p>")
PDF = typst.compile(b"= Title\n\nText, long enough to be damaged in some place.")
PAGE = b"<!doctype html><h1>Title</h1><p style='color:#fff' hidden>Text</p><!-- c --><table><tr>"


@pytest.mark.parametrize(
    ("name", "data"), [("x.docx", WORD), ("x.odt", ODT), ("x.pdf", PDF), ("x.html", PAGE)]
)
def test_damaged_files(publication: Publication, name: str, data: bytes) -> None:
    @quickly(30)
    @given(damaged(data))
    def take(found: bytes) -> None:
        taken_in(publication, name, found)

    take()


@pytest.mark.parametrize(("name", "data"), [("x.docx", WORD), ("x.odt", ODT)])
def test_damaged_parts(publication: Publication, name: str, data: bytes) -> None:
    main = "word/document.xml" if name == "x.docx" else "content.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {each: package.read(each) for each in package.namelist()}

    @quickly(25)
    @given(damaged(parts[main]))
    def take(found: bytes) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for each, content in parts.items():
                package.writestr(each, found if each == main else content)
        taken_in(publication, name, out.getvalue())

    take()


DEEP: dict[str, Callable[[int], str]] = {
    "x.md": lambda depth: ">" * depth + " Text",
    "y.md": lambda depth: "\n".join("  " * n + "- a" for n in range(depth)),
    "z.md": lambda depth: "[" * depth + "a" + "](b)" * depth,
    "x.html": lambda depth: "<blockquote>" * depth + "Text",
    "y.html": lambda depth: "<table><tr><td>" * depth + "Text",
    "z.html": lambda depth: "<ul><li>a" * depth,
    "v.html": lambda depth: "<b><i>" * depth + "Text",
}


@pytest.fixture
def _no_callbacks() -> Iterator[None]:
    """Keep Hypothesis from hearing of garbage: it may be there that the time is over.

    What is raised there is lost and raised again a second later, but pytest tells of it.
    """
    before = gc.callbacks[:]
    gc.callbacks.clear()
    yield
    gc.callbacks[:] = before


@pytest.mark.usefixtures("_no_callbacks")
@pytest.mark.parametrize("name", DEEP)
@pytest.mark.parametrize("depth", [60, 450, 2000])
def test_what_is_nested_deep(
    publication: Publication, monkeypatch: pytest.MonkeyPatch, name: str, depth: int
) -> None:
    monkeypatch.setattr(budget, "SECONDS", 2)
    said = taken_in(publication, name, f"{DEEP[name](depth)}\n".encode())
    assert "nested too deep" in said or "of the processor" in said or ":language: en" in said


@pytest.mark.usefixtures("_no_callbacks")
def test_what_takes_too_long(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "SECONDS", 1)
    said = taken_in(publication, "x.txt", ("A word. " * 12 + "\n\n").encode() * 50_000)
    assert "takes over 1 s of the processor; save it in a simpler form" in said
    said = taken_in(publication, "l.html", b"<ul><li>a" * 80)
    assert "takes over 1 s of the processor" in said
    monkeypatch.setattr(budget, "SECONDS", 60)
    monkeypatch.setattr(pandoc, "PIECES", 3)
    pieces = "".join(f"<div>{n}</div>\n\nText.\n\n" for n in range(5))
    assert "has over 3 pieces of HTML" in taken_in(publication, "p.md", pieces.encode())
