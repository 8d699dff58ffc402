"""Somebody saves catalogues in the middle of a run: what they saved last is what counts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from editions import files
from tests.conftest import REPOSITORY, tree
from tests.torture import victim
from tests.torture.editor import MARK
from tests.torture.scene import FULL, Scene, dice, kept, left_over

RUNS, SAVES = (12, 9) if FULL else (1, 9)
"""How many runs, and how many saves by an editor in each."""


def test_saves_in_the_middle_of_a_run(scene: Scene) -> None:
    chance = dice("saves")
    names = [name for name in scene.old if "/20" in name]
    for number in range(RUNS):
        scene.restore()
        began = time.monotonic()
        victim.run(scene.root, "merge")
        length = time.monotonic() - began
        scene.restore()
        chosen = chance.sample(names, SAVES)
        saved = run_against_an_editor(scene, f"{number}", length, chosen)
        for name, text in saved.items():
            scene_text = (scene.root / "locale" / name).read_text("utf-8")
            assert f"{MARK} {number}-" in scene_text, f"run {number}: a save of {name} is gone"
            assert text.count("msgid") <= scene_text.count("msgid")
        victim.run(scene.root, "merge")
        now = tree(scene.root / "locale")
        edited = scene.old | {name: text.encode() for name, text in saved.items()}
        assert not kept(edited) - kept(now), f"run {number}"
        scene.restore(edited)
        victim.run(scene.root, "merge")
        assert now == tree(scene.root / "locale"), f"run {number}: not as if undisturbed"
        assert left_over(scene.root) == []


def run_against_an_editor(
    scene: Scene, seed: str, length: float, names: list[str]
) -> dict[str, str]:
    """Merge while an editor saves the catalogues `names`; give what was saved in each."""
    folder = scene.root / "locale"
    paths = [str(folder / name) for name in names]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.torture.editor", seed, str(length), *paths],
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
    ) as editor:
        assert editor.stdout is not None
        assert editor.stdout.readline() == "ready\n"
        run = victim.start(scene.root, "merge")
        said = editor.stdout.read()
        assert run.wait() in (0, 1, 3), run.words
    found: dict[str, str] = json.loads(said)
    return {Path(path).relative_to(folder).as_posix(): text for path, text in found.items()}


OLD, NEW, SAVED = b"as it was read", b"what the run made of it", b"what was saved meanwhile"


def is_old(path: Path) -> bool:
    return path.read_bytes() == OLD


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(files, "QUIET", 0.0)
    path = tmp_path / "a.po"
    path.write_bytes(OLD)
    return path


def in_place(path: Path) -> None:
    path.write_bytes(SAVED)


def by_renaming(path: Path) -> None:
    beside = path.with_suffix(".new")
    beside.write_bytes(SAVED)
    beside.replace(path)


@pytest.mark.parametrize("save", [in_place, by_renaming])
@pytest.mark.parametrize("asked", [0, 1])
def test_a_save_at_the_very_moment_of_the_writing(
    catalogue: Path, save: Callable[[Path], None], asked: int
) -> None:
    """Before the check, and between the check and the renaming, where a check cannot see it."""
    answers = 0

    def same(path: Path) -> bool:
        nonlocal answers
        if asked == 0 and answers == 0:
            save(catalogue)
        answer = is_old(path)
        if asked == 1 and answers == 0:
            save(catalogue)
        answers += 1
        return answer

    with pytest.raises(files.SavedMeanwhileError, match="saved by somebody else"):
        files.write_unless_saved(catalogue, NEW, same=same)
    assert catalogue.read_bytes() == SAVED
    assert [path.name for path in catalogue.parent.iterdir()] == ["a.po"]


def test_a_file_nobody_saved_is_written(catalogue: Path) -> None:
    assert files.write_unless_saved(catalogue, NEW, same=is_old)
    assert catalogue.read_bytes() == NEW
    assert not files.write_unless_saved(catalogue, NEW, same=is_old)
    fresh = catalogue.with_name("b.po")
    assert files.write_unless_saved(fresh, NEW, same=is_old)
    assert [path.name for path in sorted(catalogue.parent.iterdir())] == ["a.po", "b.po"]


@pytest.mark.parametrize("ends", [True, False], ids=["a moment", "for ever"])
def test_a_save_under_way_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, ends: bool
) -> None:
    """Half of a file is not what was read, though a moment later the whole of it is."""
    path = tmp_path / "a.po"
    path.write_bytes(OLD)
    clock = began = path.stat().st_mtime

    def sleep(seconds: float) -> None:
        nonlocal clock
        clock += seconds
        if not ends:
            os.utime(path, (clock, clock))

    monkeypatch.setattr(files, "time", SimpleNamespace(time=lambda: clock, sleep=sleep))
    assert files.write_unless_saved(path, NEW, same=is_old)
    assert files.QUIET <= round(clock - began, 6) <= (2 if ends else 20) * files.QUIET
