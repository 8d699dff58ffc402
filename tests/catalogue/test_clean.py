"""No person and no machine in what is committed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from editions import config
from editions.catalogue import po
from editions.catalogue.clean import cleaned, identities
from editions.catalogue.header import REMOVED
from editions.checks import identity
from tests.catalogue.git import DATA, TOOL, Repository
from tests.catalogue.head import HEAD, NEUTRAL
from tests.conftest import DECEMBER

GOOD = '\nmsgid "Snow"\nmsgstr "Снег ідзе ўжо трэці дзень"\n'
WRAPPED = '\nmsgid "Snow"\nmsgstr ""\n"Снег ідзе ўжо "\n"трэці дзень"\n'

# Headers as the tools write them, with a person in every place they have for one.
TOOLS = {
    "Poedit": """\
# Беларускі пераклад зімовых нататак.
# Copyright (C) 2021 Jane Doe
# This file is distributed under the same license as the Winter package.
# Jane Doe <jane.doe@mail.example>, 2021.
# Іван Іваноў, 2024.
#
msgid ""
msgstr ""
"Project-Id-Version: Winter\\n"
"Report-Msgid-Bugs-To: jane.doe@mail.example\\n"
"POT-Creation-Date: 2021-02-01 10:00+0300\\n"
"PO-Revision-Date: 2021-02-02 11:00+0300\\n"
"Last-Translator: Jane Doe <jane.doe@mail.example>\\n"
"Language-Team: Belarusian <i18n@mail.example>\\n"
"Language: be\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"X-Generator: Poedit 3.4.2\\n"
"X-Poedit-Basepath: /Users/jane/winter\\n"
"X-Poedit-SearchPath-0: /Users/jane/winter/docs\\n"
"X-Poedit-SearchPathExcluded-0: .venv\\n"
"X-Poedit-Bookmarks: 12,-1,-1,-1,-1,-1,-1,-1,-1,-1\\n"
"X-Poedit-SourceCharset: UTF-8\\n"
""",
    "Weblate": """\
# SOME DESCRIPTIVE TITLE.
# Zmicier <zmicier@users.noreply.weblate.example>, 2022, 2023.
# Weblate Admin (admin) <admin@mail.example>, 2023.
msgid ""
msgstr ""
"PO-Revision-Date: 2023-04-05 06:07+0000\\n"
"Last-Translator: Zmicier <zmicier@users.noreply.weblate.example>\\n"
"Language-Team: Belarusian <https://weblate.example/projects/winter/be/>\\n"
"Language: be\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Generator: Weblate 5.9.1\\n"
""",
    "OmegaT": """\
msgid ""
msgstr ""
"Last-Translator: jane\\n"
"PO-Revision-Date: 2023-04-05 06:07+0300\\n"
"X-Generator: OmegaT 6.0\\n"
"X-OmegaT-Project: /Users/jane/omegat/winter\\n"
"Language: be\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
""",
    "Lokalize": """\
# translation of winter.po to Belarusian
# Jane Doe <jane@kde.example>, 2019, 2020.
# Пераклала Яна Доўгая
msgid ""
msgstr ""
"Last-Translator: Jane Doe <jane@kde.example>\\n"
"Language: be\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Generator: Lokalize 20.12.0\\n"
"X-Environment: kde\\n"
"X-Accelerator-Marker: &\\n"
""",
    "Virtaal": """\
# Jane Doe
msgid ""
msgstr ""
"Last-Translator: Jane Doe\\n"
"PO-Revision-Date: 2018-04-05 06:07+0200\\n"
"X-Generator: Virtaal 0.7.1\\n"
"X-POOTLE-MTIME: 1524909021.000000\\n"
"Language: be\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
""",
    "Transifex": """\
# SOME DESCRIPTIVE TITLE.
# Copyright (C) YEAR THE PACKAGE'S COPYRIGHT HOLDER
#
# Translators:
# Jane Doe <jane@mail.example>, 2020
# zmicier, 2021
# e7e9c1f0b5a6d7e8
#
msgid ""
msgstr ""
"Last-Translator: zmicier, 2021\\n"
"Language-Team: Belarusian (https://app.transifex.example/jane/teams/123/be/)\\n"
"Language: be\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
""",
    "Crowdin": """\
