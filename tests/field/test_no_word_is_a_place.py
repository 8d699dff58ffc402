"""No common word, contraction or given name of English is a place.

2,000 words by a fixed rule; every one with ``EDITIONS_TORTURE=full`` (``make torture``).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from editions.checks.installed import FOLDERS
from editions.names.gazetteer import rows
from editions.names.known import given_names, words
from editions.names.match import Mention
from tests.names.sentences import REGISTER, shared

FULL = os.environ.get("EDITIONS_TORTURE") == "full"
DICTIONARIES = {"en": "en_GB", "be": "be_BY", "ru": "ru_RU"}
BORNE_BY_OTHERS = {"person", "body"}
"""Kinds whose names are words with another sense: «Пеленг» the works, Навальный."""


def chosen(found: Iterable[str], count: int = 2000) -> list[str]:
    """Take `count` of the words at equal distances, or all of them."""
    ordered = sorted(set(found))
    return ordered if FULL else ordered[:: max(1, len(ordered) // count)]


def stems(language: str) -> Iterator[str]:
    """Give the words of the Hunspell dictionary that are written small."""
    name = f"{DICTIONARIES[language]}.dic"
    path = next(path for folder in FOLDERS if (path := Path(folder, name)).is_file())
    for line in path.read_text("utf-8").splitlines()[1:]:
        word = line.partition("/")[0].strip()
        if word[:1].islower():
            yield word


def capital(word: str) -> str:
    return word[0].upper() + word[1:]


def found(found_in: Iterable[str], language: str, frame: str = "{}") -> list[Mention]:
    text = "\n\n".join(frame.format(word) for word in found_in)
    return shared(language).find(text)


def established() -> set[str]:
    """Give the English forms that stand in the register: Turkey, China, Georgia."""
    return {name.en for name in rows(REGISTER)}


@pytest.mark.parametrize("language", ["be", "ru", "en"])
def test_no_word_in_small_letters_is_a_name(language: str) -> None:
    assert found(chosen(stems(language)), language) == []


@pytest.mark.parametrize("language", ["be", "ru", "en"])
def test_no_word_with_a_capital_is_surely_a_place(language: str) -> None:
    every = [capital(word) for word in chosen(stems(language))]
    sure = [one for one in found(every, language) if one.sure and one.kind not in BORNE_BY_OTHERS]
    assert sure == []


@pytest.mark.parametrize("language", ["be", "ru", "en"])
def test_no_given_name_is_surely_a_place(language: str) -> None:
    assert [one for one in found(given_names(language), language) if one.sure] == []


@pytest.mark.parametrize("frame", ["They saw {} there.", "The {} Group left.", "“{},” they said."])
def test_in_an_english_sentence_only_an_established_name_is_sure(frame: str) -> None:
    every = [capital(word) for word in chosen(stems("en"))]
    assert len(list(given_names("en"))) >= 300
    sure = [one for one in found([*every, *chosen(given_names("en"))], "en", frame) if one.sure]
    known = established() | {"Lida", "Tusk", "Trump", "Macron", "Marin", "Erdogan", "Pompeo"}
    assert {one.text for one in sure} <= known | {"Holland", "Odessa", "África", "Sofía"}


def test_no_contraction_is_a_name() -> None:
    every = [word for word in words("en") if "’" in word]
    assert {"i’ve", "we’re", "don’t"} <= set(every)
    for sign in ("'", "’", "ʼ", "`"):
        spelt = [capital(word.replace("’", sign)) for word in every]
        assert found([*spelt, *map(str.upper, spelt)], "en") == []


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("They filed it under Bug 4411.", False),
        ("The Karma Group sold five buses.", False),
        ("A convoy stood in Karma for a day.", True),
        ("The town of Mir has a castle.", True),
        ("The Bug River is the border.", True),
        ("They crossed the river Bug at night.", True),
    ],
)
def test_a_word_is_a_place_only_beside_words_that_say_so(text: str, sure: bool) -> None:
    assert [one.sure for one in shared("en").find(text)] == [sure]


@pytest.mark.parametrize("text", ["Ive Jonsson drove.", "Sara and Mery met.", "Sanna Marin left."])
def test_given_names_are_neither_places_nor_let_a_surname_be_anothers(text: str) -> None:
    assert [one for one in shared("en").find(text) if one.sure] == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The Prypiać flooded, the Prypiac did too.", ["x-pripyat", "x-pripyat"]),
        ("en", "The Nioman and the Dniapro froze.", ["x-neman", "x-dnieper"]),
        ("en", "Iŭje and Iuje are one town.", ["by-iuje", "by-iuje"]),
        ("en", "U.S. and U.K. advisers left the U.S.", ["us", "gb", "us"]),
        ("en", "The U.S.A. and the U.N. agreed.", ["us", "b-un"]),
        ("be", "У Мiнску, Лукашэнкi няма.", ["by-minsk", "p-lukashenka"]),
        ("be", "Перамовы з Ўкраінай.", ["ua"]),
        ("ru", "В Mинcкe и Mocквe.", ["by-minsk", "ru-moscow"]),
        ("en", "In Мinsk and Mоscow.", ["by-minsk", "ru-moscow"]),
        ("be", "Ля НАTO-ўскай базы ў CША.", ["us"]),
    ],
)
def test_what_is_a_name_is_found(language: str, text: str, expected: list[str]) -> None:
    assert [one.id for one in shared(language).find(text)] == expected
