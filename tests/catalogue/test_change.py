"""Classes of change: a fact is never taken for a slip of the pen."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions.catalogue import po
from editions.catalogue.change import Change, Mentioned, classify, note
from editions.names import gazetteer
from editions.names.match import finder
from tests.conftest import DECEMBER

TABLE = Path(__file__).parent / "data" / "changes.toml"
ROWS: list[list[str]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["rows"]
ENGLISH = [row[2] for row in ROWS if row[0] == "en"]


@cache
def names(language: str) -> Callable[[str], Counter[str]]:
    rows = gazetteer.rows(DECEMBER / "locale" / "gazetteer.csv")
    found = finder(rows, language)
    return Mentioned(found.find)


def test_the_table_is_large_and_covers_every_class_and_language() -> None:
    assert len(ROWS) >= 130
    assert {(row[0], row[1]) for row in ROWS} == {
        (language, change.value) for language in ("be", "ru", "en") for change in Change
    }


@pytest.mark.parametrize(("language", "label", "old", "new"), ROWS)
def test_a_labelled_change_gets_its_class(language: str, label: str, old: str, new: str) -> None:
    assert classify(old, new, language, names=names(language)) == label


@pytest.mark.parametrize(("language", "label", "old", "new"), ROWS)
def test_taking_a_change_back_is_as_grave(language: str, label: str, old: str, new: str) -> None:
    assert classify(new, old, language, names=names(language)) == label


@pytest.mark.parametrize(("language", "label", "old", "new"), ROWS)
def test_what_was_no_fact_without_the_register_is_none_by_typography(
    language: str, label: str, old: str, new: str
) -> None:
    if label == "fact":
        assert classify(old, new, language) is not Change.TYPOGRAPHY


@given(st.sampled_from(ENGLISH), st.data())
def test_another_digit_anywhere_is_a_fact(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    digit = data.draw(st.sampled_from("0123456789"))
    assert classify(text, text[:place] + digit + text[place:], "en") is Change.FACT


@given(st.sampled_from(ROWS), st.data())
def test_spaces_never_count(row: list[str], data: st.DataObject) -> None:
    text = row[2]
    words = text.split(" ")
    # Between two numbers another space may make one of them; that is no matter of setting.
    places = [n for n in range(len(words)) if not "".join(words[max(n - 1, 0) : n + 1]).isdigit()]
    place = data.draw(st.sampled_from(places))
    space = data.draw(st.sampled_from(["  ", "\u00a0", "\u202f"]))
    changed = (" ".join(words[:place]) + space + " ".join(words[place:])).strip()
    assert classify(text, changed, row[0], names=names(row[0])) is Change.TYPOGRAPHY


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["be", "ru", "en"]))
def test_any_two_texts_have_a_class_and_a_note_of_one_line(
    old: str, new: str, language: str
) -> None:
    assert classify(old, old, language) is Change.TYPOGRAPHY
    assert classify(old, new, language) in Change
    told = note(old, new)
    assert bool(told) == (old != new)
    assert len(told.splitlines()) <= 1
    assert len(told) < 700


def test_a_note_tells_both_sides_word_by_word() -> None:
    assert note("in the budget of the army", "in its budget of the army") == "«the» → «its»"
    assert note("a b c", "a b allegedly c") == "+ «allegedly»"
    assert note("two were killed", "were killed") == "− «two»"
    assert note("12 %", "12\u00a0%") == "space → no-break space"
    assert note("a b c d e f g h", "x b y d z f w h") == "«a» → «x»; «c» → «y»; «e» → «z» …"
    long = note("short", " ".join(f"word{number}" for number in range(99)))
    assert long.startswith("«short» → «word0 word1")
    assert " … " in long
    assert note("same", "same") == ""


def test_a_huge_text_is_not_compared_word_by_word() -> None:
    text = "word " * 200_000
    assert classify(text, text + "more", "en") is Change.FACT
    assert note(text, "less " + text) == "+ «less»"


SWAPS = {
    "en": [("million", "billion"), ("December", "November"), ("not ", ""), ("no ", "")],
    "be": [("млн", "млрд"), ("снежня", "лістапада"), ("не ", ""), ("няма", "ёсць")],
    "ru": [("млн", "млрд"), ("декабря", "ноября"), ("не ", ""), ("нет", "есть")],
}
OTHER_NAME = {"en": "Kowalski", "be": "Кавальскі", "ru": "Ковальский"}


def mutants(text: str, language: str) -> list[str]:
    """Change one fact at a time: digits, magnitudes, months, negations, names inside a sentence."""
    made = [
        text[: match.start()] + new + text[match.end() :]
        for old, new in SWAPS[language]
        for match in re.finditer(rf"(?<!\w){old}(?=\W|\Z|(?<= ))", text)
    ]
    for match in re.finditer(r"\d", text):
        other = str((int(match[0]) + 1) % 10)
        made += [text[: match.start()] + new + text[match.end() :] for new in ("", other)]
    for match in re.finditer(r"(?<=[a-zа-яіўё,] )[A-ZА-ЯІЎЁ]\w{3,}", text):
        name = OTHER_NAME[language]
        made += [text[: match.start()] + new + text[match.end() :] for new in ("", name)]
    return [mutant for mutant in made if mutant != text]


@pytest.mark.parametrize("language", ["be", "ru", "en"])
def test_no_changed_fact_of_the_real_report_is_taken_for_less(language: str) -> None:
    folder = DECEMBER / "locale" / ("ru" if language == "ru" else "be") / "LC_MESSAGES/reports"
    report = po.read(folder / "2020-12.po")
    texts = [entry.msgid if language == "en" else entry.msgstr for entry in report]
    changed = [(text, mutant) for text in texts for mutant in mutants(text, language)]
    assert len(changed) > 400
    found = names(language)
    missed = [
        note(text, mutant)
        for text, mutant in changed
        if classify(text, mutant, language, names=found) is not Change.FACT
    ]
    assert missed == []
