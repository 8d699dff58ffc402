"""Being told to stop: by Ctrl-C, a time limit, the system.

Kept small, since it is there before anything else is imported.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")

_works: list[Callable[[], None]] = []
_told: list[int] = []
_held: list[bool] = []


def at_once(work: Callable[[], None]) -> Callable[[], None]:
    """Have `work` done as soon as a signal to stop comes; a decorator."""
    _works.append(work)
    return work


def begun() -> bool:
    """Tell whether a signal to stop has come: nothing new is to be started."""
    return bool(_told)


@contextmanager
def stoppable() -> Iterator[None]:
    """Let a signal to stop raise `KeyboardInterrupt` here, after what is to be done at once.

    What a shell has told us to ignore (`nohup`) stays ignored.
    """
    before = {}
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            try:
                before[number] = signal.signal(number, stop)
            except ValueError:  # not the main thread: it is not ours to take signals
                break
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        _told.clear()


@contextmanager
def held() -> Iterator[None]:
    """Let a signal to stop interrupt nothing that is done here, but what comes after it."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals interrupt nothing but the main thread
        return
    _held.append(True)
    try:
        yield
    finally:
        _held.pop()
    if begun():
        raise KeyboardInterrupt


def stop(number: int, _frame: FrameType | None) -> None:
    """Do what is to be done at once, then raise `KeyboardInterrupt`: a handler of signals.

    Within `held` it is raised at the end of that.
    """
    impatient = begun()
    _told.append(number)
    for work in _works:
        work()
    if impatient:
        os._exit(3)  # a second signal waits for nothing
    if not _held:
        raise KeyboardInterrupt
