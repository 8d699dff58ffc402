"""The last look at everything published."""

from __future__ import annotations

import io
import json
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.conftest import DECEMBER, Run

from editions import config
from editions.catalogue import header
from editions.site.scan import scan
from editions.site.traces import Look, Trace, Traces
from editions.site.tree import walk
from editions.site.zips import packed

Call = Callable[..., Run]
Copy = Callable[[str], Path]

TRACES = Traces(
    said="write to office@notes.example",
    places=("/srv/build/notes",),
    names=("janina-laptop",),
)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*extra: bytes) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (2, 2)).save(buffer, "PNG")
    data = buffer.getvalue()
    return data[:33] + b"".join(extra) + data[33:]


def jpeg(exif: bool) -> bytes:
    buffer = io.BytesIO()
    made = Image.Exif()
    made[0x0110] = "A camera"
    Image.new("RGB", (2, 2)).save(buffer, "JPEG", **({"exif": made.tobytes()} if exif else {}))
    return buffer.getvalue()


def old_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.txt", (2020, 12, 6, 10, 0, 0)), "text")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.html", b"<p>janina@mail.example</p>", "e-mail"),
        ("a.html", b"<p>janina&#64;mail.example</p>", "e-mail"),
        ("a.js", b"// from /Users/janina/notes/a.js", "a folder"),
        ("a.css", rb"/* C:\Users\janina\a.css */", "a folder"),
        ("a.json", b'{"root": "/Users/janina"}', "a folder"),
        ("a.xml", b"<updated>2020-12-06T10:11:12+03:00</updated>", "a moment"),
        ("a.xml", b"<updated>2020-12-06T10:11:12Z</updated>", "a moment"),
        ("a.txt", b"Europe/Minsk", "a time zone"),
        ("a.svg", b"<svg><metadata>/Users/x/x</metadata></svg>", "a folder"),
        ("a.svg", b'<svg inkscape:version="1"></svg>', "notes"),
        ("a.html", b"made in /srv/build/notes", "folder of this build"),
        ("a.html", b"made on janina-laptop.", "name of this machine"),
        ("a.png", png(chunk(b"tEXt", b"Author\0Janina")), "text of a picture"),
        ("a.jpg", jpeg(exif=True), "EXIF"),
        ("a.woff2", b"\0\1/Users/janina\0", "a folder"),
        ("a.zip", packed([("b.html", b"janina@mail.example")]), "b.html: an e-mail"),
        ("a.epub", packed([("b.jpg", jpeg(exif=True))]), "b.jpg: EXIF"),
        ("a.zip", old_zip(), "a.txt: a moment"),
    ],
)
def test_what_tells_is_found(name: str, data: bytes, told: str) -> None:
    assert any(told in each for each in TRACES.of(name, data))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", "<p>office@notes.example, 10:11, Asia/Pacific, і/або, janina</p>".encode()),
        ("a.xml", b"<updated>2020-12-01T00:00:00Z</updated>"),
        ("a.css", b":root { color: red } @media print { a { color: inherit } }"),
        ("a.html", b'<a href="https://odkb.example/home/x">x</a> <a href="../../home/y">y</a>'),
        ("a.png", png()),
        ("a.jpg", jpeg(exif=False)),
        ("a.zip", packed([("b.html", b"text"), ("c.zip", packed([("d.txt", b"text")]))])),
    ],
)
def test_what_tells_nothing_passes(name: str, data: bytes) -> None:
    assert list(TRACES.of(name, data)) == []


