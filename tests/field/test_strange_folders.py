"""A publication may come from anybody: nothing that lies in it is run, or it is said before."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Root = Callable[[str], Path]

MODULES = ("json", "segno", "sphinx", "docutils", "polib", "babel", "logging", "sitecustomize")
CONF = """\
import pathlib
pathlib.Path(__file__).with_name("RAN").write_text("conf")
rst_prolog = ".. |place| replace:: the lake\\n"
extensions = ["sphinx.ext.extlinks"]
extlinks = {"page": ("https://pages.example/%s", "page %s")}
"""
READING = [
    ("update",),
    ("check",),
    ("status",),
    ("names", "check"),
    ("names", "find", "--language", "en", __file__),
    ("romanize", "--scheme", "national_2007_be", "Магілёў"),
    ("freeze", "2021-01"),
    ("extract",),
]


@pytest.fixture
def folder(root: Root) -> Path:
    return root("trilingual")


def run(folder: Path, *verb: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "editions", *verb],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def lay(folder: Path) -> None:
    """Put files into folders of a publication that Python might take for modules."""
    for place in (folder, folder / "docs", folder / "locale"):
        for name in MODULES:
            trap = f"import pathlib; pathlib.Path({str(folder / 'RAN')!r}).write_text({name!r})\n"
            (place / f"{name}.py").write_text(trap, encoding="utf-8")


def test_no_module_of_the_folder_is_run(folder: Path) -> None:
    lay(folder)
    # Of a search path that means other folders where it is used than where it was written.
    relative = os.pathsep.join(("", "docs", "."))
    for verb in (*READING, ("build", "--format", "html", "--edition", "en")):
        done = run(folder.parent, "-C", str(folder), *verb, PYTHONPATH=relative)
        assert "Traceback" not in done.stderr, (verb, done.stderr)
        assert not (folder / "RAN").exists(), verb
    done = run(folder, "extract")
    assert "Traceback" not in done.stderr
    assert not (folder / "RAN").exists()


def test_only_a_build_runs_conf_and_says_so_first(folder: Path) -> None:
    conf = folder / "conf.py"
    conf.write_text(CONF, encoding="utf-8")
    report = folder / "docs/reports/2021-01.rst"
    text = report.read_text("utf-8")
    report.write_text(f"{text}\nBy |place| see :page:`2`.\n", encoding="utf-8")
    for verb in READING:
        done = run(folder, *verb)
        assert not (folder / "RAN").exists(), verb
        assert "conf.py" not in done.stderr, verb
        assert "place" not in done.stdout, verb  # what it states is known all the same
    assert "By |place| see" in (folder / "build/gettext/reports/2021-01.pot").read_text("utf-8")
    build = ("build", "--format", "html", "--edition", "en")
    first = run(folder, *build)
    assert (folder / "RAN").exists()
    assert first.stderr.startswith("conf.py is Python of this publication and is run now")
    assert "conf.py" not in run(folder, *build).stderr
    conf.write_text(f"{CONF}\n# another\n", encoding="utf-8")
    assert "conf.py is Python" in run(folder, *build).stderr


def test_an_extension_that_only_a_build_loads_is_told(folder: Path) -> None:
    (folder / "conf.py").write_text('\nextensions = ["nobodys.extension"]\n', encoding="utf-8")
    for _ in range(2):
        done = run(folder, "extract")
        assert done.returncode == 0
        assert done.stdout.startswith(
            "conf.py:2: warning conf: 'nobodys.extension' is not loaded here, since only a build"
        )


def test_settings_of_docutils_are_nobodys(folder: Path, tmp_path: Path) -> None:
    (folder / "docutils.conf").write_text("[general]\nlanguage_code: xx\n", encoding="utf-8")
    (tmp_path / ".docutils").write_text("[general]\nreport_level: none\n", encoding="utf-8")
    report = folder / "docs/reports/2021-01.rst"
    report.write_text(report.read_text("utf-8") + "\n.. nosuch:: x\n", encoding="utf-8")
    done = run(folder, "extract", HOME=str(tmp_path))
    assert done.returncode == 1
    assert 'error sphinx: Unknown directive type "nosuch"' in done.stdout
    assert len(done.stdout.splitlines()) == 1
