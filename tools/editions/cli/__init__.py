"""The command line, and what every call of it ends with, whatever it meets.

Only this package prints: results to standard output, progress and talk to standard error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from editions.stopping import stoppable


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and give its exit code; the arguments default to ``sys.argv``."""
    with stoppable():
        try:
            _prepare_streams()
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
        code = command.run(arguments)
        sys.stdout.flush()
    except EditionsError as error:
        print(f"editions: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; that is no fault of the verb.
        _drop_output()
        return 0
    except UnicodeError as error:
        print(f"editions: a file is not UTF-8: {error}", file=sys.stderr)
        return 3
    except OSError as error:
        print(f"editions: standard output: {error.strerror or error}", file=sys.stderr)
        _drop_output()
        return 3
    except Exception as error:
        if "EDITIONS_DEBUG" in os.environ:
            raise
        print(f"editions: {fault(error)}", file=sys.stderr)
        return 3
    return code


def _drop_output() -> None:
    """Let go of what could not be written: Python tries once more at its end, and exits with 120.

    https://docs.python.org/3/library/signal.html#note-on-sigpipe
    """
    output = sys.__stdout__
    if output is not None and output is sys.stdout:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), output.fileno())


def _prepare_streams() -> None:
    """See to it that a letter which an output cannot take is spelled out, and ends nothing."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by who called us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
            continue
        with suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")
