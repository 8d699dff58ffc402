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
