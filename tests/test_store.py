"""A store that checkouts share: less is done, and the same is made, whatever lies in it."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from editions import contents
from tests.conftest import Run

Editions = Callable[..., Run]
Root = Callable[[str], Path]


@pytest.fixture
def checkouts(root: Root, tmp_path: Path) -> list[Path]:
    """The same publication in two folders."""
    first = root("trilingual")
    shutil.copytree(first, tmp_path / "elsewhere" / "copy")
    return [first, tmp_path / "elsewhere" / "copy"]


def sums(editions: Editions, folder: Path, *more: str) -> str:
    done = editions(folder, "build", "--format", "html", *more)
    assert done.code == 0, done.err
    return (folder / "build/site/SHA256SUMS").read_text("utf-8")


def test_a_second_checkout_judges_nothing(
    checkouts: list[Path], editions: Editions, judged: list[str], tmp_path: Path
) -> None:
    shared = ("--store", str(tmp_path / "shared"))
    first, second = checkouts
    made = sums(editions, first, *shared)
    assert judged
    judged.clear()
    assert sums(editions, second, *shared) == made
    assert judged == []
    # What one checkout alone can know lies in none but its own.
    assert {path.name for path in (tmp_path / "shared").iterdir()} == {
        "findings",
        "judged",
        "published",
        "state",
        "words",
    }


def test_another_version_of_the_program_finds_nothing(
    checkouts: list[Path],
    editions: Editions,
    judged: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shared = ("--store", str(tmp_path / "shared"))
    first, second = checkouts
    made = sums(editions, first, *shared)
    once = list(judged)
    judged.clear()
    now = contents.of_tool()
    monkeypatch.setattr(contents, "of_tool", lambda: (*now, "another"))
    assert sums(editions, second, *shared) == made
    assert judged == once


@pytest.mark.parametrize("body", ["{}", "[]", "7", '"x"', '[["x"],{"y":[]}]', '{"problems":[{}]}'])
def test_what_is_not_of_the_form_asked_for_is_made_again(
    checkouts: list[Path], editions: Editions, tmp_path: Path, body: str
) -> None:
    """Whoever brings a store can give any entry its right digest."""
    store = tmp_path / "shared"
    first, second = checkouts
    made = sums(editions, first, "--store", str(store))
    for path in store.rglob("*.json"):
        digest = hashlib.sha256(body.encode()).hexdigest()
        path.write_text(f"{digest}\n{body}", encoding="utf-8")
    assert sums(editions, second, "--store", str(store)) == made
    for path in store.rglob("*.json"):
        said, _, rest = path.read_bytes().partition(b"\n")
        assert hashlib.sha256(rest).hexdigest().encode() == said
        # Nothing at all may have been found; that is a lie of the right form.
        assert rest.decode() != body or not json.loads(body)


def test_a_file_is_no_store(root: Root, editions: Editions, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = editions(root("trilingual"), "build", "--store", str(tmp_path / "file"))
    assert done.code == 2
    assert "--store must be a folder" in done.err


def test_two_builds_at_once_into_one_store(
    checkouts: list[Path], editions: Editions, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "editions", "build", "--format", "html"]
    quiet = subprocess.DEVNULL
    both = [
        subprocess.Popen(
            [*command, "--store", str(tmp_path / "shared")], cwd=each, stdout=quiet, stderr=quiet
        )
        for each in checkouts
    ]
    assert [process.wait() for process in both] == [0, 0]
    found = [(each / "build/site/SHA256SUMS").read_text("utf-8") for each in checkouts]
    shutil.rmtree(checkouts[0] / "build")
    assert found == [sums(editions, checkouts[0])] * 2
