"""A plain, strict sphinx-build of each edition, as an engineer would try it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import DECEMBER, REPOSITORY


@pytest.mark.parametrize("language", ["be", "ru", "en"])
def test_strict_build_has_no_warnings(tmp_path: Path, language: str) -> None:
    shutil.copytree(DECEMBER, tmp_path, dirs_exist_ok=True)
    command = [sys.executable, "-m", "sphinx", "-n", "-W", "--keep-going", "-q", "-b", "html"]
    command += ["-D", f"language={language}", "-c", ".", "docs", "out"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    page = (tmp_path / "out/reports/2020-12.html").read_text("utf-8")
    opening = {
        "be": "У Беларусі прыняты бюджэт",
        "ru": "В Беларуси принят бюджет",
        "en": "The budget for 2021 has been adopted",
    }[language]
    assert opening in page.replace("\u00a0", " ")


def test_the_handbook_is_built_apart_and_has_no_warnings(site: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sphinx", "-C", "-n", "-W", "--keep-going", "-q", "-b", "html"]
    command += ["-D", "project=Editions", "docs/handbook", str(tmp_path)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert {"translator.html", "editor.html", "checks.html"} <= {
        path.name for path in tmp_path.iterdir()
    }
    assert not [path for path in site.rglob("*") if "handbook" in path.name]
