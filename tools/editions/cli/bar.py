"""How far a long build is: a bar on a terminal, elsewhere a line every ten seconds.

On standard error, as all talk. A build that is done before the first ten seconds says nothing of it
where nobody sits at a terminal.
"""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO, cast

import click

from editions import at, printable
from editions.cli.talk import say

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

_EVERY = 10.0
_ENOUGH = 40
"""The room that the bar and its figures take; the rest of a line says what is being made."""


class Bar:
    """Adds up what processes say of their steps; two steps are a document (`editions.at`)."""

    def __init__(self, stream: TextIO, coming: Sequence[int] = ()) -> None:
        """Show it on a stream, if that is a terminal.

        `coming` are the steps of processes that are sure to begin.
        """
        self._coming = [*coming]
        self._screen = _Screen(stream)
        self._terminal = stream.isatty()
        self._drawn = threading.RLock()
        self._steps: dict[int, int] = {}
        self._done: dict[int, int] = {}
        self._what = ""
        self._bar: ProgressBar[int] = click.progressbar(
            length=1,
            file=cast("TextIO", self._screen),
            hidden=not self._terminal,
            width=20,
            bar_template="[%(bar)s]  %(info)s",
            item_show_func=lambda _: self._shown(),
        )

    def hear(self, process: int, kind: str, said: str) -> None:
        """Take in what a process says: a listener of `editions.at`."""
        with self._drawn:
            if kind == "steps":
                if process not in self._steps:
                    self._done[process] = 0
                    del self._coming[:1]
                self._steps[process] = int(said) if said.isdecimal() else 0
            elif said and kind == "at":
                self._what = said
            elif process in self._done:
                self._done[process] += 2 if kind == "made" else 1
                self._what = said or self._what
            self._bar.length = max(1, sum(self._steps.values()) + sum(self._coming))
            done = min(sum(self._done.values()), self._bar.length)
            # What turns up late makes more of a whole that seemed to be done.
            self._bar.finished = False
            if self._steps:
                self._bar.update(done - self._bar.pos)

    def say(self, line: str) -> None:
        """Print a line of talk; the bar makes room for it."""
        with self._drawn:
            self._wipe()
            say(line)

    def tell(self) -> None:
        """Say in a line how far it is."""
        left = f", {self._bar.format_eta()} left" if self._bar.eta_known else ""
        say(f"{self._shown()}{left}" if self._steps else "texts are read and checked")

    def close(self) -> None:
        """Take the bar away, and give the terminal back as it was."""
        with self._drawn:
            if self._terminal and self._wipe():
                self._screen.write("\x1b[?25h" if sys.platform != "win32" else "")
                self._screen.flush()

    def _wipe(self) -> bool:
        width = self._bar.max_width or 0
        if self._terminal and width:
            self._screen.write(f"\r{' ' * width}\r")
            self._screen.flush()
        return bool(width)

    def _shown(self) -> str:
        made, whole = self._bar.pos // 2, -(-(self._bar.length or 0) // 2)
        said = f"{made} of {whole} documents, {printable.line(self._what)}"
        room = shutil.get_terminal_size().columns - _ENOUGH
        return said[: max(room, 0)] if self._terminal else said


class _Screen:
    """A stream that is written as it is, for a bar goes back to the beginning of its line."""

    def __init__(self, stream: TextIO) -> None:
        self._talk = stream
        self._stream: Any = getattr(stream, "stream", stream)

    def write(self, text: str) -> int:
        """Write a text, if anybody is listening."""
        try:
            self._stream.write(text)
        except OSError:
            printable.drop(self._stream)
        return len(text)

    def flush(self) -> None:
        """Write what has not been written."""
        self._talk.flush()

    def isatty(self) -> bool:
        """Tell whether it is a terminal."""
        return bool(self._stream.isatty())


@contextmanager
def progress(
    stream: TextIO, coming: Sequence[int] = (), *, every: float = _EVERY
) -> Iterator[Callable[[str], None]]:
    """Show how far the processes of a build are; gives what to say other lines with."""
    bar, ended = Bar(stream, coming), threading.Event()

    def tell() -> None:
        while not ended.wait(every):
            bar.tell()

    if not stream.isatty():
        threading.Thread(target=tell, daemon=True).start()
    try:
        with at.listening(bar.hear):
            yield bar.say
    finally:
        ended.set()
        bar.close()
