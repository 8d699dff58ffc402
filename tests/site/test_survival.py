from __future__ import annotations

import re
from collections.abc import Callable
from gzip import compress
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.conftest import Run

from editions.site.markup import Element, parse, target, written

Call = Callable[..., Run]
Copy = Callable[[str], Path]
LANGUAGES = ("be", "ru", "en")


def read(path: Path) -> Element:
    return parse(path.read_text("utf-8"))


def ids(tree: Element) -> list[str]:
    return [each.attributes["id"] for each in tree.walk() if "id" in each.attributes]


def links(tree: Element) -> list[str]:
    return [each.attributes["href"] for each in tree.walk() if each.tag == "a"]


@pytest.fixture
def copy(site: Path) -> Path:
    return site / "2020-12/2020-12.html"


def test_it_is_small_and_loads_nothing(copy: Path) -> None:
    assert len(compress(copy.read_bytes(), 9, mtime=0)) <= 60_000
    tree = read(copy)
    tags = {each.tag for each in tree.walk()}
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "input"}
    assert not re.search(r"url\(|@import|src=", copy.read_text("utf-8"))


def test_it_has_the_whole_text_of_every_edition(site: Path, copy: Path) -> None:
    tree = read(copy)
    articles = [each for each in tree.walk() if each.tag == "article"]
    assert [each.attributes["lang"] for each in articles] == list(LANGUAGES)
    for language, article in zip(LANGUAGES, articles, strict=True):
        there = {each.attributes.get("id"): each for each in article.walk() if each.tag == "p"}
        page = read(site / language / "reports/2020-12.html")
        numbered = [
            each for each in page.walk() if each.tag == "p" and each.first("a", of="number")
        ]
        assert len(numbered) == 43
        for paragraph in numbered:
            kept = there[f"{language}-{paragraph.attributes['id']}"]
            assert kept.text.startswith(paragraph.text)


def test_every_link_leads_to_a_place_in_the_file_or_out_of_the_site(copy: Path) -> None:
    tree = read(copy)
    there = ids(tree)
    assert len(there) == len(set(there))
    for href in links(tree):
        assert href.startswith(("https://", "mailto:")) or href[1:] in there, href


def test_a_paragraph_leads_to_itself_in_the_other_languages(copy: Path) -> None:
    paragraph = next(each for each in read(copy).walk() if each.attributes.get("id") == "be-p12")
    assert [href for href in links(paragraph) if "p12" in href] == [
        "#be-p12", "#ru-p12", "#en-p12",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [360, 1280])
def test_it_works_in_a_browser_from_the_disk_without_scripts(
    copy: Path, browser: Browser, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(copy.as_uri())
    # The policy lets its own style through: without it no list would be in a row.
    assert page.evaluate("getComputedStyle(document.querySelector('nav ul')).display") == "flex"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.click("nav >> text=English")
    assert page.url.endswith("#en")
    found = Axe().run(page)
    assert found.response["violations"] == []
    assert (said, len(asked)) == ([], 1)
    page.close()


def test_an_edition_below_its_gate_is_in_no_copy(root: Copy, editions: Call) -> None:
    folder = root("trilingual")
    settings = folder / "pyproject.toml"
    text = settings.read_text("utf-8")
    settings.write_text(f"{text}\n[tool.editions.gate.be]\ncomplete = 100\n", "utf-8")
    catalogue = folder / "locale/be/LC_MESSAGES/reports/2021-01.po"
    there = catalogue.read_text("utf-8")
    msgstr = "6 студзеня ў Мінску выпаў снег. Ён ляжаў 12 дзён."
    assert there.count(msgstr) == 1
    catalogue.write_text(there.replace(msgstr, ""), "utf-8")
    assert editions(folder, "build", "--format", "html").code == 0
    built = folder / "build/site"
    articles = [
        each for each in read(built / "2021-01/2021-01.html").walk() if each.tag == "article"
    ]
    assert [each.attributes["lang"] for each in articles] == ["ru", "en"]
    assert sorted(path.name for path in (built / "2021-01").glob("*.epub")) == [
        "2021-01-en.epub",
        "2021-01-ru.epub",
    ]


def test_with_an_address_the_copy_says_where_it_comes_from(root: Copy, editions: Call) -> None:
    folder = root("trilingual")
    assert editions(folder, "build", "--format", "html").code == 0
    tree = read(folder / "build/site/2021-01/2021-01.html")
    assert "https://notes.example/x/2021-01/index.html" in links(tree)


def test_a_page_read_and_written_is_the_same() -> None:
    page = '<p id="a">1 &lt; 2 &amp; <b lang="be">ё</b><br>«x»</p>\n'
    assert written(parse(page)) == page
    assert written(parse(page), xml=True) == page.replace(
        '<b lang="be">', '<b lang="be" xml:lang="be">'
    ).replace("<br>", "<br/>")


@pytest.mark.parametrize(
    ("href", "there"),
    [
        ("#p1", "be/reports/2020-12.html#p1"),
        ("../index.html", "be/index.html"),
        ("../../ru/a%20b.html#x", "ru/a%20b.html#x"),
        ("https://example.org/", "None"),
        ("//example.org/", "None"),
        ("mailto:a@example.org", "None"),
    ],
)
def test_a_link_is_resolved_within_the_site(href: str, there: str) -> None:
    assert str(target(href, "be/reports/2020-12.html")) == there
