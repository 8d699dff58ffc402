"""The catalogues of December, as translators' tools see them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DECEMBER, Run, tree

CATALOGUES = sorted((DECEMBER / "locale").rglob("*.po"))


def _name(path: Path) -> str:
    return path.relative_to(DECEMBER / "locale").as_posix()


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_msgfmt_accepts_the_catalogue(path: Path) -> None:
    command = ["msgfmt", "--check", "--output-file=/dev/null", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("verb", ["stat", "build"])
def test_sphinx_intl_accepts_the_folder(verb: str, tmp_path: Path) -> None:
    shutil.copytree(DECEMBER / "locale", tmp_path / "locale")
    command = [sys.executable, "-m", "sphinx_intl", verb, "-d", str(tmp_path / "locale")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    if verb == "build":
        assert len(list(tmp_path.rglob("*.mo"))) == len(CATALOGUES)
    else:
        assert not re.search(r"[1-9]\d* (fuzzy|untranslated)", done.stdout), done.stdout


def test_extract_and_update_change_nothing(editions: Callable[..., Run], tmp_path: Path) -> None:
    shutil.copytree(DECEMBER, tmp_path, dirs_exist_ok=True)
    before = tree(tmp_path / "locale")
    after = []
    for _ in range(2):
        for verb in ("extract", "update"):
            done = editions(tmp_path, verb)
            assert done.code == 0, done
        after.append(tree(tmp_path / "locale"))
    assert after[0] == after[1]
    # The interface words are the tool's: it fills them in.
    assert {name for name in before if before[name] != after[0][name]} == {
        "be/LC_MESSAGES/sphinx.po",
        "ru/LC_MESSAGES/sphinx.po",
    }
