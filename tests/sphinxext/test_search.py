from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from editions.sphinxext.search import Belarusian, English, Russian, fold

CLASSES = {"be": Belarusian, "ru": Russian, "en": English}


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
def address(small: Path) -> Iterator[str]:
    """Serve the site below a path, as a mirror would."""
    handler = functools.partial(_Server, directory=str(small.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/site"
        server.shutdown()
        thread.join()


def found(page: Page) -> list[str]:
    page.wait_for_function(
        "() => !/…$/.test(document.querySelector('[role=status]').textContent || '…')"
    )
    return page.locator(".found > li > a").all_inner_texts()


@pytest.mark.parametrize(
    ("language", "query", "titles"),
    [
        ("be", "абарона", ["Абарона зімы"]),
        ("be", "дарогамі", ["Абарона зімы"]),
        ("be", "Магілёў", ["Абарона зімы"]),
        ("be", "магілеве", ["Абарона зімы"]),
        ("be", "аб'ект", ["Абарона зімы"]),
        ("be", "abʼekt", []),
        ("be", "бюджэту 2021", ["Адліга"]),
        ("be", "адліга зіма", []),
        ("be", "абаро", ["Абарона зімы"]),
        ("be", "Mahiliou", ["A quiet autumn"]),
        ("ru", "обороной", ["Оборона зимы"]),
        ("ru", "желтый", ["Оборона зимы"]),
        ("ru", "Могилев", ["Оборона зимы"]),
        ("en", "mahiliou roads", ["The defence of winter", "A quiet autumn"]),
        ("en", "Mahilioŭ", ["The defence of winter", "A quiet autumn"]),
        ("en", "constructor", ["A quiet autumn"]),
        ("en", "toString", []),
        ("en", "<img src=x onerror=alert(1)>", []),
    ],
)
def test_search_finds(
    small: Path, page: Page, language: str, query: str, titles: list[str]
) -> None:
    page.goto(f"file://{small}/{language}/search.html?q={quote(query)}")
    # Equal scores come newest first; what counts here is that all are found, no other.
    assert sorted(found(page)) == sorted(titles)
    assert page.locator("#query").input_value() == query


def test_result_links_month_and_section(small: Path, address: str, page: Page) -> None:
    page.goto(f"{address}/be/search.html")
    page.locator("#query").fill("дарогі Мінска")
    page.get_by_role("button").click()
    assert found(page) == ["Абарона зімы"]
    assert page.get_by_role("status").inner_text() == "Знойдзена старонак: 1"
    assert page.locator(".found time").inner_text() == "Снежань 2020"
    page.locator(".found ul a").click()
    assert page.url == f"{address}/be/reports/2020-12.html#roads-of-minsk"


def test_search_works_from_disk(small: Path, page: Page) -> None:
    page.goto(f"file://{small}/be/search.html")
    page.locator("#query").fill("абарона")
    page.get_by_role("button").click()
    assert found(page) == ["Абарона зімы"]


def test_nothing_found_says_so(address: str, page: Page) -> None:
    page.goto(f"{address}/ru/search.html?q=жираф")
    assert found(page) == []
    assert page.get_by_role("status").inner_text().startswith("Ничего не найдено")


def test_without_a_query_no_index_is_loaded(address: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/be/search.html")
    names = [url.rsplit("/", 1)[1] for url in asked]
    assert sorted(names) == ["language_data.js", "search.html", "search.js", "site.css"]


@pytest.mark.parametrize("language", CLASSES)
def test_browser_and_index_make_the_same_terms(
    small: Path, page: Page, repository: Path, language: str
) -> None:
    texts = [path.read_text("utf-8") for path in (repository / "locale").rglob("*.po")]
    texts += [path.read_text("utf-8") for path in (repository / "docs").rglob("*.rst")]
    texts.append("Mahilioŭ Łódź ЁЖ ещё Мі\u0301нск перано\u00adсам з’езд аб'ект abʼekt naïve ўсё І")
    # Whole texts for the folding, their words for the stemmer.
    text = " ".join(texts)
    words = CLASSES[language]({}).split(text)
    kind = CLASSES[language]({})
    expected = []
    for word in (word for word in words if kind.word_filter(word)):
        stem = kind.stem(word).lower()
        expected.append(stem if kind.word_filter(stem) else word)
    page.goto(f"file://{small}/{language}/search.html")
    assert page.evaluate("text => termsOf(text)", text) == expected
    assert len(expected) > 4000


@pytest.mark.parametrize(
    "forms",
    [
        "абарона абароны абароне абарону абаронай абаронамі",
        "войска войскі войскам войскамі войскаў войску",
        "бяспека бяспекі бяспецы бяспеку бяспекай",
        "улада улады уладзе уладу уладай уладам",
        "магілёў магілёва магілёву магілёвам магілёве",
        "магілёўская магілёўскай магілёўскую магілёўскага магілёўскіх",
        "рэжым рэжыму рэжымам рэжыме",
        "санкцыя санкцыі санкцый санкцыямі",
        "салдат салдата салдаце салдатамі",
        "пагадненне пагаднення пагадненнем пагадненняў",
        "лукашэнка лукашэнкі лукашэнку лукашэнкам",
    ],
)
def test_belarusian_forms_of_a_word_meet(forms: str) -> None:
    kind = Belarusian({})
    assert len({kind.stem(fold(form)) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "words",
    ["магілёў магіла", "армія арміянін", "мінск міністр", "палітыка паліцыя", "рака рэдка радзіма"],
)
def test_belarusian_words_stay_apart(words: str) -> None:
    kind = Belarusian({})
    stems = [kind.stem(fold(word)) for word in words.split()]
    assert len(set(stems)) == len(stems)


def test_what_is_not_belarusian_is_left_alone() -> None:
    kind = Belarusian({})
    for word in ("csto", "2021", "єс"):
        assert kind.stem(word) == word


def test_scripts_evaluate_nothing(small: Path) -> None:
    for language in CLASSES:
        for path in (small / language / "_static").glob("*.js"):
            text = path.read_text("utf-8")
            assert not re.search(r"\beval\b|new Function|innerHTML|Storage|fetch\(", text), path
