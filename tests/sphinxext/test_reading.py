"""The pages in a real browser: two widths, two schemes, opened from disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

PAGES = [
    "index.html",
    "404.html",
    "be/index.html",
    "be/reports/2020-12.html",
    "be/reports/2020-11.html",
    "be/about/method.html",
    "be/search.html",
    "be/404.html",
    "en/reports/2020-12.html",
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_accessible_and_inside_the_window(
    small: Path, browser: Browser, *, name: str, width: int, dark: bool
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if dark else "light",
        # axe is put into the page as a script, which the page's own policy forbids.
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(f"file://{small}/{name}")
    results = Axe().run(page, options=RULES)
    faults = results.response["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in faults] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_style_is_applied_and_nothing_is_refused(small: Path, page: Page, name: str) -> None:
    page.goto(f"file://{small}/{name}")
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"


def test_first_paragraph_of_an_issue_is_above_the_fold(small: Path, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"file://{small}/be/reports/2020-12.html")
    box = page.locator("#p1").bounding_box()
    assert box is not None
    assert box["y"] < 500


def test_numbers_hang_in_the_margin_of_a_wide_window_only(small: Path, page: Page) -> None:
    for width, hanging in ((1280, True), (360, False)):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"file://{small}/be/reports/2020-12.html")
        edges = []
        for number in ("1", "4"):
            link = page.locator(f"#p{number} .number").bounding_box()
            text = page.locator("main").bounding_box()
            assert link is not None
            assert text is not None
            assert (link["x"] < text["x"]) is hanging
            assert link["x"] >= 0
            assert min(link["width"], link["height"]) >= 24
            edges.append(link["x"])
        # A paragraph in a nested list has its number below the others.
        assert (edges[0] == edges[1]) is hanging


def test_skip_link_is_the_first_stop_and_visible(small: Path, page: Page) -> None:
    page.goto(f"file://{small}/be/reports/2020-12.html")
    page.keyboard.press("Tab")
    box = page.locator(".skip").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main_text")


def test_copied_text_has_no_paragraph_number(small: Path, page: Page) -> None:
    page.goto(f"file://{small}/en/reports/2020-12.html")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#p1'))")
    assert page.evaluate("getSelection().toString()").strip().startswith("The defence")


def test_print_shows_addresses_and_no_navigation(small: Path, page: Page) -> None:
    page.goto(f"file://{small}/be/reports/2020-12.html")
    page.emulate_media(media="print")
    assert page.locator(".address").is_visible()
    assert page.locator(".address").inner_text() == "be/reports/2020-12.html, Снежань 2020"
    for name in ("header nav", ".contents", ".onward"):
        assert not page.locator(name).is_visible()
    after = page.locator("#p6 a.external").evaluate("a => getComputedStyle(a, '::after').content")
    assert "weather.example/minsk" in after


def test_search_page_speaks_to_readers_without_scripts(small: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{small}/be/search.html")
    notice = page.locator("noscript p")
    assert notice.is_visible()
    assert notice.inner_text().startswith("Для пошуку патрэбны JavaScript")
    context.close()
