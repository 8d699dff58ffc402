"""Reading the built site by keyboard alone, and in large text, in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

SCRIPT = (Path(__file__).parent.parent / "checkers/focus.js").read_text("utf-8")
WIDE = (360, 1280)
# What has a head that is the same on many pages, so one to skip.
WITH_HEAD = [
    *(f"be/{name}.html" for name in ("index", "reports/2020-12", "names", "search")),
    "be-ru/reports/2020-12.html",
]
PAGES = [
    "index.html",
    "2020-12/index.html",
    *WITH_HEAD,
]
LARGE = [
    *PAGES,
    "2020-12/2020-12.html",
    *(f"{which}/reports/2020-12.html" for which in ("ru", "en", "be-en", "ru-en")),
    "be/about/romanization.html",
    "be/404.html",
]


@pytest.fixture(params=WIDE, ids=[f"{width}px" for width in WIDE])
def tab(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 740})
    # From outside the page: its own policy lets in no script.
    context.add_init_script(SCRIPT)
    yield context.new_page()
    context.close()


def stops(tab: Page) -> list[dict[str, Any]]:
    """Press Tab from the page's head until the focus leaves it; give what is said of each stop."""
    there = tab.evaluate("focusable().length")
    found: list[dict[str, Any]] = []
    for _ in range(there + 1):
        tab.keyboard.press("Tab")
        stop = tab.evaluate("focused()")
        if stop is None or (found and stop["place"] == found[0]["place"]):
            break
        found.append(stop)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_tab_visits_everything_in_order_and_in_sight(tab: Page, site: Path, name: str) -> None:
    tab.goto((site / name).as_uri())
    found = stops(tab)
    # No trap, nothing left out, nothing before its turn.
    assert [stop["place"] for stop in found] == list(range(tab.evaluate("focusable().length")))
    for stop in found:
        assert stop["seen"], stop
        assert stop["style"] == "solid", stop
        assert stop["width"] >= 2, stop
        assert stop["contrast"] >= 3, stop
    for before, after in pairwise(found):
        # Up again only to the next column.
        assert after["bottom"] > before["top"] or after["left"] >= before["right"], (before, after)


@pytest.mark.parametrize("name", WITH_HEAD)
def test_the_skip_link_comes_first_and_leads_to_the_text(tab: Page, site: Path, name: str) -> None:
    tab.goto((site / name).as_uri())
    skip = tab.locator("a.skip")
    assert tab.evaluate("focusable()[0].className") == "skip"
    hidden = skip.bounding_box()
    assert hidden is not None
    assert hidden["x"] + hidden["width"] < 0
    tab.keyboard.press("Tab")
    shown = skip.bounding_box()
    assert shown is not None
    assert shown["x"] >= 0
    assert shown["y"] >= 0
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement === focusable('main')[0]")


def test_the_search_is_used_by_keyboard_alone(tab: Page, site: Path) -> None:
    tab.goto((site / "be/search.html").as_uri())
    for _ in range(20):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.type") == "search":
            break
    tab.keyboard.type("Магілёве")
    tab.keyboard.press("Enter")
    tab.locator("main a[href*='2020-12']").first.wait_for()
    for _ in range(10):
        tab.keyboard.press("Tab")
        if "2020-12" in (tab.evaluate("document.activeElement.getAttribute('href')") or ""):
            break
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/be/reports/2020-12.html*")


@pytest.mark.parametrize("name", LARGE)
def test_text_twice_as_large_is_whole(tab: Page, site: Path, name: str) -> None:
    session = tab.context.new_cdp_session(tab)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    tab.goto((site / name).as_uri())
    assert tab.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 32
    wide = tab.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{wide} px too wide"
    assert tab.evaluate("outside()") == []
    assert tab.evaluate("overlapping()") == []


def test_text_cut_off_or_covered_is_noticed(tab: Page) -> None:
    tab.set_content(
        "<p style='width: 4em; overflow: hidden; white-space: nowrap'>Cut off at the edge</p>"
        "<p>Covered</p><p style='margin-top: -2.2em'>by this</p>"
        "<a href='#' style='outline: 1px dotted #eee'>Faint</a>"
    )
    assert tab.evaluate("outside()") == ["Cut off at the edge"]
    (pair,) = tab.evaluate("overlapping()")
    assert {*pair.split(" | ")} == {"Covered", "by this"}
    (stop,) = stops(tab)
    assert stop["width"] == 1
    assert stop["contrast"] < 1.5
