"""The title of the series has one source: the settings, and its translation the interface words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run

Call = Callable[..., Run]
Copy = Callable[[str], Path]
TITLE = "Winter notes"


def _retitled(folder: Path, title: str) -> None:
    settings = folder / "pyproject.toml"
    text = settings.read_text("utf-8")
    assert f'title = "{TITLE}"' in text
    settings.write_text(text.replace(f'title = "{TITLE}"', f'title = "{title}"'), "utf-8")


def _beheaded(folder: Path, before: str = "") -> None:
    front = folder / "docs/index.rst"
    heading, _, rest = front.read_text("utf-8").partition("\n\n")
    assert heading.split("\n")[0] == TITLE
    front.write_text(before + rest, "utf-8")


def _heading(folder: Path, language: str) -> str:
    page = (folder / f"build/site/{language}/index.html").read_text("utf-8")
    (found,) = re.findall(r"<h1(.*?)</h1>", page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", "", f"<h1{found}").replace("\u00a0", " ").split())


def _translate(folder: Path, language: str, title: str, translation: str) -> None:
    path = folder / f"locale/{language}/LC_MESSAGES/sphinx.po"
    text = path.read_text("utf-8")
    said = f'msgid "{title}"\nmsgstr "'
    assert text.count(said) == 1
    before, _, after = text.partition(said)
    path.write_text(f"{before}{said}{translation}{after[after.index(chr(34)) :]}", "utf-8")


def test_a_front_page_without_a_heading_has_the_title_of_the_series(
    root: Copy, editions: Call
) -> None:
    folder = root("trilingual")
    _beheaded(folder, ":tocdepth: 2\n\n.. A comment, and a label.\n\n.. _front:\n\n")
    editions(folder, "update")
    catalogue = (folder / "locale/be/LC_MESSAGES/index.po").read_text("utf-8")
    assert f'\nmsgid "{TITLE}"' not in catalogue  # it is asked for once, among the interface words
    _translate(folder, "be", TITLE, "Зімовыя нататкі")
    done = editions(folder, "build", "--format", "html")
    assert "title" not in done.err
    assert (_heading(folder, "be"), _heading(folder, "en")) == ("Зімовыя нататкі", TITLE)

    # A new translation and a new title are on the next page.
    _translate(folder, "be", TITLE, "Нататкі зімы")
    editions(folder, "build", "--format", "html")
    assert _heading(folder, "be") == "Нататкі зімы"
    _retitled(folder, "Notes of a winter")
    editions(folder, "build", "--format", "html")
    assert _heading(folder, "en") == "Notes of a winter"
    # No catalogue has it yet: what is English on a Belarusian page says so.
    page = (folder / "build/site/be/index.html").read_text("utf-8")
    assert re.search(r'<h1[^>]* lang="en"[^>]*>|<h1[^>]*>\s*<[^>]* lang="en"', page)
    said = editions(folder, "check")
    assert "series-title" not in said.out


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("Winter notes\n============\n\nText.\n", 1),
        (":tocdepth: 2\n\n============\nWinter notes\n============\n\nText.\n", 4),
    ],
)
def test_two_titles_that_differ_are_told(root: Copy, editions: Call, front: str, line: int) -> None:
    folder = root("trilingual")
    (folder / "docs/index.rst").write_text(front, "utf-8")
    assert "series-title" not in editions(folder, "check").out
    _retitled(folder, "Summer notes")
    (told,) = [
        each for each in editions(folder, "check").out.splitlines() if "series-title" in each
    ]
    assert told.startswith(f"docs/index.rst:{line}: warning series-title: ")
    assert "“Winter notes”" in told
    assert "“Summer notes”" in told


def test_a_heading_further_down_is_none_of_the_front_page(root: Copy, editions: Call) -> None:
    folder = root("trilingual")
    text = "Text first.\n\nPart\n====\n\nMore text.\n"
    (folder / "docs/index.rst").write_text(text, "utf-8")
    assert "series-title" not in editions(folder, "check").out
    editions(folder, "build", "--format", "html", "--edition", "en")
    assert _heading(folder, "en") == TITLE
