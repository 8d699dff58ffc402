"""What cannot be taken in is refused in one line, and nothing is written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import typst
from pypdf import PdfWriter

from editions.cli import main
from editions.config import Publication

CYRILLIC = "Сітуацыя ў Беларусі (снежань 2020)\n\nТэкст.\n"


def zipped(**entries: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return buffer.getvalue()


def pdf(text: str) -> bytes:
    return typst.compile(text.encode())


def locked() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf("text")))
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("2020-12.md", lambda: b"", "is empty"),
    "blank": ("2020-12.txt", lambda: b" \n\n ", "is empty"),
    "no words": ("2020-12.md", lambda: b"<!-- nothing -->\n", "has no text"),
    "binary": ("2020-12.md", lambda: bytes(range(256)), "is no text"),
    "control": ("2020-12.txt", lambda: b"a\nb\x07\n", "a control character in line 2"),
    "UTF-16": ("2020-12.txt", lambda: CYRILLIC.encode("utf-16"), "text in UTF-16"),
    "UTF-16 without mark": ("2020-12.txt", lambda: CYRILLIC.encode("utf-16-le"), "is no text"),
    "Windows-1251": ("2020-12.md", lambda: CYRILLIC.encode("cp1251"), "not in UTF-8 (line 1"),
    "Windows-1251 HTML": ("2020-12.html", lambda: CYRILLIC.encode("cp1251"), "not in UTF-8"),
    "no DOCX": ("2020-12.docx", lambda: b"just text", "is no DOCX"),
    "another ZIP": ("2020-12.docx", lambda: zipped(content_xml=b"<x/>"), "is no DOCX"),
    "broken DOCX": ("2020-12.docx", lambda: zipped(word__document_xml=b"<x"), "is damaged"),
    "cut DOCX": (
        "2020-12.docx",
        lambda: zipped(word__document_xml=b"<x/>")[:40],
        "is damaged or incomplete",
    ),
    "locked DOCX": ("2020-12.docx", lambda: b"\xd0\xcf\x11\xe0" * 99, "with a password"),
    "bomb": ("2020-12.odt", lambda: zipped(content_xml=b" " * 200_000_001), "unpacked"),
    "no PDF": ("2020-12.pdf", lambda: b"just text", "is no PDF"),
    "broken PDF": ("2020-12.pdf", lambda: b"%PDF-1.7\nnothing", "is no PDF that can be read"),
    "PDF without text": ("2020-12.pdf", lambda: pdf("#rect()"), "without text"),
    "locked PDF": ("2020-12.pdf", locked, "locked with a password"),
    "PDF by another name": ("2020-12.md", lambda: pdf("text"), "looks like a PDF"),
    "too large": ("2020-12.txt", lambda: b"a " * 10_000_001, "larger than 20 MB"),
    "unknown": ("2020-12.doc", lambda: b"text", "no known format"),
}


def refused(
    publication: Publication, path: Path, capsys: pytest.CaptureFixture[str], *options: str
) -> tuple[int, str]:
    code = main(["-C", str(publication.root), "intake", str(path), *options])
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1, printed.err
    assert printed.err.startswith("editions: ")
    assert [p.name for p in publication.root.rglob("*")] == ["pyproject.toml"]
    return code, printed.err


@pytest.mark.parametrize(("name", "make", "said"), BAD.values(), ids=BAD.keys())
def test_bad_files(
    publication: Publication,
    inbox: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    make: Callable[[], bytes],
    said: str,
) -> None:
    (inbox / name).write_bytes(make())
    code, message = refused(publication, inbox / name, capsys)
    assert code == 3
    assert f"editions: {inbox / name}: " in message
    assert said in message


def test_a_missing_file_and_a_folder(
    publication: Publication, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, message = refused(publication, inbox / "2020-12.md", capsys)
    assert (code, "is not there" in message) == (3, True)
    code, message = refused(publication, inbox, capsys)
    assert (code, "is a folder" in message) == (3, True)


def test_an_issue_nobody_tells(
    publication: Publication, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = inbox / "report.md"
    path.write_text("# Report\n\nText.\n", encoding="utf-8")
    code, message = refused(publication, path, capsys)
    assert (code, "--issue 2020-12" in message) == (2, True)
    code, message = refused(publication, path, capsys, "--issue", "2020-13")
    assert (code, "is no month" in message) == (2, True)
    code, message = refused(publication, path, capsys, "--issue", "2020-12", "--received", "today")
    assert (code, "is no day" in message) == (2, True)
