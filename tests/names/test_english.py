"""English forms of registered names, against a list made before the code."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from editions.names.english import english
from editions.names.gazetteer import Name, rows
from editions.names.romanize import romanize
from editions.problems import UsageError

NATIONAL, BGN = "national_2007_be", "bgn_pcgn_1979_be"

# places_english.csv has the romanized form of these; the register has an established English
# name, which every convention keeps.
ESTABLISHED = {
    "by-bielaviezskaja-pusca": "Białowieża Forest",
    "x-berezina": "Berezina",
    "x-dnieper": "Dnieper",
    "x-neman": "Neman",
    "x-polesia": "Polesia",
    "x-pripyat": "Pripyat",
    "x-western-bug": "Western Bug",
    "x-western-dvina": "Western Dvina",
}


@pytest.fixture(scope="module")
def by_id(december: Path) -> dict[str, Name]:
    return {name.id: name for name in rows(december / "locale" / "gazetteer.csv")}


def _expected() -> list[dict[str, str]]:
    path = Path(__file__).parent / "places_english.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("scheme", [NATIONAL, BGN])
def test_every_place_is_printed_as_listed_but_for_the_established_names(
    by_id: dict[str, Name], scheme: str
) -> None:
    places = _expected()
    assert len(places) == 521
    printed = {place["id"]: english(by_id[place["id"]], by_id, scheme) for place in places}
    listed = {place["id"]: place[scheme] for place in places}
    assert printed == listed | ESTABLISHED


@pytest.mark.parametrize("scheme", [NATIONAL, BGN])
def test_what_stands_beside_an_established_name_is_its_romanization(scheme: str) -> None:
    listed = {place["id"]: (place["be"], place[scheme]) for place in _expected()}
    for identifier in ESTABLISHED:
        be, latin = listed[identifier]
        assert romanize(be, scheme) == latin


@pytest.mark.parametrize(
    ("identifier", "national", "bgn"),
    [
        ("by-mahiliou", "Mahilioŭ", "Mahilyow"),
        ("by-reg-mahiliou", "Mahilioŭ Region", "Mahilyow Region"),
        ("by-homiel", "Homieĺ", "Homyel’"),
        ("by-minsk", "Minsk", "Minsk"),
        ("by-brest", "Brest", "Brest"),
        ("by-reg-brest", "Brest Region", "Brest Region"),
        ("by-dist-minsk", "Minsk District", "Minsk District"),
        ("by-dist-budakasaliova", "Buda-Kašaliova District", "Buda-Kashalyova District"),
        ("by-marjina-horka", "Marjina Horka", "Mar”ina Horka"),
        ("by", "Belarus", "Belarus"),
    ],
)
def test_a_name_of_the_register(
    by_id: dict[str, Name], identifier: str, national: str, bgn: str
) -> None:
    assert english(by_id[identifier], by_id, NATIONAL) == national
    assert english(by_id[identifier], by_id, BGN) == bgn


def test_a_russian_scheme_starts_from_the_russian_name(by_id: dict[str, Name]) -> None:
    assert english(by_id["by-mahiliou"], by_id, "bgn_pcgn_1947_ru") == "Mogilëv"
    assert english(by_id["by-reg-mahiliou"], by_id, "icao_9303_ru") == "Mogilev Region"
    assert english(by_id["by-minsk"], by_id, "bgn_pcgn_1947_ru") == "Minsk"


def test_a_region_whose_seat_is_not_registered_is_romanized_as_it_stands(
    by_id: dict[str, Name],
) -> None:
    region = replace(by_id["by-reg-mahiliou"], seat="nowhere")
    assert english(region, by_id, NATIONAL) == "Mahilioŭskaja voblasć"


def test_a_wrong_scheme_does_not_hide_behind_an_established_name(by_id: dict[str, Name]) -> None:
    with pytest.raises(UsageError, match="no romanization scheme 'bgn'"):
        english(by_id["by-minsk"], by_id, "bgn")
