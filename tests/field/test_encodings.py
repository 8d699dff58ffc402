"""Results never end in a traceback, whatever an output can take."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Root = Callable[[str], Path]
ENCODINGS = ("ascii", "cp866", "utf-8:strict")
FACE = "\N{SNOWMAN} \U0001f600 ŭ"


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "editions", "-C", str(folder), *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication whose name, texts and faults no code page holds."""
    root = tmp_path_factory.mktemp("ŭ") / f"{FACE}"
    (root / "docs/reports").mkdir(parents=True)
    (root / "locale/be/LC_MESSAGES/reports").mkdir(parents=True)
    settings = f'[tool.editions]\ntitle = "{FACE}"\npublisher = ""\neditions = ["be", "en"]\n'
    (root / "pyproject.toml").write_text(settings, encoding="utf-8")
    (root / "docs/index.rst").write_text("Notes\n=====\n", encoding="utf-8")
    text = f"January 2021\n============\n\n{FACE} in Mahilioŭ  twice.\n"
    (root / "docs/reports/2021-01.rst").write_text(text, encoding="utf-8")
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    entry = f'msgid "{FACE} in Mahilioŭ  twice."\nmsgstr "{FACE} у Магілёве 3"\n'
    path = root / "locale/be/LC_MESSAGES/reports/2021-01.po"
    path.write_text(head + entry, encoding="utf-8")
    return root


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_result_is_printed(folder: Path, encoding: str) -> None:
    for verb in (
        ("check",),
        ("status",),
        ("romanize", "--scheme", "national_2007_be", "Магілёў", FACE),
        ("names", "find", "--language", "en", str(folder / "docs/reports/2021-01.rst")),
        ("check", FACE),
        ("--help",),
    ):
        done = run(folder, *verb, PYTHONIOENCODING=encoding)
        assert b"Traceback" not in done.stderr.replace(b"\0", b""), verb
        assert done.returncode in (0, 1, 2), (verb, done.stderr)


@pytest.mark.parametrize("encoding", ["cp1251"])
def test_json_is_json_in_any_encoding(folder: Path, encoding: str) -> None:
    document = str(folder / "docs/reports/2021-01.rst")
    for verb in (
        ("check", "--format", "json"),
        ("status", "--format", "json"),
        ("names", "find", "--language", "en", "--format", "json", document),
    ):
        plain = run(folder, *verb, PYTHONIOENCODING="utf-8")
        other = run(folder, *verb, PYTHONIOENCODING=encoding)
        assert json.loads(other.stdout.decode(encoding)) == json.loads(plain.stdout), verb


def test_a_name_that_is_no_text_is_shown_all_the_same(folder: Path) -> None:
    done = run(folder, "check", os.fsdecode(b"\xff.po"), PYTHONIOENCODING="utf-8")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert rb"\udcff.po" in done.stderr


def test_an_output_that_is_full_is_told_of(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "editions", "-C", str(folder), "status"],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 3
    assert done.stderr.splitlines()[0].startswith("editions: standard output: No space")
    assert "Traceback" not in done.stderr


CODE_PAGES = ("cp1251", "cp866", "latin-1", "ascii", "utf-16")
LOCALES = (
    {"LC_ALL": "C", "LANG": ""},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LANG": "be_BY", "LC_ALL": "", "PYTHONUTF8": "0"},
)
TOWN = ("romanize", "--scheme", "national_2007_be", "Магілёў")


@pytest.mark.parametrize("locale", LOCALES, ids=lambda each: each["LC_ALL"] or "none")
def test_output_is_utf_8_whatever_the_locale(folder: Path, locale: dict[str, str]) -> None:
    for verb, expected in ((TOWN, "Mahilioŭ"), (("check", "--format", "json"), "ŭ")):
        done = run(folder, *verb, PYTHONIOENCODING="", **locale)
        assert expected in done.stdout.decode("utf-8"), verb
        assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("code_page", CODE_PAGES)
def test_a_code_page_gets_its_letters_spelled_out(folder: Path, code_page: str) -> None:
    for verb in (TOWN, ("check",), ("check", "--manual"), ("packet", "--help")):
        done = run(folder, *verb, PYTHONIOENCODING=code_page)
        if code_page != "utf-16":
            assert (done.stdout + done.stderr).isascii()
        said = done.stdout.decode(code_page)
        assert verb != TOWN or said in (r"Mahilio\u016d" + "\n", "Mahilioŭ\n")


def test_input_is_utf_8_whatever_the_code_page(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "editions", *TOWN[:-1]],
        input="Магілёў\n".encode(),
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "cp1251"},
    )
    assert done.stdout == rb"Mahilio\u016d" + b"\n"


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_help_that_cannot_be_written_is_told_of(folder: Path, unbuffered: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "editions", "check", "--help"],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )
    assert done.returncode == 3
    assert done.stderr == "editions: standard output: No space left on device\n"


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_talk_that_nobody_hears_ends_nothing(folder: Path, unbuffered: str) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    for arguments, code in ((["nonsense"], 2), ([*TOWN[:-1], "Mahiliou"], 0)):
        command = [sys.executable, "-m", "editions", *arguments]
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(command, stderr=full, env=environment, check=False)
        assert done.returncode == code
        closed = ["sh", "-c", '"$@" 0<&- 1>&- 2>&-', "sh", *command]
        assert subprocess.run(closed, env=environment, check=False).returncode == code
