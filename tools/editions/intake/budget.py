"""How long one received file may take, by the processor: a loaded machine is nobody's fault."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from editions.problems import IntakeError

SECONDS = 60
"""Seconds of the processor for pandoc, and as many for us; a book takes five."""
WAITING = 3600
"""Seconds by the clock after which nothing comes any more."""

TOO_LONG = "takes over {} s of the processor; save it in a simpler form"

if sys.platform == "win32":

    @contextmanager
    def within() -> Iterator[None]:
        """Do what is done inside: this system has no such clock."""
        yield

    def limited(command: Sequence[str]) -> list[str]:
        """Give the command as it is: this system has no such limit."""
        return list(command)

else:

    @contextmanager
    def within() -> Iterator[None]:
        """End what is done inside with an `IntakeError` once it takes too long."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGPROF, _stop)
        # Again every second: what is raised where nothing can be raised is lost.
        signal.setitimer(signal.ITIMER_PROF, SECONDS, 1.0)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)

    def limited(command: Sequence[str]) -> list[str]:
        """Give a command that the system ends once it takes too long."""
        return ["/bin/sh", "-c", f'ulimit -t {SECONDS}; exec "$@"', "sh", *command]


def ended(code: int) -> bool:
    """Tell whether a process ended because it took too long."""
    return sys.platform != "win32" and -code in {signal.SIGXCPU, signal.SIGKILL}


def _stop(*_: object) -> None:
    raise IntakeError(TOO_LONG.format(SECONDS))
