"""The page for a wrong address: it looks right and has no dead link wherever it is shown."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from editions.cli import main
from tests.checkers.axe import violations
from tests.checkers.serving import address_of, reserved, served
from tests.conftest import ROOTS
from tests.sphinxext.markup import read

# Addresses without a page, and the language whose page is shown (None: all of them).
WRONG = {
    "/x.html": None,
    "/en/x": "en",
    "/be/reports/1999-01.html": "be",
    "/ru/reports/": "ru",
    "/en/a/b/c/d": "en",
    "/nosuch/x/y": None,
    "/be-en/": None,
    "/2021-01/x.epub": None,
}
SAID = {
    "be": "Такой старонкі няма",
    "ru": "Такой страницы нет",
    "en": "There is no such page",
}


@pytest.fixture(scope="module", params=["", "/", "/reports"], ids=["none", "root", "path"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build and serve a small site: one without an address, or with one, in a folder too."""
    folder = tmp_path_factory.mktemp("lost") / "source"
    shutil.copytree(ROOTS / "half-done", folder)
    taken = reserved()
    if request.param:
        settings = folder / "pyproject.toml"
        address = address_of(taken) + request.param.rstrip("/")
        text = settings.read_text("utf-8").replace("title", f'base_url = "{address}"\ntitle', 1)
        settings.write_text(text, "utf-8")
    main(["-C", str(folder), "build", "--format", "html"])
    built = folder / "build/site"
    pages = sorted(path.relative_to(built).as_posix() for path in built.rglob("404.html"))
    assert pages == ["404.html", "be/404.html", "en/404.html", "ru/404.html"]
    for name in pages:
        for element in read(built / name):
            for key in {"href", "src", "action", "srcset"} & set(element.attributes):
                assert request.param, f"{name}: {element.attributes[key]}"
                assert element.attributes[key].startswith(f"{address}/"), name
                there = element.attributes[key].removeprefix(f"{address}/")
                assert (built / there).is_file(), f"{name}: {there}"
        assert bool(read(built / name).all("a")) is bool(request.param)
    with served(built, taken) as base:
        yield base


def test_the_page_is_right_wherever_it_is_shown(site: str, browser: Browser) -> None:
    context = browser.new_context()
    tab = context.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    for address, language in WRONG.items():
        answer = tab.goto(site + address)
        assert answer is not None
        assert answer.status == 404, address
        text = tab.locator("main").inner_text()
        shown = {each for each, words in SAID.items() if words in text}
        assert shown == ({language} if language else set(SAID)), address
        assert tab.evaluate("getComputedStyle(document.body).marginTop") == "0px", address
        assert tab.evaluate("getComputedStyle(document.body).fontFamily").startswith("Georgia")
    # What the browser says of the answer itself is not the page's.
    refused = [each for each in said if not re.search("status of 404", each)]
    assert refused == []
    context.close()


@pytest.mark.parametrize("address", ["/x", "/be/x"])
def test_axe_has_nothing_to_say(site: str, browser: Browser, address: str) -> None:
    context = browser.new_context()
    tab = context.new_page()
    for width in (360, 1280):
        tab.set_viewport_size({"width": width, "height": 740})
        tab.goto(site + address)
        assert violations(tab) == [], width
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
