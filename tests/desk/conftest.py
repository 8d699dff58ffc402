"""A running `editions serve` on a copy of a tiny publication, and what it leaves behind."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from queue import Queue
from time import monotonic, sleep
from typing import Any, TypeVar

import pytest

ROOTS = Path(__file__).parent.parent / "roots"
READY = 120.0
"""How long the slowest machine may take to do what is waited for, in seconds."""

T = TypeVar("T")


def wait_for(what: Callable[[], T | None], *, seconds: float = READY) -> T:
    """Give the first answer that is true; fail after so long without one."""
    end = monotonic() + seconds
    while not (answer := what()):
        assert monotonic() < end, "waited in vain"
        sleep(0.05)
    return answer


@dataclass
class Served:
    """A preview of the copy in `root`, at `port`; `said` is what it wrote to its terminal."""

    root: Path
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(re.findall(r"http://127\.0\.0\.1:(\d+)/", "\n".join(self.said))[0])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def catalogue(self, name: str, language: str = "be") -> Path:
        return self.root / "locale" / language / "LC_MESSAGES" / f"{name}.po"

    @contextmanager
    def ask(
        self, path: str, *, host: str | None = None, method: str = "GET"
    ) -> Iterator[HTTPResponse]:
        """Send a request exactly as it is given, unlike clients that tidy paths."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=READY)
        headers = {"Host": host or f"127.0.0.1:{self.port}", "Connection": "close"}
        with closing(connection):
            connection.request(method, path, headers=headers)
            with connection.getresponse() as answer:
                yield answer

    def text(self, path: str) -> str:
        with self.ask(path) as answer:
            assert answer.status == 200, path
            return answer.read().decode("utf-8")

    def notes(self, page: str) -> dict[str, Any]:
        """Give the notes of a page once its checks have run."""

        def checked() -> dict[str, Any] | None:
            notes: dict[str, Any] = json.loads(self.text(f"/_preview/notes/{page}"))
            return None if notes["checking"] else notes

        return wait_for(checked)

    def events(self, page: str) -> Queue[str]:
        """Look at a page as a browser does; give what it is told."""
        told: Queue[str] = Queue()

        def listen() -> None:
            with self.ask(f"/_preview/events/{page}") as answer:
                for line in answer:
                    if line.startswith(b"data: "):
                        told.put(line[6:].decode().strip())

        threading.Thread(target=listen, daemon=True).start()
        assert told.get(timeout=READY) == "hello"
        return told

    def stop(self) -> int:
        """Press Ctrl-C; give the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=READY)


def start(root: Path, *arguments: str) -> Served:
    """Start a preview and wait until its editions are read."""
    process = subprocess.Popen(
        [sys.executable, "-m", "editions", "-C", str(root), "serve", "--port", "0", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        cwd=root,
    )
    served = Served(root, process)

    def listen() -> None:
        with process.stderr or pytest.fail("no standard error") as lines:
            served.said.extend(line.rstrip() for line in lines)

    threading.Thread(target=listen, daemon=True).start()
    ended = re.compile(r"\w\w: (ready|failed)")
    editions = max(1, arguments.count("--edition"))

    def ready() -> bool:
        assert process.poll() is None, served.said
        return sum(bool(ended.match(line)) for line in served.said) >= editions

    wait_for(ready)
    return served


@pytest.fixture
def half_done(tmp_path: Path) -> Path:
    """A copy of the tiny publication whose Belarusian edition has messages of every state."""
    return Path(shutil.copytree(ROOTS / "half-done", tmp_path / "half-done"))


@pytest.fixture
def served(half_done: Path) -> Iterator[Served]:
    """A preview, Belarusian and English, that a test may change as it likes."""
    running = start(half_done, "--edition", "be", "--edition", "en")
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The same for all tests, which put back what they change."""
    root = tmp_path_factory.mktemp("standing") / "half-done"
    shutil.copytree(ROOTS / "half-done", root)
    running = start(root, "--edition", "be", "--edition", "en")
    yield running
    running.stop()
