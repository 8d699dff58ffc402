"""A disk that fills up: one clear line, exit 3, the old catalogue stays, nothing is lost."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from editions import files
from tests.conftest import REPOSITORY, tree
from tests.torture import victim
from tests.torture.scene import FULL, Scene, catalogues, kept, left_over

LEVELS = 100 if FULL else 3
APART = (shutil.which("unshare") or "unshare", "-rm")
"""Runs a command with mounts of its own."""
LIMITS = 100 if FULL else 3


def may_mount() -> bool:
    """Tell whether this machine lets us have a file system of our own."""
    if not Path(APART[0]).is_file():
        return False
    tried = subprocess.run(
        [*APART, "mount", "-t", "tmpfs", "none", "/mnt"],
        capture_output=True,
        check=False,
    )
    return tried.returncode == 0


def check_refusal(code: int, said: str) -> None:
    """A run that failed says so in one line, which names the file and the reason."""
    assert code == 3, said
    last = said.strip().splitlines()[-1]
    assert last.startswith("editions: "), said
    assert "Traceback" not in said


def check_each(scene: Scene, now: dict[str, bytes]) -> None:
    for name, data in catalogues(scene.old).items():
        assert now[name] in (data, scene.new[name]), name
    assert not kept(scene.old) - kept(now)


def test_every_fill_level_of_a_small_disk(scene: Scene, tmp_path: Path) -> None:
    """A tmpfs of a few megabytes, or, where nothing may be mounted, a limit on files' length."""
    scene.restore()
    if not may_mount():
        for limit in levels(LEVELS + LIMITS):
            run_limited(scene, limit)
        return
    mount = tmp_path / "disk"
    mount.mkdir()
    results = tmp_path / "results.json"
    subprocess.run(
        [
            *(*APART, sys.executable, "-m", "tests.torture.full_disk"),
            *(str(scene.root), str(mount), str(LEVELS), str(results)),
        ],
        cwd=REPOSITORY,
        check=True,
    )
    found = json.loads(results.read_text("utf-8"))
    assert len(found) == LEVELS
    for level in found:
        now = {name: text.encode() for name, text in level["locale"].items()}
        check_each(scene, now)
        if level["code"] or "cannot be" in level["said"]:
            check_refusal(level["code"], level["said"])
        else:
            assert now == catalogues(scene.new)
        assert level["again"] == 0
        assert {n: t.encode() for n, t in level["afterwards"].items()} == catalogues(scene.new)
        assert level["left"] == []
    codes = [level["code"] for level in found]
    assert codes[0] == 3
    assert codes[-1] == 0  # the range does reach from nothing to enough


def levels(wanted: int) -> list[int]:
    """Give lengths at which files are cut off, in bytes, from none to that of the longest."""
    return [index * 60_000 // max(1, wanted - 1) for index in range(wanted)]


def run_limited(scene: Scene, limit: int) -> None:
    """Update where no file may grow beyond `limit` bytes: the write fails in its midst."""
    scene.restore()
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture.limited", str(scene.root), str(limit)],
        capture_output=True,  # a pipe has no length to limit
        text=True,
        cwd=REPOSITORY,
        check=False,
    )
    now = tree(scene.root / "locale")
    assert left_over(scene.root) == []  # a run that lives clears up after itself
    check_each(scene, now)
    if done.returncode:
        check_refusal(done.returncode, done.stderr)
    else:
        assert now == scene.new
    victim.run(scene.root, "merge")
    assert tree(scene.root / "locale") == scene.new


def test_a_write_cut_off_at_any_byte(scene: Scene) -> None:
    for limit in levels(LIMITS):
        run_limited(scene, limit)


def test_the_error_names_the_file(tmp_path: Path) -> None:
    """The limit is the kernel's; a process of its own, since it holds for all of it."""
    path = tmp_path / "a.po"
    path.write_text("old", encoding="utf-8")
    child = os.fork()
    if not child:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
        try:
            files.write_text(path, "new" * 10)
        except files.WriteError as error:
            right = str(error) == f"{path}: cannot be written: File too large"
            os._exit(0 if right else 1)
        os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert path.read_text("utf-8") == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.po"]
