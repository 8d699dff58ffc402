"""``names fix --write`` changes a name for as long a name, and nothing beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import takewhile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editions.checks.convention import Convention
from editions.checks.findings import Finding
from editions.checks.fixes import replaced
from editions.checks.names import of_texts
from editions.checks.texts import Text
from editions.cli.names_check import ROUNDS
from editions.names.forms import forms
from editions.names.gazetteer import Name, rows
from tests.conftest import Run
from tests.names.sentences import REGISTER, shared

SETTINGS = '[tool.editions]\ntitle = "T"\npublisher = ""\neditions = ["be", "ru", "en"]\n'
WRITTEN = [
    ("en", "I've seen the order.", "I've seen the order."),
    ("en", "A. Lukashenko met Lukashenko’s aide.", "A. Lukashenka met Lukashenka’s aide."),
    ("en", "The Prypiać and U.S. troops.", "The Prypiać and U.S. troops."),
    ("en", "The Hrodna and Brest regions voted.", "The Hrodna and Brest regions voted."),
    ("en", "The Grodno and Vitebsk Regions voted.", "The Hrodna and Viciebsk Regions voted."),
    ("en", "In the Mozyr and Rechitsa districts.", "In the Mazyr and Rečyca districts."),
    ("en", "The Republic of Belarus, BY-HR.", "The Republic of Belarus, BY-HR."),
    ("en", "In the Grodno and Gomel regions.", "In the Hrodna and Homieĺ regions."),
    ("en", "Lepel Raion, Orsha district.", "Liepieĺ District, Orša district."),
    ("en", "On the Daugava.", "On the Daugava."),
    ("be", "За Гомельской областью.", "За Гомельскай вобласцю."),
    ("ru", "Вчера он встретился с Пуціным.", "Вчера он встретился с Путиным."),
    ("ru", "Вчера Александр Лукашэнка молчал.", "Вчера Александр Лукашенко молчал."),
    ("ru", "Аляксандр Лукашэнка молчал.", "Александр Лукашенко молчал."),
    ("ru", "Сергей Цярэнцьеў улетел.", "Сергей Терентьев улетел."),
    (
        "ru",
        "Вчера Александр Рыгоравіч Лукашэнка спал.",
        "Вчера Александр Рыгоравіч Лукашенко спал.",
    ),
    ("ru", "Иван Цярэнцьеў улетел.", "Иван Цярэнцьеў улетел."),
    ("be", "Учора ён сустрэўся з Путиным.", "Учора ён сустрэўся з Пуціным."),
    ("be", "Сустрэча з Владимиром Путиным.", "Сустрэча з Уладзімірам Пуціным."),
    ("be", "Сяргей Терентьев вярнуўся.", "Сяргей Цярэнцьеў вярнуўся."),
    ("be", "Лукашенко маўчаў.", "Лукашэнка маўчаў."),
    ("be", "Пратэсты супраць Лукашенко.", "Пратэсты супраць Лукашэнкі."),
    ("be", "Галоўнае – у Горадні.", "Галоўнае – у Гродне."),
    ("be", "Войскі США і МВД, краіны СНГ.", "Войскі ЗША і МУС, краіны СНД."),
    ("be", "Місія ОБСЕ, рашэнне ООН, архіў КГБ.", "Місія АБСЕ, рашэнне ААН, архіў КДБ."),
    ("be", "Дэпутаты Госдумы спрачаліся.", "Дэпутаты Дзярждумы спрачаліся."),
    ("ru", "Войска ЗША и МУС, страны СНД.", "Войска США и МВД, страны СНГ."),
    ("ru", "Указ АДКБ и ААН, архив КДБ.", "Указ ОДКБ и ООН, архив КГБ."),
    ("ru", "Бойцы с АМАПам спорили.", "Бойцы с ОМОНом спорили."),
]
A_PERSON_MUST_DECIDE = [
    ("be", "Учора Лукашенко бачылі ў Мінску."),
    ("be", "Прапановы Галандыі."),
]


def write(folder: Path, paragraphs: list[tuple[str, str]]) -> None:
    """Make a publication with a document a paragraph."""
    reports = folder / "docs" / "reports"
    reports.mkdir(parents=True)
    (folder / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    for number, (language, text) in enumerate(paragraphs):
        page = f":language: {language}\n\nTitle\n=====\n\n{text}\n"
        name = f"{2040 + number // 12}-{number % 12 + 1:02d}.rst"
        (reports / name).write_text(page, encoding="utf-8")


def read(folder: Path) -> list[str]:
    paths = sorted((folder / "docs" / "reports").glob("*.rst"))
    return [path.read_text("utf-8").strip().split("\n")[-1] for path in paths]


def test_a_name_becomes_as_long_a_name_and_a_second_run_changes_nothing(
    tmp_path: Path, editions: Callable[..., Run]
) -> None:
    write(tmp_path, [*((a, b) for a, b, _ in WRITTEN), *A_PERSON_MUST_DECIDE])
    editions(tmp_path, "names", "fix", "--write")
    now = read(tmp_path)
    wanted = [*(after for *_, after in WRITTEN), *(text for _, text in A_PERSON_MUST_DECIDE)]
    assert [pair for pair in zip(now, wanted, strict=True) if pair[0] != pair[1]] == []
    again = editions(tmp_path, "names", "fix", "--write")
    assert read(tmp_path) == now
    assert "wrote" not in again.out + again.err


@pytest.fixture(scope="module")
def convention() -> Convention:
    names = rows(REGISTER)
    finders = {language: shared(language) for language in ("be", "ru", "en")}
    schemes = {"en": "national_2007_be"}
    return Convention(names, {name.id: name for name in names}, schemes, finders)


def found(text: str, language: str, convention: Convention) -> list[Finding]:
    one = Text(Path("x.rst"), "x.rst", 1, language, text, text)
    every = of_texts([one], convention, everything=[one])
    return [each for each in every if each.sure and each.better is not None]


WORDS = {
    "be": [
        *("сказаў", "у", "з", "ад", "учора", "і", "пра", "горад", "міністр", "супраць", "яго"),
        *("Іван", "Ганна", "Марыя", "Сяргей", "Вораг", "Свет", "сям’я", "аб'ект", "Заяц"),
    ],
    "ru": [
        *("сказал", "в", "с", "от", "вчера", "и", "о", "город", "министр", "против", "его"),
        *("Иван", "Анна", "Мария", "Сергей", "Враг", "Свет", "семья", "объект", "Заяц"),
    ],
    "en": [
        *("said", "in", "with", "of", "yesterday", "and", "about", "town", "minister", "the"),
        *("John", "Anna", "Mary", "Sara", "Order", "I've", "don’t", "Let's", "o'clock"),
    ],
}
GIVEN = ["Іван", "Ганна", "Сергей", "Мария", "John", "Anna", "А.", "А. Р."]
MARKS = [" ", " ", " ", ", ", ". ", " – ", "; ", ": ", " «", "» ", " (", ") ", "-", "’ ", "\n"]
APOSTROPHES = "’'ʼ`"
ALIKE = str.maketrans("аеіосрухАЕІОСРХМВТ", "aeiocpyxAEIOCPXMBT")


@cache
def spellings(name: Name) -> tuple[str, ...]:
    spelt = [form.text for each in ("be", "ru") for form in forms(name, each)]
    spelt += [name.en, *(variant.rpartition(":")[2] for variant in name.variants)]
    return tuple(text for text in dict.fromkeys(spelt) if text)


@st.composite
def names_as_written(draw: st.DrawFn, names: tuple[Name, ...]) -> str:
    """Draw a name of the register in any language, form and spelling that somebody may write."""
    name = draw(st.sampled_from(names))
    text = draw(st.sampled_from(spellings(name)))
    change = draw(st.sampled_from(["", "", "", "", "alike", "apostrophe", "capitals", "given"]))
    match change:
        case "alike":  # one letter that looks like it
            at = draw(st.integers(0, len(text) - 1))
            return text[:at] + text[at].translate(ALIKE) + text[at + 1 :]
        case "apostrophe":
            return re.sub("[’'ʼ`]", draw(st.sampled_from(APOSTROPHES)), text)
        case "capitals":
            return text.upper()
        case "given":
            return f"{draw(st.sampled_from(GIVEN))} {text}"
    return text


@st.composite
def pieces_with_names(draw: st.DrawFn, language: str, names: tuple[Name, ...]) -> tuple[str, ...]:
    """Draw a text in pieces, of which every second is a name."""
    words = st.lists(st.sampled_from(WORDS[language]), min_size=1, max_size=3)
    marks = st.sampled_from(MARKS)
    pieces = [draw(st.sampled_from(["", "(", "«", "- "]))]
    for _ in range(draw(st.integers(1, 3))):
        between = "".join([draw(marks) + word for word in draw(words)]) + draw(marks)
        pieces += [draw(names_as_written(names)), between]
    return tuple(pieces)


@pytest.mark.parametrize("language", ["be", "ru", "en"])
def test_with_the_names_cut_out_a_text_is_the_same_before_and_after(
    language: str, convention: Convention
) -> None:
    @given(pieces_with_names(language, convention.names))
    @settings(max_examples=150)
    def holds(before: tuple[str, ...]) -> None:
        after = before
        for _ in range(ROUNDS):  # as the command does: a letter mended may show a name
            after = mended(after, language, convention)
        assert after[::2] == before[::2]
        assert all(after[1::2])
        assert found("".join(after), language, convention) == []

    holds()


def mended(pieces: tuple[str, ...], language: str, convention: Convention) -> tuple[str, ...]:
    """Mend a text, and tell which pieces of it have become others."""
    text, now = "".join(pieces), list(pieces)
    every = found(text, language, convention)
    for each in sorted(every, key=lambda one: one.span, reverse=True):
        start, end = each.span
        stood, stands = text[start:end], each.better or ""
        assert len(stands.split()) == len(stood.split()) or " p-" not in each.message, each
        same = takewhile(lambda two: two[0] == two[1], zip(stood, stands, strict=False))
        kept = min(len([*same]), len(stood) - 1)  # a given name that was right
        start, stood, stands = start + kept, stood[kept:], stands[kept:]
        place = 0
        while start >= len(now[place]):
            start -= len(now[place])
            place += 1
        now[place] = now[place][:start] + stands + now[place][start + len(stood) :]
    assert "".join(now) == replaced(text, every)
    return tuple(now)
