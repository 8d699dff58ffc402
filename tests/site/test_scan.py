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
from PIL import Image
from tests.conftest import DECEMBER, Run

from editions import config
from editions.site.scan import scan
from editions.site.traces import Traces
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
    looked: list[str] = []
    of = Traces.of

    def counted(traces: Traces, name: str, data: bytes) -> Iterator[str]:
        looked.append(name)
        return of(traces, name, data)

    monkeypatch.setattr(Traces, "of", counted)
    assert scan(publication, site) == []
    assert {name for name, _ in walk(site)} <= set(looked)
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
