"""Atomic writing."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from editions import files
from editions.problems import EditionsError


def test_same_content_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"
    assert files.write_text(path, "ўіё\n")
    before = path.stat()
    assert not files.write_text(path, "ўіё\n")
    assert path.stat().st_ino == before.st_ino
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert stat.S_IMODE(before.st_mode) == 0o644


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "b.po"
    path.write_text("old", encoding="utf-8")

    def full_disk(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        files.write_text(path, "new")
    assert path.read_text("utf-8") == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["b.po"]


def test_a_second_run_waits_and_then_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.1)
    with (
        files.locked(tmp_path, "update"),
        pytest.raises(EditionsError, match="still running"),
        files.locked(tmp_path, "update"),
    ):
        pass


def test_what_killed_runs_left_is_swept_and_what_a_running_one_holds_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "locale" / "be"
    folder.mkdir(parents=True)
    (folder / ".a.po.ab12_xyz.tmp").write_text("half", encoding="utf-8")
    (folder / "a.po.tmp").write_text("a person's own", encoding="utf-8")
    flush = os.fsync
    seen = []

    def look(handle: int) -> None:
        with files.locked(tmp_path, "update"):  # another run begins in the middle of the writing
            seen.extend(sorted(path.name for path in folder.iterdir()))
        flush(handle)

    monkeypatch.setattr(os, "fsync", look)
    files.write_text(folder / "b.po", "whole")
    assert len(seen) == 2  # the one that is being written, and the person's
    assert sorted(path.name for path in folder.iterdir()) == ["a.po.tmp", "b.po"]
    assert (folder / "b.po").read_text("utf-8") == "whole"


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(EditionsError, match=r"a/b\.po: cannot be written: "):
        files.write_text(tmp_path / "a" / "b.po", "text")
    (tmp_path / "build").write_text("a file, no folder", encoding="utf-8")
    with (
        pytest.raises(EditionsError, match=r"\.update\.lock: cannot be written: "),
        files.locked(tmp_path, "update"),
    ):
        pass
