"""Two languages side by side: of tiny publications as files, and in a real Chromium."""

from __future__ import annotations

import re
import shutil
from itertools import pairwise
from pathlib import Path

import polib
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.sphinxext.markup import Element, read

from editions.cli import main

ROOTS = Path(__file__).parent.parent / "roots"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PAIRS = ("be-ru", "be-en", "ru-en")
PAGES = [
    *(f"half-done/{pair}/reports/2021-01.html" for pair in PAIRS),
    "everything/be-ru/reports/2021-03.html",
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build two publications, February of one withheld in Russian; give the folder of both."""
    folder = tmp_path_factory.mktemp("parallel")
    half, every = folder / "half-done", folder / "everything"
    shutil.copytree(ROOTS / "half-done", half)
    shutil.copytree(ROOTS / "pdf-everything", every)
    settings = half / "pyproject.toml"
    gate = '\n[tool.editions.gate.ru."2021-02"]\ncomplete = 90\n'
    settings.write_text(settings.read_text("utf-8") + gate, "utf-8")
    # A picture without words that is a link: the writer's fault on every page, not this one's.
    source = every / "docs/reports/2021-03.rst"
    source.write_text(source.read_text("utf-8").replace(":alt:\n", ":alt: A dot\n"), "utf-8")
    translate(every)
    for root in (half, every):
        main(["-C", str(root), "build", "--format", "html", "--output", str(root / "site")])
        shutil.move(root / "site", folder / f"{root.name}-site")
        shutil.rmtree(root)
        (folder / f"{root.name}-site").rename(root)
    return folder


def translate(root: Path) -> None:
    """Give every message of the issue a translation, so that both cells of a row are full."""
    main(["-C", str(root), "update"])
    for language, letter in (("be", "Ў"), ("ru", "И")):
        catalogue = polib.pofile(str(root / f"locale/{language}/LC_MESSAGES/reports/2021-03.po"))
        for entry in catalogue:
            entry.flags = []
            entry.msgstr = f"{letter} {entry.msgid}"
        catalogue.save()


def rows(page: Element) -> dict[str, Element]:
    return {
        row.attributes["id"]: row for row in page.all("div", class_="row") if "id" in row.attributes
    }


def cells(row: Element) -> list[Element]:
    found = [child for child in row.children if isinstance(child, Element) and child.name == "div"]
    assert len(found) == 2
    return found


@pytest.mark.parametrize("name", PAGES)
def test_page_is_whole_its_links_lead_somewhere_and_ids_are_unique(built: Path, name: str) -> None:
    page = read(built / name)
    ids = [element.attributes["id"] for element in page if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    followed = 0
    for element in page:
        assert not {"style", "onclick"} & set(element.attributes)
        address = element.attributes.get("href", element.attributes.get("src", ""))
        if not address or ":" in address:
            continue
        path, _, fragment = address.partition("#")
        target = (built / name).parent / path if path else built / name
        assert target.is_file(), address
        if fragment:
            assert read(target).all(id=fragment), address
        followed += 1
    assert followed > 20


@pytest.mark.parametrize("name", PAGES)
def test_every_row_has_both_languages_and_one_number(built: Path, name: str) -> None:
    page = read(built / name)
    languages = Path(name).parts[1].split("-")
    assert page.one("html").attributes["lang"] == languages[0]
    for row in page.all("div", class_="row"):
        assert [cell.attributes["lang"] for cell in cells(row)] == languages
        assert not [link for cell in cells(row) for link in cell.all("a", class_="number")]
    numbers = [link.text for link in page.all("a", class_="number")]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert len(numbers) > 8
    for link in page.all("a", class_="number"):
        assert link.parent is not None
        assert link.attributes["href"] == f"#p{link.text}" == f"#{link.parent.attributes['id']}"


def test_what_is_missing_is_said_in_words_and_never_shown_in_english(built: Path) -> None:
    page = rows(read(built / "half-done/be-en/reports/2021-01.html"))
    for row, said in (("p2", "абнаўляецца"), ("p3", "не перакладзена"), ("p5", "правяраецца")):
        belarusian, english = cells(page[row])
        assert said in belarusian.text
        assert not re.search("[a-z]", belarusian.text)
        assert english.text
    stale, _english = cells(page["p1"])
    assert stale.text.startswith("Рака замерзла")
    assert stale.text.endswith("змяніўся")
    # Between two translations a passage of neither leads to where it can be read.
    both = cells(rows(read(built / "half-done/be-ru/reports/2021-01.html"))["p3"])
    assert both[0].one("a").attributes["href"] == "../../en/reports/2021-01.html#p3"
    assert not re.search("[a-z]", both[0].text)
    assert "станции" in both[1].text


def test_a_withheld_issue_is_in_no_pair_and_no_page_links_to_one(built: Path) -> None:
    site = built / "half-done"
    assert (site / "be-en/reports/2021-02.html").is_file()
    for pair in ("be-ru", "ru-en"):
        assert not (site / pair / "reports/2021-02.html").exists()
    picker = read(site / "be-en/reports/2021-02.html").one("header")
    assert [link.text for link in picker.all("a", hreflang="ru")] == []
    assert "Перевод" in picker.text
    for language, others in (("be", ["en"]), ("en", ["be"]), ("ru", [])):
        ways = read(site / language / "reports/2021-02.html").all("p", class_="ways")
        assert [link.attributes["lang"] for way in ways for link in way.all("a", lang="")] == others


def test_an_issue_leads_to_its_pairs_and_the_picker_back(built: Path) -> None:
    site = built / "half-done"
    issue = site / "ru/reports/2021-01.html"
    _formats, beside = read(issue).all("p", class_="ways")
    assert len(beside.all("a")) == 2
    for link in beside.all("a"):
        pair = (issue.parent / link.attributes["href"]).resolve()
        assert pair.is_file()
        assert link.attributes["lang"] in pair.parts[-3].split("-")
        languages, pairs = read(pair).one("header").all("nav")
        assert [each.text for each in languages.all("a")] == ["Беларуская", "Русский", "English"]
        assert len(pairs.all("a")) == 2
        assert [span.attributes["lang"] for span in pairs.one(aria_current="page").all("span")] == (
            pair.parts[-3].split("-")
        )


def test_notes_of_both_languages_lead_there_and_back(built: Path) -> None:
    page = read(built / "everything/be-ru/reports/2021-03.html")
    calls = page.all("a", role="doc-noteref")
    assert len(calls) >= 10
    for call in calls:
        (note,) = page.all(id=call.attributes["href"].removeprefix("#"))
        back = {link.attributes["href"] for link in note.all("a", role="doc-backlink")}
        assert f"#{call.attributes['id']}" in back


def test_tables_figures_and_lists_stand_in_both_cells(built: Path) -> None:
    page = read(built / "everything/be-ru/reports/2021-03.html")
    for name in ("table", "figure", "blockquote"):
        found = [[cell.all(name) for cell in cells(row)] for row in page.all("div", class_="row")]
        assert any(both[0] for both in found), name
        assert all(len(both[0]) == len(both[1]) for both in found), name
    starts = [each.attributes["start"] for each in page.all("ol")]
    assert "6" in starts


def test_a_second_build_changes_nothing_and_removes_what_is_gone(tmp_path: Path) -> None:
    root = tmp_path / "half-done"
    shutil.copytree(ROOTS / "half-done", root)
    build = ["-C", str(root), "build", "--format", "html"]
    main(build)
    pairs = sorted((root / "build/site").glob("*-*/reports/2*.html"))
    assert len(pairs) == 6
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in pairs]
    main(build)
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in pairs] == before
    (root / "docs/reports/2021-02.rst").unlink()
    main(build)
    left = sorted((root / "build/site").glob("*-*/reports/2*.html"))
    assert {path.name for path in left} == {"2021-01.html"}


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_fits(browser: Browser, built: Path, name: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740})
    tab = context.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.goto((built / name).as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert said == []
    found = Axe().run(tab, options=WCAG).response["violations"]
    assert [(item["id"], item["nodes"][0]["html"]) for item in found] == []
    context.close()


@pytest.mark.parametrize(("width", "beside"), [(360, False), (639, False), (641, True)])
def test_the_languages_stack_where_there_is_no_room(
    browser: Browser, built: Path, width: int, beside: bool
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740})
    tab = context.new_page()
    tab.goto((built / PAGES[0]).as_uri())
    ends = []
    for number in range(1, 10):
        number_box = tab.locator(f"#p{number} > a.number").bounding_box()
        one, other = (tab.locator(f"#p{number} > div").nth(at).bounding_box() for at in (0, 1))
        assert number_box
        assert one
        assert other
        assert (one["y"] == other["y"]) == beside
        assert (one["x"] + one["width"] <= other["x"]) == beside
        assert number_box["x"] >= 0
        ends.append((min(one["y"], number_box["y"]), other["y"] + other["height"]))
    assert all(before[1] <= after[0] for before, after in pairwise(ends))
    context.close()


def test_numbers_and_columns_are_printed(browser: Browser, built: Path) -> None:
    context = browser.new_context(viewport={"width": 640, "height": 900})
    tab = context.new_page()
    tab.emulate_media(media="print")
    tab.goto((built / PAGES[0]).as_uri())
    number = tab.locator("#p1 > a.number").bounding_box()
    one, other = (tab.locator("#p1 > div").nth(at).bounding_box() for at in (0, 1))
    assert number
    assert one
    assert other
    assert 0 <= number["x"] < number["x"] + number["width"] <= one["x"] < other["x"]
    context.close()
