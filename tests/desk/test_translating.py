"""Five minutes of a translator's work, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .conftest import Served

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def tab(browser: Browser, standing: Served) -> Iterator[Page]:
    """The half-translated page on a small screen; anything said to the console is a fault."""
    context = browser.new_context(viewport={"width": 360, "height": 500})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{standing.url}be/reports/2021-01.html")
    page.locator(".ed-bar").wait_for()
    yield page
    context.close()
    assert said == []
    assert [url for url in asked if not url.startswith(standing.url)] == []


@pytest.fixture
def catalogue(standing: Served) -> Iterator[Path]:
    """The catalogue of that page, put back afterwards."""
    path = standing.catalogue("reports/2021-01")
    before = path.read_text(encoding="utf-8")
    yield path
    path.write_text(before, encoding="utf-8")


def _save(path: Path, msgid: str, msgstr: str) -> None:
    head, _, tail = path.read_text(encoding="utf-8").partition(f'msgid "{msgid}"\n')
    _old, _, rest = tail.partition("\n")
    path.write_text(f'{head}msgid "{msgid}"\nmsgstr "{msgstr}"\n{rest}', encoding="utf-8")


def _passage(msgid: str) -> str:
    return f'[data-msgid="{msgid}"]'


def test_a_saved_translation_appears_and_the_page_does_not_move(tab: Page, catalogue: Path) -> None:
    beaver = tab.locator(_passage("A beaver was seen on 14 January. [1]_"))
    beaver.scroll_into_view_if_needed()
    tab.wait_for_timeout(300)
    before = beaver.bounding_box()
    tab.evaluate("window.sameWindow = true")
    _save(catalogue, "There are two *stations* above the town and one below it.", "Две *станцыі*.")
    stations = tab.locator(_passage("There are two *stations* above the town and one below it."))
    expect(stations).to_contain_text("станцыі")
    after = beaver.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) <= 1
    assert tab.evaluate("window.sameWindow && scrollY > 0")
    expect(tab.locator(".ed-bar")).to_contain_text("1 just changed")


def test_each_passage_shows_state_reason_and_line(tab: Page) -> None:
    said = {
        "Ice on the river": "translated · locale/be/LC_MESSAGES/reports/2021-01.po:",
        "The stations": "missing · locale/be/LC_MESSAGES/reports/2021-01.po:",
        "The river froze at the beginning of the month.": "the source has changed (wording)",
        "The ice carried people, but not cars.": "withdrawn",
        "The upper station is read by a ranger.": "held",
        "The next day the beaver was gone.": "suggestion nobody has confirmed",
        "Upper station": "missing",
    }
    for msgid, words in said.items():
        passage = tab.locator(_passage(msgid)).first
        note = passage.locator("xpath=following-sibling::*[1][contains(@class, 'ed-note')]")
        expect(note).to_contain_text(words)
    bars = {
        tab.locator(_passage(msgid)).first.evaluate("e => getComputedStyle(e).borderLeftColor")
        for msgid in ("Ice on the river", "The stations", "The upper station is read by a ranger.")
    }
    assert len(bars) == 3


def test_the_summary_leads_to_what_is_missing(tab: Page) -> None:
    tab.locator(".ed-bar a", has_text="missing").click()
    expect(tab.locator(_passage("The stations"))).to_be_in_viewport()
    tab.locator(".ed-bar a", has_text="held").click()
    expect(tab.locator(_passage("The upper station is read by a ranger."))).to_be_in_viewport()


def test_problems_of_checks_come_by_themselves(tab: Page, catalogue: Path) -> None:
    _save(catalogue, "A thaw is expected.", "Чакаецца адліга на 7 дзён.")
    passage = tab.locator(_passage("A thaw is expected."))
    expect(passage).to_contain_text("7")
    note = passage.locator("xpath=following-sibling::*[1]")
    expect(note).to_contain_text("warning fact-")  # no figure of the source stands against it
    expect(tab.locator(".ed-bar a", has_text="with problems")).to_be_visible()


def test_a_broken_catalogue_is_said_on_top_until_it_is_mended(tab: Page, catalogue: Path) -> None:
    before = tab.locator("main h1").inner_text()
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(text.replace('msgstr "Лёд на рацэ"', 'msgstr "Лёд на'), encoding="utf-8")
    error = tab.locator(".ed-error")
    expect(error).to_contain_text("locale/be/LC_MESSAGES/reports/2021-01.po:")
    assert tab.locator("main h1").inner_text() == before
    catalogue.write_text(text.replace("Лёд на рацэ", "Лёд і рака"), encoding="utf-8")
    expect(tab.locator("main h1")).to_contain_text("рака")
    expect(error).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_preview_is_accessible_and_fits(
    browser: Browser, standing: Served, scheme: str, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 740},
        color_scheme=scheme,  # type: ignore[arg-type]  # a plain str to its types
    )
    page = context.new_page()
    page.goto(f"{standing.url}be/reports/2021-01.html")
    page.locator(".ed-note").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    found = Axe().run(page, options=WCAG).response["violations"]
    assert [(item["id"], item["nodes"][0]["html"]) for item in found] == []
    context.close()
