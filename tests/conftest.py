"""Fixtures that all tests share."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from editions.cli import main

REPOSITORY = Path(__file__).parent.parent
ROOTS = REPOSITORY / "tests" / "roots"


@dataclass(frozen=True, slots=True)
class Run:
    """What a call of the command line gave."""

    code: int
    out: str
    err: str


def tree(folder: Path) -> dict[str, bytes]:
    """Read all files below a folder: path relative to it → content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="session")
def repository() -> Path:
    """The publication of this repository: the December 2020 report."""
    return REPOSITORY


@pytest.fixture
def root(tmp_path: Path) -> Callable[[str], Path]:
    """Copy a tiny publication of tests/roots to a temporary folder."""

    def copy(name: str) -> Path:
        target = tmp_path / name
        shutil.copytree(ROOTS / name, target)
        return target

    return copy


@pytest.fixture
def editions(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Call the command line on a publication: ``editions(folder, "build", …)``."""

    def call(folder: Path, *arguments: str) -> Run:
        capsys.readouterr()
        try:
            code = main(["-C", str(folder), *arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return Run(code, said.out, said.err)

    return call


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole publication of this repository, built once for all tests."""
    output = tmp_path_factory.mktemp("built") / "site"
    assert main(["-C", str(REPOSITORY), "build", "--output", str(output)]) == 0
    return output
