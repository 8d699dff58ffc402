"""What an archive costs, cold and when next to nothing has changed, beside the stock loop.

    python tests/bench/bench_build.py [small] [large]

CPU seconds are those of `editions` in all three editions, HTML, with all its processes, on
archives of 12 and of 120 issues. Beside them stands `sphinx-build -b html` for each language on
the same documents and catalogues, with furo and with Sphinx's basic theme, in an environment of
its own as pip makes it (so without PyStemmer, which takes a third off it). What is given in
seconds is of a machine on which the loop with furo takes 116 s for 120 issues, and is scaled by
the loop of this run. Ends with 1 if a bar is missed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from gzip import compress
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[2]
EDITED = "locale/be/LC_MESSAGES/reports/2020-06.po"
LANGUAGES = ("en", "be", "ru")
FURO = 116 / 120
"""CPU seconds of the loop with furo for an issue, on the machine whose seconds the bars are."""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of a run, and the memory its largest process had at its peak, in MB."""

    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class Row:
    """A figure and its bar."""

    what: str
    value: float
    bar: float

    def __str__(self) -> str:
        return f"{self.what:<55} {self.value:7.2f}  (at most {self.bar}){self.mark}"

    @property
    def mark(self) -> str:
        return " !" if self.value > self.bar else ""


def main() -> int:
    """Print the figures; 1 if one is beyond its bar."""
    small, large = (int(value) for value in (*sys.argv[1:], *("12", "120")[len(sys.argv) - 1 :]))
    beyond = 0
    with tempfile.TemporaryDirectory() as folder:
        for row in _rows(Path(folder), small, large):
            beyond += bool(row.mark)
            _say(str(row))
    _say(f"{beyond} beyond")
    return int(beyond > 0)


def _rows(folder: Path, small: int, large: int) -> Iterator[Row]:
    few, many = (_archive(folder / str(issues), issues) for issues in (small, large))
    stock = _environment(folder / "stock")
    loops = {theme: _stock(many, stock, theme) for theme in ("furo", "basic")}
    furo = loops["furo"].seconds
    for theme, loop in loops.items():
        _say(f"stock loop with {theme}, {large} issues: {loop.seconds:.1f} CPU s")
    scale = FURO * large / furo
    checked = spent([_ours(many, "check")], many)
    yield Row("check, cold, of the loop with furo", checked.seconds / furo, 0.34)
    yield Row("check, nothing changed, s", _again(many, "check") * scale, 0.5)
    _again(many, "status")
    yield Row("status, nothing changed, s", _again(many, "status") * scale, 0.5)
    shutil.rmtree(many / "build")
    first = _built(few)
    second = _built(many)
    yield Row("three editions, cold, of the loop with furo", second.seconds / furo, 0.7)
    yield Row("memory of the largest process, MB", second.memory, 220)
    ratio = (second.seconds / large) / (first.seconds / small)
    yield Row(f"an issue among {large}, of one among {small}", ratio, 1.02)
    yield Row("build, nothing changed, s", _built(many).seconds * scale, 0.5)
    _edit(many)
    yield Row("build, one entry of one .po, s", _built(many).seconds * scale, 2.5)
    _sizes(many)


def _archive(target: Path, issues: int) -> Path:
    command = [sys.executable, str(ROOT / "tests" / "archive.py"), str(target), str(issues)]
    subprocess.run(command, check=True)
    return target


def _ours(root: Path, *verb: str) -> list[str]:
    return [sys.executable, "-m", "editions", "-C", str(root), *verb]


def _built(root: Path) -> Cost:
    return spent([_ours(root, "build", "--format", "html")], root)


def _again(root: Path, verb: str) -> float:
    return spent([_ours(root, verb)], root).seconds


def _environment(folder: Path) -> Path:
    """Make an environment with the same Sphinx, as pip makes it; give its Python."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    wanted = [f"sphinx=={version('sphinx')}", f"docutils=={version('docutils')}", "furo"]
    pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, *wanted], check=True)
    return python


def _stock(root: Path, python: Path, theme: str) -> Cost:
    """Build every language with Sphinx alone and translations as they lie in locale/."""
    plain = root / theme
    shutil.copytree(root / "docs", plain / "docs")
    shutil.copytree(root / "locale", plain / "locale")
    settings = f"locale_dirs = ['../locale']\ngettext_compact = False\nhtml_theme = {theme!r}\n"
    (plain / "docs" / "conf.py").write_text(settings, encoding="utf-8")
    sphinx = [str(python), "-m", "sphinx", "-q", "-b", "html"]
    cost = spent(
        [
            [*sphinx, "-D", f"language={language}", "docs", f"built-{language}"]
            for language in LANGUAGES
        ],
        plain,
    )
    shutil.rmtree(plain)
    return cost


def spent(commands: list[list[str]], folder: Path) -> Cost:
    """Run commands one after the other; give what they and their children cost."""
    seconds, memory = 0.0, 0
    for command in commands:
        # What they say is for nobody, and a pipe that nobody reads would stop them.
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(command, cwd=folder, stdout=quiet, stderr=quiet)
        _, status, used = os.wait4(process.pid, 0)
        if code := os.waitstatus_to_exitcode(status):
            raise subprocess.CalledProcessError(code, command)
        seconds += used.ru_utime + used.ru_stime
        memory = max(memory, used.ru_maxrss // 1024)
    return Cost(seconds, memory)


def _sizes(root: Path) -> None:
    """Print what of an edition grows with the archive, packed as servers send it."""
    edition = root / "build" / "site" / "be"
    for name in ("index.html", "names.html", "reports/2020-06.html"):
        _say(f"    {name}: {len(compress((edition / name).read_bytes(), 9)) / 1000:.1f} kB gzip")
    index = [len(compress(path.read_bytes(), 9)) for path in (edition / "search").glob("*.js")]
    _say(f"    search index: {sum(index) / 1000:.0f} kB gzip in {len(index)} files")


def _edit(root: Path) -> None:
    path = root / EDITED
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Ёсць навіны:", "Ёсць яшчэ навіны:", 1), encoding="utf-8")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
