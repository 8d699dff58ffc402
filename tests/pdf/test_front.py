"""The title block: what page one says, and what it does not say twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.config import AUTONYMS, Edition, Publication
from editions.pdf.front import Issue, front


def issue(language: str = "en", *, publisher: str = "", base_url: str = "") -> Issue:
    editions = tuple(Edition(*item) for item in AUTONYMS.items())
    publication = Publication(Path(), "Situation in Belarus", publisher, editions, base_url)
    return Issue(publication, language, "reports/2020-12")


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        (
            "Analytical report: Situation in Belarus (December 2020)",
            ("Analytical report:", "(December 2020)"),
        ),
        ("Situation in Belarus", ("", "")),
        ("SITUATION in\u00a0Belarus: December", ("", ": December")),
    ],
)
def test_a_title_that_names_the_series_is_parted(title: str, parts: tuple[str, str]) -> None:
    data = front(issue(), [title])
    assert (data["parts"]["before"], data["parts"]["after"]) == parts
    assert data["title"] == title.replace("\u00a0", " ")


def test_another_title_stands_under_the_series() -> None:
    data = front(issue(), ["Annual review"])
    assert data["parts"] is None
    assert data["series"] == {"text": "Situation in Belarus", "language": "en"}


def test_a_series_nobody_translated_keeps_its_language() -> None:
    assert front(issue("be"), ["Агляд"])["series"]["language"] == "en"


@pytest.mark.parametrize(
    ("language", "month"),
    [("be", "Снежань 2020"), ("ru", "Декабрь 2020"), ("en", "December 2020")],
)
def test_the_month_is_in_the_language_of_the_edition(language: str, month: str) -> None:
    assert front(issue(language), ["Title"])["month"] == month


def test_facts_that_are_not_known_have_no_line() -> None:
    facts = front(issue(), ["Title"])["facts"]
    assert [(fact["label"], fact["text"]) for fact in facts] == [
        ("Issue", "December 2020"),
        ("Language", "English"),
        ("Web edition", "en/reports/2020-12.html"),
    ]
    known = front(issue(publisher="House", base_url="https://a.example"), ["Title"])["facts"]
    assert known[1]["text"] == "House"
    assert known[3]["url"] == "https://a.example/en/reports/2020-12.html"
