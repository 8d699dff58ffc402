"""The locator map: what is on it, where, and that its labels keep off each other."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from tests.conftest import DECEMBER

from editions.names.gazetteer import load
from editions.site.gazetteer_page import Register, catchword, index
from editions.site.locator import DARK, LIGHT, Label, draw, places, sheet

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def names() -> Register:
    gazetteer, _problems = load(DECEMBER / "locale" / "gazetteer.csv", DECEMBER)
    return Register(gazetteer.by_id, "national_2007_be")


def test_the_list_has_places_in_belarus_alone_in_the_order_of_the_alphabet(
    names: Register,
) -> None:
    mentions = {"by-minsk": [1, 4], "ru-moscow": [2], "by": [1], "by-reg-mahiliou": [3],
                "x-dnieper": [5], "by-iuje": [2], "no-such-name": [9]}  # fmt: skip
    shown = places(mentions, names, "be")
    known = [(place.text, place.paragraphs) for place in shown]
    assert ("Магілёўская вобласць", (3,)) in known
    assert ("Мінск", (1, 4)) in known
    assert not {"ru-moscow", "by", "x-dnieper", "no-such-name"} & {place.id for place in shown}
    assert known.index(("Магілёўская вобласць", (3,))) < known.index(("Мінск", (1, 4)))


def test_a_region_stands_at_its_seat_and_the_town_gives_the_dot_its_name(names: Register) -> None:
    both = places({"by-reg-mahiliou": [1], "by-mahiliou": [2]}, names, "en")
    made = sheet(both, names, "en")
    assert len(made.dots) == 1
    assert [label.text for label in made.labels] == ["Mahilioŭ"]
    region = sheet(places({"by-reg-mahiliou": [1]}, names, "en"), names, "en")
    assert region.dots == made.dots
    assert [label.text for label in region.labels] == ["Mahilioŭ Region"]


def test_dots_lie_where_the_places_do(names: Register) -> None:
    shown = places({"by-brest": [1], "by-viciebsk": [1], "by-homiel": [1]}, names, "en")
    dots = {
        place.id: sheet([place], names, "en").dots[0] for place in shown
    }  # x to the east, y to the south
    assert dots["by-brest"][0] < dots["by-viciebsk"][0] < dots["by-homiel"][0]
    assert dots["by-viciebsk"][1] < dots["by-brest"][1] < dots["by-homiel"][1] + 60


@pytest.mark.parametrize("language", ["be", "ru", "en"])
def test_labels_never_overlap_nor_leave_the_sheet(names: Register, language: str) -> None:
    every = {name: [1] for name in names.by_id if name.startswith("by-")}
    made = sheet(places(every, names, language), names, language)
    assert len(made.dots) > 100
    assert len(made.labels) > 15
    boxes = [label.box for label in made.labels + made.neighbours]
    assert len(made.neighbours) == 5
    for at, one in enumerate(boxes):
        assert one[0] >= 0
        assert one[2] <= 800
        for other in boxes[at + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1]
            assert apart or other[3] <= one[1]
    again = sheet(places(dict(reversed(every.items())), names, language), names, language)
    assert again == made


def test_a_drawing_is_whole_small_and_asks_for_nothing(names: Register) -> None:
    shown = places({"by-minsk": [1], "by-mahiliou": [2]}, names, "en")
    made = sheet(shown, names, "en")
    light = draw(made, title="Map <of> places", language="en")
    drawing = ElementTree.fromstring(light)  # noqa: S314 - nobody else had a hand in it
    assert drawing.get("role") == "img"
    title = drawing.find(f"{SVG}title")
    assert title is not None
    assert title.text == "Map <of> places"
    assert {"Minsk", "Mahilioŭ", "Lithuania"} <= {text.text for text in drawing.iter(f"{SVG}text")}
    assert len(list(drawing.iter(f"{SVG}circle"))) == 2
    assert len(list(drawing.iter(f"{SVG}path"))) == 3
    assert len(light) < 5_000
    assert light.count("http") == 1  # the namespace
    for forbidden in ("style", "href", "script"):
        assert forbidden not in light.replace("<title>", "")
    dark = draw(made, title="Map <of> places", language="en", ink=DARK)
    assert dark != light
    assert LIGHT.text not in dark


def test_a_label_knows_its_extent_from_its_anchor() -> None:
    start, middle, end = (
        Label(100, 50, "Орша", anchor).box for anchor in ("start", "middle", "end")
    )
    assert start[0] == end[2] == 100
    assert middle[0] + middle[2] == pytest.approx(200)


def test_the_index_has_letters_other_forms_and_where(names: Register) -> None:
    found = {
        "reports/2020-12": {"by-minsk": [1, 3], "by-orsa": [2]},
        "reports/2021-01": {"by-minsk": [2], "by-mahiliou": [1], "gone": [4]},
    }
    letters = index(found, names, "be")
    (under_m,) = [letter for letter in letters if letter.letter == "М"]
    mahiliou, minsk = under_m.entries
    assert mahiliou.text == "Магілёў"
    assert mahiliou.forms == (("ru", "Могилёв"), ("en", "Mahilioŭ"))
    assert minsk.places == (("reports/2020-12", (1, 3)), ("reports/2021-01", (2,)))
    assert len({letter.id for letter in letters}) == len(letters)


def test_a_persons_surname_comes_first_but_for_families_that_are_named_first(
    names: Register,
) -> None:
    town = names.by_id["by-mahiliou"]
    person = replace(town, kind="person", notes="")
    assert catchword(person, "Mohamed Salah El-Din") == "El-Din, Mohamed Salah"
    assert catchword(replace(person, notes="family name first"), "Xi Jinping") == "Xi Jinping"
    assert catchword(person, "Pelé") == "Pelé"
    assert catchword(town, "Novaja Huta") == "Novaja Huta"
