"""Checking and mending names in a publication, through the command line and beneath it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from editions import config
from editions.checks import CHECKS
from editions.checks.names import findings, problems
from editions.problems import Problem
from tests.conftest import Run, tree

SETTINGS = '[tool.editions]\ntitle = "T"\npublisher = ""\neditions = ["be", "ru", "en"]\n'
HEADER = 'msgid ""\nmsgstr "Language: {0}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


class Small:
    """A publication of one report, written by a test."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "docs" / "reports").mkdir(parents=True)
        (root / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
        self.report = root / "docs" / "reports" / "2020-12.rst"
        self.report.write_text("Report\n======\n", encoding="utf-8")

    def says(self, text: str, *, language: str = "en") -> None:
        head = f":language: {language}\n\n"
        self.report.write_text(f"{head}Report\n======\n\n{text}\n", encoding="utf-8")

    def translates(self, language: str, msgid: str, msgstr: str, *, flags: str = "") -> Path:
        file = self.root / "locale" / language / "LC_MESSAGES" / "reports" / "2020-12.po"
        file.parent.mkdir(parents=True, exist_ok=True)
        flagged = f"#, {flags}\n" if flags else ""
        entry = f'{flagged}msgid "{msgid}"\nmsgstr "{msgstr}"\n'
        file.write_text(f"{HEADER.format(language)}\n{entry}", encoding="utf-8")
        return file

    def problems(self) -> list[Problem]:
        return [
            problem
            for problem in problems(config.load(self.root))
            if problem.id != "name-unregistered"
        ]

    def ids(self) -> list[str]:
        return [problem.id for problem in self.problems()]


@pytest.fixture
def small(tmp_path: Path) -> Small:
    return Small(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "in the Mahilioŭ region, in Minsk, Brest and Homieĺ",
        "Mahilioŭ’s streets; MAHILIOŬ; the Mahilioŭ Region",
        "President Lukashenka, A. Lukashenka, Aliaksandr Lukashenka’s order",
        "the US, the USA, the United States; the CSTO; the Russian Federation; Russian troops",
        "by :ru:`Могилёв`, ``Mogilev`` or https://mogilev.example/Mogilev",
        "on Monday, in December, the Belarusians",
    ],
)
def test_english_within_the_convention_is_not_reported(small: Small, text: str) -> None:
    small.says(text)
    assert small.problems() == []


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("near Mogilev today", "Mahilioŭ"),
        ("near Mahilyow today", "Mahilioŭ"),
        ("near Mahilioú today", "Mahilioŭ"),
        ("in the Mogilev region", "Mahilioŭ region"),
        ("in the Mogilev Region", "Mahilioŭ Region"),
        ("since Gomel’s streets", "Homieĺ"),
        ("from Belorussia to Poland", "Belarus"),
        ("when Lukashenko came", "Lukashenka"),
        ("when Alexander Lukashenko came", "Aliaksandr Lukashenka"),
        ("when Kiev fell silent", "Kyiv"),
    ],
)
def test_english_outside_the_convention_is_mended_by_rule(
    small: Small, text: str, better: str
) -> None:
    small.says(text)
    (found,) = [
        each for each in findings(config.load(small.root)) if each.check.id == "name-spelling"
    ]
    assert found.better == better
    assert found.sure


@pytest.mark.parametrize(
    ("language", "text", "better"),
    [
        ("be", "Учора ў Менску было ціха.", "Мінску"),
        ("be", "Учора в Могилеве было ціха.", "Магілёве"),
        ("be", "Яна прыехала з Берасьця.", "Брэста"),
        ("be", "Гэта сказаў Лукашенко.", None),
        ("ru", "Вчера в Менске было тихо.", "Минске"),
        ("ru", "Это граница Белоруссии.", "Беларуси"),
        ("ru", "Вчера у Магілёве было тихо.", "Могилёве"),
    ],
)
def test_a_form_outside_the_convention_is_mended_in_its_case(
    small: Small, language: str, text: str, better: str | None
) -> None:
    small.says(text, language=language)
    found = [
        each
        for each in findings(config.load(small.root))
        if each.check.id in {"name-spelling", "name-letters"}
    ]
    assert len(found) == 1
    assert better is None or found[0].better == better


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("be", "Учора ў Мiнску было ціха."),
        ("be", "Учора ў Минску было ціха."),
        ("ru", "Вчера в Mинске было тихо."),
        ("ru", "Вчера в Минскe было тихо."),
        ("en", "It was quiet in Мinsk."),
        ("en", "It was quiet in Minsк."),
    ],
)
def test_a_letter_of_another_alphabet_is_an_error(small: Small, language: str, text: str) -> None:
    small.says(text, language=language)
    assert small.ids() in (["name-letters"], ["name-spelling"])


def test_telegram_chats_are_no_mixed_word(small: Small) -> None:
    small.says("Гэта Telegram-чаты і COVID-19.", language="be")
    assert small.problems() == []


SOURCE = "Minsk and Moscow talk; Minsk waits."


