"""Settings: what is accepted, and what a wrong one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions import config
from editions.problems import UsageError

GOOD = '[tool.editions]\ntitle = "T"\npublisher = ""\neditions = ["be", "ru", "en"]\n'


def write(folder: Path, text: str) -> Path:
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_three_settings_are_enough(tmp_path: Path) -> None:
    publication = config.load(write(tmp_path, GOOD))
    assert publication.languages == ("be", "ru", "en")
    assert publication.edition("be").autonym == "Беларуская"
    assert publication.source_language == "en"
    assert publication.base_url == ""


def test_everything_can_be_set(tmp_path: Path) -> None:
    more = (
        'base_url = "https://reports.example/x/"\nsource_language = "be"\n'
        '[tool.editions.autonyms]\nbe = "Беларуская мова"\n'
    )
    publication = config.load(write(tmp_path, GOOD + more))
    assert publication.base_url == "https://reports.example/x"
    assert publication.source_language == "be"
    assert publication.edition("be").autonym == "Беларуская мова"


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ('title = "T"', 'titel = "T"', 2, "titel"),
        ('title = "T"', "title = 7", 2, "title"),
        ('title = "T"', 'title = " "', 2, "title"),
        ('title = "T"\n', "", 1, "title"),
        ('["be", "ru", "en"]', '["be", "de"]', 4, "'de'"),
        ('["be", "ru", "en"]', '["be", "be"]', 4, "twice"),
        ('["be", "ru", "en"]', '"be"', 4, "list"),
        ('["be", "ru", "en"]', "[]", 4, "list"),
        ('publisher = ""', 'publisher = ""\nbase_url = "ftp://x"', 4, "base_url"),
        ('publisher = ""', "publisher = = 3", 3, "TOML"),
        ('publisher = ""', 'publisher = ""\nautonyms = { be = "" }', 4, "autonyms"),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, word: str
) -> None:
    write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(UsageError) as caught:
        config.load(tmp_path)
    assert f"pyproject.toml:{line}: " in str(caught.value)
    assert word in str(caught.value)
    assert "\n" not in str(caught.value)


def test_line_is_that_of_the_table_not_of_another_one(tmp_path: Path) -> None:
    write(tmp_path, '[tool.other]\ntitel = "x"\n\n' + GOOD.replace("title", "titel"))
    with pytest.raises(UsageError, match=r"pyproject\.toml:5: titel: unknown"):
        config.load(tmp_path)


def test_the_publication_is_found_upwards(tmp_path: Path) -> None:
    inside = tmp_path / "docs" / "reports"
    inside.mkdir(parents=True)
    write(tmp_path, GOOD)
    write(inside.parent, '[project]\nname = "no publication"\n')
    assert config.find_root(inside) == tmp_path


def test_no_publication_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="-C DIR"):
        config.find_root(tmp_path)
    with pytest.raises(UsageError, match="missing"):
        config.load(write(tmp_path, "[tool.x]\n"))


def test_places_are_romanized_by_the_national_system_unless_said(tmp_path: Path) -> None:
    assert config.load(write(tmp_path, GOOD)).romanization("en") == "national_2007_be"


def test_an_edition_chooses_its_romanization(tmp_path: Path) -> None:
    chosen = GOOD + '[tool.editions.romanization]\nen = "bgn_pcgn_1979_be"\n'
    assert config.load(write(tmp_path, chosen)).romanization("en") == "bgn_pcgn_1979_be"
    inline = GOOD + 'romanization = { en = "lacinka" }\n'
    assert config.load(write(tmp_path, inline)).romanization("en") == "lacinka"


@pytest.mark.parametrize(
    ("table", "line", "word"),
    [
        ('[tool.editions.romanization]\n# why\nen = "bgn"\n', 7, "bgn_pcgn_1979_be"),
        ('[tool.editions.romanization]\n\nde = "lacinka"\n', 7, "'de'"),
        ('[tool.editions.romanization]\nen = "bgn_pcgn_1947_ru"\n', 6, "Belarusian"),
        ('romanization = "lacinka"\n', 5, "table"),
        ('romanization = { en = "iso" }\n', 5, "'iso'"),
        ('romanization.en = "iso"\n', 5, "'iso'"),
        ("[tool.editions.romanization]\nen = 7\n", 5, "text"),
    ],
)
def test_a_wrong_romanization_is_named_with_its_line(
    tmp_path: Path, table: str, line: int, word: str
) -> None:
    write(tmp_path, GOOD + table)
    with pytest.raises(UsageError) as caught:
        config.load(tmp_path)
    assert f"pyproject.toml:{line}: romanization: " in str(caught.value)
    assert word in str(caught.value)


GATE = """
[tool.editions.gate]
complete = 90
held = 2

[tool.editions.gate.be]
held = false
checks = true

[tool.editions.gate."2020-12"]
complete = 50

