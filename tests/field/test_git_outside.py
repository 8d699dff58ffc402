"""What git calls lies outside of the working copy: nothing of a branch that is looked at runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import polib
import pytest

from editions.cli import git_start
from tests.catalogue.git import DATA, PATH, Repository
from tests.catalogue.head import HEAD
from tests.catalogue.test_clean import GOOD, TOOLS
from tests.conftest import REPOSITORY

SIGNED = TOOLS["Poedit"] + GOOD
SCRIPTS = (".venv/bin/editions", ".venv/bin/python", ".venv/bin/python3", "git", "sh")
MODULES = (
    *("tools/editions/__init__.py", "editions/__init__.py", "editions.py", "polib.py"),
    *("rapidfuzz/__init__.py", "hashlib.py", "pathlib.py", "json.py", "sitecustomize.py"),
    *("usercustomize.py", "tools/editions/cli/git.py"),
)
SETTINGS = ("pyvenv.cfg", ".pth", "python311._pth", ".venv/pyvenv.cfg")


def set_up_from_within(repository: Repository) -> None:
    """Call `git setup` from an environment in the working copy, as `make setup-git` does."""
    venv.create(repository.top / ".venv", symlinks=True)
    (site,) = repository.top.glob(".venv/lib/python*/site-packages")
    places = (REPOSITORY / "tools", Path(polib.__file__).parent)
    (site / "here.pth").write_text("".join(f"{each}\n" for each in places), encoding="utf-8")
    done = subprocess.run(
        [str(repository.top / ".venv/bin/python"), "-m", "editions", "git", "setup"],
        cwd=repository.top,
        env={**os.environ, "XDG_DATA_HOME": str(DATA)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert str(repository.top) not in (repository.top / ".git/config").read_text("utf-8")
    assert ".venv" not in (repository.top / ".git/config").read_text("utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.made(tmp_path / "work")
    made.commit(HEAD + GOOD)
    return made


def copies() -> list[Path]:
    return sorted((DATA / "editions" / "git").iterdir())


def called(repository: Repository) -> Path:
    """Give the folder of what this repository calls."""
    line = repository.git("config", "filter.editions.process").stdout
    return next(each for each in copies() if each.name in line)


def hostile(repository: Repository) -> Path:
    """Commit a branch that brings its own of all that could be called; give what it would write."""
    ran = repository.top.parent / "RAN"
    repository.git("switch", "--quiet", "-c", "hostile")
    for name in SCRIPTS:
        path = repository.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_text(f"#!/bin/sh\necho {name} >> '{ran}'\nexec cat\n", encoding="utf-8")
        path.chmod(0o755)
    for name in MODULES:
        path = repository.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"print('x', file=open({str(ran)!r}, 'a'))\n", encoding="utf-8")
    for name in SETTINGS:
        (repository.top / name).write_text(f"home = {repository.top}\n", encoding="utf-8")
    folder = repository.top / ".git-hooks"
    folder.mkdir()
    shutil.copy(repository.top / "git", folder / "pre-commit")
    repository.git("add", "--force", "--all")
    repository.commit(HEAD + GOOD.replace("Снег", "Лёд"))
    return ran


@pytest.mark.parametrize("key", ["", "filter.editions.process"])
def test_nothing_of_a_hostile_branch_runs(repository: Repository, key: str) -> None:
    set_up_from_within(repository)
    ran = hostile(repository)
    if key:  # one filter a file
        repository.git("config", "--unset", key)
    repository.git("switch", "--quiet", "main")
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    careless = {**os.environ, **quiet, "PYTHONPATH": ".:tools", "PYTHONSTARTUP": "json.py"}
    careless |= {"PYTHONHOME": str(repository.top), "VIRTUAL_ENV": str(repository.top / ".venv")}
    repository.git("switch", "--quiet", "hostile")
    repository.path.write_text(SIGNED, encoding="utf-8")
    for command in (
        ["status", "--porcelain"],
        ["diff"],
        ["add", "locale"],
        ["commit", "--quiet", "-m", "work"],
        ["switch", "--quiet", "main"],
        ["merge", "--quiet", "hostile"],
        ["switch", "--quiet", "-c", "third", "HEAD~1"],
        ["checkout", "hostile", "--", "."],
    ):
        done = subprocess.run(
            ["git", *command],  # noqa: S607
            cwd=repository.top,
            env=careless,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    repository.commit(HEAD + GOOD.replace("Снег", "Дождж"))
    repository.git("merge", "--no-edit", "hostile")
    assert not ran.exists(), ran.read_text("utf-8")
    assert "Jane" not in repository.stored()


def test_the_copy_is_made_once_and_refreshed_by_setting_up_alone(repository: Repository) -> None:
    folder = called(repository)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.suffix != ".pyc"}
    config = (repository.top / ".git/config").read_bytes()
    exclude = (repository.top / ".git/info/exclude").read_bytes()
    assert repository.editions("git", "setup").returncode == 0
    repository.commit(SIGNED)
    assert "Jane" not in repository.stored()
    assert before == {path: path.stat().st_mtime_ns for path in before}
    assert config == (repository.top / ".git/config").read_bytes()
    assert exclude == (repository.top / ".git/info/exclude").read_bytes()
    assert git_start.is_whole(folder)


def apart(repository: Repository) -> Path:
    """Give the repository a copy of its own, which a test may spoil."""
    folder = called(repository)
    own = repository.top.parent / "data" / folder.name
    shutil.copytree(folder, own)
    for key in ("filter.editions.process", "filter.editions.clean", "merge.editions.driver"):
        line = repository.git("config", key).stdout.strip()
        repository.git("config", key, line.replace(str(folder), str(own)))
    return own


@pytest.mark.parametrize(
    ("spoilt", "said"), [("", "missing"), ("always/editions/problems.py", "has been changed")]
)
def test_without_its_copy_git_stops_with_a_line(
    repository: Repository, spoilt: str, said: str
) -> None:
    own = apart(repository)
    if spoilt:
        (own / spoilt).write_text("print('other')\n", encoding="utf-8")
    else:
        shutil.rmtree(own)
    repository.path.write_text(SIGNED, encoding="utf-8")
    line = repository.git("add", "locale", code=128).stderr.splitlines()[0]
    assert line.startswith("editions: what git calls ")
    assert said in line
    assert "call 'editions git setup' again" in line
    assert "Jane" not in repository.git("show", f":{PATH}").stdout
    assert repository.editions("git", "setup").returncode == 0
    repository.git("add", "locale")


def test_a_copy_that_was_changed_is_made_anew(repository: Repository) -> None:
    module = called(repository) / "always/editions/problems.py"
    text = module.read_bytes()
    module.write_bytes(b"")
    done = repository.editions("git", "setup")
    assert done.returncode == 0, done.stderr
    assert module.read_bytes() == text


def test_a_place_in_the_working_copy_is_none(repository: Repository) -> None:
    tool = [shutil.which("env"), f"XDG_DATA_HOME={repository.top}/.data"]
    command = [*map(str, tool), str(Path(sys.executable).with_name("editions")), "git", "setup"]
    done = subprocess.run(command, cwd=repository.top, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "lies in the working copy" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (repository.top / ".data").exists()


def test_companions_are_ignored_whatever_a_branch_says(repository: Repository) -> None:
    (repository.top / ".gitignore").unlink(missing_ok=True)
    for name in ("index.mo", "index.po~", "index.po.bak", "project_save.tmx", "#index.po#"):
        repository.path.with_name(name).write_text("x", encoding="utf-8")
    assert repository.git("status", "--porcelain").stdout == ""


@pytest.mark.parametrize("key", ["", "filter.editions.process"])
def test_any_name_of_a_folder_will_do(tmp_path: Path, key: str) -> None:
    top = tmp_path / "wörk 'x' %f"
    made = Repository.made(top)
    data = tmp_path / "dätä %f \"q' $x %%"
    tool = Path(sys.executable).with_name("editions")
    subprocess.run(
        [str(tool), "git", "setup"],
        cwd=top,
        env={**os.environ, "XDG_DATA_HOME": str(data)},
        capture_output=True,
        check=True,
    )
    if key:
        made.git("config", "--unset", key)
    made.commit(SIGNED)
    assert "Jane" not in made.stored()
    assert any(data.rglob("git_start.py"))
