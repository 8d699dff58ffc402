"""The first form of a case is what hints show and `names fix` writes: it is the usual one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editions.names import gazetteer
from editions.names.forms import forms
from editions.names.gazetteer import Name
from editions.names.tables import SHIPPED

ROWS = {name.id: name for name in gazetteer.rows(SHIPPED / gazetteer.GAZETTEER)}
FIRST = [
    ("by-belarusian-npp", "be", "acc", "Беларускую АЭС"),
    ("b-air-force", "be", "gen", "Ваенна-паветраных сіл і войскаў супрацьпаветранай абароны"),
    ("b-air-force", "ru", "ins", "Военно-воздушными силами и войсками противовоздушной обороны"),
    ("b-national-anticrisis", "be", "ins", "Народным антыкрызісным упраўленнем"),
    ("x-black-sea", "be", "dat", "Чорнаму мору"),
    ("x-baltic-sea", "be", "ins", "Балтыйскім морам"),
    ("b-repair-plant-558", "be", "gen", "558-га авіяцыйнага рамонтнага завода"),
    ("b-repair-plant-558", "ru", "loc", "558-м авиационном ремонтном заводе"),
    ("vn-hanoi", "ru", "gen", "Ханоя"),
    ("p-marin", "be", "gen", "Анаіс Марэн"),
    ("p-xi", "ru", "ins", "Си Цзиньпином"),
    ("p-salah-el-din", "be", "ins", "Махамедам Салах эд-Дзінам"),
    ("by-akrescina", "ru", "loc", "Окрестина"),
    ("by-kapyl", "be", "ins", "Капылём"),
    ("ru-velikiye-luki", "ru", "gen", "Великих Лук"),
    ("by-astraviec", "be", "ins", "Астраўцом"),
    ("b-imf", "be", "gen", "Міжнароднага валютнага фонду"),
    ("by-baranavicy", "ru", "gen", "Барановичей"),
]


def first(name: Name, language: str, case: str) -> str:
    return next(form.text for form in forms(name, language) if case in form.cases)


@pytest.mark.parametrize(("row", "language", "case", "wanted"), FIRST)
def test_the_usual_form_comes_first(row: str, language: str, case: str, wanted: str) -> None:
    assert first(ROWS[row], language, case) == wanted


def test_any_numbered_unit_is_declined() -> None:
    unit = replace(
        ROWS["b-jtc-72"], be="38-я асобная брыгада", ru="38-я отдельная бригада", variants=()
    )
    assert first(unit, "be", "gen") == "38-й асобнай брыгады"
    assert first(unit, "ru", "acc") == "38-ю отдельную бригаду"
