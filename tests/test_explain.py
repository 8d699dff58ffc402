"""Why a page was made again: what is said is what happened."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run

Root = Callable[[str], Path]
Editions = Callable[..., Run]
PAGE = "be/reports/2021-01"
SOURCE = "docs/reports/2021-01.rst"
CATALOGUE = "locale/be/LC_MESSAGES/reports/2021-01.po"


@pytest.fixture
def built(root: Root, editions: Editions) -> Path:
    folder = root("trilingual")
    first = explained(folder, editions)
    assert first.startswith(f"{PAGE}: made again: all pages of be were: there were none before\n")
    for stage in ("checks", "catalogues", "documents", "gate", "editions", "what spans editions"):
        assert f"\n  {stage}: " in first
    return folder


def explained(folder: Path, editions: Editions, page: str = PAGE) -> str:
    done = editions(folder, "build", "--format", "html", "--explain", page)
    assert done.code == 0, done.err
    return done.out


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def pages(folder: Path, language: str) -> dict[str, int]:
    """Give the pages of documents of an edition with the moment each was written."""
    made = folder / "build/work" / language / "html"
    names = [path.relative_to(folder / "docs").with_suffix(".html") for path in _sources(folder)]
    return {name.as_posix(): (made / name).stat().st_mtime_ns for name in names}


def _sources(folder: Path) -> list[Path]:
    return sorted((folder / "docs").rglob("*.rst"))


def written(before: dict[str, int], now: dict[str, int]) -> set[str]:
    return {name for name, moment in now.items() if before.get(name) != moment}


def test_where_nothing_has_changed(built: Path, editions: Editions) -> None:
    said = explained(built, editions)
    assert said.startswith(f"{PAGE}: not made again: nothing it is made of has changed\n")


@pytest.mark.parametrize(
    ("name", "old", "new", "others"),
    [
        (CATALOGUE, "Снег у студзені", "Снегапад у студзені", True),
        (CATALOGUE, "на поўдні.", "і на поўдні.", False),
        (SOURCE, "For two days only.", "For two days alone.", False),
    ],
)
def test_what_one_page_is_made_of(
    built: Path, editions: Editions, name: str, old: str, new: str, others: bool
) -> None:
    before = {language: pages(built, language) for language in ("be", "ru")}
    change(built, name, old, new)
    said = explained(built, editions)
    again = written(before["be"], pages(built, "be"))
    if others:
        # A title stands on other pages, too.
        assert "made again: all pages of be were: the translated title of docs/reports/" in said
        assert again == before["be"].keys()
    else:
        assert f"{PAGE}: made again: {name} has changed\n" in said
        assert again == {"reports/2021-01.html", "index.html"}
    if name == CATALOGUE:
        assert written(before["ru"], pages(built, "ru")) == set()


def test_what_is_no_longer_published_of_a_page(built: Path, editions: Editions) -> None:
    before = pages(built, "be")
    change(built, CATALOGUE, 'msgid "the south."', '#, fuzzy\nmsgid "the south."')
    said = explained(built, editions)
    assert f"{PAGE}: made again: {CATALOGUE} has changed\n" in said
    again = written(before, pages(built, "be"))
    assert "reports/2021-01.html" in again
    # How far an issue is, only it, its neighbours and the front page say.
    assert "about/method.html" not in again


def test_the_front_page(built: Path, editions: Editions) -> None:
    change(built, CATALOGUE, "на поўдні.", "і на поўдні.")
    said = explained(built, editions, "be/index.html")
    assert said.startswith("be/index: made again: the front page is made in every build\n")


def test_a_setting(built: Path, editions: Editions) -> None:
    before = pages(built, "be")
    change(built, "pyproject.toml", "Institute & Sons", "Institute & Daughters")
    said = explained(built, editions)
    assert f"{PAGE}: made again: all pages of be were: pyproject.toml has changed\n" in said
    assert written(before, pages(built, "be")) == before.keys()


def test_a_register(built: Path, editions: Editions) -> None:
    from editions import config  # noqa: PLC0415
    from editions.names.gazetteer import gazetteer_path  # noqa: PLC0415

    shipped = gazetteer_path(config.load(built))
    own = built / "locale/gazetteer.csv"
    shutil.copyfile(shipped, own)
    text = own.read_text("utf-8")
    own.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    lines = text.splitlines(keepends=True)
    own.write_text("".join([lines[0], *lines[2:]]), encoding="utf-8")
    said = explained(built, editions)
    assert f"{PAGE}: made again: all pages of be were: the register of names has changed" in said


def test_a_document_that_comes(built: Path, editions: Editions) -> None:
    new = built / "docs/about/more.rst"
    new.parent.mkdir(exist_ok=True)
    new.write_text(":orphan:\n\nMore\n====\n\nMore of it.\n", encoding="utf-8")
    said = explained(built, editions)
    assert "all pages of be were: the title of docs/about/more.rst is new, and " in said


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("be/reports/1999-01", "no page 'be/reports/1999-01'; name an edition and a document, as"),
        ("xx/index", "no edition 'xx' here"),
        ("ru/index", "'ru/index' is not built here: leave out --edition, or add 'ru'"),
    ],
)
def test_an_unknown_page_is_a_wrong_usage(
    root: Root, editions: Editions, page: str, said: str
) -> None:
    done = editions(root("trilingual"), "build", "--edition", "be", "--explain", page)
    assert done.code == 2
    assert said in done.err
