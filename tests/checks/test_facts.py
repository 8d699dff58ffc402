"""Facts of a translation against its source: what is an alarm and what is only another language."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions import config
from editions.checks.facts import find
from editions.checks.markup import readable
from editions.checks.texts import Source, Text, texts


def found(source: str, translation: str, pair: str) -> list[tuple[str, str]]:
    """Give id and message of what the check says of a translation; `pair` is "en-be"."""
    theirs, ours = pair.split("-")
    text = Text(
        file=Path("locale/x.po"),
        path="locale/x.po",
        line=1,
        language=ours,
        raw=translation,
        text=readable(translation),
        source=Source(source, readable(source), theirs),
    )
    return [(finding.check.id, finding.message) for finding in find(text)]


WRONG = [
    ("fact-number", "en-be", "About 12% of it.", "Каля 13 % з іх."),
    ("fact-number", "en-ru", "Costs $12 million.", "Стоит 12 млрд долларов."),
    ("fact-number", "en-be", "Several million people.", "Некалькі мільярдаў чалавек."),
    ("fact-number", "be-ru", "10 тыс. чалавек", "1 тысяча человек"),
    ("fact-number", "ru-en", "Три батальона", "Four battalions"),
    ("fact-number", "en-be", "Costs 5 million USD.", "Каштуе 5 млн еўра."),
    ("fact-number", "en-ru", "Two Su-30 fighters", "Два истребителя Су-35"),
    ("fact-number", "en-be", "Many came.", "Прыйшлі 300 чалавек."),
    ("fact-date", "en-be", "On December 6.", "6 лістапада."),
    ("fact-date", "be-en", "10 снежня 2020 года", "On December 10, 2021"),
    ("fact-date", "ru-be", "в марте", "у траўні"),
    ("fact-date", "en-ru", "At 10:30.", "В 10:20."),
    ("fact-number", "en-be", "From 2020 to 2020 again", "З 2020 да 202 зноў"),
    ("fact-ordinal", "en-be", "The 2nd brigade", "3-я брыгада"),
    ("fact-ordinal", "ru-en", "вторая волна", "the third wave"),
    ("fact-unit", "en-be", "5 km away", "за 5 м"),
    ("fact-unit", "ru-be", "два года назад", "два месяцы таму"),
    ("fact-link", "en-be", "`x <https://a.by/1>`__", "`х <https://а.by/1>`__"),
    ("fact-link", "en-be", "`x <https://a.by/1>`__", "`х <https://user@a.by/1>`__"),
    ("fact-link", "be-ru", ":doc:`А <a>`", ":doc:`А <b>`"),
    ("fact-link", "en-ru", "Nothing here", "Не здесь: https://a.by"),
    ("fact-negation", "en-be", "There is no threat.", "Пагроза ёсць."),
    ("fact-negation", "be-en", "Нічога не вядома.", "Something is known."),
    ("fact-negation", "en-be", "Nothing is known.", "Нічога вядома."),
    ("fact-negation", "ru-en", "Это правда.", "This is not true."),
]
RIGHT = [
    ("en-be", "On December 6, 2020, at 5 p.m.", "6 снежня 2020 года, а 5 гадзіне."),
    ("en-ru", "In 2020 it was 10%, in 2020 too.", "В 2020 году было 10 %, тогда же."),
    ("en-be", "Seven of them", "Сем з іх"),
    ("en-be", "7 of them", "Сем з іх"),
    ("be-en", "2000 чалавек", "2,000 people"),
    ("en-be", "Both sides agreed twice.", "Абодва бакі дамовіліся два разы."),
    ("en-be", "Two-way talks", "Двухбаковыя перамовы"),
    ("en-be", "First of all, money. The first step.", "Найперш грошы. Пачатковы крок."),
    ("en-ru", "a thousand soldiers", "1000 солдат"),
    ("ru-be", "12 тысяч рублей", "12 тыс. беларускіх рублёў"),
    ("en-be", "It is unlikely to help.", "Наўрад ці гэта дапаможа."),
    ("en-be", "Lack of reaction.", "Няма рэакцыі."),
    ("en-be", "No fonts, no pictures are loaded.", "Не грузяцца ні шрыфты, ні відарысы."),
    ("en-ru", "It is never renamed or removed.", "Его никогда не меняют и не удаляют."),
    ("en-be", "He did not come. She did.", "Ён не прыйшоў, а яна прыйшла."),
    ("en-be", "Neither NATO nor Poland is a threat.", "Ні НАТА, ні Польшча не пагроза."),
    ("en-be", "Written ``x = 5`` and :en:`in May`.", "Напісана ``x = 5`` і :en:`in May`."),
]  # fmt: skip


@pytest.mark.parametrize(("check", "pair", "source", "translation"), WRONG)
def test_another_fact_is_an_alarm(check: str, pair: str, source: str, translation: str) -> None:
    assert [id_ for id_, _ in found(source, translation, pair)] == [check]


@pytest.mark.parametrize(("pair", "source", "translation"), RIGHT)
def test_another_way_to_say_it_is_none(pair: str, source: str, translation: str) -> None:
    assert found(source, translation, pair) == []


def test_the_message_tells_what_both_have() -> None:
    assert found("About 12% more.", "Каля 13 % болей.", "en-be") == [
        ("fact-number", "the source has ‘12%’, the translation ‘13 %’")
    ]
    assert found("In May.", "Вясной.", "en-be") == [
        ("fact-date", "the source has ‘May’, the translation has not")
    ]
    assert found("Many.", "300 чалавек.", "en-be") == [
        ("fact-number", "the translation has ‘300’, which the source has not")
    ]


def test_a_fuzzy_translation_is_left_alone() -> None:
    text = Text(
        Path("x.po"), "x.po", 1, "be", "13 %", "13 %", Source("12%", "12%", "en"), settled=False
    )
    assert list(find(text)) == []


def test_the_facts_of_the_report_agree(december: Path) -> None:
    publication = config.load(december)
    wanted = [text for text in texts(publication) if "2020-12" in text.path]
    findings = [finding.problem() for text in wanted for finding in find(text)]
    assert [str(problem) for problem in findings] == []