msgid ""
msgstr ""
"Project-Id-Version: winter\\n"
"PO-Revision-Date: 2024-04-05 06:07\\n"
"Last-Translator: \\n"
"Language-Team: Belarusian\\n"
"Language: be_BY\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Crowdin-Project: janes-winter\\n"
"X-Crowdin-Project-ID: 123456\\n"
"X-Crowdin-Language: be\\n"
"X-Crowdin-File: /main/locale/jane/winter.pot\\n"
"X-Reviewer: Jane Doe\\n"
""",
}
PERSONAL = ("Jane", "jane", "micier", "admin", "Іван", "Яна", "@", "/home", "e7e9", "2021", "2023")
CLOCKS = ("+0300", "+0000", "+0200", "06:07", "1524909021", "Poedit 3", "Weblate 5", "Virtaal")


@pytest.mark.parametrize("tool", TOOLS)
def test_a_header_keeps_nothing_of_people_clocks_and_machines(tool: str) -> None:
    text = cleaned((TOOLS[tool] + WRAPPED).encode()).decode()
    for told in (*PERSONAL, *CLOCKS):
        assert told not in text
    assert text.endswith(GOOD)
    # The fields that tools demand are there, and say the same in every catalogue.
    assert f'msgstr ""\n{NEUTRAL}"Language: be' in text
    assert po.parsed(text).metadata["Language"] == "be"
    assert identities(text) == []
    assert cleaned(text.encode()).decode() == text


def test_what_tells_nothing_of_a_person_is_kept() -> None:
    text = cleaned((TOOLS["Poedit"] + GOOD).encode()).decode()
    assert text.startswith(
        "# Беларускі пераклад зімовых нататак.\n"
        "# This file is distributed under the same license as the Winter package.\n#\nmsgid"
    )
    assert '"X-Poedit-SourceCharset: UTF-8\\n"\n' in text
    text = cleaned((TOOLS["Lokalize"] + GOOD).encode()).decode()
    assert text.startswith("# translation of winter.po to Belarusian\nmsgid")
    assert '"X-Environment: kde\\n"\n"X-Accelerator-Marker: &\\n"\n' in text


ASKED = """
# Спытаць у a.name@mail.example, што гэта
# і ў help@source.example
#: docs/index.rst:3
msgid "Write to help@source.example"
msgstr "Пішыце на help@source.example"
"""


def test_an_address_in_a_remark_is_replaced_visibly_and_the_rest_stays() -> None:
    text = cleaned((HEAD + GOOD + ASKED).encode()).decode()
    asked = ASKED.replace("a.name@mail.example", REMOVED).replace("#: docs/index.rst:3\n", "")
    assert text == HEAD + GOOD + asked
    assert cleaned(text.encode()).decode() == text


def test_what_is_clean_stays_byte_for_byte() -> None:
    for path in sorted((DECEMBER / "locale").rglob("*.po")):
        assert cleaned(path.read_bytes()) == path.read_bytes()


def piped(data: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [str(TOOL), "git", "clean", *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=False)


def test_the_filter_works_outside_of_any_publication(tmp_path: Path) -> None:
    command = [str(TOOL), "git", "clean", "x.po"]
    data = (TOOLS["Weblate"] + GOOD).encode()
    done = subprocess.run(command, input=data, capture_output=True, cwd=tmp_path, check=True)
    assert done.stdout == cleaned(data)
    assert done.stderr == b""


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 50,
        "кірыліца".encode("cp1251"),
        f"{HEAD}<<<<<<< HEAD\r\n{GOOD}".encode(),
        (HEAD + GOOD).encode()[:-4],
    ],
    ids=["empty", "NULs", "CP1251", "conflict", "cut"],
)
def test_what_cannot_be_read_goes_through_unchanged(data: bytes) -> None:
    done = piped(data, "be/x.po")
    assert (done.returncode, done.stdout) == (0, data)
    assert done.stderr.decode().startswith("editions: be/x.po:")
    assert "stored as it is" in done.stderr.decode()


def test_git_stores_catalogues_without_persons(tmp_path: Path) -> None:
    repository = Repository.made(tmp_path / "work")
    repository.commit(TOOLS["Poedit"] + GOOD)
    assert repository.stored() == cleaned((TOOLS["Poedit"] + GOOD).encode()).decode()
    assert repository.path.read_text("utf-8") == TOOLS["Poedit"] + GOOD
    assert repository.git("status", "--porcelain").stdout == ""
    # What comes back from git is what was stored.
    repository.path.unlink()
    repository.git("checkout", "--", str(repository.path))
    assert repository.path.read_text("utf-8") == repository.stored()
    damaged = (HEAD + GOOD)[:-4]
    repository.commit(damaged)
    assert repository.stored() == damaged


def test_setting_up_says_what_it_did_and_does_it_once(tmp_path: Path) -> None:
    repository = Repository.made(tmp_path / "work")
    config = (repository.top / ".git" / "config").read_text("utf-8")
    assert "git clean %f" in config
    assert str(DATA) in config
    again = repository.editions("git", "setup")
    assert again.returncode == 0
    assert again.stderr.count("is set already") == 6
    assert (repository.top / ".git" / "config").read_text("utf-8") == config


def test_setting_up_needs_a_repository_and_attributes(tmp_path: Path) -> None:
    bare = Repository(tmp_path)
    done = bare.editions("git", "setup")
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "no git repository" in done.stderr
    bare.git("init", "--quiet")
    done = bare.editions("git", "setup")
    assert done.returncode == 1
    assert "add the line: locale/**/*.po filter=editions merge=editions" in done.stderr


SETTINGS = (
    '[tool.editions]\ntitle = "Winter"\npublisher = ""\neditions = ["be", "en"]\n'
    'source_language = "en"\n'
)
DOCUMENT = """\
Winter
======

