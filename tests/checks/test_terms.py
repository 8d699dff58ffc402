"""Terms against the termbase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from editions import config
from editions.checks import terms
from editions.checks.convention import Convention
from editions.config import Publication
from tests.checks.made import made

Root = Callable[[str], Path]


@pytest.fixture
def publication(root: Root) -> Publication:
    return config.load(root("trilingual"))


def found(publication: Publication, raw: str, language: str, source: str = "") -> list[str]:
    texts = [made(raw, language, source)]
    told = terms.findings(texts, publication, Convention.of(publication))
    return [finding.problem().id for finding in told]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("be", "Беларуская паліцыя затрымала."),
        ("be", "Работнікі паліцыі і выведкі."),
        ("be", "У вучэбным цэнтры"),
        ("be", "Камандзір баталёна"),
        ("be", "Ваенную часць перавялі."),
        ("ru", "Прошли маневры."),
    ],
)
def test_forbidden_words_are_found_in_any_case(
    publication: Publication, language: str, text: str
) -> None:
    assert set(found(publication, text, language)) == {"term-forbidden"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("be", "Камандзіры батальёнаў і контрвыведка; паліцэйскія прыехалі ў навучальны цэнтр."),
        ("be", "Вайсковую часць перавялі; :ru:`маневры`."),
        ("ru", "Разведка и полиция; манёвренность."),
        ("en", "The police and the drills."),
    ],
)
def test_allowed_and_other_words_are_left_alone(
    publication: Publication, language: str, text: str
) -> None:
    assert found(publication, text, language) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Праверка абароны тэрыторыі.", "An inspection of territorial defence."),
        ("Рашэнне блоку.", "A decision of the CSTO."),
        ("Войска ўдзельнічае.", "Territorial troops take part."),
    ],
)
def test_a_term_that_is_lost_is_found(publication: Publication, text: str, source: str) -> None:
    assert found(publication, text, "be", source) == ["term-missing"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Праверка тэрытарыяльнай абароны.", "An inspection of territorial defence."),
        ("Рашэнне АДКБ.", "A decision of the CSTO."),
        ("У беларускіх рублях.", "In BYN."),
        ("З боку ўлад.", "By the authorities."),
        ("Медыцынскія кадры.", "Medical personnel."),
        ("Праект бюджэту.", "The draft budget."),
        ("Дзяржаўны пагранічны камітэт.", "The State Border Committee."),
    ],
)
def test_other_forms_and_senses_are_right(publication: Publication, text: str, source: str) -> None:
    assert found(publication, text, "be", source) == []
