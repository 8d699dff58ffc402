"""A run of a verb in a process of its own, which can be told where to die.

It is forked from a server that has everything imported already, so that a thousand runs
cost no thousand starts of Python.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from editions import at, config, files
from editions.catalogue.compile import publish
from editions.catalogue.update import update
from editions.cli import main
from editions.problems import EditionsError

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.torture.victim", "editions.cli.update", "editions.build"])

_STEPS = {"os.rename", "os.remove", "os.chmod", "os.mkdir", "os.rmdir", "os.utime", "os.truncate"}
"""What a process does to files under an audit event of Python's own; "open" is the other."""


@dataclass(frozen=True, slots=True)
class Run:
    """A started run; `said` is the file its words go to, `steps` the one of its count."""

    process: BaseProcess
    said: Path
    steps: Path

    def kill(self) -> None:
        """End it as the kernel does when memory runs out: no handler, no clearing up."""
        assert self.process.pid is not None
        with suppress(ProcessLookupError):  # it has come to its end before
            os.kill(self.process.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Wait for its end; give the exit code, negative for a signal."""
        self.process.join(120)
        assert self.process.exitcode is not None, "it hangs"
        return self.process.exitcode

    @property
    def words(self) -> str:
        return self.said.read_text("utf-8")

    @property
    def counted(self) -> int:
        return int(self.steps.read_text("utf-8"))


def start(root: Path, verb: str, *, die_at: int | None = None, name: str = "run") -> Run:
    """Start ``update`` or ``build`` (the command line), ``merge`` or ``publish`` (a step of it).

    With `die_at` it kills itself at that step, before doing it: a change to a file below `root`,
    or a word of a process of ours about the document it is at.
    """
    said, steps = root.parent / f"{name}.said", root.parent / f"{name}.steps"
    process = _FORKS.Process(target=_live, args=(root, verb, die_at, said, steps))
    process.start()
    return Run(process, said, steps)


def run(root: Path, verb: str) -> Run:
    """Run a verb undisturbed to its end; it must succeed."""
    done = start(root, verb)
    assert done.wait() == 0, done.words
    return done


def _live(root: Path, verb: str, die_at: int | None, said: Path, steps: Path) -> None:
    with said.open("w", encoding="utf-8") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
    count, step = _count_steps(root, die_at)
    with at.listening(lambda *_: step()):
        code = work(root, verb)
    total = count()
    steps.write_text(str(total), encoding="utf-8")
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def work(root: Path, verb: str) -> int:
    """Do what `start` says of its verbs, in this process; give the exit code."""
    try:
        if verb == "merge":
            publication = config.load(root)
            update(publication, publication.languages)
        elif verb == "publish":
            publication = config.load(root)
            with files.locked(root, "build"):  # as the verb does
                for language in publication.languages:
                    publish(publication, language)
        else:
            return main(["-C", str(root), *verb.split()])
    except EditionsError as error:
        sys.stderr.write(f"editions: {error}\n")
        return error.exit_code
    return 0


def _count_steps(root: Path, die_at: int | None) -> tuple[Callable[[], int], Callable[[], None]]:
    """Count every change to a file below `root`, and die at one of them.

    Gives what tells the count, and what counts something else as a step.
    """
    below = f"{root}{os.sep}"
    steps = 0

    def step() -> None:
        nonlocal steps
        if steps == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        steps += 1

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(flags := arguments[2], int) and flags & 0o1103
        if (event in _STEPS or writes) and str(arguments[0]).startswith(below):
            step()

    flush = os.fsync

    def fsync(fd: Any) -> None:
        # Two more places to die: written but not flushed, flushed but not renamed.
        step()
        flush(fd)
        step()

    os.fsync = fsync
    sys.addaudithook(hear)
    return lambda: steps, step