.. seen by a.name@mail.example

Write to help@source.example, or see /srv/snow.

.. note:: Ask @everybody.

.. image:: x.png

..
   from /Users/jane/notes,
   2021-02-02 11:00+0300

   t.me/janedoe

Done.
"""


def test_check_names_the_lines_that_tell_of_somebody(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    catalogue = tmp_path / "locale" / "be" / "LC_MESSAGES" / "index.po"
    catalogue.parent.mkdir(parents=True)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.rst").write_text(DOCUMENT, encoding="utf-8")
    later = ASKED.replace("на help@source", "на jane@mail").replace('"Write', '"Then write')
    catalogue.write_text(TOOLS["Poedit"] + GOOD + ASKED + later, encoding="utf-8")
    publication = config.load(tmp_path)
    found = identity.problems_of(publication)
    assert {problem.id for problem in found} == {"identity"}
    lines = [p.location.line for p in found if p.edition == "be"]
    begin = (TOOLS["Poedit"] + GOOD).count("\n")
    again = begin + ASKED.count("\n")
    header = [2, 4, 5, 10, 11, 12, 13, 14, 21, 22]
    # The source's own address may stand in the remark and in the translation.
    assert lines == [*header, begin + 2, again + 2, again + 5]
    documents = [p.location.line for p in found if p.edition is None]
    assert documents == [4, 13, 14, 16]
    catalogue.write_text(cleaned(catalogue.read_bytes()).decode(), encoding="utf-8")
    left = identity.problems_of(publication, editions=["be"], paths=[catalogue])
    assert [p.message for p in left] == [
        "the translation tells 'jane@mail.example', which leads to a person or a machine"
    ]


def test_a_damaged_catalogue_is_looked_through_too(tmp_path: Path) -> None:
    found = identities(TOOLS["Weblate"] + GOOD + "ruins\n# a.name@mail.example\n")
    assert [each.line for each in found] == [2, 3, 6, 7, 17]
    (tmp_path / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    catalogue = tmp_path / "locale" / "be" / "LC_MESSAGES" / "index.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_bytes((TOOLS["Weblate"] + GOOD).encode("utf-16"))
    found_too = identity.problems_of(config.load(tmp_path))
    assert [problem.location.line for problem in found_too] == [2, 3, 6, 7]


def test_the_report_of_december_tells_of_nobody() -> None:
    assert identity.problems_of(config.load(DECEMBER)) == []
