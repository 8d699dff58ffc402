"""``names fix --write`` changes a name for as long a name, and nothing beside it."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from editions.checks import NAME_LETTERS
from editions.checks.convention import Convention
from editions.checks.findings import Finding
from editions.checks.names import of_texts
from editions.checks.texts import Text
from editions.names.forms import forms
from editions.names.gazetteer import rows
from editions.names.match import Mention
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
    "be": ["сказаў", "у", "з", "ад", "учора", "і", "пра", ",", "горад", "Іван", "міністр"],
    "ru": ["сказал", "в", "с", "от", "вчера", "и", "о", ",", "город", "Иван", "министр"],
    "en": ["said", "in", "with", "of", "I've", "and", "the", ",", "town", "John", "minister"],
}


@pytest.mark.parametrize("language", ["be", "ru", "en"])
def test_with_the_names_taken_out_a_text_is_the_same_before_and_after(
    language: str, convention: Convention
) -> None:
    chance = random.Random(14)  # noqa: S311 - nothing is secret
    for number in range(12):
        text = written(language, convention, chance)
        now = text
        for _ in range(3):  # as the command does: a letter mended may show a name
            now = mended(now, language, convention)
        assert found(now, language, convention) == [], (number, text)
        for one, following in itertools.pairwise(now.split()):
            doubled = one == following and f"{one} {one}" not in text
            assert not doubled or not shared(language).is_given(one), (number, text)


def mended(text: str, language: str, convention: Convention) -> str:
    every = sorted(found(text, language, convention), key=lambda one: one.span, reverse=True)
    now = text
    for each in every:
        start, end = each.span
        stood, stands = text[start:end], each.better or ""
        # What is mended is a name, of as many words if it is a person's.
        assert mentions(stood) or each.check is NAME_LETTERS, each
        assert len(stands.split()) == len(stood.split()) or not is_persons(each), each
        now = now[:start] + stands + now[end:]
    return now


def written(language: str, convention: Convention, chance: random.Random) -> str:
    """Write words and names of the register, right and wrong for the language."""
    pieces: list[str] = []
    for _ in range(chance.randint(1, 4)):
        pieces += chance.choices(WORDS[language], k=chance.randint(0, 3))
        name = chance.choice(convention.names)
        spelt = [form.text for form in forms(name, chance.choice(["be", "ru"]))]
        pieces.append(chance.choice([text for text in (*spelt, name.en, *name.variants) if text]))
    return " ".join(pieces) + "."


def is_persons(finding: Finding) -> bool:
    return " p-" in finding.message


def mentions(text: str) -> list[Mention]:
    return [one for language in ("be", "ru", "en") for one in shared(language).find(text)]
