"""The suite cannot depend on what this repository publishes, whatever editors make of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import DECEMBER, REPOSITORY, ROOTS


@pytest.mark.parametrize(
    "name", ["docs/index.rst", "locale/gazetteer.csv", "source_reports/x/y", "docs/./index.rst"]
)
def test_no_test_opens_the_texts_of_this_repository(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RuntimeError, match="the tests have their own texts"):
        (REPOSITORY / name).open()
    monkeypatch.chdir(REPOSITORY / "tests")
    with pytest.raises(RuntimeError, match="the tests have their own texts"):
        os.open(f"../{name}", os.O_RDONLY)


def test_nor_does_a_process_of_ours() -> None:
    code = f"open({str(REPOSITORY / 'docs/index.rst')!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "the tests have their own texts" in done.stderr


def test_nor_does_a_fork(tmp_path: Path) -> None:
    child = os.fork()
    if not child:
        try:
            (REPOSITORY / "docs/index.rst").read_text("utf-8")
        except RuntimeError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


def test_no_test_writes_into_the_publications_that_all_copy() -> None:
    with pytest.raises(RuntimeError, match="copy it first"):
        (ROOTS / "trilingual/docs/new.rst").write_text("New", "utf-8")
    assert (DECEMBER / "docs/index.rst").read_text("utf-8")


def test_the_handbook_and_the_interface_words_are_the_tools() -> None:
    assert (REPOSITORY / "docs/handbook/index.rst").read_text("utf-8")
    assert (REPOSITORY / "locale/be/LC_MESSAGES/sphinx.po").read_text("utf-8")
