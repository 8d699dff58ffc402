"""What a process of ours begins with: ``python -m editions.child MODULE ARGUMENT…``.

It ends with who started it, however they ended. That is seen to before the module is imported,
which takes a while.
"""

from __future__ import annotations

import os
import runpy
import select
import signal
import sys
from contextlib import suppress

if sys.platform != "win32":
    import fcntl

LIFELINE = "EDITIONS_LIFELINE"
"""Names the end of a pipe whose other end its maker holds as long as they live."""


def main() -> None:
    """Run the module that the first argument names as if Python had been told so."""
    follow_parent()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def follow_parent() -> None:
    """End with who holds the lifeline; with a group that we lead, all of it."""
    number = os.environ.pop(LIFELINE, "")
    if sys.platform == "win32" or not number.isdecimal():
        return
    pipe, process = int(number), os.getpid()
    # Linux ends who has not said otherwise; elsewhere this signal does nothing by itself.
    linux = sys.platform == "linux"
    signal.signal(signal.SIGIO, signal.SIG_DFL if linux else lambda *_: os._exit(3))
    with suppress(OSError):
        fcntl.fcntl(pipe, fcntl.F_SETOWN, -process if os.getpgrp() == process else process)
        fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)
        if select.select([pipe], [], [], 0)[0]:
            os._exit(3)  # they were gone before we listened


if __name__ == "__main__":
    main()
