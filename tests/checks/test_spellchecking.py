"""Spelling: dictionaries where there are some, word lists, and never a silent "clean"."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from editions import config
from editions.checks import installed, spellchecking
from editions.checks.convention import Convention
from editions.checks.derived import linked, relatives
from editions.checks.texts import Text
from editions.config import Publication
from editions.problems import Problem, Severity, UsageError
from tests.checks.made import made

Root = Callable[[str], Path]

WORDS = {
    "be_BY": "У снежні прайшла праверка беларускі рускі разглядаюць канферэнцыі сур'ёзны добры",
    "ru_RU": "В декабре прошла проверка белорусский",
    "en_GB": "An inspection took place in December it wasn't defence",
}
AFFIXES = "SET UTF-8\nTRY аеіоу\nWORDCHARS '\n"


@pytest.fixture
def dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Small dictionaries instead of the machine's own."""
    folder = tmp_path / "hunspell"
    folder.mkdir()
    for name, words in WORDS.items():
        listed = words.lower().split()
        (folder / f"{name}.aff").write_text(AFFIXES, encoding="utf-8")
        text = "\n".join((str(len(listed)), *listed)) + "\n"
        (folder / f"{name}.dic").write_text(text, encoding="utf-8")
    monkeypatch.setattr(installed, "FOLDERS", ())
    monkeypatch.setenv("DICPATH", str(folder))
    return folder


class _Hunspell:
    """What the library does, as far as we ask: words in small letters or with a capital."""

    def __init__(self, name: str, hunspell_data_dir: str) -> None:
        text = Path(hunspell_data_dir, f"{name}.dic").read_text("utf-8")
        self.words = set(text.split()[1:])

    def spell(self, word: str) -> bool:
        return word in self.words or (word[0].isupper() and word.lower() in self.words)

    def suggest(self, word: str) -> tuple[str, ...]:
        return tuple(known for known in sorted(self.words) if known[-3:] == word[-3:])


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("hunspell")
    module.Hunspell = _Hunspell  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "hunspell", module)


@pytest.fixture
def publication(root: Root) -> Publication:
    return config.load(root("trilingual"))


def check(publication: Publication, *texts: Text) -> tuple[list[str], list[Problem]]:
    found, untold = spellchecking.findings(texts, Convention.of(publication))
    told = spellchecking.advise((finding.problem() for finding in found), publication)
    return [each.message for each in told], list(spellchecking.skipped(publication, untold))


@pytest.mark.usefixtures("dictionary", "library")
def test_an_unknown_word_is_found_once_a_file_and_mended(publication: Publication) -> None:
    text = made("У снежні прайшла прверка. Прверка прайшла.", "be")
    said, untold = check(publication, text, text)
    assert said == ["no dictionary knows 'прверка'; праверка?"]
    assert untold == []


@pytest.mark.usefixtures("dictionary", "library")
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("be", "сур’ёзны сурʼёзны СУР’ЁЗНЫ"),
        ("be", "беларуска-рускі беларуска-рускага па-рускі разглядаючы відэаканферэнцыі"),
        ("be", "недобры найдобры добрага добрыя"),
        ("be", "У Магілёве прайшла праверка; Лукашэнка; у Чавусах; 120-мм, АДКБ"),
        ("be", "Магілёў. Магілёўскі. :ru:`какое-то`, https://bla.by/xyzzy, ``xyzzy``"),
        ("ru", "белорусско-белорусский"),
        ("en", "It wasn’t defence"),
    ],
)
def test_right_words_are_known(publication: Publication, language: str, text: str) -> None:
    said, _ = check(publication, made(text, language))
    assert said == []


@pytest.mark.usefixtures("dictionary", "library")
def test_a_publication_has_its_own_words(publication: Publication) -> None:
    text = made("праверка шрапнэлю, шрапнэльная, гукавое", "be")
    assert len(check(publication, text)[0]) == 3
    own = installed.word_list(publication, "be")
    own.write_text("# наша\nшрапнэл*  # усе формы\nГУКАВОЕ\n", encoding="utf-8")
    assert check(publication, text)[0] == []
    own.write_bytes("шрапнэль".encode("cp1251"))
    with pytest.raises(UsageError, match="UTF-8"):
        check(publication, text)


@pytest.mark.usefixtures("library")
def test_a_missing_dictionary_is_told_once(
    publication: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installed, "FOLDERS", ())
    monkeypatch.setenv("DICPATH", str(tmp_path))
    said, untold = check(publication, made("прверка", "be"), made("прверка", "be"))
    assert said == []
    [problem] = untold
    assert problem.severity is Severity.INFO
    assert "not checked (Беларуская): no Hunspell dictionary" in problem.message
    assert "hunspell-be" in problem.message


@pytest.mark.usefixtures("library")
def test_another_spelling_is_not_judged_by(
    dictionary: Path, publication: Publication, root: Root
) -> None:
    """By an American dictionary British words would be wrong."""
    for ending in (".aff", ".dic"):
        (dictionary / f"en_GB{ending}").rename(dictionary / f"en_US{ending}")
    text = made("An inspection took place. It wsa.", "en")
    said, [problem] = check(publication, text, text)
    assert said == []
    assert problem.severity is Severity.INFO
    assert "no Hunspell dictionary en_GB is installed" in problem.message
    assert "apt install hunspell-en-gb" in problem.message
    american = replace(publication, spelling={"en": "en_US"})
    said, untold = check(american, text)
    assert [message.split("'")[1] for message in said] == ["wsa"]
    assert untold == []
    _, [problem] = check(replace(publication, spelling={"en": "en_XX"}), text)
    assert problem.message.endswith("no Hunspell dictionary en_XX is installed")


@pytest.mark.usefixtures("dictionary")
def test_a_missing_library_is_told_once(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "hunspell", None)
    said, [problem] = check(publication, made("прверка", "ru"), made("wsa", "en"))
    assert said == []
    assert "(English, Русский)" in problem.message
    assert problem.id == "spelling-skipped"
    assert "chunspell" in problem.message


@pytest.mark.usefixtures("dictionary")
def test_the_library_itself_reads_dictionaries(publication: Publication) -> None:
    said, untold = check(
        publication, made("У снежні прайшла прверка; сур’ёзны добры.", "be"), made("It wsa.", "en")
    )
    assert untold == []
    assert said[0].startswith("no dictionary knows 'прверка'; праверка?")
    assert [message.split("'")[1] for message in said] == ["прверка", "wsa"]


def test_forms_lead_to_their_base() -> None:
    for form, base in [
        ("пазначаецца", "пазначае"),
        ("выкарыстаўшы", "выкарыстаў"),
        ("ацэньваліся", "ацэньвалі"),
        ("парушэнняў", "парушэнне"),
        ("нявызначаную", "вызначаны"),
    ]:
        assert base in set(relatives(form, "be"))
    assert "службы" in set(relatives("спецслужбы", "be"))
    assert linked("беларуска", "be") == "беларускі"
    assert linked("белорусско", "ru") == "белорусский"
