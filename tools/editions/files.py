"""Writing files so that a reader, or a killed run, never meets half of one."""

from __future__ import annotations

import ctypes
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from editions.problems import EditionsError

if sys.platform != "win32":
    import fcntl

PATIENCE = 60.0
"""How long a verb waits for another run of itself, in seconds."""
QUIET = 0.1
"""A file changed less than this many seconds ago may be in the middle of a save."""

_FOLDERS = ("docs", "locale", "build")
"""Where verbs write in a publication, and a killed run may leave temporary files."""
_TEMPORARY = re.compile(r"\..+\.[a-z0-9_]{8}\.tmp")


_REFUSED = re.compile(r'[<>:"\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
_LONGEST, _LONGEST_PATH = 255, 200
"""Of a name in bytes; of a path in characters: Windows bears 260 with the folders around it."""


class WriteError(EditionsError, OSError):
    """A file cannot be written, because the disk is full or the like; the old one stays."""

    def __init__(self, path: Path, error: OSError):
        super().__init__(f"cannot be written: {error.strerror or error}", path=path)
        self.errno, self.strerror, self.filename = error.errno, error.strerror, str(path)


class SavedMeanwhileError(EditionsError):
    """Somebody saved the file after it was read; their text stays."""


def portable_name_fault(name: str) -> str | None:
    """Say why a file cannot bear a name (parts joined by `/`) on every system, None if it can.

    >>> portable_name_fault("reports/aux.html")
    "Windows keeps 'aux.html' for itself"
    """
    for part in name.split("/"):
        if found := _REFUSED.search(part):
            return f"Windows and most sticks refuse {found[0]!a} in {part!r}"
        if _RESERVED.fullmatch(part):
            return f"Windows keeps '{part}' for itself"
        if part.endswith((".", " ")):
            return f"Windows drops the last sign of '{part}'"
        if len(part.encode()) > _LONGEST:
            return f"'{part[:20]}…' has more than {_LONGEST} bytes"
    return f"its path has more than {_LONGEST_PATH} signs" if len(name) > _LONGEST_PATH else None


def write_bytes(path: Path, data: bytes, *, flushed: bool = True) -> bool:
    """Put `data` into `path` atomically; give False, and touch nothing, if it is there already.

    The temporary file lies in the same folder, is flushed to the disk and then renamed; who
    writes many that are not `flushed` each calls `flush` when all are written. On any failure,
    a full disk included, it is removed, the old file stays, and `WriteError` names the file.
    """
    with _refusing(path):
        if _holds(path, data):
            return False
        with _temporary(path, data, flushed=flushed) as temporary:
            temporary.replace(path)
    return True


def flush(folder: Path) -> None:
    """Let the disk hold all that was written below `folder`; raise `WriteError` if it cannot."""
    if sys.platform == "win32" or not folder.is_dir():
        return
    with _refusing(folder):
        handle = os.open(folder, os.O_RDONLY)
        try:
            # Of this disk alone, where the system can: another may be a slow stick.
            of_disk = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
            if of_disk is None:
                os.sync()
            elif of_disk(handle):
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        finally:
            os.close(handle)


def write_text(path: Path, text: str, *, flushed: bool = True) -> bool:
    """Put `text` into `path` as UTF-8 with LF line ends, as `write_bytes` does."""
    return write_bytes(path, text.encode("utf-8"), flushed=flushed)


def keep(path: Path, data: bytes) -> None:
    """Put `data`, which only spare later runs some work, into `path`, if it can be written.

    Who only reads a publication may do so where nothing can be written.
    """
    with suppress(WriteError):
        write_bytes(path, data, flushed=False)


def write_unless_saved(path: Path, data: bytes, *, same: Callable[[Path], bool]) -> bool:
    """Put `data` into `path` as `write_bytes` does, unless somebody has saved it since.

    `same` tells whether a file still holds what the caller read; it is not asked where no
    file was. Raises `SavedMeanwhileError` if it does not, even if the save came at the very
    moment of the writing; then what was saved stays.
    """
    with _refusing(path):
        if _holds(path, data):
            return False
        with _temporary(path, data) as temporary:
            if not path.exists():
                temporary.replace(path)
                return True
            _wait_for_quiet(path)
            if not same(path):
                raise _saved(path)
            if not _swap(temporary, path):
                temporary.replace(path)
            elif not same(temporary):
                # What lay there at the moment of the swap is a save: it goes back.
                _swap(temporary, path)
                if not _holds(temporary, data):
                    _swap(temporary, path)  # saved once more between the two: the last counts
                raise _saved(path)
    return True


@contextmanager
def locked(root: Path, what: str) -> Iterator[None]:
    """Hold the publication's lock for `what` (a verb); wait up to a minute for another run.

    Clears away the temporary files of runs that were killed. Raises `EditionsError` if the
    other run has not finished by then, or if the lock cannot be made.
    """
    # Its import takes longer than most that git asks of us, and asks for no lock.
    from filelock import FileLock, Timeout  # noqa: PLC0415

    folder = root / "build"
    path = folder / f".{what}.lock"
    with _refusing(path):
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path, timeout=PATIENCE)
        try:
            lock.acquire()
        except Timeout:
            message = f"another 'editions {what}' is still running here; try again when it ended"
            raise EditionsError(message) from None
    try:
        for name in _FOLDERS:
            sweep(root / name)
        yield
    finally:
        lock.release()


def sweep(folder: Path) -> None:
    """Remove the temporary files that killed runs left below `folder`; running ones keep theirs."""
    for place, _, names in os.walk(folder):
        for name in names:
            if _TEMPORARY.fullmatch(name):
                with suppress(OSError):
                    _remove_if_left(Path(place) / name)


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turn what the system says of a file into the error that every verb prints."""
    try:
        yield
    except OSError as error:
        raise WriteError(path, error) from None


def _saved(path: Path) -> SavedMeanwhileError:
    message = "was saved by somebody else just now; left as it is, run this again"
    return SavedMeanwhileError(message, path=path)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except FileNotFoundError:
        return False


@contextmanager
def _temporary(path: Path, data: bytes, *, flushed: bool = True) -> Iterator[Path]:
    """Make a file with `data` beside `path` and with its mode; remove what is left."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = _claimed(path)
    temporary = Path(name)
    try:
        # It stays open, and so claimed, until it has its place.
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if flushed or sys.platform == "win32":  # which knows no other way
                os.fsync(file.fileno())
            # mkstemp makes 0600; what we publish must be readable by a web server.
            temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
            if sys.platform == "win32":
                file.close()  # an open file cannot be renamed there
            yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _claimed(path: Path) -> tuple[int, str]:
    """Make a temporary file and lock it, so that `sweep` knows its run is alive."""
    while True:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        if sys.platform != "win32":
            with suppress(OSError):  # a file system without locks
                fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_nlink:
            return handle, name
        os.close(handle)  # swept away before the lock was had


def _remove_if_left(path: Path) -> None:
    """Remove a temporary file unless its run holds it; raise `OSError` if one does."""
    if sys.platform == "win32":
        path.unlink()  # fails for a file that is open
        return
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
    finally:
        os.close(handle)


def _wait_for_quiet(path: Path) -> None:
    """Let a save that is under way come to its end, or give up after twenty times `QUIET`."""
    for _ in range(20):
        if abs(time.time() - path.stat().st_mtime) >= QUIET:
            return
        time.sleep(QUIET / 4)


def _swap(one: Path, other: Path) -> bool:
    """Let two files change places in one step; give False where the system cannot (not Linux)."""
    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return bool(renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)
