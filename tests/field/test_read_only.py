"""Who only reads a publication needs no right to write in it; what cannot be read is a line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Root = Callable[[str], Path]

# Root may do everything, whatever the rights of a file say, unless it lays that down.
_RIGHTS = "-dac_override,-dac_read_search"
AS_ANYBODY = (
    (shutil.which("setpriv") or "setpriv", "--bounding-set", _RIGHTS, "--inh-caps", _RIGHTS)
    if hasattr(os, "geteuid") and os.geteuid() == 0
    else ()
)


@pytest.fixture
def folder(root: Root) -> Iterator[Path]:
    """A publication; its rights are given back in the end, so that it can be removed."""
    publication = root("trilingual")
    yield publication
    for path in [publication, *publication.rglob("*")]:
        path.chmod(0o755)


def run(folder: Path, *verb: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*AS_ANYBODY, sys.executable, "-m", "editions", "-C", str(folder), *verb],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr, verb
    assert str(folder) not in done.stdout + done.stderr, verb
    return done


def test_reading_verbs_do_without_their_caches(folder: Path) -> None:
    verbs = [("check",), ("status",), ("names", "check")]
    usual = [run(folder, *verb) for verb in verbs]
    shutil.rmtree(folder / "build")
    for path in [folder, *folder.rglob("*")]:
        path.chmod(path.stat().st_mode & 0o555)
    for verb, before in zip(verbs, usual, strict=True):
        done = run(folder, *verb)
        assert (done.returncode, done.stdout) == (before.returncode, before.stdout), done.stderr
    for verb in (("extract",), ("update",), ("build",), ("freeze", "2021-01")):
        done = run(folder, *verb)
        assert done.returncode == 3
        assert "cannot be written" in done.stderr.splitlines()[-1]


READING: tuple[tuple[str, ...], ...] = (
    ("check", "--format", "json"),
    ("status", "--format", "json"),
    ("names", "find", "--language", "en", "docs/reports/2021-02.rst"),
    ("names", "fix"),
    ("packet", "take", "--dry-run", "locale/en/LC_MESSAGES/reports/2021-02.po"),
    ("verify", "build/site"),
    ("git", "clean", "locale/en/LC_MESSAGES/reports/2021-02.po"),
    ("romanize", "--scheme", "national_2007_be", "Менск"),
)
WRITING: tuple[tuple[str, ...], ...] = (
    ("serve", "--port", "0"),
    ("status", "--format", "html"),
    ("names", "fix", "--write"),
    ("names", "add", "minsk-9", "--kind", "town", "--en", "M", "--be", "М", "--ru", "М"),
    ("intake", "notes.txt", "--issue", "2021-03", "--language", "en"),
)


def test_nothing_at_all_need_be_written_to_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in the publication nor at home; caches of another state are no hindrance."""
    run(folder, "update")
    run(folder, "check")
    shutil.copytree(folder / "build", folder / "build-before")
    (folder / "notes.txt").write_text("Notes\n\nText.\n")
    with (folder / "docs/reports/2021-02.rst").open("a") as document:
        document.write("\n\nOne more  passage on Minsk.\n")
    monkeypatch.chdir(folder)
    before = {verb: run(folder, *verb) for verb in READING}
    shutil.rmtree(folder / "build")
    (folder / "build-before").rename(folder / "build")
    for path in [folder, *folder.rglob("*")]:
        path.chmod(path.stat().st_mode & 0o555)
    monkeypatch.setenv("HOME", str(folder))
    for name in ("TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    for verb, usual in before.items():
        done = run(folder, *verb)
        assert (done.returncode, done.stdout) == (usual.returncode, usual.stdout), verb
    for verb in WRITING:
        done = run(folder, *verb)
        said = done.stderr.splitlines()[-1]
        assert done.returncode == 3, verb
        assert "cannot be written" in said or "is read-only" in said, verb


ODD = [
    ("locale/be/LC_MESSAGES/reports/2021-01.po", "rights", 1),
    ("locale/be/LC_MESSAGES/reports/2021-01.po", "pipe", 1),
    ("docs/reports/2021-01.rst", "rights", None),
    ("docs/reports/2021-01.rst", "pipe", None),
    ("docs/reports/2021-01.rst", "folder", None),
    ("docs/reports/2021-01.rst", "link", None),
    ("locale/gazetteer.csv", "rights", 3),
    ("pyproject.toml", "rights", 2),
]


@pytest.mark.parametrize(("name", "kind", "code"), ODD)
def test_what_cannot_be_read_is_named_in_a_line(
    folder: Path, name: str, kind: str, code: int | None
) -> None:
    path = folder / name
    if kind == "rights":
        path.touch()
        path.chmod(0)
    else:
        path.unlink()
        make = {"pipe": os.mkfifo, "folder": Path.mkdir, "link": _dangling}[kind]
        make(path)  # type: ignore[operator]
    done = run(folder, "check")
    assert done.returncode == code or (code is None and done.returncode in (1, 2))
    told = [line for line in (done.stdout + done.stderr).splitlines() if name in line]
    assert len(told) == 1
    if kind == "link":
        path.unlink()


def _dangling(path: Path) -> None:
    path.symlink_to("nowhere")
