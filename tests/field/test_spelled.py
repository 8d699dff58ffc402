"""Spelling is really checked, in all three languages, by the dictionaries that `make` brings."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from editions import config
from editions.checks import spellchecking
from editions.checks.convention import Convention
from editions.checks.findings import Finding
from editions.checks.markup import readable
from editions.checks.texts import Text, texts
from editions.config import Publication
from editions.problems import Problem

PAIRS = Path(__file__).with_name("desk_pairs.tsv")
LANGUAGES = ("be", "ru", "en")


@pytest.fixture(scope="module")
def publication(december: Path) -> Publication:
    return config.load(december)


def spelled(publication: Publication, given: list[Text]) -> tuple[list[Finding], list[Problem]]:
    assert {text.language for text in given} == set(LANGUAGES)
    found, untold = spellchecking.findings(given, Convention.of(publication))
    return found, list(spellchecking.skipped(publication, untold))


def test_the_december_report_is_spelled_in_all_languages(publication: Publication) -> None:
    unknown, skipped = spelled(publication, list(texts(publication)))
    assert [str(each) for each in skipped] == []
    assert [each.message for each in unknown] == []


def test_right_translations_are_spelled_in_all_languages(publication: Publication) -> None:
    lines = [line for line in PAIRS.read_text("utf-8").splitlines(True) if line[0] != "#"]
    given = [
        Text(PAIRS, PAIRS.name, number, language, row[language], readable(row[language]))
        for number, row in enumerate(csv.DictReader(lines, delimiter="\t", quoting=3), 1)
        for language in LANGUAGES
        if row[language]
    ]
    unknown, skipped = spelled(publication, given)
    assert [str(each) for each in skipped] == []
    assert [each.message for each in unknown] == []


@pytest.mark.parametrize(
    ("language", "wrong"),
    [
        ("be", "На дарозе ляжаў снех."),
        ("ru", "На дороге лежал снек."),
        ("en", "The raod was open."),
    ],
)
def test_a_slip_is_found_in_each(publication: Publication, language: str, wrong: str) -> None:
    text = Text(PAIRS, PAIRS.name, 1, language, wrong, wrong)
    unknown, _ = spellchecking.findings([text], Convention.of(publication))
    assert len(unknown) == 1
