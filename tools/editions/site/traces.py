"""What in a published file leads to a person or a machine, by the kind of the file."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from zoneinfo import available_timezones

import pypdfium2

from editions.catalogue.header import (
    EMAIL,
    EMAIL_SIGNS,
    MOMENT,
    PATH,
    PATH_SIGNS,
    is_nobodys,
)
from editions.site.zips import BEGINNING

_TEXTS = frozenset(
    {".css", ".csv", ".htm", ".html", ".js", ".json", ".md", ".ncx", ".opf", ".po", ".rst"}
    | {".svg", ".toml", ".tsv", ".txt", ".webmanifest", ".xhtml", ".xml", ""}
)
_ARCHIVES = frozenset({".epub", ".zip"})
_QUOTING = frozenset({".js", ".json", ".webmanifest"})
_ESCAPE = re.compile(r"\\(.)")
_PLAIN = {"n": "\n", "r": "\n", "t": "\t", "u": "\\u"}
_STREAM = re.compile(rb"stream\r?\n")
_FOLDERS = (*(b"/%b/" % each for each in (b"home", b"Users", b"root")), b"\\Users\\")
_EMBEDDED = {
    b"Exif\0\0": "EXIF",
    b"<x:xmpmeta": "XMP",
    b"Photoshop 3.0": "IPTC",
    b"inkscape:": "an editor's notes",
    b"sodipodi:": "an editor's notes",
}
_PNG_CHUNKS = frozenset({b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"})
_ZONE = re.compile(r"\b[A-Z][a-z]+/[A-Z]\w+(?:/[A-Z]\w+)?\b")
_WHERE = (("an e-mail address", EMAIL, EMAIL_SIGNS), ("a folder", PATH, PATH_SIGNS))
_CLOCK = re.compile(r"\d\d:\d\d")
_PDF_MOMENT = re.compile(r"D:\d{8}(?!000000(?:Z|[+-]00'?00'?)?\b)\d{2,6}[^\s)]*")
_OF_THE_CALENDAR = re.compile(r"\d{4}-\d\d-\d\dT00:00:00(?:Z|\+00:00)")
"""A day written as a moment where a format demands one; no clock was asked."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What is looked for: `places` are folders of this machine, `names` its and its user's.

    `said` holds what the sources themselves say: a report may print an address.
    """

    said: str = ""
    places: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def of(self, name: str, data: bytes) -> Iterator[str]:
        """Find what a file tells, each trace with its kind; `name` says what the file is."""
        suffix = name[name.rfind(".") :].lower() if "." in name.rpartition("/")[2] else ""
        if suffix in _ARCHIVES:
            yield from self._archive(data)
        elif suffix == ".pdf":
            yield from self._pdf(data)
        elif suffix in _TEXTS:
            text = data.decode("utf-8", "replace")
            if suffix in _QUOTING:  # "\\n" in them is a line end or two signs, and no folder
                text = _ESCAPE.sub(lambda match: _PLAIN.get(match[1], match[1]), text)
            yield from self._text(unescape(text) if "&" in text else text)
            if suffix == ".svg":
                yield from _embedded(data)
        else:
            yield from _embedded(data)
            yield from _chunks(data)
            yield from self._bytes(data)

    def _text(self, text: str) -> Iterator[str]:
        low = text.lower()
        for what, pattern, signs in _WHERE:
            # The patterns are slow, and hardly any page has a sign of what they find.
            if any(sign in low for sign in signs):
                yield from self._unsaid(what, pattern, text, but=is_nobodys)
        if _CLOCK.search(text):
            yield from self._unsaid("a moment", MOMENT, text, but=_OF_THE_CALENDAR.fullmatch)
        yield from self._unsaid("a moment", _PDF_MOMENT, text)
        yield from self._unsaid("a time zone", _ZONE, text, but=lambda told: not _is_zone(told))
        for place in self.places:
            if re.search(rf"(?<![\w.:/]){re.escape(place)}(?![\w-])", text):
                yield "the folder of this build"
        for name in self.names:
            if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
                yield f"the name of this machine or its user: {name}"

    def _unsaid(
        self,
        what: str,
        pattern: re.Pattern[str],
        text: str,
        *,
        but: Callable[[str], object] = lambda _: False,
    ) -> Iterator[str]:
        for match in pattern.finditer(text):
            if match[0] not in self.said and not but(match[0]):
                yield f"{what}: {match[0]}"

    def _bytes(self, data: bytes) -> Iterator[str]:
        places = (place.encode() for place in self.places if place.count("/") > 1)
        for place in (*_FOLDERS, *places):
            if place in data:
                yield f"a folder: {place.decode()}"

    def _archive(self, data: bytes) -> Iterator[str]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.comment:
                yield "a comment of the archive"
            for member in archive.infolist():
                if member.date_time != BEGINNING or member.extra or member.comment:
                    yield f"{member.filename}: a moment or notes of the packing"
                for told in self.of(member.filename, archive.read(member)):
                    yield f"{member.filename}: {told}"

    def _pdf(self, data: bytes) -> Iterator[str]:
        with pypdfium2.PdfDocument(data) as document:
            texts = list(document.get_metadata_dict(skip_empty=True).values())
            for page in document:
                texts.append(page.get_textpage().get_text_range().replace("\r\n", " "))
        for text in texts:
            yield from self._text(text)
        yield from self._bytes(data)
        for stream in _streams(data):
            yield from self._bytes(stream)
            if stream.lstrip()[:9] == b"<?xpacket":
                yield from self._text(stream.decode("utf-8", "replace"))
            elif b"Exif\0\0" in stream[:64]:
                yield "EXIF of a picture"


def _streams(data: bytes) -> Iterator[bytes]:
    for match in _STREAM.finditer(data):
        end = data.find(b"endstream", match.end())
        stream = data[match.end() : end]
        with suppress(zlib.error):
            stream = zlib.decompressobj().decompress(stream)
        yield stream


def _embedded(data: bytes) -> Iterator[str]:
    for mark, what in _EMBEDDED.items():
        if mark in data:
            yield what


def _chunks(data: bytes) -> Iterator[str]:
    if not data.startswith(b"\x89PNG"):
        return
    at = 8
    while at + 8 <= len(data):
        kind = data[at + 4 : at + 8]
        if kind in _PNG_CHUNKS:
            yield f"text of a picture ({kind.decode()})"
        at += 12 + int.from_bytes(data[at : at + 4], "big")


def _is_zone(told: str) -> bool:
    return told in available_timezones()
