"""What `check` says: the gravest last, the sum, what is asked for, nothing of our own words."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOTS, Run

Root = Callable[[str], Path]
Call = Callable[..., Run]
FIRST, SECOND = "2021-01", "2021-02"
ERROR = "error fact-date"
WARNING = "warning typo-space"
INFO = "info name-unregistered"


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication with an error, a warning, and two names the register has not."""
    folder = tmp_path_factory.mktemp("told") / "notes"
    shutil.copytree(ROOTS / "trilingual", folder)
    catalogue = folder / f"locale/be/LC_MESSAGES/reports/{FIRST}.po"
    text = catalogue.read_text("utf-8")
    wrong = text.replace("6 студзеня ў Мінску выпаў снег.", "7 студзеня ў Мінску выпаў  снег.")
    assert wrong != text
    catalogue.write_text(wrong, encoding="utf-8")
    for issue, name in ((FIRST, "Zorblatt"), (SECOND, "Kwimpel")):
        with (folder / f"docs/reports/{issue}.rst").open("a", encoding="utf-8") as file:
            file.write(f"\nSnow fell in {name} and in {name}ville, said Anna {name}.\n")
    return folder


def lines(editions: Call, folder: Path, *arguments: str) -> list[str]:
    return editions(folder, "check", *arguments).out.splitlines()


def kinds(told: list[str]) -> list[str]:
    return [" ".join(line.split(": ")[1].split()[:2]).removesuffix(":") for line in told]


def test_the_gravest_comes_last_and_then_the_sum(notes: Path, editions: Call) -> None:
    *told, summed = lines(editions, notes)
    found = kinds(told)
    assert found[-1] == ERROR
    order = [("info", "warning", "error").index(each.split()[0]) for each in found]
    assert order == sorted(order)
    every = json.loads(editions(notes, "check", "--format", "json").out)
    infos = [each for each in every if each["severity"] == "info"]
    warnings = [each for each in every if each["severity"] == "warning"]
    assert len(infos) > 1
    many = "" if len(warnings) == 1 else "s"
    assert summed == f"1 error, {len(warnings)} warning{many}, {len(infos)} infos"


def test_infos_of_one_kind_are_one_line(notes: Path, editions: Call) -> None:
    short = [line for line in lines(editions, notes) if f" {INFO}" in line]
    every = [line for line in lines(editions, notes, "-v") if f" {INFO}" in line]
    asked = [
        line for line in lines(editions, notes, "--check", "name-unregistered") if INFO in line
    ]
    assert len(short) == 1
    assert f"{len(every)} of this kind" in short[0]
    assert "--check name-unregistered or -v" in short[0]
    assert len(every) > 1
    assert asked == every


def test_only_what_is_asked_for_is_told(notes: Path, editions: Call) -> None:
    *told, summed = lines(editions, notes, "--severity", "error")
    assert kinds(told) == [ERROR]
    assert summed == "1 error"
    *told, _ = lines(editions, notes, "--severity", "warning")
    assert kinds(told)[-1] == ERROR
    assert WARNING in kinds(told)
    assert not [each for each in kinds(told) if each.startswith("info")]
    *told, _ = lines(editions, notes, "--issue", SECOND, "-v")
    assert told
    assert all(SECOND in line for line in told)
    assert editions(notes, "check", "--issue", SECOND).code == 0
    assert editions(notes, "check", "--issue", FIRST).code == 1
    wrong = editions(notes, "check", "--issue", "2030-01")
    assert wrong.code == 2
    assert "there are: 2021-01, 2021-02" in wrong.err
    assert editions(notes, "check", "--check", "no-such").code == 2


def test_nothing_is_told_of_the_words_editions_brings(root: Root, editions: Call) -> None:
    folder = root("trilingual")
    words = folder / "locale/be/LC_MESSAGES/sphinx.po"
    text = words.read_text("utf-8")
    assert not [line for line in lines(editions, folder, "-v") if "sphinx.po" in line]
    own = text + '\nmsgid "Search"\nmsgstr "Пошук  тут"\n'
    words.write_text(own, encoding="utf-8")
    told = [line for line in lines(editions, folder, "-v") if "be/LC_MESSAGES/sphinx.po" in line]
    assert kinds(told) == [WARNING]
