"""Sorting names: each language's own alphabet, total and indifferent to composition."""

from __future__ import annotations

import unicodedata
from functools import partial
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions.names.collate import ALPHABETS, heading, sort_key

LETTERS = "".join(ALPHABETS.values()) + "ёŭčśł’ʼ' -–7ЁЎІČ\u0301"
TEXTS = st.text(alphabet=LETTERS, max_size=12)
LANGUAGES = st.sampled_from(sorted(ALPHABETS))


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("be", ["Елізава", "Ельск", "Ёды", "Жабінка", "Заслаўе", "Зэльва", "Івацэвічы", "Іўе",
                "Йемен", "Капыль"]),
        ("be", ["Узда", "Ула", "Ушачы", "Ўецк", "Фаніпаль"]),
        ("be", ["Гомель", "Гродна", "Ґданьск", "Давыд-Гарадок"]),
        ("be", ["Мінск", "Мінск-Арэна", "Мінская вобласць", "Мінскі раён", "Мір"]),
        ("be", ["Верабʼеўка", "Вераб’ёвічы", "Верабяі"]),
        ("be", ["Яя", "BYPOL", "NEXTA"]),
        ("ru", ["Еда", "Ёды", "Ельск", "Жабинка"]),
        ("ru", ["Минск", "Минский район", "Минское море", "Могилёв", "Могилевцы"]),
        ("ru", ["все", "всё", "всего"]),
        ("en", ["Cavusy", "Čavusy", "Chojniki", "Čykuny", "Homieĺ", "Homień"]),
        ("en", ["Łahojsk", "Lida", "Luban", "Lviv"]),
        ("en", ["10th brigade", "2nd brigade", "Asipovičy"]),  # as spelt, not as counted
    ],
)  # fmt: skip
def test_names_stand_in_the_order_of_their_alphabet(language: str, names: list[str]) -> None:
    shuffled = sorted(names, reverse=True)
    assert sorted(shuffled, key=partial(sort_key, language=language)) == names


@pytest.mark.parametrize("language", sorted(ALPHABETS))
def test_every_letter_of_the_alphabet_is_its_own_heading_in_order(language: str) -> None:
    letters = list(ALPHABETS[language])
    assert sorted(letters, key=partial(sort_key, language=language)) == letters
    assert [heading(letter, language) for letter in letters] == [x.upper() for x in letters]


@pytest.mark.parametrize(
    ("text", "language", "letter"),
    [("Śvislač", "en", "S"), ("’Аль", "be", "А"), ("BYPOL", "ru", "B"), ("Ёды", "ru", "Е"),
     ("Ёды", "be", "Ё"), ("Łahojsk", "en", "L"), ("«Мір»", "be", "М"), ("", "be", "#"),
     ("Щучин", "be", "Щ"), ("7-я", "be", "#")],
)  # fmt: skip
def test_heading(text: str, language: str, letter: str) -> None:
    assert heading(text, language) == letter


@given(TEXTS, LANGUAGES)
def test_a_key_is_the_same_for_decomposed_letters(text: str, language: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert sort_key(apart, language) == sort_key(text, language)


@given(TEXTS, TEXTS, LANGUAGES)
def test_equal_keys_mean_equal_names(one: str, other: str, language: str) -> None:
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (sort_key(one, language) == sort_key(other, language)) == same


@given(TEXTS, LANGUAGES)
def test_apostrophes_and_stress_marks_do_not_count_first(text: str, language: str) -> None:
    bare = "".join(letter for letter in unicodedata.normalize("NFC", text) if letter not in "’ʼ'")
    assert sort_key(bare, language)[0] == sort_key(text, language)[0]


@given(st.lists(TEXTS), LANGUAGES)
def test_headings_never_come_back(texts: list[str], language: str) -> None:
    """Names of one letter stand together, so an index has each heading once."""
    found = [heading(text, language) for text in sorted(texts, key=lambda x: sort_key(x, language))]
    distinct = [letter for letter, _group in groupby(found)]
    assert len(distinct) == len(set(distinct))


@given(TEXTS, TEXTS)
def test_a_name_stands_before_every_name_it_begins(one: str, other: str) -> None:
    whole = f"{one.strip()}а{other}"
    assert sort_key(f"{one.strip()}а", "be") <= sort_key(whole, "be")
