"""Landing pages: an issue's address that is in no language and leads to all."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.conftest import Run
from tests.site.test_feed import EDITION, PUBLICATION, issue

from editions.site.landing import landing
from editions.site.published import Part
from editions.site.style import styles

RUSSIAN = replace(
    EDITION,
    language="ru",
    autonym="Русский",
    corrections="about/corrections",
    issues=(
        replace(issue("2021-02", finished=False), state="Перевод: 40 %"),
        replace(issue("2021-01"), title=Part("Снег", "ru"), pdf=False),
    ),
)


class Reader(HTMLParser):
    """Collects links and the language of each text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.alternates: dict[str, str] = {}
        self.said: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.hrefs.append(found["href"])
        elif tag == "link" and found["rel"] == "alternate":
            self.alternates[found["hreflang"]] = found["href"]
        if tag not in {"meta", "link"}:
            self._open.append((tag, found.get("lang") or (self._open or [("", "")])[-1][1]))

    def handle_endtag(self, tag: str) -> None:
        while self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.said[" ".join(data.split())] = self._open[-1][1]


def pages(*there: str, base_url: str = "") -> dict[str, bytes]:
    publication = replace(PUBLICATION, base_url=base_url)
    return {
        page.name: page.make()
        for page in landing(publication, [EDITION, RUSSIAN], there=lambda name: name in there)
    }


def test_every_published_issue_has_one_and_an_announced_one_has_none() -> None:
    # 2021-03 is announced in Belarusian and finished nowhere.
    assert set(pages()) == {"2021-01/index.html", "2021-02/index.html"}


def test_it_links_what_is_there_and_nothing_else() -> None:
    read = Reader(pages()["2021-01/index.html"])
    assert read.hrefs == [
        "../be/reports/2021-01.html",
        "../be/reports/2021-01.pdf",
        "../SHA256SUMS",
        "../ru/reports/2021-01.html",
        "../ru/about/corrections.html",
        "../SHA256SUMS",
        "../be/index.html",
        "../ru/index.html",
    ]
    more = pages(
        "be-ru/reports/2021-01.html",
        "be-en/reports/2021-01.html",
        "2021-01/2021-01.html",
        "2021-01/2021-01-ru.epub",
    )
    added = set(Reader(more["2021-01/index.html"]).hrefs) - set(read.hrefs)
    assert added == {"../be-ru/reports/2021-01.html", "2021-01.html", "2021-01-ru.epub"}


def test_an_unfinished_edition_is_told_of_and_not_linked() -> None:
    read = Reader(pages()["2021-02/index.html"])
    assert not [href for href in read.hrefs if "/ru/reports" in href]
    assert read.said["Русский"] == "ru"
    assert read.said["Перевод: 40 %"] == "ru"
    assert read.said["Пераклад з англійскай"] == "ru"
    assert set(read.alternates) == {"be", "x-default"}


def test_every_word_is_under_its_language_and_signs_are_escaped() -> None:
    page = pages()["2021-01/index.html"]
    read = Reader(page)
    assert read.said["Снег & <лёд> 2021-01"] == "be"
    assert read.said["Снег"] == "ru"
    assert b"<\xd0" not in page
    assert not re.search(rb"<script|style=|<style|http-equiv=.refresh", page)


def test_it_is_its_own_default_and_knows_its_address_where_there_is_one() -> None:
    near = Reader(pages()["2021-01/index.html"]).alternates
    assert near == {
        "be": "../be/reports/2021-01.html",
        "ru": "../ru/reports/2021-01.html",
        "x-default": "index.html",
    }
    far = pages(base_url="https://r.example/x")["2021-01/index.html"]
    assert Reader(far).alternates["x-default"] == "https://r.example/x/2021-01/index.html"
    assert b'rel="canonical" href="https://r.example/x/2021-01/index.html"' in far


def test_it_is_accessible(tmp_path: Path, browser: Browser) -> None:
    made = pages("be-ru/reports/2021-01.html", "2021-01/2021-01.html")
    for name, data in {**made, **styles()}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    for width in (360, 1280):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto((tmp_path / "2021-01/index.html").as_uri())
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.close()


def test_a_vanished_issue_takes_its_landing_page_along(
    root: Callable[[str], Path], editions: Callable[..., Run]
) -> None:
    folder = root("trilingual")
    order = ("build", "--format", "html", "--edition", "en")
    assert editions(folder, *order).code == 0
    there = folder / "build/site/2021-02/index.html"
    assert there.is_file()
    (folder / "docs/reports/2021-02.rst").unlink()
    editions(folder, *order)
    assert not there.exists()
    assert (folder / "build/site/2021-01/index.html").is_file()
