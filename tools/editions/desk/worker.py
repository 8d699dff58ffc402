"""The desk's end of the warm Sphinx process: starting it, asking it, ending it for sure."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from editions import children
from editions.catalogue import layout
from editions.config import Publication
from editions.problems import Problem

PATIENCE = 60.0
"""How long one page may take, in seconds; a first reading may take ten times that a document."""


@dataclass(frozen=True, slots=True)
class Made:
    """What an order led to: problems, and why it failed as a whole, if it did."""

    problems: tuple[Problem, ...]
    fatal: str | None = None


class Worker:
    """One edition's process. Not for two threads at once: the caller holds a lock."""

    def __init__(self, publication: Publication, language: str) -> None:
        self._folder = publication.work / "preview" / language
        self.settings = {
            "root": str(publication.root),
            "language": language,
            "output": str(self.pages),
            "doctrees": str(self._folder / "doctrees"),
            "catalogues": str(layout.published(publication)),
        }
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[dict[str, Any] | None] = queue.Queue()

    @property
    def pages(self) -> Path:
        """The folder with the pages."""
        return self._folder / "html"

    @property
    def alive(self) -> bool:
        """Whether there is a process to ask."""
        return self._process is not None

    def start(self, progress: Callable[[int, int], None]) -> Made:
        """Start the process and wait until all documents are read; `progress` of how many."""
        self._process = children.start(
            "editions.sphinxext.preview",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self.settings["root"],
            # Of its own group: Ctrl-C is for the desk, which then ends all of the group.
            start_new_session=True,
        )
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()
        return self._ask(self.settings, progress)

    def write(self, page: str, *, read: Sequence[str], publish: Sequence[str]) -> Made:
        """Have one page written; `read` and `publish` name the documents to take anew."""
        order = {"page": page, "read": list(read), "publish": list(publish)}
        return self._ask(order, lambda _done, _total: None)

    def stop(self) -> None:
        """End the process and all it has started; wait until they are gone."""
        process, self._process = self._process, None
        if process is None:
            return
        children.end(process)
        process.wait()
        children.forget(process)
        if process.stdin:
            with suppress(OSError):
                process.stdin.close()

    def _listen(self, process: subprocess.Popen[str]) -> None:
        if process.stdout is None:
            return
        with process.stdout as lines:
            for line in lines:
                self._answers.put(json.loads(line))
        self._answers.put(None)

    def _ask(self, order: dict[str, Any], progress: Callable[[int, int], None]) -> Made:
        process = self._process
        if process is None or process.stdin is None:
            return Made((), "the preview's Sphinx is not running")
        try:
            process.stdin.write(json.dumps(order) + "\n")
            process.stdin.flush()
            while answer := self._answers.get(timeout=PATIENCE):
                if "progress" not in answer:
                    problems = tuple(Problem.from_dict(item) for item in answer["problems"])
                    return Made(problems, answer["fatal"])
                progress(answer["progress"], answer["of"])
        except queue.Empty:
            self.stop()
            return Made((), f"Sphinx has not answered for {PATIENCE:.0f} seconds; it was ended")
        except OSError:
            pass  # it is gone: the same as no answer
        self.stop()
        return Made((), "Sphinx ended unexpectedly; see whether 'editions build' says why")
