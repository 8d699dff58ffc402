"""What an issue costs in an archive of 12 and of 600 issues, as ratios within one run.

    python tests/bench/bench_build.py [small] [large]

CPU seconds are those of a cold `editions build --format html` of all three editions, with all
its processes; beside it stands stock Sphinx, a run for each language on the same archive.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from gzip import compress
from pathlib import Path

ROOT = Path(__file__).parents[2]
EDITED = "locale/be/LC_MESSAGES/reports/2020-06.po"
LANGUAGES = ("be", "ru", "en")


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of a run, and the memory its largest process had at its peak, in MB."""

    seconds: float
    memory: int


def main() -> None:
    """Print the figures."""
    small, large = (int(value) for value in (*sys.argv[1:], *("12", "600")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        few, many = (_archive(Path(folder) / str(issues), issues) for issues in (small, large))
        first = _built(few)
        _say(f"{small} issues: {first.seconds / small:.2f} CPU s an issue, {first.memory} MB")
        stock = _stock(few)
        _say(f"    stock Sphinx, HTML alone: {stock.seconds / first.seconds:.2f} times our CPU")
        second = _built(many)
        _say(f"{large} issues: {second.seconds / large:.2f} CPU s an issue, {second.memory} MB")
        ratio = (second.seconds / large) / (first.seconds / small)
        _say(f"    an issue costs {ratio:.2f} of what it costs among {small}")
        more = (second.seconds - first.seconds) / (large - small)
        _say(f"    each issue more costs {more:.2f} CPU s")
        _sizes(many)
        again = _built(many)
        _edit(many)
        _say(f"    nothing changed: {again.seconds:.1f} CPU s; ", end="")
        _say(f"one catalogue changed: {_built(many).seconds:.1f} CPU s")


def _archive(target: Path, issues: int) -> Path:
    command = [sys.executable, str(ROOT / "tests" / "archive.py"), str(target), str(issues)]
    subprocess.run(command, check=True)
    return target


def _built(root: Path) -> Cost:
    command = [sys.executable, "-m", "editions", "-C", str(root), "build", "--format", "html"]
    return _spent([command], root)


def _stock(root: Path) -> Cost:
    """Build every language with Sphinx's own theme and translations as they lie in locale/."""
    plain = root / "plain"
    shutil.copytree(root / "docs", plain / "docs")
    settings = f"locale_dirs = [{str(root / 'locale')!r}]\ngettext_compact = False\n"
    (plain / "docs" / "conf.py").write_text(settings, encoding="utf-8")
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-b", "html"]
    return _spent(
        [
            [*sphinx, "-D", f"language={language}", "docs", f"built-{language}"]
            for language in LANGUAGES
        ],
        plain,
    )


def _spent(commands: list[list[str]], folder: Path) -> Cost:
    """Run commands one after the other; give what they and their children cost."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for command in commands:
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(seconds, after.ru_maxrss // 1024)


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


def _say(line: str, *, end: str = "\n") -> None:
    sys.stdout.write(line + end)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
