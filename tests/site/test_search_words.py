"""What the search does faster, it does the same: words, stems and spellings of names."""

from __future__ import annotations

import random
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.russian_stemmer import RussianStemmer
from tests.conftest import DECEMBER

from editions import config
from editions.site.gazetteer_page import Register, register
from editions.site.search_index import Indexed, Spellings, analyse, note_names
from editions.site.search_words import fold, words
from editions.sphinxext.search_languages import Belarusian, terms

LETTERS = "аўуўв іёйщ'’ʼ`´\u0301\u0306\u00ad-.,«abcłŭΣσİ\u00a0\u2003\u2028\t2ʹ"


def _fold(text: str) -> str:
    """Fold rule by rule, whatever the text has."""
    marked = re.sub("[\u0300\u0301]", "", unicodedata.normalize("NFD", text.lower()))
    plain = unicodedata.normalize("NFC", re.sub("([a-z])[\u0302-\u036f]+", r"\1", marked))
    plain = re.sub(r"(?<!\w)ў", "у", plain)
    bare = re.sub("([а-яёіў])['’ʼ‘′`´](?=[а-яёіў])", r"\1", plain)
    return bare.translate({ord("ё"): "е", ord("ł"): "l", 0xAD: None, 0x2B9: None, 0x2BA: None})


@given(st.text(alphabet=LETTERS) | st.text())
def test_a_text_is_folded_by_every_rule(text: str) -> None:
    assert fold(text) == _fold(text)


@given(st.text(alphabet=LETTERS) | st.text())
def test_words_are_those_of_the_whole_text(text: str) -> None:
    assert words(text) == re.findall(r"\w+", fold(text))


def _stem(word: str) -> str:
    """Stem as theme/search/belarusian.toml says it: the longest ending that fits, twice."""
    rules = Belarusian.rules
    for _ in range(rules["passes"]):
        fitting = [
            ending
            for ending in rules["endings"]
            if word.endswith(ending) and len(word) - len(ending) >= rules["shortest"]
        ]
        word = word.removesuffix(max(fitting, key=len, default=""))
    for rule in rules["even"]:
        if word.endswith(rule["end"]) and len(word) >= rule["letters"]:
            return word.removesuffix(rule["end"]) + str(rule["to"])
    return word


@given(st.lists(st.sampled_from([*Belarusian.rules["endings"], *"абдзк"]), max_size=5).map("".join))
def test_a_stem_is_what_the_rules_say(word: str) -> None:
    assert Belarusian({}).stem(word) == _stem(word)


@pytest.mark.parametrize(
    ("name", "stemmer", "letters"),
    [
        ("english", EnglishStemmer, "abcdefghijklmnopqrstuvwxyz'sedingly"),
        ("russian", RussianStemmer, "абвгдежзийклмнопрстуфхцчшщъыьэюяогоейтьсяами"),
    ],
)
def test_stems_are_the_same_where_pystemmer_is_not(
    name: str, stemmer: type[EnglishStemmer] | type[RussianStemmer], letters: str
) -> None:
    fast = pytest.importorskip("Stemmer").Stemmer(name)
    slow, chance = stemmer(), random.Random(name)  # noqa: S311 - the same words every time
    made = {"".join(chance.choices(letters, k=chance.randint(1, 12))) for _ in range(20_000)}
    texts = (DECEMBER / "locale").rglob("*.po")
    there = {word for path in texts for word in words(path.read_text("utf-8"))}
    assert [word for word in made | there if fast.stemWord(word) != slow.stemWord(word)] == []


@pytest.fixture(scope="module")
def known() -> Register:
    return register(config.load(DECEMBER))


@given(st.data())
def test_spellings_are_noted_as_from_a_table_of_the_names_of_the_page(
    known: Register, spellings: Spellings, data: st.DataObject
) -> None:
    names = list(known.by_id.values())
    mentioned = data.draw(st.lists(st.sampled_from(names), max_size=8))
    # A seat of which only the region is mentioned, and the other way round.
    mentioned += [known.by_id[name.seat] for name in mentioned[:2] if name.seat in known.by_id]
    said = st.sampled_from([*mentioned, *data.draw(st.lists(st.sampled_from(names), max_size=4))])
    text = st.lists(said, max_size=6).map(
        lambda some: " ".join(text for name in some for text in (name.be, name.ru, name.en, "і"))
    )
    rows = data.draw(st.lists(text, min_size=1, max_size=3)) if mentioned else ["і"]
    units = [(f"p{at}", [(row, "", False)]) for at, row in enumerate(rows)]
    mentions = {name.id: list(range(len(rows))) for name in mentioned[1:]} | {"no-such": [0]}
    one, other = (analyse(units, lambda text: terms(text, "be")) for _ in range(2))
    spellings.note(one, mentions)
    note_names(other, mentions, spellings.of(mentions))
    assert one == other
    assert Indexed.loads(one.dumps()).dumps() == one.dumps()


@pytest.fixture(scope="module")
def spellings(known: Register) -> Spellings:
    return Spellings(known)


def test_spellings_that_are_known_are_those_that_are_worked_out(known: Register) -> None:
    first = Spellings(known)
    whole = first.of(known.by_id)
    again = Spellings(known, dict(list(first.made.items())[::2]))
    assert again.of(known.by_id) == whole
    assert again.made == first.made
