"""The index of names as data: one issue's with paragraphs, a volume's with months as well."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions import config
from editions.pdf.names_index import issue_index, volume_index
from editions.pdf.walk import Data
from editions.site.gazetteer_page import Mentions, Register, register


@pytest.fixture(scope="module")
def names(december: Path) -> Register:
    return register(config.load(december))


def _id(names: Register, be: str) -> str:
    return next(each.id for each in names.by_id.values() if each.be == be)


def _entries(index: Data | None) -> dict[str, Data]:
    assert index is not None
    return {entry["text"]: entry for letter in index["letters"] for entry in letter["entries"]}


def test_a_name_stands_as_the_edition_prints_it_with_its_other_forms(names: Register) -> None:
    mentions = {_id(names, "Мінск"): [5], _id(names, "Брэст"): [2]}
    index = issue_index(mentions, names, language="be")
    assert list(_entries(index)) == ["Брэст", "Мінск"]
    assert _entries(index)["Мінск"]["forms"] == [
        {"language": "ru", "text": "Минск"},
        {"language": "en", "text": "Minsk"},
    ]
    assert list(_entries(issue_index(mentions, names, language="en"))) == ["Brest", "Minsk"]


def test_latin_letters_follow_the_switch_of_the_publication(names: Register) -> None:
    mentions = {_id(names, "Гродна"): [1]}
    found = {
        scheme: list(_entries(issue_index(mentions, Register(names.by_id, scheme), language="en")))
        for scheme in ("national_2023_be", "lacinka")
    }
    assert found["national_2023_be"] != found["lacinka"]


def test_paragraphs_in_a_row_are_one_link_to_the_first(names: Register) -> None:
    mentions: Mentions = {_id(names, "Мінск"): [1, 4, 5, 6, "6a", 8, 9]}
    place = _entries(issue_index(mentions, names, language="be"))["Мінск"]["places"][0]
    assert place["month"] == ""
    assert [link["text"] for link in place["paragraphs"]] == ["1", "4–6", "6a", "8", "9"]
    assert place["paragraphs"][1] == {"text": "4–6", "to": "p4", "last": "p6"}
    assert place["paragraphs"][2] == {"text": "6a", "to": "p6a"}


def test_a_volume_has_one_entry_a_name_with_the_issues_in_order(names: Register) -> None:
    minsk, brest = _id(names, "Мінск"), _id(names, "Брэст")
    found = {"2020-01": {minsk: [3]}, "2020-02": {brest: [1], minsk: [7]}}
    months = {"2020-01": "January", "2020-02": "February"}
    index = volume_index(found, names, language="be", months=months)
    assert index is not None
    assert index["heading"]["level"] == 1
    places = _entries(index)["Мінск"]["places"]
    assert [place["month"] for place in places] == ["January", "February"]
    assert [place["paragraphs"][0]["to"] for place in places] == ["2020-01.p3", "2020-02.p7"]
    assert len(_entries(index)["Брэст"]["places"]) == 1


def test_an_issue_that_names_nobody_has_no_index(names: Register) -> None:
    assert issue_index({}, names, language="be") is None
    assert issue_index({"nobody-knows-it": [1]}, names, language="be") is None
