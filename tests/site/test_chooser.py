from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from editions.config import Edition, Publication
from editions.problems import BuildError
from editions.site import EditionFacts, chooser, read_facts
from editions.site.chooser import nowhere
from editions.site.facts import NewestIssue, Words, dumps

BE = EditionFacts(
    language="be",
    autonym="Беларуская",
    series_title="Нататкі & <знакі>",
    series_language="be",
    words=Words("Выберыце мову", "Апошні выпуск", "Такой старонкі няма", "Усе выпускі"),
    newest=NewestIssue(
        "Снег <у> снежні", "be", "2020-12", "Снежань 2020", "be/reports/2020-12.html"
    ),
)
EN = EditionFacts(
    language="en",
    autonym="English",
    series_title="Notes & <signs>",
    series_language="en",
    words=Words("Choose a language", "Latest issue", "There is no such page", "All issues"),
)


class Reader(HTMLParser):
    """Collects links and the languages of texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.languages: list[str] = []
        self.spoken: dict[str, str] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in {"meta", "link", "base"}:
            above = self.languages[-1] if self.languages else ""
            self.languages.append(given.get("lang") or above)
        if tag == "a":
            self.links.append(given["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        self.languages.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.spoken[data.strip()] = self.languages[-1]


def publication(base_url: str = "") -> Publication:
    editions = (Edition("be", "Беларуская"), Edition("en", "English"))
    return Publication(Path("/nowhere"), "Notes", "", editions, base_url=base_url)


def page(name: str, base_url: str = "") -> str:
    made = publication(base_url)
    pages = chooser(made, [BE, EN]) | nowhere(made, [BE, EN])
    return pages[name].decode("utf-8")


def test_chooser_offers_each_edition_with_its_newest_issue() -> None:
    read = Reader(page("index.html"))
    assert read.links == ["be/index.html", "be/reports/2020-12.html", "en/index.html"]
    assert read.spoken["Снег <у> снежні"] == "be"
    assert read.spoken["Снежань 2020"] == "be"
    assert read.spoken["Choose a language"] == "en"
    # Before its first issue an edition shows the series.
    assert read.spoken["Notes & <signs>"] == "en"


def test_chooser_neither_redirects_nor_runs_anything() -> None:
    text = page("index.html")
    assert "<script" not in text
    assert "refresh" not in text
    assert "//" not in text.replace("<!DOCTYPE html>", "")


def test_lost_reader_is_led_to_the_front_pages() -> None:
    read = Reader(page("404.html"))
    assert read.spoken["Такой старонкі няма"] == "be"
    assert read.spoken["Усе выпускі: be/index.html"] == "be"
    assert read.links == []  # it is shown at any address, and does not know its own
    known = Reader(page("404.html", "https://notes.example/x"))
    front = "https://notes.example/x/{}/index.html".format
    assert known.links == [front("be"), front("en")]
    assert known.spoken["All issues"] == "en"


def test_root_has_the_style_of_the_editions() -> None:
    style = chooser(publication(), [BE])["site.css"]
    assert b"prefers-color-scheme: dark" in style
    assert b'href="site.css"' in chooser(publication(), [BE])["index.html"]


def test_without_editions_there_is_no_page() -> None:
    assert chooser(publication(), []) == nowhere(publication(), []) == {}


@pytest.mark.parametrize("facts", [BE, EN])
def test_facts_come_back_as_they_were(tmp_path: Path, facts: EditionFacts) -> None:
    path = tmp_path / "facts.json"
    path.write_text(dumps(facts), "utf-8")
    assert read_facts(path) == facts


@pytest.mark.parametrize("text", [None, "", "{}", "[]", '{"newest": 1, "words": {}}'])
def test_unreadable_facts_are_named(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "facts.json"
    if text is not None:
        path.write_text(text, "utf-8")
    with pytest.raises(BuildError, match="build the edition afresh") as caught:
        read_facts(path)
    assert str(path) in str(caught.value)
