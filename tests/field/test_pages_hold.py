"""Nothing an author may write breaks a page: widths, names of links, ids, calls of notes, signs."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import polib
import pytest
from playwright.sync_api import Browser

from editions.cli import main
from editions.site.links import dead_fragments, double_ids
from tests.checkers.axe import violations
from tests.checkers.nu import remarks
from tests.checkers.serving import served
from tests.conftest import ROOTS
from tests.sphinxext.markup import read

SOURCE = Path(__file__).with_name("test_pages_hold.rst")
PAGES = (
    "notes/be/reports/2021-01.html",
    "notes/be-en/reports/2021-01.html",
    "notes/2021-01/2021-01.html",
    *(
        f"everything/{name}"
        for month in ("2021-03", "2021-04")
        for name in (
            f"en/reports/{month}.html",
            f"be-en/reports/{month}.html",
            f"{month}/{month}.html",
        )
    ),
)
SETTINGS = """[tool.editions]
title = "Winter notes"
publisher = "Institute"
editions = ["be", "en"]

[tool.editions.gate]
checks = false
"""
FRONT = "Winter notes\n============\n\nNotes.\n\n.. toctree::\n   :hidden:\n\n   reports/2021-01\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a report with all that breaks pages, translated, and the root with everything."""
    folder = tmp_path_factory.mktemp("pages-hold")
    notes = folder / "source"
    (notes / "docs/reports").mkdir(parents=True)
    (notes / "pyproject.toml").write_text(SETTINGS, "utf-8")
    (notes / "docs/index.rst").write_text(FRONT, "utf-8")
    shutil.copy(SOURCE, notes / "docs/reports/2021-01.rst")
    for name in ("square.png", "plate.jpg", "wave.svg"):
        shutil.copy(ROOTS / "pdf-everything/docs/reports" / name, notes / "docs/reports")
    main(["-C", str(notes), "update"])
    catalogue = polib.pofile(str(notes / "locale/be/LC_MESSAGES/reports/2021-01.po"))
    for entry in catalogue:
        entry.flags, entry.msgstr = [], f"Ў {entry.msgid}"
    catalogue.save()
    shutil.copytree(ROOTS / "pdf-everything", folder / "everything-source")
    for name in ("everything-source", "source"):
        root = folder / name
        main(["-C", str(root), "build", "--format", "html"])
        site = {"source": "notes", "everything-source": "everything"}[name]
        shutil.move(root / "build/site", folder / site)
    return folder


@pytest.mark.parametrize("name", PAGES)
def test_pages_fit_and_axe_has_nothing_to_say(browser: Browser, built: Path, name: str) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.goto((built / name).as_uri())
    for width in (360, 1280):
        tab.set_viewport_size({"width": width, "height": 740})
        wide = tab.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{width}: {wide} px too wide"
        assert violations(tab) == [], width
    tab.emulate_media(color_scheme="dark")
    assert violations(tab, only=["color-contrast"]) == []
    context.close()


@pytest.mark.parametrize("site", ["notes", "everything"])
def test_the_html_is_valid(built: Path, site: str) -> None:
    names = [name.partition("/")[2] for name in PAGES if name.startswith(f"{site}/")]
    with served(built / site) as base:
        assert [said for said in remarks(base, names) if said.kind == "error"] == []


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere_have_words_and_hold_no_other(built: Path, name: str) -> None:
    text = (built / name).read_text("utf-8")
    assert list(dead_fragments({name: text})) == []
    assert double_ids(text) == []
    for link in read(built / name).all("a"):
        shown = [image.attributes["alt"] for image in link.all("img")]
        assert link.text or any(shown) or link.attributes.get("aria-label"), link.attributes
        assert not link.all("a"), link.text


def test_links_that_lead_nowhere_and_double_ids_are_told() -> None:
    page = '<p id="one">a</p><b id="one"></b><a href="#two">b</a><a href="../x.html#three">c</a>'
    assert list(dead_fragments({"be/a.html": page})) == [("be/a.html", "#two")]
    both = {"be/a.html": page, "x.html": "<p>"}
    assert [href for _page, href in dead_fragments(both)] == ["#two", "../x.html#three"]
    assert double_ids(page) == ["one"]