def test_a_pdf_is_read_and_its_metadata_too(site: Path) -> None:
    data = (site / "be/reports/2020-12.pdf").read_bytes()
    assert list(TRACES.of("a.pdf", data)) == []
    # The same bytes, sought for a word that only its pages and its title say.
    assert list(Traces(names=("Беларусі",)).of("a.pdf", data))
    spoilt = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.docinfo["/Creator"] = "a@b.example"
        pdf.save(spoilt, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    told = spoilt.getvalue()
    assert b"a@b.example" not in told  # packed: nobody sees it without unpacking
    assert any("e-mail" in each for each in TRACES.of("a.pdf", told))


def test_a_build_that_tells_fails_and_names_the_file(root: Copy, editions: Call) -> None:
    folder = root("trilingual")
    (folder / "host").mkdir()
    (folder / "host/notes.txt").write_text("ask janina@mail.example", "utf-8")
    done = editions(folder, "build", "--format", "html")
    assert done.code == 1
    assert "build/site/notes.txt: error identity: " in done.out
    again = editions(folder, "build", "--format", "html")
    assert again.out == done.out


def test_a_file_is_looked_through_once(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(DECEMBER / "pyproject.toml", tmp_path)
    publication = config.load(tmp_path)
    looked: list[bytes] = []
    found = Traces.found

    def counted(
        traces: Traces, name: str, data: bytes, look: Look | None = None
    ) -> Iterator[Trace]:
        looked.append(data)
        return found(traces, name, data, look)

    monkeypatch.setattr(Traces, "found", counted)
    assert scan(publication, site) == []
    # Copies hold files of the site as they are: what is the same is looked through once.
    assert {Path(entry.path).read_bytes() for _, entry in walk(site)} <= set(looked)
    assert len(looked) == len(set(looked))
    looked.clear()
    kept = tmp_path / "build/cache/scan.json"
    first = kept.read_bytes()
    assert scan(publication, site) == []
    assert kept.read_bytes() == first
    assert looked == []


@pytest.mark.parametrize("name", ["a.json", "a.js"])
def test_a_backslash_that_json_writes_twice_is_no_folder(name: str) -> None:
    assert list(Traces().of(name, json.dumps('print("a\\n");\\n"b"').encode())) == []
    told = Traces().of(name, json.dumps("see \\\\office\\notes\\a.txt").encode())
    assert list(told) == ['a folder: \\\\office\\notes\\a.txt"']


def test_what_sources_say_may_change(root: Copy, tmp_path: Path) -> None:
    folder = root("trilingual")
    site = tmp_path / "site"
    site.mkdir()
    (site / "a.html").write_text("<p>ask desk@mail.example</p>", "utf-8")
    (site / "a.zip").write_bytes(packed([("b.html", b"desk@mail.example")]))
    publication = config.load(folder)
    told = [str(each) for each in scan(publication, site)]
    assert len(told) == 2
    assert "tells b.html: an e-mail address: desk@mail.example" in told[1]
    index = folder / "docs" / "index.rst"
    before = index.read_text("utf-8")
    index.write_text(f"{before}\nAsk desk@mail.example.\n", "utf-8")
    assert scan(publication, site) == []
    index.write_text(before, "utf-8")
    assert [str(each) for each in scan(publication, site)] == told


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"rules": 1}', b"\0\xff", b'{"clean": [3]}'])
def test_a_damaged_memory_is_no_memory(root: Copy, tmp_path: Path, damage: bytes) -> None:
    publication = config.load(root("trilingual"))
    site = tmp_path / "site"
    site.mkdir()
    (site / "a.html").write_text("<p>ask desk@mail.example</p>", "utf-8")
    told = scan(publication, site)
    record = publication.work / "cache" / "scan.json"
    made = record.read_bytes()
    record.write_bytes(damage)
    assert scan(publication, site) == told
    assert record.read_bytes() == made


PIECES = (
    *("janina", "@", " ", "mail.by", "(AT)", "[at]", "İ", "ў", '"@type"', "<", "C", "a/B"),
    *("~/", "/home/", "/Users/x", "/data", ":\\", "file://", "\\\\srv\\x", "Europe/Minsk", "Asia/"),
    *("2020-12-06", "T", "10:11", ":12", "+0300", "-03:00", "Z", "D:20201206101112"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_a_quick_look_misses_nothing(text: str) -> None:
    """What the patterns find in a text is told, however the signs of it are looked for."""
    patterns = (header.EMAIL, header.PATH, header.MOMENT)
    expected = {
        match[0]
        for pattern in patterns
        for match in pattern.finditer(text)
        if pattern is header.MOMENT or not header.is_nobodys(match[0])
    }
    told = {each.text for each in Traces().found("a.txt", text.encode())}
    assert expected <= told
