"""An archive of many issues: what a page weighs in it, and what a change in it touches."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from editions.cli import main
from tests.archive import archive
from tests.conftest import tree

FEW, MANY = 4, 12
ISSUE = "2020-11"
"""It has the same neighbours in both archives."""

PAGES = (
    *(f"{language}/reports/{ISSUE}.html" for language in ("be", "ru", "en")),
    *(f"{pair}/reports/{ISSUE}.html" for pair in ("be-en", "be-ru", "ru-en")),
    *(f"{ISSUE}/{name}" for name in ("index.html", f"{ISSUE}.html", f"{ISSUE}-be.epub")),
    *("index.html", "be/search.html", "ru/404.html", "be/about/romanization.html"),
    *("ru/about/privacy.html", "en/about/method.html", "en/about/corrections.html"),
)
GATE = re.compile(r"(?ms)^\[tool\.editions\.gate\].*?(?=^\[|\Z)")


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the site of a few issues, built with all checks that the gate demands."""
    root = tmp_path_factory.mktemp("few") / "archive"
    assert len(archive(root, FEW)) == FEW
    assert main(["-C", str(root), "build", "--format", "html"]) == 0
    return root / "build" / "site"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the root of an archive whose gate asks for nothing: its checks take long."""
    root = tmp_path_factory.mktemp("many") / "archive"
    archive(root, MANY)
    settings = root / "pyproject.toml"
    nothing = "[tool.editions.gate]\ncomplete = 0\n\n"
    text, found = GATE.subn(nothing, settings.read_text("utf-8"))
    assert found == 1
    settings.write_text(text, "utf-8")
    # 0 says, too, that the last look before publication took nothing for an address or a path.
    assert main(["-C", str(root), "build", "--format", "html"]) == 0
    return root


def test_the_archive_passes_the_gate(few: Path) -> None:
    for language in ("be", "ru", "en"):
        front = (few / language / "index.html").read_text("utf-8")
        assert len(set(re.findall(r'href="reports/(\d{4}-\d\d)\.html', front))) == FEW
        assert "announced" not in front
    assert len(list(few.glob("*/*-be.epub"))) == FEW


@pytest.mark.parametrize("name", PAGES)
def test_a_page_does_not_grow_with_the_archive(few: Path, many: Path, name: str) -> None:
    assert (few / name).read_bytes() == (many / "build" / "site" / name).read_bytes()


@pytest.mark.parametrize(("name", "most"), [("index.html", 800), ("names.html", 16_000)])
def test_an_issue_adds_little_to_the_lists_of_all(
    few: Path, many: Path, *, name: str, most: int
) -> None:
    for language in ("be", "ru", "en"):
        sizes = [(site / language / name).stat().st_size for site in (few, many / "build" / "site")]
        assert 0 < sizes[1] - sizes[0] < most * (MANY - FEW)


def test_a_saved_catalogue_writes_the_pages_of_its_issue_alone(
    many: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = many / "build" / "site"
    catalogue = many / "locale" / "be" / "LC_MESSAGES" / "reports" / f"{ISSUE}.po"
    text = catalogue.read_text("utf-8")
    catalogue.write_text(text.replace("Ёсць навіны:", "Ёсць яшчэ навіны:", 1), "utf-8")
    before, worked = tree(site), _written(many)
    capsys.readouterr()
    assert main(["-C", str(many), "build", "--format", "html"]) == 0
    after = tree(site)
    assert before.keys() == after.keys()
    changed = {name for name in after if after[name] != before[name]}
    assert {f"be/reports/{ISSUE}.html", f"be-ru/reports/{ISSUE}.html"} <= changed
    others = {name for name in changed if ISSUE not in name}
    lists = {"SHA256SUMS", "copies/be.zip", "be/search/index.js"}
    assert {name for name in others if not name.startswith("be/search/words-")} <= lists
    # Nor are others made again in the folders a build works in.
    again = {name for name, when in _written(many).items() if when != worked.get(name)}
    assert {name for name in again if re.search(r"/\d{4}-\d\d\.html$", name)} == {
        f"be/html/reports/{ISSUE}.html"
    }
    assert not [name for name in again if not name.startswith("be/")]


def _written(root: Path) -> dict[str, int]:
    work = root / "build" / "work"
    return {
        path.relative_to(work).as_posix(): path.stat().st_mtime_ns for path in work.rglob("*.html")
    }
