"""A build that has nothing to do knows it at once, and never believes so wrongly."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from editions import config
from editions.build import build
from editions.order import Order
from editions.problems import has_errors
from editions.unchanged import Before
from tests.conftest import Run, tree

Root = Callable[[str], Path]
Editions = Callable[..., Run]
HTML = ("build", "--format", "html")


@pytest.fixture
def folder(root: Root, editions: Editions) -> Path:
    made = root("trilingual")
    assert editions(made, *HTML).code == 0
    return made


def is_known(folder: Path, *languages: str) -> bool:
    """Tell whether a build of these editions would find nothing to do."""
    publication = config.load(folder)
    order = Order(languages or publication.languages, ("html",), (), 1, folder / "build/site")
    return Before(publication, order).told(say=lambda _line: None) is not None


def test_the_second_build_imports_nothing_that_builds(folder: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "editions", "-C", str(folder), *HTML],
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    assert said.count("nothing changed") == 3
    lines = (line for line in said.splitlines() if line.startswith("import time:"))
    imported = {line.rpartition("|")[2].strip() for line in lines}
    assert "editions.unchanged" in imported
    assert not imported & {"editions.build", "editions.checks.run", "sphinx", "jinja2", "polib"}


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "build/site/be/index.html").unlink(),
        lambda folder: (folder / "build/site/be/index.html").write_text("x", "utf-8"),
        lambda folder: (folder / "build/site/stray.txt").write_text("x", "utf-8"),
        lambda folder: (folder / "build/manifest.json").write_text("{}", "utf-8"),
        lambda folder: (folder / "docs/about/method.rst").write_text("M\n=\n\nA.\n", "utf-8"),
        lambda folder: (folder / "locale/be/LC_MESSAGES/reports/2021-01.po").unlink(),
        lambda folder: (folder / "host").mkdir(),
        lambda folder: (folder / "project_save.tmx").write_text("x", "utf-8"),
        lambda folder: (folder / "omegat").mkdir(),
        lambda folder: (folder / "conf.py").write_text("# nothing\n", "utf-8"),
        lambda folder: (folder / "pyproject.toml").write_bytes(
            (folder / "pyproject.toml").read_bytes() + b"# a remark\n"
        ),
    ],
    ids=[
        *("gone", "changed", "stray", "manifest", "document", "catalogue"),
        *("host", "memory", "project", "conf", "settings"),
    ],
)
def test_whatever_changes_is_seen(folder: Path, change: Callable[[Path], object]) -> None:
    assert is_known(folder)
    change(folder)
    assert not is_known(folder)


def test_another_order_is_another_question(folder: Path) -> None:
    assert is_known(folder)
    assert not is_known(folder, "be")


def test_a_site_that_lost_a_page_gets_it_back(folder: Path, editions: Editions) -> None:
    whole = tree(folder / "build/site")
    (folder / "build/site/ru/reports/2021-01.html").unlink()
    assert editions(folder, *HTML).code == 0
    assert tree(folder / "build/site") == whole
    assert is_known(folder)


def test_a_build_with_errors_is_made_again(root: Root, editions: Editions) -> None:
    folder = root("trilingual")
    path = folder / "docs/reports/2021-02.rst"
    path.write_text(path.read_text("utf-8") + "\n.. nonsense::\n\n   x\n", encoding="utf-8")
    first = editions(folder, *HTML)
    assert first.code == 1
    assert not is_known(folder)
    assert editions(folder, *HTML).out == first.out


@pytest.mark.parametrize("name", ["docs/about/method.rst", "pyproject.toml"])
def test_what_is_saved_while_a_build_runs_is_built_by_the_next(folder: Path, name: str) -> None:
    publication = config.load(folder)
    order = Order(publication.languages, ("html",), (), 1, folder / "build/site")
    (folder / "host").mkdir()
    path = folder / name

    def saving(line: str) -> None:
        if line.startswith("en ") and "done" in line:
            path.write_bytes(path.read_bytes() + b"\n")

    assert not has_errors(build(publication, order, say=saving))
    assert not is_known(folder)
    assert not has_errors(build(config.load(folder), order, say=lambda _line: None))
    assert is_known(folder)
