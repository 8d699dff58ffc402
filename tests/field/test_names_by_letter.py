"""An index of names that is too long has a page a letter, and its address leads there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from editions import config
from editions.cli import main
from editions.names.gazetteer import gazetteer_path, load
from editions.site.gazetteer_page import ONE_PAGE, RECENT
from tests.conftest import Run
from tests.sphinxext.markup import Element, read

Call = Callable[..., Run]
SETTINGS = '[tool.editions]\ntitle = "Notes"\npublisher = "Institute"\neditions = ["en", "be"]\n'
FRONT = "Notes\n=====\n\nNotes.\n\n.. toctree::\n   :hidden:\n   :glob:\n\n   reports/*\n"
OLDER = 2
ISSUES = RECENT + OLDER
NAMES = ONE_PAGE // ISSUES + 1


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build an archive whose issues all mention the same names, each twice."""
    folder = tmp_path_factory.mktemp("names") / "publication"
    reports = folder / "docs/reports"
    reports.mkdir(parents=True)
    (folder / "pyproject.toml").write_text(SETTINGS, "utf-8")
    (folder / "docs/index.rst").write_text(FRONT, "utf-8")
    publication = config.load(folder)
    known, _problems = load(gazetteer_path(publication), folder)
    ids = sorted(each for each in known.by_id if each.startswith("by-"))[:NAMES]
    said = " ".join(f":name:`somewhere <{each}>`" for each in ids)
    for number in range(ISSUES):
        title = f"Notes {number}\n=========\n\n"
        name = f"{2019 + number // 12}-{number % 12 + 1:02}.rst"
        (reports / name).write_text(f"{title}Of {said}.\n\nAnd {said}.\n", "utf-8")
    main(["-C", str(folder), "build", "--format", "html", "--edition", "en"])
    return folder


def letters(folder: Path) -> dict[str, Element]:
    pages = sorted((folder / "build/site/en").glob("names-*.html"))
    return {path.name: read(path) for path in pages}


def test_each_letter_has_a_page_with_its_names(long: Path) -> None:
    entry = read(long / "build/site/en/names.html")
    pages = letters(long)
    assert len(pages) > 3
    linked = {
        each.attributes["id"]: each.attributes["href"]
        for each in entry.all("a")
        if each.attributes.get("id", "")
    }
    assert len(linked) == NAMES
    for identifier, href in linked.items():
        name, _, fragment = href.partition("#")
        assert fragment == identifier  # what was linked before leads on
        assert identifier in {each.attributes["id"] for each in pages[name].all("dt")}
    assert sum(len(page.all("dt")) for page in pages.values()) == NAMES
    for page in pages.values():
        (here,) = [
            each
            for each in page.one("nav", class_="letters").all("a")
            if each.attributes.get("aria-current") == "page"
        ]
        assert [here.text] == [each.text for each in page.all("h2")]


def test_older_issues_are_counted_and_folded(long: Path) -> None:
    page = next(iter(letters(long).values()))
    folded = page.all("details")
    assert len(folded) == len(page.all("dt"))
    summary = folded[0].one("summary").text
    assert summary == f"Earlier (January 2019 – February 2019), paragraphs: {OLDER * 2}"
    links = [each.attributes["href"] for each in folded[0].all("a")]
    assert links == ["reports/2019-02.html#p1", "reports/2019-01.html#p1"]
    assert "(2)" in folded[0].text


def test_a_part_of_the_index_has_no_counterpart(long: Path) -> None:
    for name in letters(long):
        text = (long / "build/site/en" / name).read_text("utf-8")
        assert 'rel="alternate" hreflang' not in text
        assert f"../be/{name}" not in text
    assert "names-" not in (long / "build/site/sitemap.xml").read_text("utf-8")


def test_a_shorter_index_is_one_page_again(long: Path, editions: Call) -> None:
    for path in sorted((long / "docs/reports").glob("*.rst"))[:OLDER]:
        path.unlink()
    editions(long, "build", "--format", "html", "--edition", "en")
    assert letters(long) == {}
    page = read(long / "build/site/en/names.html")
    assert len(page.all("dt")) == NAMES
