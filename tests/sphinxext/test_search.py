from __future__ import annotations

import functools
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Page

from editions import config
from editions.process import Job, run_sphinx
from editions.site.search_index import packed
from editions.site.search_words import fold
from editions.sphinxext.search_languages import LANGUAGES, Belarusian, terms


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
    return page.locator(".found h2 > a").all_inner_texts()


def found_then(page: Page, act: Callable[[], object]) -> list[str]:
    """Act, and give what the search finds then: until it begins, its last answer stands there."""
    page.evaluate("document.querySelector('.found > div').dataset.before = ''")
    act()
    page.wait_for_selector(".found > div:not([data-before])", state="attached")
    return found(page)


@pytest.mark.parametrize(
    ("language", "query", "titles"),
    [
        ("be", "абарона", ["Абарона зімы"]),
        ("be", "дарогамі", ["Абарона зімы"]),
        ("be", "Магілёў", ["Абарона зімы", "A quiet autumn"]),
        ("be", "магілеве", ["Абарона зімы", "A quiet autumn"]),
        ("be", "аб'ект", ["Абарона зімы"]),
        ("be", "abʼekt", []),
        ("be", "бюджэту 2021", ["Адліга"]),
        ("be", "адліга зіма", []),
        ("be", "абаро", ["Абарона зімы"]),
        ("be", "Mahiliou", ["Абарона зімы", "A quiet autumn"]),
        ("ru", "обороной", ["Оборона зимы"]),
        ("ru", "желтый", ["Оборона зимы"]),
        ("ru", "Могилев", ["Оборона зимы", "A quiet autumn"]),
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


def test_result_has_month_paragraph_and_marks(small: Path, address: str, page: Page) -> None:
    page.goto(f"{address}/be/search.html")
    page.locator("#query").fill("дарогі Мінска")
    page.get_by_role("button").click()
    assert found(page) == ["Абарона зімы"]
    assert page.locator(".found time").inner_text() == "Снежань 2020"
    marks = page.locator(".found mark").all_inner_texts()
    assert {fold(mark)[:4] for mark in marks} == {"даро", "мінс"}
    page.locator(".found li > a").first.click()
    assert re.fullmatch(rf"{address}/be/reports/2020-12.html#p\d+", page.url)


def test_results_in_another_language_say_so(small: Path, page: Page) -> None:
    page.goto(f"file://{small}/be/search.html?q=Mahiliou")
    assert found(page) == ["Абарона зімы", "A quiet autumn"]
    headings = page.locator(".found h2").evaluate_all("all => all.map(one => one.lang)")
    quoted = page.locator(".found li p").evaluate_all("all => all.map(one => one.lang)")
    assert headings == quoted == ["", "en"]


def test_a_withheld_issue_is_not_indexed(small: Path, tmp_path: Path) -> None:
    root = tmp_path / "publication"
    shutil.copytree(small.parent.parent, root, ignore=shutil.ignore_patterns("site", "doctrees"))
    publication = config.load(root)
    job = Job(
        "be",
        root / "build/doctrees/be",
        {"html": root / "site/be"},
        catalogues=root / "build/locale",
    )
    folder = root / "site/be/search"
    assert run_sphinx(publication, job).problems == ()
    before = {path.name: path.read_bytes() for path in folder.rglob("*.js")}
    assert "2020-12.js" in before
    held = replace(job, withheld={"be": {"reports/2020-12": 40}})
    assert run_sphinx(publication, held).problems == ()
    assert not (folder / "text/reports/2020-12.js").exists()
    assert "2020-12" not in (folder / "index.js").read_text("utf-8")
    # Nothing was forgotten meanwhile, and the same inputs give the same bytes.
    assert run_sphinx(publication, job).problems == ()
    assert {path.name: path.read_bytes() for path in folder.rglob("*.js")} == before


def test_no_server_learns_what_is_looked_for(address: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(unquote(request.url)))
    page.goto(f"{address}/be/search.html")
    for query, titles in (("абарона", ["Абарона зімы"]), ("жыраф", []), ("адліга", ["Адліга"])):
        page.locator("#query").fill(query)
        assert found_then(page, lambda: page.locator("#query").press("Enter")) == titles
        assert page.url.endswith(f"/search.html#q={quote(query)}")
    assert found_then(page, page.go_back) == []
    assert found_then(page, page.go_back) == ["Абарона зімы"]
    assert page.locator("#query").input_value() == "абарона"
    assert len(asked) > 5
    assert not [url for url in asked if "абарона" in url or "жыраф" in url or "?" in url]


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_browser_and_index_make_the_same_terms(
    small: Path, page: Page, december: Path, language: str
) -> None:
    texts = [path.read_text("utf-8") for path in (december / "locale").rglob("*.po")]
    texts += [path.read_text("utf-8") for path in (december / "docs").rglob("*.rst")]
    texts.append("Mahilioŭ Łódź ЁЖ ещё Мі\u0301нск перано\u00adсам з’езд аб'ект abʼekt naïve ўсё І")
    # Whole texts for the folding, their words for the stemmer.
    text = " ".join(texts)
    expected = terms(text, language)
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


def test_browser_reads_the_numbers_of_the_index(small: Path, page: Page) -> None:
    page.goto(f"file://{small}/be/search.html")
    steps = [0, 1, 63, 64, 65, 91, 1791, 1792, 48_448, 48_449, 1_000_000]
    places = [sum(steps[: at + 1]) for at in range(len(steps))]
    assert page.evaluate("text => unpack(text)", packed(places)) == places


def test_scripts_evaluate_nothing(small: Path) -> None:
    for language in LANGUAGES:
        for path in (small / language / "_static").glob("*.js"):
            text = path.read_text("utf-8")
            assert not re.search(r"\beval\b|new Function|innerHTML|Storage|fetch\(", text), path
