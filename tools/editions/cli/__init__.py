"""The command line, and what every call of it ends with, whatever it meets.

Only this package prints: results to standard output, progress and talk to standard error.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from typing import TextIO, cast

from editions.printable import Printable, Talk, drop
from editions.stopping import stoppable


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and give its exit code; the arguments default to ``sys.argv``."""
    with stoppable():
        try:
            _prepare_streams()
            output, talk = Printable(sys.stdout), Talk(sys.stderr)
            with redirect_stdout(cast("TextIO", output)), redirect_stderr(cast("TextIO", talk)):
                return _run(list(sys.argv[1:] if argv is None else argv))
        except KeyboardInterrupt:
            print("editions: stopped", file=sys.stderr)
            return 3


def _run(arguments: list[str]) -> int:
    """Import what a verb needs, which takes a moment, and run it; tell in a line why it cannot."""
    # Not before a signal finds us prepared.
    from editions.cli import command  # noqa: PLC0415
    from editions.problems import EditionsError, fault  # noqa: PLC0415

    try:
        try:
            code = command.run(arguments)
        except SystemExit:  # --help
            sys.stdout.flush()
            raise
        sys.stdout.flush()
    except EditionsError as error:
        print(f"editions: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; that is no fault of the verb.
        drop(sys.stdout)
        return 0
    except UnicodeError as error:
        print(f"editions: a file is not UTF-8: {error}", file=sys.stderr)
        return 3
    except OSError as error:
        print(f"editions: standard output: {error.strerror or error}", file=sys.stderr)
        drop(sys.stdout)
        return 3
    except Exception as error:
        if "EDITIONS_DEBUG" in os.environ:
            traceback.print_exc()
        print(f"editions: {fault(error)}", file=sys.stderr)
        return 3
    return code


def _prepare_streams() -> None:
    """See to it that a letter which an output cannot take is spelled out, and ends nothing.

    Output is UTF-8, whatever code page a system has. Who asks for another by PYTHONIOENCODING
    gets the letters that all of them have, and the others spelled out.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
    with suppress(AttributeError):
        sys.stdin.reconfigure(encoding="utf-8", errors="strict")  # type: ignore[union-attr]
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by who called us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
            continue
        with suppress(AttributeError):
            if stream.encoding.lower().startswith(("utf", "u8", "u16", "u32")):
                stream.reconfigure(errors="backslashreplace")
            else:
                asked = os.environ.get("PYTHONIOENCODING", "").partition(":")[0]
                code = "ascii" if asked else "utf-8"
                stream.reconfigure(encoding=code, errors="backslashreplace")
