"""Finding names: sentences that were frozen before the rules, traps, marks, the cache."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editions.names.gazetteer import rows
from editions.names.match import Mention, finder

from .sentences import REGISTER, load, score, shared


@pytest.mark.parametrize("language", ["be", "ru"])
def test_recall_and_precision_on_the_frozen_sentences(language: str) -> None:
    reached = score(language)
    assert len(load(language)) >= 150
    assert reached.recall >= 0.98, reached.missed
    assert reached.precision >= 0.97, reached.alarms


def _found(language: str, text: str) -> list[tuple[str, str, bool]]:
    return [(one.id, one.text, one.sure) for one in shared(language).find(text)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("be", "Мір патрэбны ўсім.", ("by-mir", "Мір", False)),
        ("be", "Замак у Міры стаіць.", ("by-mir", "Міры", True)),
        ("be", "Горад Мір малы.", ("by-mir", "Мір", True)),
        ("be", "Ліда Іванаўна прыйшла.", ("by-lida", "Ліда", False)),
        ("be", "Яна ў Лідзе.", ("by-lida", "Лідзе", True)),
        ("be", "Ён служыў у Косаве.", ("by-kosava", "Косаве", False)),
        ("be", "Максім Барысаў сеў.", ("by-barysau", "Барысаў", False)),
        ("be", "Яны ў Барысаве.", ("by-barysau", "Барысаве", True)),
        ("ru", "Иванова арестовали.", ("by-ivanava", "Иванова", False)),
        ("ru", "Поезд в Иваново ушёл.", ("by-ivanava", "Иваново", True)),
        ("ru", "Карты «Мир» не берут.", ("by-mir", "Мир", False)),
        ("ru", "Порт Брест во Франции.", ("by-brest", "Брест", False)),
        ("ru", "Договорились с Минском.", ("by-minsk", "Минском", True)),
        ("en", "Mir is a town.", ("by-mir", "Mir", False)),
        ("en", "West Germany was another.", ("x-west", "West", False)),
    ],
)
def test_homonyms_are_left_to_a_person_and_plain_mentions_are_not(
    language: str, text: str, expected: tuple[str, str, bool]
) -> None:
    assert expected in _found(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("be", "Размова пра мір і вайну."),
        ("ru", "В Минском метро пусто."),
        ("ru", "Северо-Запад молчит."),
        ("ru", "Н. Лукашенко и Виктория Лукашенко здесь ни при чём."),
        ("en", "they told us about the west"),
    ],
)
def test_what_is_no_name_is_not_found(language: str, text: str) -> None:
    assert _found(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("be", "у Магі\u00adлёве", "by-mahiliou"),
        ("be", "у Магіле\u0308ве", "by-mahiliou"),
        ("be", "у Магілё\u0301ве", "by-mahiliou"),
        ("be", "у Ма-\nгілёве", "by-mahiliou"),
        ("be", "У МАГІ-\nЛЁВЕ", "by-mahiliou"),
        ("be", "ў Давыд-\nГарадку", "by-davyd-haradok"),
        ("ru", "из Ростова-\nна-Дону", "ru-rostov-on-don"),
        ("be", "у Мар'інай\u00a0Горцы", "by-marjina-horka"),
        ("be", "у Марʼінай\nГорцы", "by-marjina-horka"),
        ("ru", "в МОГИЛЕВЕ", "by-mahiliou"),
        ("ru", "в Могилевской\nобласти", "by-reg-mahiliou"),
        ("en", "the Mahilio\u0075\u0301 region", "by-reg-mahiliou"),
        ("en", "Mogilev’s mayor", "by-mahiliou"),
        ("en", "Lukashenka's order", "p-lukashenka"),
    ],
)
def test_marks_inside_words_do_not_hide_a_name(language: str, text: str, expected: str) -> None:
    found = shared(language).find(text)
    assert [one.id for one in found] == [expected]
    assert text[found[0].start : found[0].end] == found[0].text


def test_members_of_an_enumeration_are_the_divisions_they_name() -> None:
    assert _found("be", "у Мінскім, Лідскім і Клецкім раёнах") == [
        ("by-dist-minsk", "Мінскім", True),
        ("by-dist-lida", "Лідскім", True),
        ("by-dist-klieck", "Клецкім раёнах", True),
    ]
    assert _found("en", "the Brest and Hrodna regions") == [
        ("by-reg-brest", "Brest", True),
        ("by-reg-hrodna", "Hrodna regions", True),
    ]


def test_a_body_of_another_country_is_doubted() -> None:
    found = _found("be", "Міністэрства абароны Польшчы маўчыць")
    assert found[0] == ("b-mod", "Міністэрства абароны", False)


def test_line_and_column_count_from_one() -> None:
    found = shared("be").find("Там\nі ў Мінску,\nу Лідзе")
    assert [(one.line, one.column) for one in found] == [(2, 5), (3, 3)]


@given(
    st.text(
        st.sampled_from("Мінску Лідзе-«»’.\n\u00ad\u0301\u0308е") | st.characters(), max_size=60
    )
)
@settings(max_examples=300)
def test_offsets_are_those_of_the_text_whatever_it_holds(text: str) -> None:
    end = 0
    for one in shared("be").find(text):
        assert one.start >= end
        assert text[one.start : one.end] == one.text
        end = one.end


def test_decomposed_text_gives_the_same_ids() -> None:
    for text, _ in load("be"):
        plain = [one.id for one in shared("be").find(text)]
        apart = [one.id for one in shared("be").find(unicodedata.normalize("NFD", text))]
        assert plain == apart, text


@pytest.fixture(scope="module")
def cached(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    finder(rows(REGISTER), "be", cache=folder)
    return folder


def test_the_cache_gives_what_building_gives(cached: Path) -> None:
    text = "У Мінску і Магілёўскай вобласці, паводле А. Лукашэнкі."
    found = finder(rows(REGISTER), "be", cache=cached).find(text)
    assert found == shared("be").find(text)
    assert len(list(cached.iterdir())) == 1


@pytest.mark.parametrize("broken", [b"", b"{}", b"00\n{}", b"\xff\xfe"])
def test_a_broken_cache_is_made_anew(cached: Path, broken: bytes) -> None:
    (path,) = cached.iterdir()
    good = path.read_bytes()
    path.write_bytes(broken)
    assert finder(rows(REGISTER), "be", cache=cached).find("у Мінску")
    assert path.read_bytes() == good


def test_a_cache_of_other_rows_is_not_used(cached: Path) -> None:
    names = [name for name in rows(REGISTER) if name.id != "by-minsk"]
    (old,) = cached.iterdir()
    assert finder(names, "be", cache=cached).find("у Мінску") == []
    (new,) = cached.iterdir()
    assert new != old  # the stale one has gone


def test_a_cache_is_plain_json(cached: Path) -> None:
    for path in cached.iterdir():
        assert json.loads(path.read_bytes().partition(b"\n")[2])["names"]


def test_a_mention_cannot_be_changed() -> None:
    mention = Mention("by-minsk", "city", "Мінску", 0, 6, 1, 1, sure=True)
    with pytest.raises(AttributeError):
        mention.sure = False  # type: ignore[misc]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("be", "Так. Лукашэнка сказаў.", "Лукашэнка"),
        ("be", "Ён з ЗША. Вакульчык застаўся.", "Вакульчык"),
        ("be", "Сказаў А. Р. Лукашэнка.", "А. Р. Лукашэнка"),
        ("ru", "Это так. Лукашенко уехал.", "Лукашенко"),
        ("en", "It is so. Lukashenka left.", "Lukashenka"),
    ],
)
def test_the_end_of_a_sentence_is_no_initial(language: str, text: str, expected: str) -> None:
    assert [word for name, word, _ in _found(language, text) if name.startswith("p-")] == [expected]


@pytest.mark.parametrize("language", ["be", "ru"])
def test_a_sentence_before_changes_nothing(language: str) -> None:
    before = {"be": "Гэта было ўчора. ", "ru": "Это было вчера. "}[language]
    for text, _expected in load(language):
        alone = [(name, word) for name, word, _ in _found(language, text)]
        after = [(name, word) for name, word, _ in _found(language, before + text)]
        assert after == alone, text
