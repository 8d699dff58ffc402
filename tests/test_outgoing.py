"""Received documents never reach the site; pictures reach it bare."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from editions import outgoing
from editions.problems import EditionsError
from tests.conftest import Run


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("docProps/core.xml", "<dc:creator>Jan Kowalski</dc:creator>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("html/_downloads/0f/2020-12.docx", docx()),
        ("html/_downloads/0f/2020-12.odt", docx()),
        ("html/reports/2020-12.DOCX", docx()),
        ("html/_downloads/0f/2020-12.txt", docx()),
        ("html/_downloads/0f/2020-12.pdf", b"%PDF-1.7"),
        ("html/_downloads/0f/2020-12.txt", b"%PDF-1.7"),
        ("html/_downloads/0f/film.mp4", b"film"),
        ("html/_downloads/0f/passwd", b"root"),
    ],
)
def test_a_received_document_is_not_published(tmp_path: Path, name: str, data: bytes) -> None:
    path = put(tmp_path, name, data)
    with pytest.raises(EditionsError, match=rf"^{path.name}: is not published: .*; link to"):
        outgoing.bare([path])


def test_pages_plain_downloads_and_our_own_pdf_are(tmp_path: Path) -> None:
    paths = [
        put(tmp_path, "html/index.html", b"<!doctype html>"),
        put(tmp_path, "html/_downloads/0f/sums.csv", "сума;2,5\n".encode()),
        put(tmp_path, "html/_downloads/0f/empty.txt", b""),
        put(tmp_path, "pdf/reports/2020-12.pdf", b"%PDF-1.7"),
    ]
    assert outgoing.bare(paths) == {}


def test_pictures_come_back_bare(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", comment="Jan Kowalski")
    image = put(tmp_path, "html/_images/map.jpg", out.getvalue())
    download = tmp_path / "html/_downloads/0f/map.jpg"
    download.parent.mkdir(parents=True)
    shutil.copy(image, download)
    found = outgoing.bare([image, download])
    assert found.keys() == {image, download}
    assert all(b"Kowalski" not in data for data in found.values())
    put(tmp_path, "html/_images/map.jpg", out.getvalue()[:100])
    with pytest.raises(EditionsError, match=r"^map\.jpg: this picture cannot be read"):
        outgoing.bare([image])


def test_a_received_document_never_reaches_the_site(
    root: Callable[[str], Path], editions: Callable[..., Run]
) -> None:
    folder = root("site-small")
    received = put(folder, "source_reports/2020-12/2020-12.docx", docx())
    index = folder / "docs/index.rst"
    before = index.read_text("utf-8")
    shutil.copy(received, folder / "docs/original.docx")
    for target, said in {
        "../source_reports/2020-12/2020-12.docx": "which is not for readers",
        "original.docx": "is not published: a .docx file tells its authors' names",
    }.items():
        index.write_text(f"{before}\nGet :download:`it <{target}>`.\n", encoding="utf-8")
        done = editions(folder, "build", "--edition", "en", "--format", "html")
        assert done.code == 1
        assert said in done.out
        site = folder / "build/site"
        assert not [path for path in site.rglob("*") if path.suffix == ".docx"]


def test_a_picture_reaches_the_site_bare(
    root: Callable[[str], Path], editions: Callable[..., Run]
) -> None:
    folder = root("site-small")
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", comment="Jan Kowalski")
    put(folder, "docs/map.jpg", out.getvalue())
    with (folder / "docs/index.rst").open("a", encoding="utf-8") as index:
        index.write("\n.. image:: map.jpg\n   :alt: A map.\n")
    editions(folder, "build", "--edition", "en", "--format", "html")
    (shown,) = (folder / "build/site/en").rglob("map.jpg")
    assert b"Kowalski" not in shown.read_bytes()
    with Image.open(shown) as picture:
        assert picture.size == (8, 8)
