"""Case forms of registered names, by rule."""

from __future__ import annotations

import pytest

from editions.names.forms import forms
from editions.names.gazetteer import Name, rows

from .sentences import REGISTER

NAMES = {name.id: name for name in rows(REGISTER)}
EXPECTED = {
    "be": {
        "by-minsk": {"gen": "Мінска", "ins": "Мінскам", "loc": "Мінску"},
        "by-brest": {"loc": "Брэсце"},
        "by-lida": {"dat": "Лідзе", "acc": "Ліду", "loc": "Лідзе"},
        "lv-riga": {"loc": "Рызе"},
        "by-viliejka": {"loc": "Вілейцы"},
        "by-niasviz": {"loc": "Нясвіжы"},
        "by-recyca": {"gen": "Рэчыцы"},
        "by-mahiliou": {"gen": "Магілёва", "loc": "Магілёве"},
        "by-astraviec": {"gen": "Астраўца", "loc": "Астраўцы"},
        "by-davyd-haradok": {"gen": "Давыд-Гарадка", "loc": "Давыд-Гарадку"},
        "eg": {"gen": "Егіпта", "loc": "Егіпце"},
        "by-baranavicy": {"gen": "Баранавіч", "loc": "Баранавічах"},
        "by-krupki": {"gen": "Крупак"},
        "by-masty": {"gen": "Мастоў"},
        "by-iuje": {"gen": "Іўя", "loc": "Іўі"},
        "by-hlybokaje": {"gen": "Глыбокага", "loc": "Глыбокім"},
        "by-liuban": {"ins": "Любанню"},
        "x-pripyat": {"ins": "Прыпяццю"},
        "by-svislac": {"ins": "Свіслаччу"},
        "by-marjina-horka": {"gen": "Мар’інай Горкі", "loc": "Мар’інай Горцы"},
        "us": {"gen": "Злучаных Штатаў Амерыкі"},
        "by-reg-mahiliou": {"loc": "Магілёўскай вобласці"},
        "by-dist-minsk": {"loc": "Мінскім раёне"},
        "p-lukashenka": {"gen": "Аляксандра Лукашэнкі", "ins": "Аляксандрам Лукашэнкам"},
        "p-tsikhanouskaya": {"dat": "Святлане Ціханоўскай"},
        "b-mod": {"loc": "Міністэрстве абароны"},
        "b-prosecutor-general": {"acc": "Генеральную пракуратуру"},
        "us-new-york": {"loc": "Нью-Ёрку"},
    },
    "ru": {
        "by-barysau": {"ins": "Борисовом"},
        "by-baranavicy": {"loc": "Барановичах"},
        "by-astraviec": {"gen": "Островца"},
        "by-krupki": {"gen": "Крупок"},
        "by-marjina-horka": {"loc": "Марьиной Горке"},
        "by-mazyr": {"ins": "Мозырем"},
        "by-svislac": {"ins": "Свислочью"},
        "by-reg-mahiliou": {"loc": "Могилёвской области"},
        "p-lukashenka": {"gen": "Александра Лукашенко"},
        "p-putin": {"ins": "Владимиром Путиным"},
        "p-kalesnikava": {"acc": "Марию Колесникову"},
        "b-border-committee": {"ins": "Государственным пограничным комитетом"},
        "ru-rostov-on-don": {"gen": "Ростова-на-Дону"},
        "us": {"gen": "Соединённых Штатов Америки"},
    },
}


@pytest.mark.parametrize(
    ("language", "identifier", "case", "text"),
    [
        (language, identifier, case, text)
        for language, names in EXPECTED.items()
        for identifier, cases in names.items()
        for case, text in cases.items()
    ],
)
def test_the_first_form_of_a_case_is_the_usual_one(
    language: str, identifier: str, case: str, text: str
) -> None:
    found = forms(NAMES[identifier], language)
    assert next(form.text for form in found if case in form.cases) == text


def test_a_town_in_ino_stays_or_is_declined_in_russian() -> None:
    texts = {form.text for form in forms(NAMES["by-hrodna"], "ru") if "loc" in form.cases}
    assert {"Гродно", "Гродне"} <= texts


def test_a_mans_name_in_ko_is_declined_in_belarusian_only() -> None:
    assert "Лукашэнкам" in {form.text for form in forms(NAMES["p-lukashenka"], "be")}
    russian = {form.text for form in forms(NAMES["p-lukashenka"], "ru")}
    assert "Лукашенко" in russian
    assert "Лукашенком" not in russian


def test_a_district_gives_its_adjective_and_the_abbreviation() -> None:
    found = forms(NAMES["by-dist-minsk"], "be")
    assert "Мінскага" in {form.text for form in found if form.part == "adjective"}
    assert "Мінскім р-не" in {form.text for form in found if "loc" in form.cases}


def test_abbreviations_are_left_alone() -> None:
    texts = {form.text for form in forms(NAMES["b-csto"], "be") if form.text.startswith("АДКБ")}
    assert texts == {"АДКБ"}


def test_every_name_of_the_register_has_forms_that_begin_as_it_is_spelt() -> None:
    for name in NAMES.values():
        assert forms(name, "be")[0].text == name.be
        assert forms(name, "ru")[0].text == name.ru


def test_a_form_given_by_hand_is_a_form() -> None:
    name = _renamed(NAMES["by-minsk"], be_forms=("Мінску-горадзе",))
    assert "Мінску-горадзе" in {form.text for form in forms(name, "be")}


def _renamed(name: Name, *, be_forms: tuple[str, ...]) -> Name:
    values = {field: getattr(name, field) for field in Name.__slots__}
    return Name(**(values | {"be_forms": be_forms}))
