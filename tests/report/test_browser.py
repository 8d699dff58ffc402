"""The built site in a real Chromium: from disk, at two widths, with axe-core."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.checkers.axe import violations
from tests.checkers.pages import kinds, pages
from tests.checkers.weight import load
from tests.conftest import PATIENCE


@pytest.fixture(params=[360, 1280], ids=["360px", "1280px"])
def tab(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 740})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", pages())
def test_page_is_accessible_quiet_and_fits(tab: Page, site: Path, name: str) -> None:
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto((site / name).as_uri())
    assert not [url for url in asked if not url.startswith(site.as_uri())]
    wide = tab.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{wide} px too wide"
    # Before axe, which wants to read the style sheet itself and is refused by our policy.
    assert said == []
    assert violations(tab) == []


def test_pages_are_light_and_quiet_under_the_headers_of_the_site(
    browser: Browser, address: str
) -> None:
    for name, *_ in kinds().values():
        loaded = load(browser, address, name)
        assert loaded.console == (), name
        assert loaded.elsewhere == (), name
        asked = [kind for kind in loaded.kinds if kind != "image"]
        assert ("script" in asked) == name.endswith("/search.html"), name
        if not name.endswith("/search.html"):
            assert len(asked) <= 3, name
        if name.endswith("/reports/2020-12.html") and name.index("/") == 2:
            assert loaded.size <= 15_000, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_have_contrast_in_both_schemes(browser: Browser, site: Path, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    tab = context.new_page()
    backgrounds = []
    for name in ("index.html", "be/index.html", "be/reports/2020-12.html", "be/search.html"):
        tab.goto((site / name).as_uri())
        assert violations(tab, only=["color-contrast"]) == [], name
        backgrounds.append(tab.evaluate("getComputedStyle(document.body).backgroundColor"))
    light = [sum(int(part) for part in found[4:-1].split(",")[:3]) > 382 for found in backgrounds]
    assert light == [scheme == "light"] * 4, backgrounds
    context.close()


def test_the_reader_changes_language_and_stays_on_the_page(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((site / "index.html").as_uri())
    tab.get_by_role("link", name="Беларуская").first.click()
    assert tab.url == (site / "be/index.html").as_uri()
    tab.locator("main a[href='reports/2020-12.html']").first.click()
    assert tab.url == (site / "be/reports/2020-12.html").as_uri()
    tab.get_by_role("link", name="Русский").first.click()
    assert tab.url == (site / "ru/reports/2020-12.html").as_uri()
    tab.get_by_role("link", name="English").first.click()
    assert tab.url == (site / "en/reports/2020-12.html").as_uri()
    tab.locator("#p12 a.number").click()
    assert tab.url.endswith("#p12")
    context.close()


def test_the_first_paragraph_is_above_the_fold_on_a_phone(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    tab = context.new_page()
    for edition in ("be", "ru", "en"):
        tab.goto((site / edition / "reports/2020-12.html").as_uri())
        box = tab.locator("#p1").bounding_box()
        assert box is not None
        assert box["y"] < 700, f"{edition}: {box['y']}"
    context.close()


@pytest.mark.parametrize(
    ("edition", "query"),
    [
        ("be", "абарона"),
        ("be", "войскамі"),
        ("ru", "обороны"),
        ("en", "Mahiliou"),
        ("en", "defence"),
    ],
)
def test_the_search_finds_the_issue_from_disk(
    browser: Browser, site: Path, edition: str, query: str
) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.goto((site / edition / "search.html").as_uri())
    tab.get_by_role("searchbox").fill(query)
    tab.get_by_role("searchbox").press("Enter")
    tab.locator("main a[href*='reports/2020-12.html']").first.wait_for(timeout=PATIENCE)
    context.close()


def test_paragraph_numbers_are_printed(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": 700, "height": 900})
    tab = context.new_page()
    tab.emulate_media(media="print")
    tab.goto((site / "be/reports/2020-12.html").as_uri())
    for number in (1, 12, 43):
        box = tab.locator(f"#p{number} a.number").bounding_box()
        # A browser cuts off what hangs out of the body into the page's margin.
        assert box is not None
        assert box["x"] >= 0
        assert box["width"] > 0
    context.close()
