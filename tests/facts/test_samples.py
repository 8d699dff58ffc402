"""Facts of sentences labelled by hand, and denials counted in others."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from editions.facts import facts, negations

DATA = tomllib.loads((Path(__file__).parent / "samples.toml").read_text("utf-8"))


def samples() -> Iterator[tuple[str, str, list[str]]]:
    """Give language, text and facts of every labelled sentence."""
    for row in DATA["same"]:
        for language in ("be", "ru", "en"):
            yield language, row[language], _labels(row["facts"])
    for row in DATA["one"]:
        yield row["language"], row["text"], _labels(row["facts"])


def _labels(told: str) -> list[str]:
    return sorted(label.strip() for label in told.split(";") if label.strip())


def test_there_are_enough_samples() -> None:
    assert len(list(samples())) >= 150


@pytest.mark.parametrize(("language", "text", "wanted"), list(samples()))
def test_facts_of_a_sample(language: str, text: str, wanted: list[str]) -> None:
    found = facts(text, language)
    assert sorted(f"{fact.kind} {fact.value}" for fact in found) == wanted
    for fact in found:
        assert fact.text == text[fact.start : fact.end]


@pytest.mark.parametrize(
    ("count", "be", "ru", "en"),
    [
        (0, "Пагрозы ёсць.", "Угроза есть.", "There is a threat."),
        (1, "Пагрозы няма.", "Угрозы нет.", "There is no threat."),
        (1, "Нічога не вядома.", "Ничего не известно.", "Nothing is known."),
        (1, "Ні НАТА, ні ЕС не пагроза.", "Ни НАТО, ни ЕС не угроза.", "Neither NATO nor the EU."),
        (1, "Гэта немагчыма без іх.", "Это невозможно без них.", "It is impossible without them."),
        (2, "Не бачыць і нельга.", "Не видит и нельзя.", "It does not see and cannot."),
        (1, "Ён не будзе.", "Он не будет.", "He won’t."),
        (1, "Ён не робіць.", "Он не делает.", "He doesn't."),
        (0, "Дом № 5.", "Дом № 5.", "House No. 5."),
        (1, "Ніколі не спыніцца.", "Никогда не остановится.", "It will never stop."),
    ],
)
def test_denials_count_alike(count: int, be: str, ru: str, en: str) -> None:
    assert [negations(be, "be"), negations(ru, "ru"), negations(en, "en")] == [count] * 3
