"""How far a build is: a bar on a terminal, elsewhere nothing unless it takes long."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr
from pathlib import Path

import pytest

from editions import at
from editions.cli.bar import Bar, progress

Root = Callable[[str], Path]


class Terminal(io.StringIO):
    """A terminal that keeps what it was told."""

    def isatty(self) -> bool:
        return True

    def shown(self) -> list[str]:
        """Give what is to be read in the end: what was overwritten is not."""
        text = self.getvalue().replace("\x1b[?25l", "").replace("\x1b[?25h", "")
        lines = []
        for line in text.split("\n"):
            seen = ""
            for part in line.split("\r"):
                seen = part + seen[len(part) :]
            lines.append(seen.rstrip())
        return lines


def work(bar: Bar, process: int, steps: int, *done: str) -> None:
    bar.hear(process, "steps", str(steps))
    for name in done:
        bar.hear(process, "at", name)
        bar.hear(process, "at", "")


def test_a_terminal_has_a_bar_that_goes_when_the_build_is_done() -> None:
    terminal = Terminal()
    with redirect_stderr(terminal):
        bar = Bar(terminal, coming=[8, 8])
        work(bar, 1, 8, "index", "reports/2021-01", "index", "reports/2021-01")
        # The second edition has not begun, and counts.
        assert terminal.shown() == [
            "[#####---------------]   25%  2 of 8 documents, reports/2021-01"
        ]
        bar.say("be: done")
        assert terminal.shown()[0] == "be: done"
        work(bar, 2, 8, *["about/method"] * 8)
        assert terminal.shown()[1].startswith("[###############-----]   75%")
        assert terminal.shown()[1].endswith("6 of 8 documents, about/method")
        bar.hear(3, "steps", "2")
        bar.hear(3, "made", "reports/2021-01")
        assert terminal.shown()[1].endswith("7 of 9 documents, reports/2021-01")
        bar.close()
    assert terminal.shown() == ["be: done", ""]
    # The cursor is there again.
    assert terminal.getvalue().rindex("\x1b[?25h") > terminal.getvalue().rindex("\x1b[?25l")


def test_a_name_does_nothing_to_a_terminal() -> None:
    terminal = Terminal()
    bar = Bar(terminal)
    work(bar, 1, 4, "x\x1b[2Jy")
    assert "\x1b[2J" not in terminal.getvalue()
    assert "x\\x1b[2Jy" in terminal.getvalue()


def test_elsewhere_a_line_says_how_far_it_is() -> None:
    file = io.StringIO()
    with redirect_stderr(file):
        bar = Bar(file)
        bar.tell()
        work(bar, 1, 8, "index", "reports/2021-01")
        bar.tell()
        bar.close()
    assert file.getvalue() == "texts are read and checked\n1 of 4 documents, reports/2021-01\n"


def test_nothing_listens_when_it_is_over_and_errors_pass() -> None:
    terminal = Terminal()

    def interrupted() -> None:
        with redirect_stderr(terminal), progress(terminal):
            at.hear(1, "editions: steps 2\n")
            for name in ("index", "", "index", ""):
                at.hear(1, f"editions: at {name}\n")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    said = terminal.getvalue()
    assert "1 of 1 documents, index" in said
    assert said.endswith("\x1b[?25h")
    at.hear(1, "editions: at index\n")
    assert terminal.getvalue() == said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_a_build_shows_it_on_a_terminal_alone(root: Root) -> None:
    import pty  # noqa: PLC0415 - not on Windows

    folder = root("trilingual")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "editions", "-C", str(folder), "build", "--format", "html"],
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    while chunk := _read(ours):
        said += chunk
    out, _ = process.communicate()
    os.close(ours)
    assert (process.returncode, out) == (0, b"")
    # Three editions of four documents; each read and written.
    assert b" of 12 documents, " in said
    assert b"12 of 12 documents, " in said
    terminal = Terminal(said.decode("utf-8").replace("\r\n", "\n"), newline="")
    lines = terminal.shown()
    assert lines[0] == "building be, ru, en (html)…"
    assert lines[-2].startswith("the site is in ")
    done = sorted(line.partition(":")[0] for line in lines[1:-2])
    assert done == ["be Беларуская", "en English", "ru Русский"]


def _read(end: int) -> bytes:
    try:
        return os.read(end, 65536)
    except OSError:  # nobody holds the other end
        return b""
