"""Files packed so that the same tree gives the same bytes, and the pages of an edition so."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from types import MappingProxyType

from editions.site.markup import target
from editions.site.tree import walk

LEFT_OUT = frozenset({"404.html", "feed.xml"})
"""Pages of an edition that only a server has a use for."""

BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The moment every packed file bears: the earliest a zip can tell."""

_LENGTHS_AT = 26
"""Where the header before a member says how long its name and its notes are."""

_LINK = re.compile(r'<a\b((?:[^>"]|"[^"]*")*)>(.*?)</a>', re.DOTALL)
_HEAD_LINK = re.compile(r'<link\b(?:[^>"]|"[^"]*")*>\n?')
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Packed:
    """A member as it lies packed in an archive made earlier."""

    info: zipfile.ZipInfo
    data: bytes


def packed(
    members: Iterable[tuple[str, bytes | Packed]], *, stored: frozenset[str] = frozenset()
) -> bytes:
    """Pack members in the order given, without a clock; those `stored` are not compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members:
            if isinstance(data, Packed):
                _take(archive, buffer, data)
                continue
            member = zipfile.ZipInfo(name, BEGINNING)
            member.create_system = 3  # the same on every system
            member.external_attr = 0o100644 << 16
            member.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(member, data, compresslevel=9)
    return buffer.getvalue()


def _take(archive: zipfile.ZipFile, buffer: io.BytesIO, member: Packed) -> None:
    """Put a member into an archive as it is; zipfile itself would pack it anew."""
    buffer.seek(archive.start_dir)
    member.info.header_offset = buffer.tell()
    buffer.write(member.info.FileHeader())
    buffer.write(member.data)
    archive.filelist.append(member.info)
    archive.NameToInfo[member.info.filename] = member.info
    archive.start_dir = buffer.tell()
    archive._didModify = True  # type: ignore[attr-defined]


def unpacked(archive: bytes) -> dict[str, Packed]:
    """Give the members of an archive as they lie in it; none if it cannot be read."""
    with suppress(zipfile.BadZipFile, struct.error, zipfile.LargeZipFile):
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            members = opened.infolist()
        return {each.filename: Packed(each, packed_in(archive, each)) for each in members}
    return {}


def packed_in(archive: bytes, member: zipfile.ZipInfo) -> bytes:
    """Give the bytes of a member as they lie in an archive."""
    at = member.header_offset
    lengths = struct.unpack_from("<HH", archive, at + _LENGTHS_AT)
    start = at + _LENGTHS_AT + struct.calcsize("<HH") + sum(lengths)
    return archive[start : start + member.compress_size]


def members(site: Path, language: str) -> dict[str, Path]:
    """Give what goes into an edition's zip: its pages and what they load, by address."""
    return {
        name: Path(entry.path)
        for name, entry in walk(site, language)
        if not name.endswith((".pdf", ".epub"))
        and not entry.name.startswith(".")
        and entry.name not in LEFT_OUT
        and entry.is_file()
    }


def edition_zip(
    files: Mapping[str, Path],
    *,
    base_url: str = "",
    made: Mapping[str, Packed] = MappingProxyType({}),
) -> bytes:
    """Pack the pages of an edition (address to file) so that every link in them works.

    What is not packed is linked at `base_url`; without one, another edition's name stays as
    a word and a download's link goes. PDFs stay outside: they weigh as much as all the rest.
    What was `made` of the same files earlier is taken as it is.
    """

    def data(name: str, path: Path) -> bytes | Packed:
        if name in made:
            return made[name]
        if path.suffix == ".html":
            return _page(path.read_text("utf-8"), name, files, base_url).encode()
        return path.read_bytes()

    return packed((name, data(name, path)) for name, path in sorted(files.items()))


def _page(text: str, page: str, there: Mapping[str, Path], base_url: str) -> str:
    def outside(href: str) -> str | None:
        found = target(unescape(href), page)
        return None if found is None or found.path in there else str(found)

    def link(match: re.Match[str]) -> str:
        given = dict(_ATTRIBUTE.findall(match[1]))
        away = outside(given["href"]) if "href" in given else None
        if away is None:
            return match[0]
        if base_url:
            return match[0].replace(f'href="{given["href"]}"', f'href="{base_url}/{away}"', 1)
        if "type" in given:
            return ""  # a download that is not here
        kept = "".join(f' {name}="{given[name]}"' for name in ("lang", "class") if name in given)
        return f"<span{kept}>{match[2]}</span>"

    def head_link(match: re.Match[str]) -> str:
        href = dict(_ATTRIBUTE.findall(match[0])).get("href", "")
        return "" if outside(href) else match[0]

    return _LINK.sub(link, _HEAD_LINK.sub(head_link, text))
