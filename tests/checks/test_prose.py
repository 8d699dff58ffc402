"""A translation beside its source: doubled words, last marks, copies, length, language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editions.checks import language, prose
from tests.checks.made import ids, made

LONG = "The budget for 2021 has been adopted in Belarus and provides for a serious deficit."


@pytest.mark.parametrize(
    ("code", "text", "source", "expected"),
    [
        ("be", "Размова ў у Мінску", "", set()),
        ("be", "Размова у у Мінску.", "Talks in Minsk.", {"word-doubled"}),
        ("be", "У у Мінску.", "In Minsk.", {"word-doubled"}),
        ("en", "In the\nthe end.", "", {"word-doubled"}),
        ("en", "He had had enough; that that is.", "", set()),
        ("be", "Толькі-толькі пачалося.", "It had just begun.", set()),
        ("be", "Дзюран Дзюран спявае.", "Duran Duran sings.", set()),
        ("be", "Дзюран Дзюран спявае і і спявае.", "Duran Duran sings.", {"word-doubled"}),
        ("be", "Мяжа закрытая", "The border is closed.", {"final-mark"}),
        ("be", "Мяжа закрытая.", "The border is closed", {"final-mark"}),
        ("be", "Мяжа закрытая!", "The border is closed?", {"final-mark"}),
        ("be", "«Мяжа закрытая».", "“The border is closed.”", set()),
        ("be", "Ідзе пошук…", "Searching ...", set()),
        ("be", "Гл. `мапу <https://x.org>`__", "See the `map <https://x.org>`__", set()),
        ("be", "Corrections", "Corrections", {"copied"}),
        ("be", LONG, LONG, {"copied"}),
        ("be", "PDF", "PDF", set()),
        ("be", "%s, {count}", "%s, {count}", set()),
        ("be", "https://example.org/about", "https://example.org/about", set()),
        ("be", "JavaScript", "JavaScript", set()),
        ("be", "Бюджэт на 2021 год.", LONG, {"length"}),
        ("be", "Прыняты бюджэт. " * 12, LONG, {"length"}),
        ("be", "У Беларусі прыняты бюджэт на 2021 год з сур’ёзным дэфіцытам.", LONG, set()),
        ("be", "Так.", "It is so, but only as far as can be.", set()),
    ],
)
def test_a_translation_is_compared(code: str, text: str, source: str, expected: set[str]) -> None:
    assert ids(prose.find, text, code, source) == expected


def test_belarusian_and_russian_may_agree_in_few_words() -> None:
    assert ids(prose.find, "Абзац %s", "ru", "Абзац %s", of="be") == set()
    text = "Палітыка рэжыму ў сферы бяспекі не змянілася."
    assert ids(prose.find, text, "ru", text, of="be") == {"copied"}


def test_a_fuzzy_translation_is_not_compared() -> None:
    text = made("Corrections", "be", "Corrections")
    unsettled = replace(text, settled=False)
    assert list(prose.find(unsettled)) == []


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("be", "Урад рашыў. Власти считают, что это был митинг. Далей так.", "Russian"),
        ("be", "Решение о закрытии границы не имеет никакого отношения к вирусу.", "Russian"),
        ("be", "Урад рашыў, but the budget of the country was not adopted.", "English"),
        ("ru", "Гэта рашэнне ўлад, якое яны прынялі ў снежні, але не абвясцілі.", "Belarusian"),
        ("ru", "Решение: the border with the EU is closed for departure.", "English"),
        ("en", "The decision: Власти считают, что это был митинг.", "Cyrillic"),
    ],
)
def test_a_sentence_of_another_language_is_found(code: str, text: str, said: str) -> None:
    found = list(language.find(made(text, code)))
    assert [finding.message.split(":")[0] for finding in found] == [f"this is {said}"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("be", "У файле, атрыманым для выпуску, не названы ні аўтар, ні выдавец; гл. CC BY 4.0."),
        ("be", "Выкарыстоўваюцца на ўмовах ліцэнзіі Creative Commons Attribution 4.0."),
        ("be", "Рускае :ru:`Власти считают, что это был митинг` тут цытата."),
        ("ru", "Federal Service of the National Guard of Russia (Rosgvardia) – орган."),
        ("ru", "Он вернулся к рассказам о том, что без него некие силы превратят страну."),
        ("en", "The decision is called :ru:`Власти считают, что это так`."),
    ],
)
def test_names_and_marked_quotations_are_no_other_language(code: str, text: str) -> None:
    assert list(language.find(made(text, code))) == []