[tool.editions.gate.be."2020-12"]
complete = 60
held = true
"""


@pytest.mark.parametrize("said", ["", '[tool.editions.gate.ru."2020-11"]\ncomplete = 60\n'])
def test_without_a_gate_of_its_own_a_publication_has_the_default_one(
    tmp_path: Path, said: str
) -> None:
    publication = config.load(write(tmp_path, GOOD + said))
    assert publication.demands("be", "2020-12") == config.Demands(80, 0, checks=True)
    if said:
        assert publication.demands("ru", "2020-11") == config.Demands(60, 0, checks=True)


def test_a_publication_can_say_that_nothing_is_demanded(tmp_path: Path) -> None:
    said = "[tool.editions.gate]\ncomplete = 0\nheld = true\nchecks = false\n"
    publication = config.load(write(tmp_path, GOOD + said))
    assert publication.demands("be", "2020-12") == config.NO_DEMANDS


@pytest.mark.parametrize(
    ("language", "issue", "demanded"),
    [
        ("ru", "2020-11", config.Demands(90, 2)),
        ("be", "2020-11", config.Demands(90, 0, checks=True)),
        ("ru", "2020-12", config.Demands(50, 2)),
        ("be", "2020-12", config.Demands(60, None, checks=True)),
    ],
)
def test_the_nearer_gate_goes_before_the_wider_one(
    tmp_path: Path, language: str, issue: str, demanded: config.Demands
) -> None:
    assert config.load(write(tmp_path, GOOD + GATE)).demands(language, issue) == demanded


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        ("gate = 90\n", 5, "gate: must be a table"),
        ("[tool.editions.gate]\ncomplete = 101\n", 6, "gate.complete: must be a whole number"),
        ("[tool.editions.gate]\n\ncomplete = true\n", 7, "gate.complete: "),
        ("[tool.editions.gate]\nheld = -1\n", 6, "gate.held: must be the number"),
        ('[tool.editions.gate]\nchecks = "clean"\n', 6, "gate.checks: must be true"),
        ("[tool.editions.gate]\nfull = 1\n", 6, "gate.full: unknown; known are: complete,"),
        ("gate = { be = { complete = 200 } }\n", 5, "gate.be.complete: "),
        ("gate.be.held = 1.5\n", 5, "gate.be.held: "),
        ("[tool.editions.gate.de]\ncomplete = 1\n", 5, "gate.de: unknown"),
        ('[tool.editions.gate.be."2020-13"]\n', 5, "gate.be.2020-13: unknown"),
        ('[tool.editions.gate."2020-12".be]\ncomplete = 1\n', 5, "gate.2020-12.be: unknown"),
    ],
)
def test_a_wrong_gate_is_named_with_its_line(
    tmp_path: Path, table: str, line: int, said: str
) -> None:
    write(tmp_path, GOOD + table)
    with pytest.raises(UsageError) as caught:
        config.load(tmp_path)
    assert f"pyproject.toml:{line}: {said}" in str(caught.value)


def test_all_stands_on_the_first_page_of_a_pdf_unless_less_is_chosen(tmp_path: Path) -> None:
    assert config.load(write(tmp_path, GOOD)).title_block == config.TITLE_BLOCK
    chosen = GOOD + '[tool.editions.pdf]\ntitle_block = ["qr", "month"]\n'
    assert config.load(write(tmp_path, chosen)).title_block == ("month", "qr")
    none = GOOD + "pdf = { title_block = [] }\n"
    assert config.load(write(tmp_path, none)).title_block == ()


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        (
            "[tool.editions.pdf]\n\ntitle_block = ['logo']\n",
            7,
            "title_block: 'logo' is not one of series,",
        ),
        ("pdf.title_block = 'month'\n", 5, "title_block: must be a list"),
        (
            "[tool.editions.pdf]\ntitle_blok = []\n",
            6,
            "title_blok: unknown; known are: title_block, seconds, memory",
        ),
        ("[tool.editions.pdf]\nseconds = 0\n", 6, "seconds: must be a whole number of seconds"),
        ("pdf.memory = true\n", 5, "memory: must be a whole number of megabytes"),
        ("pdf = 1\n", 5, " must be a table"),
    ],
)
def test_a_wrong_setting_of_the_pdf_is_named_with_its_line(
    tmp_path: Path, table: str, line: int, said: str
) -> None:
    write(tmp_path, GOOD + table)
    with pytest.raises(UsageError) as caught:
        config.load(tmp_path)
    separator = ":" if said.startswith(" ") else "."
    assert f"pyproject.toml:{line}: pdf{separator}{said}" in str(caught.value)


def test_a_publication_says_how_a_language_is_spelt(tmp_path: Path) -> None:
    assert config.load(write(tmp_path, GOOD)).spelling == {}
    write(tmp_path, GOOD + '[tool.editions.spelling]\nen = "en_US"\nbe = "be-official"\n')
    assert config.load(tmp_path).spelling == {"en": "en_US", "be": "be-official"}


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        ('spelling = "en_GB"\n', 5, "spelling: must be a table"),
        ('[tool.editions.spelling]\n\nde = "de_DE"\n', 7, "spelling.de: unknown language"),
        ('spelling = { en = "be_BY" }\n', 5, "spelling.en: must be the name of a dictionary"),
        ('spelling.en = "../en"\n', 5, "spelling.en: must be the name of a dictionary"),
        ("spelling.en = 1\n", 5, "spelling.en: must be the name of a dictionary"),
    ],
)
def test_a_wrong_spelling_is_named_with_its_line(
    tmp_path: Path, table: str, line: int, said: str
) -> None:
    write(tmp_path, GOOD + table)
    with pytest.raises(UsageError) as caught:
        config.load(tmp_path)
    assert f"pyproject.toml:{line}: {said}" in str(caught.value)
