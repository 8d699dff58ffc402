"""What is read again follows from the contents of files, never from their times."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOTS, Run
from tests.test_build import edit

Call = Callable[..., Run]

PAST, FUTURE = 1_546_300_800, 4_102_444_800
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M{0} 1h5"/></svg>'


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication of one edition; each test leaves it as it finds it."""
    folder = tmp_path_factory.mktemp("by-content") / "notes"
    shutil.copytree(ROOTS / "trilingual", folder)
    edit(folder / "pyproject.toml", '["be", "ru", "en"]', '["ru", "en"]')
    report = folder / "docs/reports/2021-01.rst"
    report.write_text(
        report.read_text("utf-8") + "\n.. image:: dot.svg\n   :alt: A dot\n", encoding="utf-8"
    )
    (report.parent / "dot.svg").write_text(DOT.format(1), encoding="utf-8")
    return folder


def build(editions: Call, folder: Path, *more: str) -> None:
    done = editions(folder, "build", "--format", "html", "--edition", "ru", *more)
    assert done.code == 0, done.out + done.err


def page(folder: Path) -> str:
    return (folder / "build/site/ru/reports/2021-01.html").read_text("utf-8")


@pytest.mark.parametrize("when", [PAST, FUTURE, None])
def test_a_correction_is_published_whatever_the_time_of_its_file(
    built: Path, editions: Call, when: int | None
) -> None:
    build(editions, built)
    report = built / "docs/reports/2021-01.rst"
    before, text = report.stat(), report.read_text("utf-8")
    assert "example/minsk" in page(built)
    edit(report, "example/minsk>", "example/minst>")  # as long as it was
    kept = (before.st_atime_ns, before.st_mtime_ns)
    os.utime(report, ns=kept) if when is None else os.utime(report, (when, when))
    build(editions, built)
    assert "example/minst" in page(built)
    report.write_text(text, encoding="utf-8")
    os.utime(report, ns=kept)


def test_a_picture_is_published_anew_whatever_its_time(built: Path, editions: Call) -> None:
    build(editions, built)
    picture = built / "docs/reports/dot.svg"
    before, text = picture.stat(), picture.read_text("utf-8")
    picture.write_text(DOT.format(2), encoding="utf-8")
    os.utime(picture, ns=(before.st_atime_ns, before.st_mtime_ns))
    build(editions, built)
    assert "M2 1" in (built / "build/site/ru/_images/dot.svg").read_text("utf-8")
    picture.write_text(text, encoding="utf-8")


def test_a_picture_of_the_edition_s_own_is_seen_when_it_comes_and_when_it_goes(
    built: Path, editions: Call
) -> None:
    build(editions, built)
    own = built / "docs/reports/dot.ru.svg"
    own.write_text(DOT.format(3), encoding="utf-8")
    build(editions, built)
    assert "_images/dot.ru.svg" in page(built)
    site = built / "build/site/ru/_images"
    assert [path.name for path in site.iterdir()] == ["dot.ru.svg"]
    own.unlink()
    build(editions, built)
    assert "_images/dot.svg" in page(built)
    assert [path.name for path in site.iterdir()] == ["dot.svg"]


def test_what_another_page_says_of_a_section_follows_it(built: Path, editions: Call) -> None:
    report, method = built / "docs/reports/2021-01.rst", built / "docs/about/method.rst"
    texts = [path.read_text("utf-8") for path in (report, method)]
    edit(method, "the window.", "the window, see :ref:`report-2021-01-roads`.")
    catalogue = built / "locale/ru/LC_MESSAGES/about/method.po"
    shutil.move(catalogue, built / "method.po")
    build(editions, built, "--jobs", "1")
    edit(report, "\nRoads\n-----\n", "\nWays\n----\n")
    build(editions, built)
    said = (built / "build/site/ru/about/method.html").read_text("utf-8")
    assert "Ways" in said
    shutil.move(built / "method.po", catalogue)
    for path, text in zip((report, method), texts, strict=True):
        path.write_text(text, encoding="utf-8")


def test_the_templates_for_translators_follow_the_content_too(built: Path, editions: Call) -> None:
    assert editions(built, "extract").code == 0
    method = built / "docs/about/method.rst"
    text = method.read_text("utf-8")
    edit(method, "the window", "the shop window")
    os.utime(method, (PAST, PAST))
    assert editions(built, "extract").code == 0
    assert "shop window" in (built / "build/gettext/about/method.pot").read_text("utf-8")
    method.write_text(text, encoding="utf-8")


def test_what_is_wrong_in_a_document_is_said_at_every_extraction(
    built: Path, editions: Call
) -> None:
    method = built / "docs/about/method.rst"
    text = method.read_text("utf-8")
    edit(method, "the window", "the ``window")
    said = [editions(built, "extract").out for _ in range(2)]
    assert "method.rst:" in said[0]
    assert said[0] == said[1]
    method.write_text(text, encoding="utf-8")


def test_what_lies_beside_the_documents_is_an_input_too(built: Path, editions: Call) -> None:
    (built / "conf.py").write_text('html_static_path = ["extra"]\n', "utf-8")
    extra, shared = built / "extra/note.css", built / "shared.txt"
    extra.parent.mkdir()
    extra.write_text("p { margin: 1em }", "utf-8")
    shared.write_text("Said in each.\n", "utf-8")
    method = built / "docs/about/method.rst"
    text = method.read_text("utf-8")
    method.write_text(f"{text}\n.. include:: ../../shared.txt\n", encoding="utf-8")
    build(editions, built)
    extra.write_text("p { margin: 2em }", "utf-8")
    shared.write_text("Said in more.\n", "utf-8")
    build(editions, built)
    site = built / "build/site/ru"
    assert "2em" in (site / "_static/note.css").read_text("utf-8")
    assert "Said in more" in (site / "about/method.html").read_text("utf-8")
    shutil.rmtree(extra.parent)
    for path in (shared, built / "conf.py"):
        path.unlink()
    method.write_text(text, encoding="utf-8")
