"""How much time and memory one PDF may take, and which PDF took more.

Typst cannot be stopped once it runs, nor give memory back. So the system ends the whole process;
who started it reads from what it said last which PDF it was at (`blamed`), and starts it again
for the others. As long as nothing goes wrong this costs nothing.
"""

from __future__ import annotations

import math
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from editions.config import Bounds

_AT = "editions: setting "
_PANIC = "PanicException"
_OUT_OF_MEMORY = (
    *("memory allocation of ", "MemoryError", "MemError", "ThreadPoolBuildError"),
    *("Cannot allocate memory", "failed to map segment"),
)
"""What is said then, by Rust, Python, zlib and the system, at whichever place it comes first;
threads that cannot be started have found no room for their stacks."""


@contextmanager
def bounded(name: str, bounds: Bounds) -> Iterator[None]:
    """Set the PDF `name` within `bounds`.

    Windows has no such limits, macOS none of memory: there Typst takes what it takes.
    """
    _say(f"{_AT}{name}")
    with _limited(bounds):
        yield
    _say(_AT)


def blamed(done: subprocess.CompletedProcess[str], bounds: Bounds) -> tuple[str, str] | None:
    """Tell at which PDF a process of ours was ended, and why; None if that is not what happened."""
    said = done.stderr.splitlines()
    last = max((i for i, line in enumerate(said) if line.startswith(_AT)), default=None)
    if last is None or not (name := said[last].removeprefix(_AT)):
        return None
    why = _why(done.returncode, said[last + 1 :], bounds)
    return (name, why) if why else None


def _why(code: int, said: list[str], bounds: Bounds) -> str | None:
    mend = "make it shorter, or raise '{}' in [tool.editions.pdf]"
    # A library in C that gets no memory ends the process without a word.
    silent = sys.platform != "win32" and code == -signal.SIGABRT and not any(said)
    if silent or any(mark in line for line in said for mark in _OUT_OF_MEMORY):
        return f"setting it takes over {bounds.memory} MB of memory; {mend.format('memory')}"
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        return f"setting it takes over {bounds.seconds} s; {mend.format('seconds')}"
    if code == -9:  # SIGKILL, from the kernel when memory runs out
        return "setting it was ended by the system, most likely for want of memory; make it shorter"
    if code < 0 or any(_PANIC in line for line in said):
        spoken = [line.strip() for line in said if line.strip()]
        return f"Typst broke down over it: {spoken[-1] if spoken else f'signal {-code}'}"
    return None  # a fault of our own: it would come with every PDF


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if sys.platform == "win32":

    @contextmanager
    def _limited(_bounds: Bounds) -> Iterator[None]:
        yield

else:
    import resource

    @contextmanager
    def _limited(bounds: Bounds) -> Iterator[None]:
        used = resource.getrusage(resource.RUSAGE_SELF)
        wanted = {
            # Counted from the start of the process, which may have set other PDFs before.
            resource.RLIMIT_CPU: math.ceil(used.ru_utime + used.ru_stime) + bounds.seconds,
            # Not all address space: threads and libraries reserve much that they never use.
            resource.RLIMIT_DATA: bounds.memory * 1_000_000,
            # Who is ended leaves no picture of the memory in the publication's folder.
            resource.RLIMIT_CORE: 0,
        }
        before = {kind: resource.getrlimit(kind) for kind in wanted}
        for kind, most in wanted.items():
            there = [limit for limit in before[kind] if limit != resource.RLIM_INFINITY]
            resource.setrlimit(kind, (min([most, *there]), before[kind][1]))
        try:
            yield
        finally:
            for kind, limits in before.items():
                resource.setrlimit(kind, limits)
