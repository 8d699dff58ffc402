"""What is said of hostile texts and names: no terminal obeys it, none looks like ours."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest

from editions import printable
from editions.cli import main
from editions.problems import EditionsError, Location, Problem, Severity

FORGED = "\nlocale/be.po:1: error forged: pay here"
HOSTILE = "\x1b]0;owned\x07\x1b[2J \x9b31m \u202e \u2066 \u200f \u061c \u2028 \x7f \r \x08"
HEADER = 'msgid ""\nmsgstr ""\n"Language: be\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
SETTINGS = (
    '[tool.editions]\ntitle = "Notes \\u001b[2J \\u202e"\npublisher = ""\neditions = ["be", "en"]\n'
)
VERBS = [
    ("check", "-v"),
    ("check", "--format", "json"),
    ("status",),
    ("status", "--format", "json"),
    ("names", "check"),
    ("names", "fix"),
    ("names", "find", "--language", "be", "locale/be/LC_MESSAGES/reports/2021-01.po"),
    ("extract",),
    ("update",),
    ("build", "--format", "html"),
    ("freeze", "2021-01"),
    ("verify",),
    ("intake", "received\x1b[2J\n.odt", "--issue", "2021-02", "--language", "en"),
    ("git", "merge", "locale/a\x1b[2J.po", "locale/a\x1b[2J.po", "locale/a\x1b[2J.po", HOSTILE),
    ("romanize", "--scheme", "national_2007_be", HOSTILE),
]


def unsafe(said: str) -> set[str]:
    """Give what a terminal would obey, or show otherwise than it stands, in what is said."""
    unseen = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return {each for each in said if each != "\n" and unicodedata.category(each) in unseen}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication of which every text and many a name is hostile."""
    root = tmp_path_factory.mktemp("said")
    catalogues = root / "locale/be/LC_MESSAGES"
    (root / "docs/reports").mkdir(parents=True)
    (catalogues / "reports").mkdir(parents=True)

    def write(name: str, text: str) -> None:
        (root / name).write_text(text, encoding="utf-8", newline="")

    def entry(source: str, text: str) -> str:
        quoted = text.replace("\r", "\\r").replace("\n", "\\n")
        return f'msgid "{source}"\nmsgstr "{quoted}"\n\n'

    write("pyproject.toml", SETTINGS)
    write("docs/index.rst", "Notes\n=====\n\n.. toctree::\n   :hidden:\n\n   reports/2021-01\n")
    write(
        "docs/reports/2021-01.rst",
        f"January\n=======\n\nTo Minsk.{HOSTILE}\n\n`{HOSTILE} <x{HOSTILE}>`_ in\x1b[2J.\n",
    )
    write(f"docs/reports/2021{HOSTILE}.rst", "T\x1b[2J\n==\n\n:ref:`no\x1b[2J`\n")
    write(
        "locale/be/LC_MESSAGES/reports/2021-01.po",
        HEADER + entry("January", f"Студзень{FORGED}{HOSTILE}") + entry("Road", f"Мiнск{HOSTILE}"),
    )
    write(f"locale/be/LC_MESSAGES/reports/x{FORGED.replace('/', '-')}{HOSTILE}.po", "nonsense")
    write("locale/be/LC_MESSAGES/index.po", f'{HEADER}msgid "Notes"\nmsgstr "\x1b[2J {HOSTILE}\n')
    write("locale/a\x1b[2J.po", f'{HEADER}msgid "\x1b\nmsgstr')
    write("locale/gazetteer.csv", f"id,kind,en\n\x1b[2J{HOSTILE},town,\x9b31mMinsk\n")
    write("received\x1b[2J\n.odt", "no such thing")
    return root


@pytest.mark.parametrize("verb", VERBS, ids=[" ".join(map(ascii, verb[:2])) for verb in VERBS])
def test_no_verb_says_what_a_terminal_would_obey(
    folder: Path,
    verb: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(folder)
    main(["-C", str(folder), *verb])
    said = capsys.readouterr()
    assert unsafe(said.out + said.err) == set()
    assert [
        line for line in (said.out + said.err).splitlines() if line.startswith("locale/be.po")
    ] == []
    if "json" in verb:
        json.loads(said.out)


def test_arguments_are_said_as_texts_are(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in (
        ["check", f"--{HOSTILE}{FORGED}"],
        [f"{HOSTILE}{FORGED}"],
        ["-C", HOSTILE, "check"],
    ):
        with suppress(SystemExit):
            main(wrong)
        said = capsys.readouterr()
        assert unsafe(said.out + said.err) == set()
        assert not re.search("^locale/", said.err, re.MULTILINE)


def test_a_machine_reads_what_stands_in_the_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Paths and messages are given to the letter in JSON; what is said of them is spelled out."""
    main(["-C", str(folder), "check", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert any(HOSTILE in each["path"] for each in found)
    assert all(unsafe(each["message"]) == set() for each in found)


def test_a_message_is_one_line() -> None:
    problem = Problem("x", Severity.ERROR, Location(f"a{FORGED}", 1), f"has '{HOSTILE}'{FORGED}")
    error = EditionsError(f"has '{HOSTILE}'{FORGED}", path=f"a{FORGED}")
    for said in (str(problem), problem.message, str(error)):
        assert "\n" not in said
        assert unsafe(said) == set()
    assert Problem.from_dict(problem.as_dict()) == problem
    assert printable.lines("a\r\n\tb\rc\x0b\n") == "a\r\n\tb\\rc\\x0b\n"
    assert printable.line("Магілёў — 5\xa0%") == "Магілёў — 5\xa0%"
    assert printable.json('"\x7f\udcff\U000e0041"') == r'"\u007f\udcff\udb40\udc41"'


def test_git_is_told_in_one_line(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "editions", "git", "clean", f"locale/x{HOSTILE}{FORGED}.po"],
        input=f"{HEADER}msgid {HOSTILE}".encode(),
        capture_output=True,
        cwd=folder,
        check=False,
    )
    said = done.stderr.decode("utf-8")
    assert unsafe(said) == set()
    assert len(said.splitlines()) == 1
