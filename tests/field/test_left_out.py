"""A publication that writes ё is told where it is lacking; one that does not hears nothing."""

from __future__ import annotations

from pathlib import Path

from editions.checks import left_out
from editions.checks.texts import Text

WITH = "Ещё в трёх районах прошёл серьёзный учёт."


def text(said: str, name: str = "a") -> Text:
    return Text(Path(f"{name}.po"), f"{name}.po", 1, "ru", said, said)


def told(*said: str, house: str = f"{WITH} {WITH}") -> list[str | None]:
    chosen = [text(each) for each in said]
    return [each.better for each in left_out.findings(chosen, [*chosen, text(house, "b")])]


def test_a_word_that_only_the_letter_makes_right_is_told() -> None:
    assert told("Серьезный отчет о подчиненных.") == ["Серьёзный", "отчёт", "подчинённых"]


def test_a_word_that_is_another_one_without_it_is_not() -> None:
    assert told("Все узнает о нем осел, а совершенный берет – это чем-то небо.") == []


def test_a_name_inside_a_sentence_is_the_registers() -> None:
    assert told("Там был Черных.") == []


def test_a_house_without_the_letter_hears_nothing() -> None:
    assert told("Серьезный отчет.", house="Еще в трех районах прошел учет.") == []


def test_interface_words_are_no_rule_of_the_house() -> None:
    mixed = [text("Серьезный отчет."), text(f"{WITH} {WITH} {WITH}", "sphinx")]
    assert list(left_out.findings(mixed, mixed)) == []


def test_a_language_without_such_letters_is_passed_over() -> None:
    other = Text(Path("a.po"), "a.po", 1, "be", "еще", "еще")
    assert list(left_out.findings([other], [other])) == []