@pytest.mark.parametrize(
    ("translation", "ids"),
    [
        ("Мінск і Масква размаўляюць; Мінск чакае.", []),
        ("Мінск размаўляе з Масквой, у Мінску чакаюць.", []),
        ("Мінск размаўляе; Мінск чакае.", ["name-missing"]),
        ("Мінск і Масква размаўляюць; ён чакае.", ["name-repeat"]),
        ("Мінск і Варшава размаўляюць; Мінск чакае.", ["name-added", "name-missing"]),
        ("Мінск і Масква размаўляюць; мінскія ўлады чакаюць.", []),
    ],
)
def test_names_of_the_source_are_found_in_the_translation(
    small: Small, translation: str, ids: list[str]
) -> None:
    small.says(SOURCE)
    small.translates("be", SOURCE, translation)
    assert sorted(small.ids()) == ids


def test_a_country_may_become_its_adjective(small: Small) -> None:
    source = "The regime in Belarus accused NATO."
    small.says(source)
    small.translates("be", source, "Беларускі рэжым абвінаваціў НАТА.")
    assert small.problems() == []


def test_a_mark_with_an_id_counts_as_the_name(small: Small) -> None:
    source = "Minsk waits."
    small.says(source)
    small.translates("be", source, ":name:`Сталіца <by-minsk>` чакае.")
    assert small.problems() == []


def test_a_flag_silences_one_check_of_one_message(small: Small) -> None:
    small.says(SOURCE)
    small.translates("be", SOURCE, "Сталіцы размаўляюць.", flags="ignore-name-missing")
    assert small.problems() == []


def test_a_fuzzy_translation_is_not_compared(small: Small) -> None:
    small.says(SOURCE)
    small.translates("be", SOURCE, "Сталіцы размаўляюць.", flags="fuzzy")
    assert small.problems() == []


def test_a_document_can_be_silenced_with_its_catalogues(small: Small) -> None:
    text = "Mogilev and Moscow."
    small.says(text)
    small.translates("be", text, "Магілёў.")
    assert len(small.problems()) == 2
    small.report.write_text(f".. names: off\n\nReport\n======\n\n{text}\n", encoding="utf-8")
    assert small.problems() == []


def test_every_check_has_its_own_words() -> None:
    assert len({check.id for check in CHECKS}) == len(CHECKS)
    for check in CHECKS:
        assert check.flag == f"ignore-{check.id}"
        assert check.anchor == f"check-{check.id}"
        assert check.title


def test_an_unknown_name_is_proposed_and_is_no_alarm(
    small: Small, editions: Callable[..., Run]
) -> None:
    small.says("then Zmicier Nieviadomy came to see it.")
    run = editions(small.root, "names", "check")
    assert run.code == 0
    assert "docs/reports/2020-12.rst:6: info name-unregistered: 'Zmicier Nieviadomy'" in run.out
    assert "new-id,person,,,Zmicier Nieviadomy" in run.out


def test_check_tells_file_line_and_what_to_write(
    small: Small, editions: Callable[..., Run]
) -> None:
    small.says("near Mogilev today")
    run = editions(small.root, "names", "check")
    assert run.code == 1
    line = "docs/reports/2020-12.rst:6: error name-spelling: 'Mogilev' is not how this edition"
    assert run.out.startswith(line)
    assert "Mahilioŭ" in run.out
    as_json = json.loads(editions(small.root, "names", "check", "--format", "json").out)
    assert as_json[0]["id"] == "name-spelling"
    assert as_json[0]["line"] == 6


def test_check_can_be_narrowed(small: Small, editions: Callable[..., Run]) -> None:
    small.says(SOURCE + " Mogilev too.")
    small.translates("be", SOURCE, "Мінск.")
    assert "2020-12.po" not in editions(small.root, "names", "check", "--edition", "en").out
    assert "2020-12.rst" not in editions(small.root, "names", "check", "--edition", "be").out
    only = str(small.root / "locale")
    assert "2020-12.rst" not in editions(small.root, "names", "check", only).out
    assert editions(small.root, "names", "check", str(small.root / "no.rst")).code == 2
    assert editions(small.root, "names", "check", "--edition", "de").code == 2


def test_fix_shows_a_diff_and_writes_only_when_told(
    small: Small, editions: Callable[..., Run]
) -> None:
    small.says("near Mogilev, near Mahilyow and ``Mogilev``")
    catalogue = small.translates("be", "near it", "каля Менска", flags="fuzzy")
    before = tree(small.root)
    run = editions(small.root, "names", "fix")
    assert run.code == 1
    assert "+near Mahilioŭ, near Mahilioŭ and ``Mogilev``" in run.out
    assert '+msgstr "каля Мінска"' in run.out
    after = {name: data for name, data in tree(small.root).items() if not name.startswith("build/")}
    assert after == before
    assert editions(small.root, "names", "fix", "--write").code == 0
    assert "near Mahilioŭ, near Mahilioŭ and ``Mogilev``" in small.report.read_text("utf-8")
    assert 'msgstr "каля Мінска"' in catalogue.read_text("utf-8")
    assert "#, fuzzy" in catalogue.read_text("utf-8")
    again = editions(small.root, "names", "fix", "--write")
    assert (again.code, again.out) == (0, "")


def test_an_edition_in_another_scheme_accepts_its_spelling(small: Small) -> None:
    small.says("near Mahilyow and Mahilioŭ, not Mogilev")
    table = '[tool.editions.romanization]\nen = "bgn_pcgn_1979_be"\n'
    (small.root / "pyproject.toml").write_text(SETTINGS + table, encoding="utf-8")
    (problem,) = small.problems()
    assert "'Mogilev'" in problem.message
    assert "write Mahilyow" in problem.message
