"""Finding out what a received file is, and reading it; what cannot be read is refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from editions.intake import pandoc, pdftext, plaintext, unseen
from editions.intake.blocks import Finding, Received, words
from editions.problems import IntakeError

LARGEST = 20_000_000
"""Bytes of a file from which it is no report."""
LARGEST_UNPACKED = 200_000_000
"""Bytes a DOCX or ODT may have unpacked: a small file can unpack to a disk full."""

SIMPLER = "save it in a simpler form"
"""What to do with a file that is too much for us."""

Reader = Callable[[bytes], Received]

_FORMATS: dict[str, tuple[str, Reader]] = {
    ".md": ("markdown", pandoc.read_markdown),
    ".markdown": ("markdown", pandoc.read_markdown),
    ".txt": ("text", plaintext.read_text),
    ".text": ("text", plaintext.read_text),
    ".docx": ("docx", pandoc.read_docx),
    ".odt": ("odt", pandoc.read_odt),
    ".html": ("html", pandoc.read_html),
    ".htm": ("html", pandoc.read_html),
    ".xhtml": ("html", pandoc.read_html),
    ".pdf": ("pdf", pdftext.read_pdf),
}
_INSIDE = {"docx": "word/", "odt": "content.xml"}
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP file (DOCX, ODT?)",
    b"\xd0\xcf\x11\xe0": "an old Word file or one with a password",
    b"{\\rtf": "an RTF file",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A received file: its bytes, its format's name, what it consists of."""

    path: Path
    data: bytes
    format: str
    content: Received


def read(path: Path) -> Source:
    """Read a received file of any known format.

    Raises `IntakeError` naming the file, what is wrong and what to do, for a file that is
    missing, empty, too large, of an unknown or another format, or not in UTF-8.
    """
    try:
        name, reader = _format(path)
        data = _bytes(path)
        checked = _checked(data, name)
        received = _filled(reader(checked))
    except IntakeError as error:
        raise IntakeError(error.message, path=path) from None
    more = (*_lost_letters(received, data, name), *_unseen(checked, name))
    return Source(path, data, name, replace(received, findings=(*received.findings, *more)))


def format_of(path: Path) -> str:
    """Give the name of a file's format by its ending, "" for one that is not taken in."""
    return _FORMATS.get(path.suffix.lower(), ("",))[0]


def _format(path: Path) -> tuple[str, Reader]:
    if path.is_dir():
        raise IntakeError("is a folder; name the received file in it")
    if not path.exists():
        raise IntakeError("is not there; check the path")
    if not path.is_file():
        raise IntakeError("is no regular file")
    if path.suffix.lower() not in _FORMATS:
        known = " ".join(_FORMATS)
        raise IntakeError(f"is of no known format; save it as one of {known}")
    return _FORMATS[path.suffix.lower()]


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise IntakeError(f"cannot be read: {error.strerror}") from None
    if len(data) > LARGEST:
        raise IntakeError(f"is larger than {LARGEST // 1_000_000} MB; is this a report?")
    if not data.strip():
        raise IntakeError("is empty; ask for it again")
    return data


def _filled(received: Received) -> Received:
    if not words(received.blocks) and not received.title:
        raise IntakeError("has no text in it; is this the right file?")
    return received


def _checked(data: bytes, name: str) -> bytes:
    """Give what the reader takes; refuse what is not what its name says."""
    if name == "pdf":
        if b"%PDF" not in data[:1024]:
            raise IntakeError(f"is no PDF, though its name says so{_looks_like(data)}")
        return data
    if name in _INSIDE:
        _check_package(data, name)
        return data
    data = data.removeprefix(b"\xef\xbb\xbf")
    if b"\x00" in data or data.startswith(tuple(_MAGIC)):
        raise IntakeError(f"is no text{_looks_like(data)}; save it as text in UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"is not in UTF-8 (line {line}; perhaps Windows-1251?); save it as text in UTF-8"
        raise IntakeError(message) from None
    if found := re.search("[\x01-\x08\x0e-\x1a\x1c-\x1f]", text):
        line = text.count("\n", 0, found.start()) + 1
        raise IntakeError(
            f"is no text (a control character in line {line}); save it as text in UTF-8"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8")


def _check_package(data: bytes, name: str) -> None:
    kind = name.upper()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError):
        if data.startswith(b"PK\x03\x04"):
            raise IntakeError("is damaged or incomplete; ask for it again") from None
        message = (
            f"is no {kind}, though its name says so{_looks_like(data)}; save it as {kind} anew"
        )
        raise IntakeError(message) from None
    if not any(entry.filename.startswith(_INSIDE[name]) for entry in entries):
        raise IntakeError(f"is no {kind}, though its name says so; save it as {kind} anew")
    if len({entry.filename for entry in entries}) < len(entries):
        # Who reads it could take the one where we have looked at the other.
        raise IntakeError("is damaged (it has two parts of one name); open it and save it anew")
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise IntakeError(f"is larger than {LARGEST_UNPACKED // 1_000_000} MB unpacked; refused")


def _looks_like(data: bytes) -> str:
    return next(
        (f" (it looks like {what})" for m, what in _MAGIC.items() if data.startswith(m)), ""
    )


def _lost_letters(received: Received, data: bytes, name: str) -> tuple[Finding, ...]:
    """Report letters that were lost before the file reached us."""
    if not any("\ufffd" in word for word in words(received.blocks)):
        return ()
    line = None
    if name in {"markdown", "text", "html"}:
        line = data.decode("utf-8-sig").partition("\ufffd")[0].count("\n") + 1
    message = "letters were lost before the file came here (“\ufffd”); ask for it again"
    return (Finding("lost-letters", message, line),)


def _unseen(data: bytes, name: str) -> tuple[Finding, ...]:
    """Report marks that no reader sees in a text; of other formats, pandoc's tree is asked."""
    return unseen.told(data.decode("utf-8"), lines=True) if name in {"markdown", "text"} else ()
