"""Building editions: whole, again, in part, and when something is wrong."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run, tree
from tests.test_bounds import LONG, bind, write_long_report

Call = Callable[..., Run]
Copy = Callable[[str], Path]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_everything_is_built_and_a_second_run_changes_nothing(root: Copy, editions: Call) -> None:
    folder = root("trilingual")
    done = editions(folder, "build")
    assert (done.code, done.out) == (0, "")
    for language, autonym in (("be", "Беларуская"), ("ru", "Русский"), ("en", "English")):
        assert re.search(rf"^{language} {autonym}: done, html and pdf", done.err, re.MULTILINE)
    first = tree(folder / "build/site")
    for language in ("be", "ru", "en"):
        for page in (
            "index",
            "404",
            "search",
            "about/method",
            "reports/2021-01",
            "reports/2021-02",
        ):
            assert f"{language}/{page}.html" in first
        for issue in ("2021-01", "2021-02"):
            assert first[f"{language}/reports/{issue}.pdf"].startswith(b"%PDF-")
    assert {"index.html", "404.html"} <= set(first)
    stamps = {path: path.stat().st_mtime_ns for path in (folder / "build/site").rglob("*")}
    again = editions(folder, "build")
    assert again.code == 0
    assert again.err.count("nothing changed") == 3
    assert {path: path.stat().st_mtime_ns for path in (folder / "build/site").rglob("*")} == stamps


def test_nothing_but_what_readers_need_is_published(root: Copy, editions: Call) -> None:
    folder = root("trilingual")
    assert editions(folder, "build").code == 0
    for name, data in tree(folder / "build/site").items():
        assert not re.search(
            r"_sources|\.doctrees|\.buildinfo|objects\.inv|\.(po|mo|pickle)$", name
        )
        for trace in (str(folder).encode(), b"/home/", b"/tmp/"):
            assert trace not in data, f"{trace!r} in {name}"
        if name.endswith(".html"):
            assert not re.search(b"Sphinx|docutils|generator", data), name


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("locale/be/LC_MESSAGES/reports/2021-01.po", "Снег у студзені", "Студзеньскі снег"),
        ("locale/be/LC_MESSAGES/reports/2021-02.po", "", ""),
        ("locale/ru/LC_MESSAGES/reports/2021-01.po", "выпал снег", "шёл снег"),
        ("locale/be/LC_MESSAGES/sphinx.po", "Інстытут і сыны", "Інстытут"),
        ("docs/reports/2021-02.rst", "трымаўся", "стаяў"),
        ("docs/reports/2021-01.rst", "Snow in January\n===", "Snow and ice\n==="),
        ("docs/about/method.rst", "the window", "a window"),
        ("pyproject.toml", "Winter notes", "Winter news"),
    ],
)
def test_an_incremental_build_gives_what_a_cold_one_gives(
    root: Copy, editions: Call, tmp_path: Path, path: str, old: str, new: str
) -> None:
    folder = root("trilingual")
    # The PDF is made from the same doctrees; one case that changes both is enough.
    both = [] if path == "docs/reports/2021-02.rst" else ["--format", "html"]
    assert editions(folder, "build", *both).code == 0
    if old:
        edit(folder / path, old, new)
    else:
        # A report that is gone must not linger on any page.
        (folder / "docs/reports/2021-02.rst").unlink()
    assert editions(folder, "build", *both).code == 0
    incremental = tree(folder / "build/site")
    cold_folder = tmp_path / "elsewhere" / "with another name"
    cold_folder.parent.mkdir()
    shutil.copytree(folder, cold_folder, ignore=shutil.ignore_patterns("build"))
    assert editions(cold_folder, "build", "--jobs", "1", *both).code == 0
    cold = tree(cold_folder / "build/site")
    assert sorted(incremental) == sorted(cold)
    assert [name for name in cold if cold[name] != incremental[name]] == []


def test_a_part_can_be_built(root: Copy, editions: Call, tmp_path: Path) -> None:
    folder = root("trilingual")
    output = tmp_path / "part"
    done = editions(
        folder, "build", "--edition", "be", "--format", "pdf", "--issue", "2021-01",
        "--output", str(output),
    )  # fmt: skip
    assert done.code == 0
    assert sorted(tree(output)) == ["be/reports/2021-01.pdf"]
    assert not (folder / "build/site").exists()


def test_a_broken_catalogue_is_named_and_stops_nobody_else(root: Copy, editions: Call) -> None:
    folder = root("trilingual")
    assert editions(folder, "build").code == 0
    whole = tree(folder / "build/site")
    broken = folder / "locale/be/LC_MESSAGES/reports/2021-01.po"
    broken.write_text(broken.read_text("utf-8") + '\nmsgid "no end\n', encoding="utf-8")
    edit(folder / "locale/ru/LC_MESSAGES/reports/2021-01.po", "выпал снег", "шёл снег")
    done = editions(folder, "build")
    assert done.code == 1
    assert re.search(
        r"^locale/be/LC_MESSAGES/reports/2021-01\.po:\d+: error ", done.out, re.MULTILINE
    )
    now = tree(folder / "build/site")
    assert "шёл" in now["ru/reports/2021-01.html"].decode()
    assert now["en/reports/2021-01.html"] == whole["en/reports/2021-01.html"]


def test_a_source_that_sphinx_complains_of_is_named(root: Copy, editions: Call) -> None:
    folder = root("trilingual")
    edit(folder / "docs/about/method.rst", "the window.", "the :ref:`no-such-window`.")
    done = editions(folder, "build", "--format", "html", "--edition", "en")
    assert re.search(r"^docs/about/method\.rst:6: warning ref\.ref: .*no-such-window", done.out)
    again = editions(folder, "build", "--format", "html", "--edition", "en")
    assert again.out == done.out


def test_text_without_translation_is_marked_as_another_language(root: Copy, editions: Call) -> None:
    folder = root("trilingual")
    edit(
        folder / "locale/be/LC_MESSAGES/reports/2021-01.po",
        "6 студзеня ў Мінску выпаў снег. Ён ляжаў 12 дзён.",
        "",
    )
    done = editions(folder, "build", "--format", "html", "--edition", "be")
    assert done.code == 0
    assert "untranslated" in done.out
    page = (folder / "build/site/be/reports/2021-01.html").read_text("utf-8")
    assert re.search(r'<p [^>]*\blang="en"[^>]*>.*Snow fell in Minsk', page)
    assert re.search(r'<html [^>]*\blang="be"', page)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--edition", "de"], "no edition 'de'"),
        (["--issue", "1999-01"], "no issue '1999-01'"),
        (["--jobs", "0"], "--jobs"),
    ],
)
def test_wrong_usage_is_said_in_one_line(
    root: Copy, editions: Call, arguments: list[str], word: str
) -> None:
    folder = root("trilingual")
    done = editions(folder, "build", *arguments)
    assert done.code == 2
    assert word in done.err
    assert done.err.count("\n") == 1
    assert not (folder / "build/site").exists()


def test_titles_of_the_publication_are_translated_and_escaped(root: Copy, editions: Call) -> None:
    folder = root("trilingual")
    assert editions(folder, "build", "--format", "html").code == 0
    assert "Інстытут і\u00a0сыны" in (folder / "build/site/be/index.html").read_text("utf-8")
    assert "Institute &amp; Sons" in (folder / "build/site/en/index.html").read_text("utf-8")


def test_the_pdfs_of_an_issue_that_is_gone_go_whatever_had_been_built_before(
    root: Copy, editions: Call
) -> None:
    folder = root("trilingual")
    assert editions(folder, "build").code == 0
    before = {name for name in tree(folder / "build/site") if name.endswith(".pdf")}
    gone = {name for name in before if name.endswith("2021-02.pdf")}
    assert {name.partition("/")[0] for name in gone} == {
        "be",
        "ru",
        "en",
        "be-ru",
        "be-en",
        "ru-en",
    }
    (folder / "docs/reports/2021-02.rst").unlink()
    assert editions(folder, "build", "--format", "pdf").code == 0
    left = {name for name in tree(folder / "build/site") if name.endswith(".pdf")}
    assert left == before - gone


def test_a_pdf_that_cannot_be_set_is_named_and_no_page_links_to_it(
    root: Copy, editions: Call
) -> None:
    folder = root("trilingual")
    write_long_report(folder)
    settings = (folder / "pyproject.toml").read_text("utf-8")
    bind(folder, "memory = 300")
    order = ("build", "--edition", "en")
    done = editions(folder, *order)
    assert done.code == 1
    assert re.search(rf"^docs/{LONG}\.rst:\d+: error editions\.pdf: .*300 MB", done.out)
    assert "en English: with errors" in done.err
    made = tree(folder / "build/site")
    assert f"en/{LONG}.pdf" not in made
    assert {f"en/reports/2021-0{month}.pdf" for month in (1, 2)} <= set(made)
    pdf = f"{LONG.rpartition('/')[2]}.pdf".encode()
    assert pdf not in made[f"en/{LONG}.html"] + made["en/index.html"]
    assert b"2021-01.pdf" in made["en/reports/2021-01.html"]
    (folder / "pyproject.toml").write_text(settings, encoding="utf-8")
    assert editions(folder, *order).code == 0
    mended = tree(folder / "build/site")
    assert pdf in mended[f"en/{LONG}.html"]
    assert f"en/{LONG}.pdf" in mended