@pytest.mark.parametrize("edition", ["be", "en"])
def test_a_note_is_called_from_everywhere(built: Path, edition: str) -> None:
    page = read(built / f"notes/{edition}/reports/2021-01.html")
    calls = [call.text for call in page.all("a", role="doc-noteref")]
    assert calls == [f"[{number}]" for number in (*range(1, 12), 1, 12)]
    (heading,) = (each for each in page.all("h2") if "Roads" in each.text)
    assert "Roads[1]" in heading.text  # nothing between the word and the call
    entries = page.one("nav", class_="local").text
    assert "Roads and rivers" in entries
    assert "[1]" not in entries
    assert "see " in page.one("p", id="p1").text
    assert "4" not in page.one("p", id="p1").text  # nor in links to a title


def test_a_note_called_twice_names_its_links_in_the_language_of_the_edition(built: Path) -> None:
    page = read(built / "notes/be/reports/2021-01.html")
    note = page.one("aside", id="n")
    labels = [link.attributes["aria-label"] for link in note.all("a", role="doc-backlink")]
    assert labels == ["Назад да тэксту, месца 1", "Назад да тэксту, месца 2"]
    (single,) = page.one("aside", id="m").all("a", role="doc-backlink")
    assert single.attributes["aria-label"] == "Зноска 2: назад да тэксту"


def test_numbered_formulas_count_within_their_document(built: Path) -> None:
    page = read(built / "notes/en/reports/2021-01.html")
    assert [each.text for each in page.all(class_="eqno")] == ["(1)", "(2)"]
    (link,) = page.all("a", href="#equation-second")
    assert link.text == "(2)"


def test_numref_says_a_title_where_nothing_is_numbered(built: Path) -> None:
    opening = read(built / "notes/en/reports/2021-01.html").one("p", id="p1").text
    assert opening.count("Depths") == 2
    assert "the-table" not in opening


def test_pictures_have_a_size_and_decorative_ones_are_no_links(built: Path) -> None:
    page = read(built / "notes/en/reports/2021-01.html")
    images = page.one("main").all("img")
    assert all({"width", "height"} <= image.attributes.keys() for image in images)
    assert images[0].attributes["width"] == "113"  # 30 mm
    ornament = next(image for image in images if image.attributes["width"] == "38")
    assert ornament.parent is not None
    assert ornament.parent.name != "a"
    plate = next(image for image in images if "plate" in image.attributes["src"])
    assert plate.attributes["class"] == "tens-4 units-5"
    with zipfile.ZipFile(built / "notes/2021-01/2021-01-en.epub") as book:
        assert 'style="width: 45%' in book.read("book/text.xhtml").decode()


@pytest.mark.parametrize("name", ["en/reports/2021-01.html", "2021-01/2021-01.html"])
def test_lists_keep_their_signs(built: Path, name: str) -> None:
    lists = [
        (each.attributes.get("type"), each.attributes.get("start"), each.attributes["class"])
        for each in read(built / "notes" / name).all("ol")
        if each.attributes.get("class", "simple") != "simple"
    ]
    assert lists[0] == ("a", "3", "loweralpha bracket-both simple")
    assert lists[1] == ("A", None, "upperalpha bracket-after simple")


def test_a_pair_keeps_the_signs_of_lists(built: Path) -> None:
    pair = read(built / "notes/be-en/reports/2021-01.html")
    found = {(each.attributes.get("type"), each.attributes["start"]) for each in pair.all("ol")}
    assert {("a", "3"), ("a", "4"), ("A", "1"), ("i", "4")} <= found


def test_a_wide_table_is_reached_by_keyboard_and_printed_whole(
    browser: Browser, built: Path
) -> None:
    context = browser.new_context(viewport={"width": 700, "height": 900})
    tab = context.new_page()
    tab.goto((built / "everything/en/reports/2021-04.html").as_uri())
    box = tab.get_by_role("region", name="A table wider than the page")
    box.focus()
    assert box.evaluate("element => document.activeElement === element")
    assert box.evaluate("element => element.scrollWidth > element.clientWidth")
    tab.emulate_media(media="print")
    assert tab.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    context.close()


def test_a_note_called_twice_has_the_measure_of_a_paragraph(browser: Browser, built: Path) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    tab = context.new_page()
    for page, note in (("en/reports/2021-01.html", "#n"), ("2021-01/2021-01.html", "#en-n")):
        tab.goto((built / "notes" / page).as_uri())
        width = tab.locator(f"{note} > p").first.evaluate("p => p.clientWidth")
        assert width > 240, page
    context.close()
