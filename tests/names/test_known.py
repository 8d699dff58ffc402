"""The lists of given names and words that a name's spelling may be taken for."""

from __future__ import annotations

import pytest

from editions.names.gazetteer import ALPHABETS
from editions.names.known import _lines, given_names, words
from editions.names.spellings import marked, without_marks


@pytest.mark.parametrize("language", ["be", "ru", "en"])
def test_there_are_given_names_of_every_language(language: str) -> None:
    found = given_names(language)
    assert len(found) >= 300
    assert len(set(found)) == len(found)
    assert all(name[0].isupper() and not name.isupper() for name in found)


@pytest.mark.parametrize("language", ["be", "ru"])
def test_given_names_are_of_the_letters_of_their_language(language: str) -> None:
    letters = ALPHABETS[language] | {"’"}
    assert [name for name in given_names(language) if not set(name.lower()) <= letters] == []


def test_words_have_contractions_with_and_without_their_apostrophe() -> None:
    assert {"i’ve", "ive", "can’t", "brisk", "bug", "luck", "order"} <= words("en")
    assert not words("be")


def test_every_word_is_in_the_shapes_that_spellings_are_compared_in() -> None:
    shapes = {marked(word) for word in _lines("words.en.txt")}
    assert words("en") == shapes | {without_marks(shape) for shape in shapes}
