"""The search of the December 2020 report, and of an archive of 120 issues made from it."""

from __future__ import annotations

import functools
import gzip
import json
import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from editions import config
from editions.site.gazetteer_page import register
from editions.site.search_index import (
    Indexed,
    Source,
    Spellings,
    analyse,
    guess_names,
    index,
)
from editions.sphinxext.search_languages import terms
from tests.archive import Writer

EDITIONS = ("be", "ru", "en")
ISSUES = 120
SPELLINGS = (
    "Mogilev", "Mahilyow", "Mahilioŭ", "Mahiliou", "Магілёў", "Могилёв", "Магілёве", "Магилев",
)  # fmt: skip


class _Server(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        # What a browser asks every server for, of its own accord.
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has
        pass


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Serve the site below a path, as a mirror would."""
    handler = functools.partial(_Server, directory=str(site.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/{site.name}"
        server.shutdown()
        thread.join()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give an empty page whose script errors and refused loads fail the test."""
    context = browser.new_context()
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert said == []


def look_up(page: Page, address: str, query: str) -> list[str]:
    """Ask for `query`; give the addresses of the paragraphs found, as they stand."""
    page.goto(f"{address}/search.html?q={quote(query)}")
    page.wait_for_function(
        "() => !/…$/.test(document.querySelector('[role=status]').textContent || '…')"
    )
    links = page.locator(".found li > a")
    found: list[str] = links.evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return found


def in_report(found: list[str]) -> list[str]:
    return [one.partition("#")[2] for one in found if one.startswith("reports/")]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_spelling_of_a_name_finds_the_same_paragraphs(
    site: Path, address: str, page: Page, edition: str
) -> None:
    found = {query: look_up(page, f"{address}/{edition}", query) for query in SPELLINGS}
    assert len({tuple(one) for one in found.values()}) == 1, found
    assert in_report(found["Mogilev"]) == ["p4", "p28"]
    from_disk = look_up(page, f"file://{site}/{edition}", "Магілёве")
    assert from_disk == found["Mogilev"]


@pytest.mark.parametrize(
    "spellings",
    [
        ("Менск", "Мінск", "Минску", "Minsk"),
        ("Лукашэнкам", "лукашенко", "Lukashenka", "Lukashenko"),
        ("АДКБ", "ОДКБ", "CSTO"),
        ("Егіпет", "Египта", "egypt"),
    ],
)
def test_names_of_all_kinds_meet_across_languages(
    address: str, page: Page, spellings: tuple[str, ...]
) -> None:
    found = {
        tuple(in_report(look_up(page, f"{address}/{edition}", query)))
        for edition in EDITIONS
        for query in spellings
    }
    assert len(found) == 1, found
    assert len(next(iter(found))) > 0


@pytest.mark.parametrize(
    ("edition", "query", "number", "marks"),
    [
        ("be", "Mogilev", "p4", ["Магілёўскай вобласці"]),
        ("ru", "Магілёў", "p4", ["Могилёвской области"]),
        ("en", "Могилёва", "p4", ["Mahilioŭ region"]),
        ("en", "sanctions EU", "p10", ["EU", "sanctions"]),
    ],
)
def test_hits_are_paragraphs_with_the_words_marked(
    address: str, page: Page, *, edition: str, query: str, number: str, marks: list[str]
) -> None:
    found = look_up(page, f"{address}/{edition}", query)
    assert f"reports/2020-12.html#{number}" in found
    hit = page.locator(f".found li:has(> a[href$='2020-12.html#{number}'])")
    said = [text.replace("\u00a0", " ") for text in hit.locator("mark").all_inner_texts()]
    assert said == marks
    hit.get_by_role("link").click()
    assert page.url == f"{address}/{edition}/reports/2020-12.html#{number}"
    text = " ".join(page.locator(f"#{number}").inner_text().split())
    assert all(mark in text for mark in marks)


def test_several_words_are_all_in_each_hit(address: str, page: Page) -> None:
    both = in_report(look_up(page, f"{address}/en", "Lukashenka Minsk"))
    one = in_report(look_up(page, f"{address}/en", "Lukashenka"))
    other = in_report(look_up(page, f"{address}/en", "Minsk"))
    assert both == [number for number in one if number in other]
    assert 0 < len(both) < len(other)


@pytest.mark.parametrize("marks", ['"{}"', "«{}»", "“{}”", "„{}“"])
def test_words_in_quotation_marks_are_a_phrase(address: str, page: Page, marks: str) -> None:
    words = in_report(look_up(page, f"{address}/en", "military cooperation"))
    phrase = in_report(look_up(page, f"{address}/en", marks.format("military cooperation")))
    turned = in_report(look_up(page, f"{address}/en", marks.format("cooperation military")))
    assert 0 < len(phrase) < len(words)
    assert not turned


def test_without_scripts_the_page_leads_to_the_names_and_the_archive(
    site: Path, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    for edition in EDITIONS:
        tab.goto((site / edition / "search.html").as_uri())
        targets = [
            link.get_attribute("href") for link in tab.locator("main noscript a, main p a").all()
        ]
        assert targets == ["index.html", "names.html"]
    context.close()


def test_the_index_of_sphinx_is_not_published(site: Path) -> None:
    assert not list(site.rglob("searchindex.js"))


@pytest.fixture(scope="module", params=EDITIONS)
def archive(
    request: pytest.FixtureRequest,
    site: Path,
    december: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Give an edition's search page with the index of 120 issues."""
    language: str = request.param
    publication = config.load(december)
    known, writer = register(publication), Writer(publication)
    spellings = Spellings(known)
    spelt = spellings.of(known.by_id)
    documents: list[tuple[Source, Indexed]] = []
    for number in range(ISSUES):
        issue = f"{2011 + number // 12}-{number % 12 + 1:02}"
        texts = [getattr(block.said, language) for block in writer.issue(issue)]
        units = [(f"p{at}", [(text, "", False)]) for at, text in enumerate(texts, start=1)]
        found = analyse(units, lambda text: terms(text, language))
        guess_names(found, spelt)
        source = Source(f"reports/{issue}", f"Analytical report ({issue})", "", issue)
        documents.append((source, found))
    mentioned = {name for _source, found in documents for name in found.names}
    folder = tmp_path_factory.mktemp("archive") / language
    shutil.copytree(site / language / "_static", folder / "_static")
    shutil.copy(site / language / "search.html", folder)
    for name, text in index(documents, spellings.of(mentioned)).items():
        path = folder / "search" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def _zipped(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def test_the_index_of_120_issues_is_small(archive: Path) -> None:
    whole = sum(_zipped(path) for path in (archive / "search").glob("*.js"))
    keys = [key for path in (archive / "search").glob("words-*.js") for key in _keys(path)]
    kinds = Counter(key[0] for key in keys)
    assert kinds["."] > 8_000, kinds
    # Names that are words of the language too are sure beside a cue alone.
    assert kinds["@"] > 280, kinds
    assert whole <= 400_000


def _keys(path: Path) -> list[str]:
    """Read the keys of a file of the index as the browser does."""
    keys, before = [], ""
    for row in json.loads(path.read_text("utf-8").partition(",")[2][:-3])[0].split("|"):
        before = before[: int(row[0], 36)] + row[1:]
        keys.append(before)
    return keys


@pytest.mark.parametrize(
    "queries",
    [
        {"be": "Магілёў", "ru": "Могилёв", "en": "Mahiliou"},
        {"be": "рэжым", "ru": "режим", "en": "regime"},
        {"be": "рэжым абарона войскі", "ru": "режим оборона войска", "en": "regime defence troops"},
        {"be": "жыр", "ru": "жир", "en": "zzz"},
        {"be": "Лукашэнка на нарадзе 29 снежня пашырыў паўнамоцтвы памочнікаў",
         "ru": "Лукашенко на совещании 29 декабря расширил полномочия помощников",
         "en": "On December 29 Lukashenka expanded the powers of his assistants"},
    ],
)  # fmt: skip
def test_a_query_loads_little(archive: Path, page: Page, queries: dict[str, str]) -> None:
    asked: list[Path] = []
    page.on("request", lambda request: asked.append(Path(urlsplit(request.url).path)))
    look_up(page, f"file://{archive}", queries[archive.name])
    loaded = [path for path in asked if "search" in path.parts and path.suffix == ".js"]
    size = sum(_zipped(path) for path in loaded)
    assert len(loaded) == len(set(loaded))
    assert 0 < size <= 100_000


def test_more_results_come_by_the_keyboard(archive: Path, page: Page) -> None:
    query = {"be": "рэжымам", "ru": "режимом", "en": "regime"}[archive.name]
    look_up(page, f"file://{archive}", query)
    before = page.locator(".found section").count()
    assert before == 4
    button = page.locator(".found button")
    button.focus()
    page.keyboard.press("Enter")
    # A function: what is no function is evaluated, which the page's policy forbids.
    page.wait_for_function(
        "before => document.querySelectorAll('.found section').length > before", arg=before
    )
    assert page.locator(".found section").count() == 8
    months = page.locator(".found time").evaluate_all("all => all.map(one => one.dateTime)")
    assert months == sorted(months, reverse=True)
    assert page.evaluate("document.activeElement.closest('section') !== null")
