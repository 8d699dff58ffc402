"""What ``editions check`` says of a page under translation, found beside the preview.

The checks take longer than a page may; they run in a process of their own, and a newer
save ends the run for an older one.
"""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from editions import children
from editions.config import Publication
from editions.desk.hub import Page
from editions.problems import Location, Problem, Severity


class Checker:
    """Checks one page after the other, the last asked for first; safe for many threads."""

    def __init__(self, publication: Publication, done: Callable[[Page], None]) -> None:
        self._publication = publication
        self._done = done
        self._wake = threading.Condition()
        self._waiting: dict[Page, Path] = {}
        self._found: dict[Page, tuple[Problem, ...]] = {}
        self._running: tuple[Page, subprocess.Popen[str]] | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def found(self, page: Page) -> tuple[Problem, ...] | None:
        """Give what the last finished run said of a page, None if there has been none."""
        with self._wake:
            return self._found.get(page)

    def pending(self, page: Page) -> bool:
        """Tell whether a newer answer for a page is on its way."""
        with self._wake:
            running = self._running is not None and self._running[0] == page
            return running or page in self._waiting

    def ask(self, page: Page, file: Path) -> None:
        """Have a page checked (its catalogue or, in its own language, its document)."""
        with self._wake:
            self._waiting.pop(page, None)
            self._waiting[page] = file
            if self._running and self._running[0] == page:
                children.end(self._running[1])
            self._wake.notify()

    def forget(self) -> None:
        """Forget all results: something they all depend on has changed."""
        with self._wake:
            self._found.clear()

    def close(self) -> None:
        """End the running process and the thread."""
        with self._wake:
            self._closed = True
            if self._running:
                children.end(self._running[1])
            self._wake.notify()
        self._thread.join()

    def _work(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._waiting or self._closed)
                if self._closed:
                    return
                page, file = self._waiting.popitem()
                process = _start(self._publication, page, file)
                self._running = (page, process)
            out, said = process.communicate()
            children.forget(process)
            with self._wake:
                self._running = None
                if process.returncode < 0 or self._closed:
                    continue  # ended by us: a newer run will tell
                self._found[page] = _read(out, said, file.relative_to(self._publication.root))
            self._done(page)


def _start(publication: Publication, page: Page, file: Path) -> subprocess.Popen[str]:
    check = ("-C", str(publication.root), "check", "--format", "json", "--edition", page[0])
    process = children.start(
        "editions",
        *check,
        str(file),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    if hasattr(os, "setpriority"):
        # The page comes first.
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, 10)
    return process


def _read(out: str, said: str, file: Path) -> tuple[Problem, ...]:
    try:
        return tuple(Problem.from_dict(item) for item in json.loads(out))
    except ValueError:
        last = (said.strip().splitlines() or ["nothing"])[-1]
        message = f"the checks could not run: {last}"
        return (Problem("check", Severity.WARNING, Location(file.as_posix(), None), message),)
