"""What checks found is found again by the digests of what it was found in, and never wrongly."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from editions import answers, config, judging
from editions.checks import by_file, run
from editions.checks.texts import TextFile, texts_of
from editions.problems import Problem, Severity
from editions.store import Store

Root = Callable[[str], Path]
BE = "locale/be/LC_MESSAGES/reports/2021-01.po"
RU = "locale/ru/LC_MESSAGES/reports/2021-01.po"


@pytest.fixture
def folder(root: Root) -> Path:
    return root("trilingual")


def asked(folder: Path, **choice: object) -> list[str]:
    found = answers.problems(config.load(folder), **choice)  # type: ignore[arg-type]  # as given
    return [str(each) for each in found]


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_is_judged_again_that_is_the_same(folder: Path, judged: list[str]) -> None:
    first = asked(folder)
    assert judged
    judged.clear()
    assert asked(folder) == first
    assert judged == []


def test_only_the_catalogue_that_changed_is_judged_again(folder: Path, judged: list[str]) -> None:
    asked(folder)
    judged.clear()
    change(folder, RU, "снег", "cнег")
    assert any("letter-mixed" in each for each in asked(folder))
    assert judged == [RU]


def test_a_copy_elsewhere_finds_what_was_found_here(
    folder: Path, judged: list[str], tmp_path: Path
) -> None:
    first = asked(folder)
    judged.clear()
    copy = shutil.copytree(folder, tmp_path / "elsewhere")
    assert asked(copy) == first
    assert judged == []


def test_what_one_file_says_changes_what_another_asked(folder: Path) -> None:
    """A capitalised word at a sentence's start is a name until somebody writes it small."""
    about = "docs/about/method.rst"
    (folder / about).write_text("Method\n======\n\nBlorps fell. Nobody knows.\n", "utf-8")
    unknown = [each for each in asked(folder) if "Blorps" in each]
    assert unknown
    change(folder, "docs/index.rst", "\n\n", "\n\nThere are blorps.\n\n")
    assert [each for each in asked(folder) if "'Blorps'" in each and "name-" in each] == []
    here = run.problems(config.load(folder))
    assert {str(each) for each in here} <= set(asked(folder))


def test_settings_and_registers_change_what_is_found(folder: Path, judged: list[str]) -> None:
    asked(folder)
    judged.clear()
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n# a remark\n")
    asked(folder)
    assert BE in judged


def test_a_damaged_entry_is_told_and_made_again(folder: Path) -> None:
    first = asked(folder)
    store = sorted((folder / "build/store").rglob("*.json"))
    for path in store:
        path.write_bytes(path.read_bytes()[:-2])
    again = asked(folder)
    told = [each for each in again if ": info store: " in each]
    assert told
    assert [each for each in again if each not in told] == first
    assert asked(folder) == first


def test_without_a_store_all_is_found_as_well(folder: Path) -> None:
    first = asked(folder)
    shutil.rmtree(folder / "build/store")
    assert asked(folder) == first
    assert [str(each) for each in judging.problems(config.load(folder))] == first


def test_what_is_saved_meanwhile_is_not_kept_under_its_old_contents(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = texts_of

    def saving(publication: config.Publication, file: TextFile) -> object:
        if file.path == folder / RU and "cнег" not in file.path.read_text("utf-8"):
            change(folder, RU, "снег", "cнег")
        return read(publication, file)

    before = (folder / RU).read_text("utf-8")
    monkeypatch.setattr(by_file, "texts_of", saving)
    asked(folder)
    monkeypatch.undo()
    (folder / RU).write_text(before, encoding="utf-8")
    assert [each for each in asked(folder) if "letter-mixed" in each] == []


def test_an_entry_that_nobody_asks_for_goes(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for key in ("aa1", "bb2", "cc3"):
        store.keep("kind", key, [key])
    old = next(tmp_path.rglob("1.json"))
    os.utime(old, (0, 0))
    store.prune()
    assert store.find("kind", "aa1", list) is None
    assert store.find("kind", "bb2", list) == ["bb2"]
    store.prune(size=0)
    assert list(tmp_path.rglob("*.json")) == []


def test_problems_come_back_whole(folder: Path) -> None:
    change(folder, RU, "снег", "cнег")
    first = answers.problems(config.load(folder))
    second = answers.problems(config.load(folder))
    assert first == second
    assert any(each.msgid and each.edition == "ru" for each in second)
    assert all(isinstance(each, Problem) and each.severity in Severity for each in second)
