"""Typography: what each language sets how."""

from __future__ import annotations

import pytest

from editions.checks.typography import find
from tests.checks.made import ids, made

RIGHT = [
    ("be", "«Белавія» нясе страты – 12 % ад рота «„Волат“ і іншых»; у 2021–2025 гадах."),
    ("be", "План (на 2020 год) зацверджаны: № 5, § 3, А. Лукашэнка і В. Вакульчык…"),
    ("be", "Двух- і трохпавярховыя дамы; 10 %-ны рост; тэмпература -5 градусаў."),
    ("be", "Тэлефон 8-017-222-33-44, выпуск 2020-12, дата 2020-12-06, лік 3,5 і 10:30."),
    ("be", "а) першае; б) другое; 1) трэцяе [1]_ і :doc:`Выпраўленні <corrections>`."),
    ("be", "Ён сказаў: «Так!» – і «…» Аб’ект, з’езд; і г. д., «у 2020 г.»"),
    ("ru", "«Союзное государство», т. е. «„Волат“ и другие»; Минск – столица; рост 1–2 %."),
    ("ru", "Что?! Нет… Да: 300 тыс. человек; д’Артаньян."),
    ("en", "The so-called “Union State” – 12% of it (see p. 3); pre- and post-war years’ ends."),
    ("en", "The Russian «:ru:`фактура`» means “:en:`Texture`”; Searching …; “He said ‘yes’.”"),
    ("en", "1) one; 2) two; 2021–2025; S-300, 120-mm; 9–11 a.m.; don’t; e.g. this, etc."),
    ("en", "See https://example.org/a--b,c and ``a  -- b`` and `GeoNames <https://x.org>`__."),
]


@pytest.mark.parametrize(("language", "text"), RIGHT)
def test_what_is_set_right_is_left_alone(language: str, text: str) -> None:
    assert [finding.message for finding in find(made(text, language))] == []


@pytest.mark.parametrize(
    ("language", "text", "check"),
    [
        ("be", '"Белавія" нясе страты', "typo-quotes"),
        ("be", "“Белавія” нясе страты", "typo-quotes"),
        ("ru", "рота «Волат «Один»»", "typo-quotes"),
        ("ru", "‘слово’ здесь", "typo-quotes"),
        ("en", "«Belavia» suffers", "typo-quotes"),
        ("en", '"Belavia" suffers', "typo-quotes"),
        ("en", "'Belavia' suffers", "typo-quotes"),
        ("en", "„Belavia“ suffers", "typo-quotes"),
        ("be", "«Белавія нясе страты", "typo-pairs"),
        ("be", "Белавія» нясе страты", "typo-pairs"),
        ("ru", "План (на 2020 год утвержден", "typo-pairs"),
        ("ru", "План на 2020 год) утвержден", "typo-pairs"),
        ("en", "The “Union State is", "typo-pairs"),
        ("be", "Мінск - сталіца", "typo-dash"),
        ("be", "Мінск -- сталіца", "typo-dash"),
        ("be", "у 2021-2025 гадах", "typo-dash"),
        ("ru", "на 1-2 %", "typo-dash"),
        ("ru", "столица–это", "typo-dash"),
        ("ru", "слово- слово", "typo-dash"),
        ("ru", "слово -слово", "typo-dash"),
        ("en", "assistants - inspectors", "typo-dash"),
        ("en", "10:30-11:00", "typo-dash"),
        ("be", "два  прабелы", "typo-space"),
        ("be", "страты ,але", "typo-space"),
        ("be", "страты,але", "typo-space"),
        ("be", "страты . Але", "typo-space"),
        ("be", "страты.Але", "typo-space"),
        ("be", "так !", "typo-space"),
        ("be", "прабел ( тут)", "typo-space"),
        ("be", "прабел (тут )", "typo-space"),
        ("be", "« тут»", "typo-space"),
        ("be", "авіяперавозчык«Белавія»", "typo-space"),
        ("be", "«Белавія»нясе", "typo-space"),
        ("be", "А.Лукашэнка", "typo-space"),
        ("ru", "итог:да", "typo-space"),
        ("en", "one;two", "typo-space"),
        ("en", "the end.The next", "typo-space"),
        ("be", "12% расходаў", "typo-percent"),
        ("ru", "приказ №5", "typo-percent"),
        ("ru", "по §3", "typo-percent"),
        ("en", "12 % of", "typo-percent"),
        ("be", "і далей...", "typo-marks"),
        ("be", "і г. д..", "typo-marks"),
        ("ru", "сказал,, что", "typo-marks"),
        ("ru", "Он сказал: «Нет.»", "typo-marks"),
        ("be", "аб'ект", "typo-apostrophe"),
        ("be", "абʼект", "typo-apostrophe"),
        ("be", "аб`ект", "typo-apostrophe"),
        ("en", "don't", "typo-apostrophe"),
    ],
)
def test_what_is_set_wrong_is_found(language: str, text: str, check: str) -> None:
    assert check in ids(find, text, language)


def test_dashes_of_two_lengths_do_not_mix_in_one_message() -> None:
    source = "Minsk – the capital – and more"
    assert "typo-dash" in ids(find, "Мінск — сталіца – і яшчэ", "be", source)
    assert ids(find, "Мінск — сталіца — і яшчэ", "be", source) == set()


def test_what_the_source_leaves_open_a_translation_may_leave_open() -> None:
    assert ids(find, " (у ", "be", " (in ") == set()
    assert ids(find, "(у", "be", "in") == {"typo-pairs"}


def test_a_space_at_the_end_is_found_where_the_source_has_none() -> None:
    assert ids(find, "Мова ", "be", "Language") == {"typo-space"}
    assert ids(find, "Мова ", "be", "Language ") == set()


def test_a_table_of_a_document_keeps_its_spaces() -> None:
    table = "====  ======\nA     long\n====  ======\nвынік  два\n====  ======\n"
    assert ids(find, table, "be") == set()


def test_the_place_is_shown() -> None:
    [finding] = find(made("Рост на 12% у рублях", "be"))
    assert finding.message == "no space before %: 'Рост на 12% у рублях'"
