"""``editions names find`` on the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from editions.cli import main

SETTINGS = """[tool.editions]
title = "T"
publisher = ""
editions = ["be", "en"]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path


def test_json_has_the_fixed_fields(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = root / "text.txt"
    text.write_bytes("Учора\r\nу Магілёве.".encode())
    arguments = ["-C", str(root), "names", "find", "--language", "be", "--format", "json"]
    assert main([*arguments, str(text)]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "id": "by-mahiliou",
            "kind": "city",
            "text": "Магілёве",
            "start": 9,
            "end": 17,
            "line": 2,
            "column": 3,
            "sure": True,
        }
    ]


def test_text_goes_a_line_a_mention_and_marks_doubt(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.TextIOWrapper(io.BytesIO("Мір. У Магілёўскай\nвобласці".encode()))
    monkeypatch.setattr("sys.stdin", stream)
    assert main(["-C", str(root), "names", "find", "--language", "be", "-"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "-:1:1: by-mir Мір ?",
        "-:1:8: by-reg-mahiliou Магілёўскай вобласці",
    ]


def test_the_forms_are_kept_for_the_next_time(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = root / "text.txt"
    text.write_text("In Minsk.", encoding="utf-8")
    for _ in range(2):
        assert main(["-C", str(root), "names", "find", "--language", "en", str(text)]) == 0
    assert len(list((root / "build" / "cache").iterdir())) == 1
    assert capsys.readouterr().out.count("by-minsk Minsk") == 2


def test_a_missing_or_foreign_file_is_wrong_usage(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["-C", str(root), "names", "find", "--language", "be"]
    assert main([*arguments, str(root / "none.txt")]) == 2
    (root / "old.txt").write_bytes("Мінск".encode("cp1251"))
    assert main([*arguments, str(root / "old.txt")]) == 2
    assert "not UTF-8" in capsys.readouterr().err


def test_an_unknown_language_is_wrong_usage(root: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["-C", str(root), "names", "find", "--language", "xx", "-"])
    assert ended.value.code == 2
