"""What in a published file leads to a person or a machine, by the kind of the file."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from html import unescape
from typing import TypeAlias
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
from editions.site.zips import BEGINNING, packed_in

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
_PDF_MOMENT = re.compile(r"D:\d{8}(?!000000(?:Z|[+-]00'?00'?)?\b)\d{2,6}[^\s)]*")
_OF_THE_CALENDAR = re.compile(r"\d{4}-\d\d-\d\dT00:00:00(?:Z|\+00:00)")
"""A day written as a moment where a format demands one; no clock was asked."""

# The patterns look at every word of a page, and hardly any page has what they find. Each of these
# looks for one sign, which is fast, and then at what stands on both sides of it.
_AT_SIGN = re.compile(r"@(?:(?<=[\w.+%-]@)|(?<=[\w.+%-]\s@))\s?[\w-]")
_AT_WORDS = tuple(sign for sign in EMAIL_SIGNS if sign != "@")
_ROOT = re.compile(rf"/(?:{'|'.join(sign[1:] for sign in PATH_SIGNS if sign[0] == '/')})")
_NO_ROOTS = tuple(sign for sign in PATH_SIGNS if sign[0] != "/")
_SIGN_OF_MOMENT = re.compile(
    r":(?<=\d\d:)\d\d(?:(?<=\d{4}-\d\d-\d\d[T ]\d\d:\d\d)|(?::\d\d)?\s?[+-]\d{4})"
)
_SIGN_OF_ZONE = re.compile(r"/(?<=[a-z]/)[A-Z]\w")


@dataclass(frozen=True, slots=True)
class Trace:
    """What a file tells: `what` kind of thing, the `text` itself where sources may say it, too.

    `within` names the files of an archive on the way to it.
    """

    what: str
    text: str = ""
    within: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Give it in words."""
        return ": ".join((*self.within, self.what, *([self.text] if self.text else ())))


def is_archive(name: str) -> bool:
    """Tell whether a file of this name holds others."""
    return kind_of(name) in _ARCHIVES


def kind_of(name: str) -> str:
    """Give the ending of a name, which decides what is looked for; that of ".zip" is ".zip"."""
    return name[name.rfind(".") :].lower() if "." in name.rpartition("/")[2] else ""


Look: TypeAlias = "Callable[[str, bytes, Callable[[], bytes]], Iterable[Trace]]"
"""Looks into a member of an archive: its name, how and to what it is packed, what unpacks it."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What is looked for: `places` are folders of this machine, `names` its and its user's.

    `said` holds what the sources themselves say: a report may print an address.
    """

    said: str = ""
    places: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def of(self, name: str, data: bytes) -> Iterator[str]:
        """Find what a file tells in words; `name` says what the file is."""
        for trace in self.found(name, data):
            if not self.is_said(trace):
                yield str(trace)

    def is_said(self, trace: Trace) -> bool:
        """Tell whether the sources themselves say it."""
        return bool(trace.text) and trace.text in self.said

    def found(self, name: str, data: bytes, look: Look | None = None) -> Iterator[Trace]:
        """Find what a file tells, be it said by the sources or not.

        `look` looks into the members of an archive, for whoever knows some of them.
        """
        suffix = kind_of(name)
        if suffix in _ARCHIVES:
            yield from self._archive(data, look or self._look)
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

    def _look(self, name: str, _packed: bytes, unpack: Callable[[], bytes]) -> Iterator[Trace]:
        return self.found(name, unpack())

    def _text(self, text: str) -> Iterator[Trace]:
        low = text.lower()
        if _AT_SIGN.search(text) or any(sign in low for sign in _AT_WORDS):
            yield from _matches("an e-mail address", EMAIL, text, but=is_nobodys)
        if _ROOT.search(low) or any(sign in low for sign in _NO_ROOTS):
            yield from _matches("a folder", PATH, text, but=is_nobodys)
        if _SIGN_OF_MOMENT.search(text):
            yield from _matches("a moment", MOMENT, text, but=_OF_THE_CALENDAR.fullmatch)
        yield from _matches("a moment", _PDF_MOMENT, text)
        if _SIGN_OF_ZONE.search(text):
            yield from _matches("a time zone", _ZONE, text, but=lambda told: not _is_zone(told))
        for place in self.places:
            if place in text and re.search(rf"(?<![\w.:/]){re.escape(place)}(?![\w-])", text):
                yield Trace("the folder of this build")
        for name in self.names:
            if name in text and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
                yield Trace(f"the name of this machine or its user: {name}")

    def _bytes(self, data: bytes) -> Iterator[Trace]:
        places = (place.encode() for place in self.places if place.count("/") > 1)
        for place in (*_FOLDERS, *places):
            if place in data:
                yield Trace(f"a folder: {place.decode()}")

    def _archive(self, data: bytes, look: Look) -> Iterator[Trace]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.comment:
                yield Trace("a comment of the archive")
            for member in archive.infolist():
                name = member.filename
                if member.date_time != BEGINNING or member.extra or member.comment:
                    yield Trace("a moment or notes of the packing", within=(name,))
                for told in look(name, _packed(data, member), partial(archive.read, member)):
                    yield replace(told, within=(name, *told.within))

    def _pdf(self, data: bytes) -> Iterator[Trace]:
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
                yield Trace("EXIF of a picture")


def _matches(
    what: str,
    pattern: re.Pattern[str],
    text: str,
    *,
    but: Callable[[str], object] = lambda _: False,
) -> Iterator[Trace]:
    for match in pattern.finditer(text):
        if not but(match[0]):
            yield Trace(what, match[0])


def _packed(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """Give a member as it lies in an archive, with how it is packed."""
    return bytes([member.compress_type]) + packed_in(data, member)


def _streams(data: bytes) -> Iterator[bytes]:
    for match in _STREAM.finditer(data):
        end = data.find(b"endstream", match.end())
        stream = data[match.end() : end]
        with suppress(zlib.error):
            stream = zlib.decompressobj().decompress(stream)
        yield stream


def _embedded(data: bytes) -> Iterator[Trace]:
    for mark, what in _EMBEDDED.items():
        if mark in data:
            yield Trace(what)


def _chunks(data: bytes) -> Iterator[Trace]:
    if not data.startswith(b"\x89PNG"):
        return
    at = 8
    while at + 8 <= len(data):
        kind = data[at + 4 : at + 8]
        if kind in _PNG_CHUNKS:
            yield Trace(f"text of a picture ({kind.decode()})")
        at += 12 + int.from_bytes(data[at : at + 4], "big")


def _is_zone(told: str) -> bool:
    return told in available_timezones()
