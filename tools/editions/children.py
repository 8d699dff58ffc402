"""Processes of ours: nothing of the folder they work on runs in them, and they end with us.

A publication may come from anybody. Python would take a ``json.py`` in the folder it is started
in for its own; `-P` and a search path without that folder keep it from doing so. docutils would
obey a ``docutils.conf`` there, or the user's.

Whoever ends us, by Ctrl-C, a time limit or `kill -9`, ends them: `editions.stopping` on our side,
`editions.child` on theirs.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from editions import at, stopping
from editions.child import LIFELINE

_running: dict[subprocess.Popen[str], int | None] = {}


def start(module: str, *arguments: str, **how: Any) -> subprocess.Popen[str]:
    """Start a module of ours; `how` is for `subprocess.Popen`. Call `forget` when it has ended."""
    if stopping.begun():
        raise SystemExit(3)  # says nothing where it ends a thread
    environment = _environment()
    theirs = ours = None
    if sys.platform != "win32":
        # One for each: the system knows one owner of an open pipe.
        theirs, ours = os.pipe()
        environment[LIFELINE] = str(theirs)
        how["pass_fds"] = (theirs,)
    command = [sys.executable, "-P", "-m", "editions.child", module, *arguments]
    child = None
    try:
        with stopping.held():  # a process that has begun is noted, whatever comes
            child = subprocess.Popen(command, encoding="utf-8", env=environment, **how)
            _running[child] = ours
    finally:
        if theirs is not None:
            os.close(theirs)
        if child is not None and stopping.begun():
            end(child)
            child.wait()
    return child


def run(module: str, given: str, *, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a module of ours in `folder`, `given` on its standard input; give what it said.

    What it says on standard error is heard at once (`editions.at`).
    """
    pipe = subprocess.PIPE
    theirs, ours = os.pipe()
    try:
        child = start(module, stdin=pipe, stdout=pipe, stderr=ours, cwd=str(folder))
    except BaseException:
        os.close(theirs)
        raise
    finally:
        os.close(ours)
    said: list[str] = []
    # Nobody waits for it where we are stopped: what the process started may hold the pipe.
    listener = threading.Thread(target=_hear, args=(child.pid, theirs, said), daemon=True)
    listener.start()
    try:
        out, _ = child.communicate(given)
        listener.join()
    finally:
        end(child)
        child.wait()
        forget(child)
    if stopping.begun():
        raise SystemExit(3)  # says nothing where it ends a thread
    return subprocess.CompletedProcess(child.args, child.returncode, out, "".join(said))


def _hear(process: int, pipe: int, said: list[str]) -> None:
    with open(pipe, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            said.append(line)
            at.hear(process, line)


def end(child: subprocess.Popen[str]) -> None:
    """Kill a process and, if it leads a group, all that it has started."""
    with suppress(ProcessLookupError, PermissionError):
        if child.returncode is not None:
            return
        if hasattr(os, "killpg") and os.getpgid(child.pid) == child.pid:
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()


@stopping.at_once
def _end_all() -> None:
    for child in list(_running):
        end(child)


def forget(child: subprocess.Popen[str]) -> None:
    """Let go of a process that has ended."""
    ours = _running.pop(child, None)
    if ours is not None:
        os.close(ours)


@contextmanager
def workers(jobs: int) -> Iterator[ThreadPoolExecutor]:
    """Give threads that each wait for a process; what has not begun when we stop, never begins."""
    pool = ThreadPoolExecutor(max_workers=max(1, jobs))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=stopping.begun())


def _environment() -> dict[str, str]:
    """Give what a process of ours finds: the same on any machine, and no folder but named ones."""
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    return {
        **os.environ,
        # An empty or relative one would mean the folder that is worked on.
        "PYTHONPATH": os.pathsep.join(str(Path(path).absolute()) for path in paths if path),
        "PYTHONSAFEPATH": "1",
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
        "DOCUTILSCONFIG": os.devnull,
        # Typst, out of memory, would wait for itself for ever: to print where it failed it
        # needs memory, and failing again it waits for the lock it holds.
        "RUST_BACKTRACE": "0",
    }
