"""Writing files so that a reader, or a killed run, never meets half of one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from editions.problems import EditionsError


def write_bytes(path: Path, data: bytes) -> bool:
    """Put `data` into `path` atomically; give False, and touch nothing, if it is there already.

    The temporary file lies in the same folder, is flushed to the disk and then renamed;
    on any failure, a full disk included, it is removed and the old file stays.
    """
    with suppress(FileNotFoundError):
        if path.read_bytes() == data:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes 0600; what we publish must be readable by a web server.
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return True


def write_text(path: Path, text: str) -> bool:
    """Put `text` into `path` as UTF-8 with LF line ends, as `write_bytes` does."""
    return write_bytes(path, text.encode("utf-8"))


PATIENCE = 60.0
"""How long a verb waits for another run of itself, in seconds."""


@contextmanager
def locked(root: Path, what: str) -> Iterator[None]:
    """Hold the publication's lock for `what` (a verb); wait up to a minute for another run.

    Raises `EditionsError` if the other run has not finished by then.
    """
    folder = root / "build"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / f".{what}.lock", timeout=PATIENCE):
            yield
    except Timeout:
        message = f"another 'editions {what}' is still running here; try again when it has ended"
        raise EditionsError(message) from None
