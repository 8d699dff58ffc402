"""What is taken out of a publication is taken off its site, by the next build, and named."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from editions.cli import main
from tests.conftest import ROOTS, Run, tree
from tests.test_build import edit

Call = Callable[..., Run]

DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M1 1h5"/></svg>'
LIST = "\n.. image:: face.svg\n   :alt: A face\n\n:download:`the list <list.csv>`\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication of two editions, built as web pages, with a picture and an attached file."""
    folder = tmp_path_factory.mktemp("withdrawn") / "notes"
    shutil.copytree(ROOTS / "trilingual", folder)
    edit(folder / "pyproject.toml", '["be", "ru", "en"]', '["be", "en"]')
    report = folder / "docs/reports/2021-01.rst"
    report.write_text(report.read_text("utf-8") + LIST, encoding="utf-8")
    (report.parent / "face.svg").write_text(DOT, encoding="utf-8")
    (report.parent / "list.csv").write_text("name\n", encoding="utf-8")
    for name, text in (
        ("CNAME", "notes.example\n"),
        (".nojekyll", ""),
        (".well-known/security.txt", "Contact: https://notes.example/contact\n"),
        ("favicon.ico", "an icon of the host's"),
    ):
        path = folder / "host" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert main(["-C", str(folder), "build", "--format", "html"]) == 0
    return folder


@pytest.fixture
def notes(built: Path, tmp_path: Path) -> Path:
    """A copy of it, with all that was built."""
    shutil.copytree(built, tmp_path / "notes", symlinks=True)
    return tmp_path / "notes"


def names(folder: Path, part: str) -> list[str]:
    return [name for name in tree(folder / "build/site") if part in name]


def test_a_picture_and_an_attached_file_go_with_their_last_mention(
    notes: Path, editions: Call
) -> None:
    site = notes / "build/site"
    assert len(names(notes, "face.svg")) == len(names(notes, "list.csv")) == 2
    report = notes / "docs/reports/2021-01.rst"
    edit(report, LIST, "\n")  # the files themselves stay in docs/
    done = editions(notes, "build", "--format", "html")
    assert done.code == 0
    assert "withdrawn: be/_images/face.svg" in done.err.splitlines()
    assert names(notes, "face.svg") == names(notes, "list.csv") == []
    assert "face.svg" not in (site / "SHA256SUMS").read_text("utf-8")
    with zipfile.ZipFile(site / "copies/be.zip") as packed:
        assert not [name for name in packed.namelist() if "face" in name or "list.csv" in name]
    assert not (site / "be/_images").exists()
    assert editions(notes, "verify").code == 0


def test_an_edition_goes_with_all_that_was_made_of_it(notes: Path, editions: Call) -> None:
    assert names(notes, "be")
    edit(notes / "pyproject.toml", '["be", "en"]', '["en"]')
    done = editions(notes, "build", "--format", "html", "--edition", "en")
    assert done.code == 0, done.out
    left = tree(notes / "build/site")
    gone = ("be/", "be-en/", "copies/be.zip", "2021-01/2021-01-be.epub")
    assert not [name for name in left if name.startswith(gone)]
    for name in ("be/index.html", "be-en/reports/2021-01.html", "copies/be.zip"):
        assert f"withdrawn: {name}" in done.err.splitlines()


def test_what_lies_about_in_the_site_goes_and_what_was_spoilt_is_mended(
    notes: Path, editions: Call
) -> None:
    site = notes / "build/site"
    before = tree(site)
    (site / "old/version").mkdir(parents=True)
    (site / "old/version/index.html").write_text("old", "utf-8")
    (site / "be/index.html").write_text("spoilt", "utf-8")
    done = editions(notes, "build", "--format", "html")
    assert done.code == 0
    assert "withdrawn: old/version/index.html" in done.err.splitlines()
    assert tree(site) == before
    assert not (site / "old").exists()


def test_an_edition_that_is_not_asked_for_stays(notes: Path, editions: Call) -> None:
    before = tree(notes / "build/site")
    (notes / "build/site/be/stray.html").write_text("stray", "utf-8")
    done = editions(notes, "build", "--format", "html", "--edition", "en")
    assert done.code == 0
    assert [line for line in done.err.splitlines() if line.startswith("withdrawn")] == [
        "withdrawn: be/stray.html"
    ]
    assert tree(notes / "build/site") == before


def test_after_a_stopped_build_a_part_makes_the_whole(notes: Path, editions: Call) -> None:
    site = notes / "build/site"
    before = tree(site)
    manifest = notes / "build/manifest.json"
    # As a run leaves it that was killed while it published.
    (site / "SHA256SUMS").unlink()
    (site / "be/index.html").write_text("of another build", "utf-8")
    edit(manifest, '"whole": true', '"whole": false')
    assert editions(notes, "verify").code == 1
    done = editions(notes, "build", "--format", "html", "--edition", "en")
    assert "all that the site has is built again" in done.err
    assert tree(site) == before


def test_files_of_the_host_s_lie_in_the_root(notes: Path, editions: Call) -> None:
    site = tree(notes / "build/site")
    assert site["CNAME"] == b"notes.example\n"
    assert site["favicon.ico"] == b"an icon of the host's"
    assert {".nojekyll", ".well-known/security.txt"} <= set(site)
    assert b" .well-known/security.txt\n" in site["SHA256SUMS"]
    (notes / "host/be").mkdir()
    (notes / "host/be/index.html").write_text("mine", "utf-8")
    (notes / "host/elsewhere").symlink_to("/etc")
    (notes / "host/CNAME").unlink()
    done = editions(notes, "build", "--format", "html")
    assert done.code == 1
    assert [line.partition(":")[0] for line in done.out.splitlines()] == [
        "host/be/index.html",
        "host/elsewhere",
    ]
    assert "withdrawn: CNAME" in done.err.splitlines()
    assert tree(notes / "build/site")["be/index.html"] == site["be/index.html"]


def test_another_folder_is_filled_only_if_it_is_empty(
    notes: Path, editions: Call, tmp_path: Path
) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "snow.jpg").write_bytes(b"x")
    done = editions(notes, "build", "--format", "html", "--output", str(photos))
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert [path.name for path in photos.iterdir()] == ["snow.jpg"]
    before = os.umask(0o077)
    try:
        done = editions(notes, "build", "--format", "html", "--output", str(tmp_path / "out"))
    finally:
        os.umask(before)
    assert done.code == 0
    assert tree(tmp_path / "out") == tree(notes / "build/site")
    assert (tmp_path / "manifest.json").is_file()
    assert [
        path for path in (tmp_path / "out").rglob("*") if path.stat().st_mode & 0o044 != 0o044
    ] == []


def test_verify_names_each_file_that_is_not_as_published(
    notes: Path, editions: Call, tmp_path: Path
) -> None:
    site = notes / "build/site"
    assert editions(notes, "verify").code == 0
    (site / "be/index.html").write_text("forged", "utf-8")
    (site / "en/index.html").unlink()
    (site / "more.html").write_text("more", "utf-8")
    (site / "_headers").write_text("none", "utf-8")
    done = editions(notes, "verify")
    assert done.code == 1
    found = [line.partition(": ")[0].rpartition("site/")[2] for line in done.out.splitlines()]
    assert found == ["_headers", "be/index.html", "en/index.html", "more.html"]
    # A copy without its manifest: what has no sum cannot be told.
    shutil.copytree(site, tmp_path / "copy")
    assert editions(notes, "verify", str(tmp_path / "copy")).out.count("\n") == 3
    assert editions(notes, "verify", str(tmp_path / "nothing")).code == 3
