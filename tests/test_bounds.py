"""A PDF that takes too much time or memory: it alone is missing, and its editor is told why."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from editions import bilingual, config
from editions.bounds import blamed
from editions.config import Bounds
from editions.site.tree import Tree
from tests.conftest import Run

Call = Callable[..., Run]
Copy = Callable[[str], Path]

LONG = "reports/2021-03"


def write_long_report(folder: Path) -> None:
    words = [" ".join(f"word{(37 * i + k) % 997}" for k in range(120)) for i in range(1200)]
    text = "Long winter\n===========\n\n" + "\n\n".join(words) + "\n"
    (folder / f"docs/{LONG}.rst").write_text(text, encoding="utf-8")


def bind(folder: Path, setting: str) -> None:
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n[tool.editions.pdf]\n{setting}\n")


@pytest.mark.parametrize(
    ("setting", "word"), [("memory = 300", "300 MB of memory"), ("seconds = 2", "2 s")]
)
def test_a_report_beyond_its_bounds_is_named_and_the_others_are_set(
    root: Copy, editions: Call, setting: str, word: str
) -> None:
    folder = root("trilingual")
    write_long_report(folder)
    bind(folder, setting)
    done = editions(folder, "build", "--edition", "en", "--format", "pdf")
    assert done.code == 1
    (line,) = done.out.splitlines()
    assert re.match(rf"docs/{LONG}\.rst:1: error editions\.pdf: .* over {word}; make it", line)
    made = {path.name for path in (folder / "build/site").rglob("*.pdf")}
    assert made == {"2021-01.pdf", "2021-02.pdf"}


def test_within_the_bounds_of_everybody_it_is_set(root: Copy, editions: Call) -> None:
    folder = root("trilingual")
    write_long_report(folder)
    done = editions(folder, "build", "--edition", "en", "--format", "pdf")
    assert (done.code, done.out) == (0, "")
    assert (folder / f"build/site/en/{LONG}.pdf").is_file()


def test_a_volume_beyond_its_bounds_is_named(root: Copy, editions: Call) -> None:
    folder = root("trilingual")
    write_long_report(folder)
    order = ("build", "--edition", "en", "--format", "pdf")
    assert editions(folder, *order).code == 0
    # Its issues are there already, and are not set again: the volume alone takes what it takes.
    bind(folder, "memory = 300")
    done = editions(folder, *order, "--volume", "2021")
    assert done.code == 1
    assert "the volume 2021: setting it takes over 300 MB of memory" in done.out
    made = {path.name for path in (folder / "build/site").rglob("*.pdf")}
    assert made == {"2021-01.pdf", "2021-02.pdf", "2021-03.pdf"}


def test_a_pair_beyond_its_bounds_is_named_and_leaves_no_pdf(root: Copy, editions: Call) -> None:
    folder = root("trilingual")
    assert editions(folder, "build", "--format", "pdf").code == 0
    publication = replace(config.load(folder), bounds=Bounds(memory=40))
    for path in (folder / "build/site").glob("*-*/reports/*.pdf"):
        path.unlink()
    shutil.rmtree(folder / "build/work/pairs")
    issues = ("reports/2021-01", "reports/2021-02")
    pairs = bilingual.Pairs(issues, {}, jobs=2, output=publication.site)
    said: list[str] = []
    tree = Tree(publication.site)
    problems = bilingual.build(publication, pairs, tree, say=said.append)
    assert [
        (problem.location.path, problem.message.partition(": ")[0]) for problem in problems
    ] == [
        (f"docs/{issue}.rst", pair)
        for pair in ("be-ru", "be-en", "ru-en")
        for issue in issues
    ]  # fmt: skip
    said_otherwise = [each for each in problems if "over 40 MB of memory" not in each.message]
    assert not said_otherwise
    assert not said
    assert not list((folder / "build/site").glob("*-*/reports/*.pdf"))


@pytest.mark.parametrize(
    ("code", "said", "why"),
    [
        (-9, "", "want of memory"),
        (-11, "", "Typst broke down over it: signal 11"),
        (1, "pyo3_runtime.PanicException: index out of bounds", "index out of bounds"),
    ],
)
def test_what_ends_a_process_is_told_of_the_pdf_it_was_at(code: int, said: str, why: str) -> None:
    stderr = f"editions: setting a\neditions: setting \neditions: setting b\n{said}\n"
    blame = blamed(subprocess.CompletedProcess([], code, stderr=stderr), Bounds())
    assert blame is not None
    assert blame[0] == "b"
    assert why in blame[1]


@pytest.mark.parametrize(
    ("code", "stderr"),
    [
        (1, "editions: setting a\nTypeError: a fault of our own\n"),
        (-11, "editions: setting a\neditions: setting \n"),
        (1, "no module named editions"),
    ],
)
def test_a_fault_of_our_own_is_no_fault_of_a_pdf(code: int, stderr: str) -> None:
    assert blamed(subprocess.CompletedProcess([], code, stderr=stderr), Bounds()) is None
