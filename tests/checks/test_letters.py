"""Letters: of two alphabets, of another language, composed, invisible, broken."""

from __future__ import annotations

import unicodedata

import pytest

from editions.checks.alphabet import find
from tests.checks.made import ids, made

RIGHT = [
    ("be", "У Беларусі разгорнуты Су-30СМ, С-400 і БТР-82А; COVID-19, Telegram-каналы, PDF-файл."),
    ("be", "Кошт – 10 млн BYN, гл. старонку 12; I квартал, XXI стагоддзе, пункт A, 5G-сетка."),
    ("be", "Аб’ект, сур’ёзна, п’яты, камп’ютар; :ru:`в интересах` і :en:`Texture`."),
    ("be", "Ваенны аркестр; Мі\u0301нск; нават\u00a0так; 12\u202f000 чалавек."),
    ("ru", "Объект, съезд, ещё; Telegram-каналы, Т-72Б3 и Ми-24 в I квартале."),
    ("en", "Mahilioŭ, Łódź, naïve – the Su-30SM of the 116th Air Base; see :be:`Магілёў`."),
    ("en", "She said: “He came to Č. and ā.”"),
]


@pytest.mark.parametrize(("language", "text"), RIGHT)
def test_right_letters_are_left_alone(language: str, text: str) -> None:
    assert ids(find, text, language) == set()


@pytest.mark.parametrize(
    ("language", "text", "check", "better"),
    [
        ("be", "Прaверка баявой гатоўнасці", "letter-mixed", "Праверка"),
        ("be", "эканамiчны рост", "letter-mixed", "эканамічны"),
        ("be", "на НATА і ЗША", "letter-mixed", "НАТА"),
        ("be", "Гэта было y снежні", "letter-mixed", "у"),
        ("be", "Мінск i Масква", "letter-mixed", None),
        ("ru", "Мнение c мест", "letter-mixed", "с"),
        ("ru", "Страны HATO заявили", "letter-mixed", "НАТО"),
        ("ru", "По данным ООН. A потом иначе", "letter-mixed", "А"),
        ("en", "The аttack", "letter-mixed", "attack"),
        ("be", "Гэта рашение ўлад", "letter-foreign", None),
        ("be", "з'езд і подъезд", "letter-foreign", None),
        ("be", "Київ", "letter-foreign", None),
        ("ru", "Это рашэнне ўлады", "letter-foreign", None),
        ("en", "The Минск talks", "letter-foreign", None),
        ("be", "быў, бы" + unicodedata.normalize("NFD", "ў"), "letter-composed", None),
        ("ru", "первы" + unicodedata.normalize("NFD", "й"), "letter-composed", "й"),
        ("be", "бюд\u200bжэт", "letter-invisible", None),
        ("be", "бюд\u00adжэт", "letter-invisible", None),
        ("en", "a\ufeffbout", "letter-invisible", None),
        ("en", "abc\u202edef", "letter-invisible", None),
        ("en", "word\U000e0041", "letter-invisible", None),
        ("ru", "знак \ue000", "letter-invisible", None),
        ("ru", "знак\u0007", "letter-invisible", None),
        ("ru", "зна\ufffdк", "letter-broken", None),
        ("be", "рашэнне ????? улад", "letter-broken", None),
        ("be", "рашэ?не", "letter-broken", None),
    ],
)
def test_wrong_letters_are_found(language: str, text: str, check: str, better: str | None) -> None:
    found = list(find(made(text, language)))
    assert check in {finding.check.id for finding in found}
    if better is not None:
        assert better in {finding.better for finding in found}


@pytest.mark.parametrize("word", ["Мінск", "выбары", "Лукашэнка", "Минск", "решение"])
@pytest.mark.parametrize(
    ("written", "read"),
    [("utf-8", "cp1251"), ("utf-8", "latin-1"), ("utf-8", "koi8-r"), ("cp1251", "latin-1")],
)
def test_text_read_in_a_wrong_encoding_is_found(word: str, written: str, read: str) -> None:
    broken = word.encode(written).decode(read, "ignore")
    found = ids(find, f"{word}, {broken}", "be" if set("іэ") & set(word) else "ru")
    assert found & {"letter-broken", "letter-invisible"}


@pytest.mark.parametrize("word", ["Минск", "Лукашенко", "Россия"])
def test_koi8_read_as_windows_is_found_by_its_turned_capitals(word: str) -> None:
    broken = word.encode("koi8-r").decode("cp1251")
    assert ids(find, f"слово {broken} здесь", "ru") == {"letter-broken"}


def test_a_word_is_told_of_once_and_with_the_code_of_the_letter() -> None:
    found = list(find(made("решение и решение", "be")))
    assert [finding.message.split(";")[0] for finding in found] == [
        "'решение' has letters that Belarusian lacks: и (U+0438)",
        "'и' has letters that Belarusian lacks: и (U+0438)",
    ]


def test_a_composed_letter_has_a_sure_replacement() -> None:
    text = made("ян быу\u0306", "be")
    [finding] = find(text)
    assert finding.better == "ў"
    assert finding.sure
    start, end = finding.span
    assert text.raw[:start] + finding.better + text.raw[end:] == "ян быў"
