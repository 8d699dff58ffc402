"""Whoever ends a verb, ends all that it has started; nothing is left behind but one line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.abc import MetaPathFinder
from pathlib import Path
from time import monotonic, sleep
from typing import Any, TypeVar

import pytest

from editions import children, stopping
from editions.cli import main

MARK = "EDITIONS_TEST_OF_STOPPING"
PATIENCE = 120.0
"""How long the slowest machine may take to do what is waited for, in seconds."""

T = TypeVar("T")
Root = Callable[[str], Path]


def wait_for(what: Callable[[], T | None]) -> T:
    end = monotonic() + PATIENCE
    while not (answer := what()):
        assert monotonic() < end, "waited in vain"
        sleep(0.02)
    return answer


def marked(mark: str) -> list[str]:
    """Give the processes that were started with a mark in their environment."""
    found = []
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdecimal() and mark.encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    # What has ended and was not yet waited for, has no command any more.
    return [command for command in found if command]


@pytest.fixture
def run(root: Root, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    started = []

    def start(*verb: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "editions", "-C", str(root("trilingual")), *verb],
            env={**os.environ, MARK: str(tmp_path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        started.append(process)
        wait_for(lambda: len(marked(str(tmp_path))) > 1)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("verb", ["build", "update", "extract"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["TERM", "INT"])
def test_a_signal_ends_all_in_a_line(
    run: Callable[..., subprocess.Popen[str]], tmp_path: Path, verb: str, number: signal.Signals
) -> None:
    process = run(verb)
    process.send_signal(number)
    out, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 3
    assert out == ""
    assert said.splitlines()[-1] == "editions: stopped"
    assert "failed" not in said
    assert marked(str(tmp_path)) == []


def test_the_preview_ends_with_all_it_has_started(
    run: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    process = run("serve", "--port", "0")
    assert process.stderr is not None
    while "preview of" not in process.stderr.readline():
        assert process.poll() is None
    process.terminate()
    said = process.communicate(timeout=PATIENCE)[1]
    assert process.returncode == 0
    assert said.splitlines()[-1] == "preview ended"
    assert marked(str(tmp_path)) == []


def test_a_process_that_begins_when_the_signal_comes_is_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started = []

    class Interrupted(subprocess.Popen[str]):
        """Ctrl-C is pressed when it runs and nobody has it yet."""

        def __init__(self, *how: Any, **more: Any) -> None:
            super().__init__(*how, **more)
            started.append(self)
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(subprocess, "Popen", Interrupted)
    with stopping.stoppable(), pytest.raises(KeyboardInterrupt):
        children.start("editions.sphinxext", stdin=subprocess.PIPE)
    assert [each.returncode for each in started] == [-signal.SIGKILL]
    assert started[0].stdin is not None
    started[0].stdin.close()
    children.forget(started[0])


@pytest.mark.parametrize("verb", [("build",), ("update",), ("serve", "--port", "0")])
def test_what_a_killed_verb_had_started_ends_by_itself(
    run: Callable[..., subprocess.Popen[str]], tmp_path: Path, verb: tuple[str, ...]
) -> None:
    run(*verb).kill()
    wait_for(lambda: not marked(str(tmp_path)))


class _Interrupting(MetaPathFinder):
    """Presses Ctrl-C when the verbs are about to be imported."""

    def find_spec(self, fullname: str, _path: object, _target: object = None) -> None:
        if fullname == "editions.cli.command":
            os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_in_the_middle_of_imports_is_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "editions.cli.command", raising=False)
    monkeypatch.delattr("editions.cli.command", raising=False)
    monkeypatch.setattr(sys, "meta_path", [_Interrupting(), *sys.meta_path])
    before = signal.getsignal(signal.SIGINT)
    assert main(["status"]) == 3
    assert capsys.readouterr() == ("", "editions: stopped\n")
    assert signal.getsignal(signal.SIGINT) is before
