"""A change of one word into another real one is a change of wording; a respelt name is none."""

from __future__ import annotations

import pytest

from editions.catalogue.change import Change, Mentioned, classify
from editions.names import gazetteer
from editions.names.match import finder
from tests.conftest import DECEMBER

SENTENCE = {
    "en": "They spoke of the {} yesterday.",
    "be": "Учора там гаварылі пра {} раніцай.",
    "ru": "Вчера там говорили про {} утром.",
}
TWO = [
    ("en", "trail", "trial"),
    ("en", "casual", "causal"),
    ("en", "contract", "contact"),
    ("en", "addiction", "addition"),
    ("en", "internment", "interment"),
    ("ru", "компания", "кампания"),
    ("ru", "предоставлено", "представлено"),
    ("ru", "контракта", "контакта"),
    ("be", "прадастаўлена", "прадстаўлена"),
    ("be", "падстава", "пастава"),
]
ONE = [
    ("en", "goverment", "government"),
    ("en", "accomodate", "accommodate"),
    ("ru", "правительсвто", "правительство"),
]


@pytest.mark.parametrize(("language", "old", "new"), TWO)
def test_two_real_words_are_wording(language: str, old: str, new: str) -> None:
    one, other = (SENTENCE[language].format(word) for word in (old, new))
    assert classify(one, other, language) is Change.WORDING
    assert classify(other, one, language) is Change.WORDING


@pytest.mark.parametrize(("language", "old", "new"), ONE)
def test_a_mended_slip_is_typography(language: str, old: str, new: str) -> None:
    one, other = (SENTENCE[language].format(word) for word in (old, new))
    assert classify(one, other, language) is Change.TYPOGRAPHY


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("Alexander Lukashenko", "Aliaksandr Lukashenka", Change.TYPOGRAPHY),
        ("Sergei Tikhanovsky", "Siarhei Tsikhanouski", Change.TYPOGRAPHY),
        ("Mogilev", "Mahilioŭ", Change.TYPOGRAPHY),
        ("Committee for State Security", "State Security Committee", Change.TYPOGRAPHY),
        ("Alexander Lukashenko", "Siarhei Tsikhanouski", Change.FACT),
        ("Mogilev", "Viciebsk", Change.FACT),
    ],
)
def test_between_spellings_of_one_row_a_translation_stays(
    old: str, new: str, change: Change
) -> None:
    rows = gazetteer.rows(DECEMBER / "locale" / "gazetteer.csv")
    names = Mentioned(finder(rows, "en").find)
    one, other = (f"On Monday {name} was in all newspapers." for name in (old, new))
    assert classify(one, other, "en", names=names) is change
    assert classify(other, one, "en", names=names) is change
