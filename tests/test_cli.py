"""The command line itself."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from editions.cli import main
from editions.cli.command import VERBS
from tests.conftest import Run


@pytest.mark.parametrize("arguments", [["--help"], *([verb, "--help"] for verb in VERBS)])
def test_every_help_tells_the_exit_codes(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 0
    said = capsys.readouterr().out
    assert "0 clean, 1 problems found, 2 wrong usage, 3 could not run" in " ".join(said.split())


def test_no_verb_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "intake" in capsys.readouterr().err


def test_a_wrong_setting_ends_every_verb(tmp_path: Path, editions: Callable[..., Run]) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.editions]\ntitle = "T"\n', encoding="utf-8")
    for verb in ("extract", "update", "build"):
        done = editions(tmp_path, verb)
        assert done.code == 2
        assert re.fullmatch(r"editions: .*pyproject\.toml:1: editions: .*\n", done.err)


def test_help_needs_neither_sphinx_nor_polib() -> None:
    code = (
        "import sys; from editions.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted({'sphinx', 'polib', 'typst', 'babel'} & set(sys.modules)), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"
