"""Atom feeds, parsed strictly and held against RFC 4287."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from editions.config import Edition, Publication
from editions.site.dates import Dates
from editions.site.feed import NEWEST, feed
from editions.site.published import (
    LandingWords,
    Part,
    PublishedEdition,
    PublishedIssue,
    dumps,
    load,
)

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LANGUAGES = {"be": "Беларуская", "ru": "Русский", "en": "English"}
PUBLICATION = Publication(
    Path("/nowhere"),
    "Winter & <notes>",
    "",
    tuple(Edition(language, name) for language, name in LANGUAGES.items()),
)


def issue(key: str, *, finished: bool = True, **stated: str) -> PublishedIssue:
    return PublishedIssue(
        key=key,
        document=f"reports/{key}",
        month=key,
        dates=Dates(key, **stated),
        title=Part(f"Снег & <лёд> {key}", "be"),
        opening=Part("It snowed & froze.", "en"),
        pdf=finished,
        origin="Пераклад з англійскай",
        state="",
        published="",
        corrected="",
        finished=finished,
    )


EDITION = PublishedEdition(
    language="be",
    autonym="Беларуская",
    series=Part("Зімовыя & <нататкі>", "be"),
    publisher=None,
    issues=(
        issue("2021-03", finished=False),
        issue("2021-02"),
        issue("2021-01", published="2021-02-11", corrected="2021-06-05"),
    ),
    pages=("index", "reports/2021-01", "reports/2021-02"),
    corrections="",
    words=LandingWords(
        "PDF", "EPUB", "Выпраўленні", "Побач", "Адзін файл", "Сумы", "Фарматы", "Усе"
    ),
)


def read(publication: Publication, edition: PublishedEdition) -> ElementTree.Element:
    written = feed(publication, edition, others={"ru": ["reports/2021-01"], "en": ()})
    assert written is not None
    return ElementTree.fromstring(written)  # noqa: S314 - what we wrote


def links(element: ElementTree.Element) -> set[tuple[str, str, str, str]]:
    return {
        (link.attrib["rel"], link.attrib["type"], link.get("hreflang", ""), link.attrib["href"])
        for link in element.findall(f"{ATOM}link")
    }


def test_it_has_what_atom_requires() -> None:
    root = read(PUBLICATION, EDITION)
    assert (root.tag, root.get(LANG)) == (f"{ATOM}feed", "be")
    for element in (root, *root.findall(f"{ATOM}entry")):
        for required in ("id", "title", "updated"):
            [found] = element.findall(f"{ATOM}{required}")
            assert found.text
        [updated] = element.findall(f"{ATOM}updated")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", updated.text or "")
        identifier = element.findtext(f"{ATOM}id") or ""
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", identifier)
        # Readers that know one link only take the last alternate (feedparser, Liferea).
        [alternate] = [link for link in links(element) if link[0] == "alternate"]
        assert alternate[1:3] == ("text/html", "be")
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Зімовыя & <нататкі>"
    known = {"feed", "id", "title", "updated", "published", "author", "name", "link", "entry"}
    assert {each.tag.removeprefix(ATOM) for each in root.iter()} == known | {"summary"}


def test_only_finished_issues_are_fed_and_a_correction_is_news() -> None:
    root = read(PUBLICATION, EDITION)
    entries = root.findall(f"{ATOM}entry")
    assert [each.findtext(f"{ATOM}title") for each in entries] == [
        "Снег & <лёд> 2021-02",
        "Снег & <лёд> 2021-01",
    ]
    assert entries[1].findtext(f"{ATOM}updated") == "2021-06-05T00:00:00Z"
    assert entries[1].findtext(f"{ATOM}published") == "2021-02-11T00:00:00Z"
    # Nobody stated a day: none is made up, and the moment Atom demands is the month's first.
    assert entries[0].find(f"{ATOM}published") is None
    assert entries[0].findtext(f"{ATOM}updated") == "2021-02-01T00:00:00Z"
    assert root.findtext(f"{ATOM}updated") == "2021-06-05T00:00:00Z"
    summary = entries[0].find(f"{ATOM}summary")
    assert summary is not None
    assert (summary.get(LANG), summary.text) == ("en", "It snowed & froze.")


def test_links_are_relative_until_there_is_an_address() -> None:
    february, january = read(PUBLICATION, EDITION).findall(f"{ATOM}entry")
    html, pdf = "text/html", "application/pdf"
    assert links(february) == {
        ("alternate", html, "be", "reports/2021-02.html"),
        ("related", html, "ru", "../ru/reports/2021-02.html"),
        ("related", html, "en", "../en/reports/2021-02.html"),
        ("related", pdf, "be", "reports/2021-02.pdf"),
    }
    assert "ru" not in {link[2] for link in links(january)}
    root = read(replace(PUBLICATION, base_url="https://r.example/x"), EDITION)
    for element in (root, *root.findall(f"{ATOM}entry")):
        assert all(link[3].startswith("https://r.example/x/") for link in links(element))
    own = ("self", "application/atom+xml", "", "https://r.example/x/be/feed.xml")
    assert own in links(root)


def test_an_entry_is_the_same_in_every_edition_and_at_every_address() -> None:
    def ids(publication: Publication, edition: PublishedEdition) -> list[str]:
        return [each.text or "" for each in read(publication, edition).iter(f"{ATOM}id")]

    here = ids(PUBLICATION, EDITION)
    assert len(set(here)) == 3
    assert ids(replace(PUBLICATION, base_url="https://r.example"), EDITION) == here
    russian = ids(PUBLICATION, replace(EDITION, language="ru"))
    assert russian[1:] == here[1:]
    assert russian[0] != here[0]
    assert not set(ids(replace(PUBLICATION, title="Summer notes"), EDITION)) & set(here)


def test_it_does_not_grow_with_the_archive() -> None:
    many = tuple(issue(f"20{year:02}-01") for year in range(60, 10, -1))
    assert len(read(PUBLICATION, replace(EDITION, issues=many)).findall(f"{ATOM}entry")) == NEWEST


def test_before_the_first_finished_issue_there_is_none() -> None:
    waiting = replace(EDITION, issues=EDITION.issues[:1])
    assert feed(PUBLICATION, waiting, others={}) is None


@pytest.mark.parametrize("publisher", [None, Part("Інстытут", "be")])
def test_what_is_published_is_read_as_it_was_written(
    tmp_path: Path, publisher: Part | None
) -> None:
    edition = replace(EDITION, publisher=publisher)
    path = tmp_path / "published.json"
    path.write_text(dumps(edition), encoding="utf-8")
    assert load(path) == edition
