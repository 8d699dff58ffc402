"""The house: what a fresh clone must and must not contain."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from editions.names.tables import SHIPPED
from tests.apart import is_closed
from tests.conftest import REPOSITORY

LOCKS = ["requirements.txt", "requirements-test.txt"]
TOOLS = "tests/tools/requirements.txt"


def ours() -> list[Path]:
    """Give all files of the repository but what git, setup, builds and tools make, and its texts.

    Those are for the check ``identity``.
    """
    made = {".git", ".venv", ".venv-tools", "build", "__pycache__"}
    return [
        path
        for path in REPOSITORY.rglob("*")
        if path.is_file()
        and not is_closed(str(path))
        and not made & set(path.relative_to(REPOSITORY).parts)
        and not path.relative_to(REPOSITORY).parts[0].endswith("_cache")
        and path.relative_to(REPOSITORY).parts[0] != ".hypothesis"
    ]


@pytest.mark.parametrize(("name", "least"), [(LOCKS[0], 20), (LOCKS[1], 20), (TOOLS, 10)])
def test_requirements_are_pins_and_hashes_and_nothing_else(name: str, least: int) -> None:
    # No other line may stand there: so no address either, of whatever kind.
    lines = (REPOSITORY / name).read_text("utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#"))
    assert "://" not in "\n".join(lines)
    packages = re.split(r"\n(?=\S)", text)
    assert len(packages) > least
    for package in packages:
        pin, *hashes = package.split(" \\\n")
        assert re.fullmatch(r"[a-z0-9-]+==[\w.+!]+( ; [\w .'=<>!()]+)?", pin), pin
        assert hashes, pin
        for line in hashes:
            assert re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}", line), line


def test_the_lock_of_the_page_checkers_has_hashes_and_no_address() -> None:
    text = (REPOSITORY / "tests/checkers/package-lock.json").read_text("utf-8")
    packages = json.loads(text)["packages"]
    root = packages.pop("")
    assert len(packages) > 50
    assert set(root["dependencies"]) == {"lighthouse", "vnu-jar"}
    for name, package in packages.items():
        assert re.fullmatch(r"sha512-[A-Za-z0-9+/=]{88}", package["integrity"]), name
        assert "resolved" not in package, name
    assert "://" not in json.dumps(packages)


def test_requirements_cover_what_the_project_names() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    pinned = set(
        re.findall(r"^([a-z0-9-]+)==", (REPOSITORY / LOCKS[1]).read_text("utf-8"), re.MULTILINE)
    )
    named = [*project["project"]["dependencies"]]
    for group in project["dependency-groups"].values():
        named += group
    for requirement in named:
        name = re.split(r"[<>=]", requirement)[0].replace("_", "-")
        assert name in pinned


def test_conf_py_holds_facts_only() -> None:
    text = (REPOSITORY / "conf.py").read_text("utf-8")
    assert len(text.splitlines()) <= 25
    assert not re.search(r"^\s*(if|for|while|def|class|try|with)\b", text, re.MULTILINE)


def test_no_file_tells_of_the_machine_it_was_made_on() -> None:
    here = f"{re.escape(str(Path.home()))}/|{re.escape(str(REPOSITORY))}"
    place = re.compile(rf"{here}|(?<![\w.])/home/(?!user\b)\w")  # /home/user is nobody's
    files = ours()
    assert len(files) > 100
    for path in files:
        assert not place.search(path.read_bytes().decode("utf-8", "replace")), path


def test_modules_are_small() -> None:
    for path in (REPOSITORY / "tools/editions").rglob("*.py"):
        assert len(path.read_text("utf-8").splitlines()) <= 500, path


def test_the_readme_names_the_two_commands_and_three_doors() -> None:
    text = (REPOSITORY / "README.md").read_text("utf-8")
    for words in ("    make  ", "    make test", "## Translators", "## Editors", "## Readers"):
        assert words in text


def test_ci_does_what_a_person_types() -> None:
    assert (REPOSITORY / ".ci/run").read_text("utf-8").rstrip().endswith("exec make test")


@pytest.mark.parametrize("name", ["gazetteer.csv", "termbase.csv"])
def test_registers_are_brought_for_publications_without_their_own(name: str) -> None:
    assert (SHIPPED / name).stat().st_size > 1000
