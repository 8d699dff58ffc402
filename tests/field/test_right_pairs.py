"""Right translations of hard sentences: none is stopped, hardly any is asked about."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from editions import config
from editions.checks import SPELLING
from editions.checks.markup import readable
from editions.checks.texts import Source, Text
from editions.problems import Problem, Severity
from tests.checks.made import judged

PAIRS = Path(__file__).with_name("right_pairs.tsv")
ASKED_ABOUT = 3
"""Of the two hundred, so many may raise a warning (spelling apart): goal 2 in 1,000 words."""


def pairs() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def told(december: Path) -> list[Problem]:
    """What the checks say of all pairs, each a message of its own line."""
    texts = [
        Text(
            file=PAIRS,
            path=PAIRS.name,
            line=number,
            language=pair["to"],
            raw=pair["right"],
            text=readable(pair["right"]),
            source=Source(pair["source"], readable(pair["source"]), pair["from"]),
        )
        for number, pair in enumerate(pairs(), 1)
    ]
    publication = config.load(december)
    found = judged(publication, texts)
    return [each for each in found if each.id != SPELLING.id]


def test_there_are_two_hundred_from_many_fields() -> None:
    given = pairs()
    assert len(given) >= 200
    political = {"politics", "military", "history", "transport"}
    assert sum(pair["field"] not in political for pair in given) > len(given) / 2
    assert len({(pair["from"], pair["to"]) for pair in given}) == 6


def test_no_right_translation_is_an_error(told: list[Problem]) -> None:
    assert [str(each) for each in told if each.severity is Severity.ERROR] == []


def test_hardly_any_right_translation_is_asked_about(told: list[Problem]) -> None:
    asked = [f"{each} · {each.msgid}" for each in told if each.severity is Severity.WARNING]
    assert len(asked) <= ASKED_ABOUT, "\n".join(asked)
