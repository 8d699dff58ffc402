"""Facts of numbers and texts that nobody chose."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from editions.catalogue import po
from editions.facts import facts, negations

LANGUAGES = st.sampled_from(["be", "ru", "en"])
DIGITS = ["12", "7", "2020", "31", "1", "000", " ", "\u00a0", ".", ",", ":", "-", "–", "/", "%"]
CYRILLIC = ["млн", "тыс.", "снежня", "мая", "декабря", "год", "года", "км", "т", "Су-", "двадцать"]
CYRILLIC += ["сто", "дзве", "трэці", "-я", "не", "ні", "долараў", "да", "першы", "з паловай"]
LATIN = ["$", "May", "December", "S-", "two", "hundred", "and", "th", "XIX", "not", "BYN", "a"]
BITS = st.sampled_from([*DIGITS, *CYRILLIC, *LATIN])
MARKUP = st.sampled_from(["`", "*", "<http://a.by/1>`__", "|", "[1]_", ":en:`ten"])
GROUPS = {"be": "\u00a0", "ru": "\u202f", "en": ","}


def formatted(number: int, decimals: int, language: str) -> str:
    """Write a number as a language does."""
    digits = f"{number:,}".replace(",", GROUPS[language])
    mark = "." if language == "en" else ","
    return digits + (f"{mark}{decimals}5" if decimals else "")


@given(st.integers(0, 10**12), st.integers(0, 999), LANGUAGES)
def test_a_number_is_read_back(number: int, decimals: int, language: str) -> None:
    (fact,) = facts(f"({formatted(number, decimals, language)} %)", language)
    assert (fact.kind, fact.value) == (
        "percent",
        f"{number}.{decimals}5" if decimals else f"{number}",
    )


@given(st.integers(2, 999), st.sampled_from([1000, 10**6, 10**9]), LANGUAGES)
def test_orders_of_magnitude_are_read_back(number: int, order: int, language: str) -> None:
    words = {
        "be": {1000: "тыс.", 10**6: "мільёнаў", 10**9: "млрд"},
        "ru": {1000: "тысяч", 10**6: "млн", 10**9: "миллиардов"},
        "en": {1000: "thousand", 10**6: "million", 10**9: "billion"},
    }
    (fact,) = facts(f"{number} {words[language][order]}.", language)
    assert (fact.kind, fact.value) == ("number", str(number * order))


@given(st.lists(BITS | MARKUP | st.text(max_size=3), max_size=30).map("".join), LANGUAGES)
@example("٣" * 5000 + " тыс. ²²" + "9" * 5000, "be")
@example("млн 5 тыс. " * 400, "be")
@example("1, " * 3000, "ru")
def test_any_text_is_read(text: str, language: str) -> None:
    found = facts(text, language)
    assert negations(text, language) >= 0
    assert list(found) == sorted(found, key=lambda fact: (fact.start, fact.end, fact.value))
    for fact in found:
        assert fact.text == text[fact.start : fact.end]


@given(st.lists(BITS, max_size=30).map("".join), LANGUAGES)
def test_no_digit_is_passed_over(text: str, language: str) -> None:
    read = {place for fact in facts(text, language) for place in range(fact.start, fact.end)}
    assert {match.start() for match in re.finditer(r"\d", text)} <= read


@pytest.mark.parametrize("language", ["be", "ru", "en"])
def test_every_changed_digit_of_the_report_is_a_changed_fact(december: Path, language: str) -> None:
    edition = "be" if language == "en" else language
    for entry in po.read(december / f"locale/{edition}/LC_MESSAGES/reports/2020-12.po"):
        text = entry.msgid if language == "en" else entry.msgstr
        before = _counted(text, language)
        for match in re.finditer(r"\d", text):
            other = str((int(match[0]) + 1) % 10)
            changed = text[: match.start()] + other + text[match.end() :]
            assert _counted(changed, language) != before, changed
            dropped = text[: match.start()] + text[match.end() :]
            assert _counted(dropped, language) != before, dropped


def _counted(text: str, language: str) -> Counter[tuple[str, str]]:
    return Counter((fact.kind, fact.value) for fact in facts(text, language))
