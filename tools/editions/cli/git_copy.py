"""The copy of this program that git calls: outside of every working copy.

A working copy is what a branch makes of it: were git to call what lies there, looking at
somebody's branch would run their code. The copy is made by ``git setup`` and by nothing else.
"""

from __future__ import annotations

import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from editions.cli import git_start
from editions.files import WriteError
from editions.problems import EditionsError

_ROOMS = {"catalogue", "cli", "config", "facts", "fonts", "names", "site"}
"""What of the package the verbs that git calls are made of, besides the modules on top."""
_LIBRARIES = {"polib": "always", "rapidfuzz": "merging"}
_UNUSED = {"__pycache__", "__pyinstaller"}
_TRIED = b'msgid ""\nmsgstr ""\n"Language: be\\n"\n'
_MISSING = f"editions: what git calls is missing; {git_start.AGAIN}"


def install(top: Path) -> Path:
    """Put this program where git is to call it, for the working copy `top`; give the folder.

    Where it stands already it is left. Raises `EditionsError` if there is no place for it, or
    if it does not run there.
    """
    home = _data_folder() / "editions" / "git"
    for place in (home, _python()):
        if place.resolve().is_relative_to(top.resolve()):
            raise EditionsError(
                f"'{place.name}' lies in the working copy, where a branch could change it; "
                "set XDG_DATA_HOME, or use a Python, outside of it"
            )
    files = dict(_files())
    listed = (f"{git_start.digest(data)} {name}\n" for name, data in sorted(files.items()))
    files[git_start.CONTENTS] = "".join(listed).encode()
    folder = home / git_start.digest(files[git_start.CONTENTS])
    if not git_start.is_whole(folder):
        try:
            _put(folder, files)
        except OSError as error:
            raise WriteError(folder, error) from None
    _try(folder)
    return folder


def command(folder: Path, verb: str) -> str:
    """Give the line of a shell that calls a verb of the copy, or says that it is missing."""
    python, start = _python().as_posix(), (folder / Path(git_start.__file__).name).as_posix()
    if "%" in verb:  # then git takes each of them for a place to fill
        python, start = python.replace("%", "%%"), start.replace("%", "%%")
    return (
        f"p={shlex.quote(python)}; s={shlex.quote(start)}; "
        f'if test -x "$p" && test -f "$s"; then exec "$p" -I -S -X utf8 "$s" git {verb}; fi; '
        f"echo {shlex.quote(_MISSING)} >&2; exit 1"
    )


def _data_folder() -> Path:
    """Give the folder where programs of this user keep their data."""
    said = Path(os.environ.get("XDG_DATA_HOME", ""))
    if said.is_absolute():
        return said
    try:
        home = Path.home()
    except RuntimeError:
        raise EditionsError("this user has no home folder; set XDG_DATA_HOME") from None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if sys.platform == "darwin":
        return home / "Library" / "Application Support"
    return home / ".local" / "share"


def _python() -> Path:
    """Give the Python of the machine: that of an environment is a file of the working copy."""
    return Path(getattr(sys, "_base_executable", None) or os.path.realpath(sys.executable))


def _files() -> Iterator[tuple[str, bytes]]:
    """Give the files of a copy by their names in it."""
    start = Path(git_start.__file__)
    yield start.name, start.read_bytes()
    package = Path(__file__).parents[1]
    for path in sorted(package.iterdir()):
        if path.is_file() or path.name in _ROOMS:
            yield from _below(path, package.parent, "always")
    for library, part in _LIBRARIES.items():
        found = importlib.util.find_spec(library)
        if found is None or found.origin is None:
            raise EditionsError(f"{library} is not installed; run make, then this again")
        origin = Path(found.origin)
        path = origin.parent if found.submodule_search_locations else origin
        yield from _below(path, path.parent, part)


def _below(path: Path, base: Path, part: str) -> Iterator[tuple[str, bytes]]:
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        name = file.relative_to(base)
        if file.is_file() and file.suffix != ".pyi" and not _UNUSED.intersection(name.parts):
            yield f"{part}/{name.as_posix()}", file.read_bytes()


def _put(folder: Path, files: dict[str, bytes]) -> None:
    """Write a copy in one step: nobody meets half of one."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".new-"))
    try:
        for name, data in files.items():
            path = made / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if folder.exists():  # it has been changed
            shutil.rmtree(folder)
        made.rename(folder)
    except OSError:
        if not git_start.is_whole(folder):  # as another run has made it just now
            raise
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _try(folder: Path) -> None:
    """Run the copy once: it must work before git relies on it, and Python compiles it so."""
    called = ["sh", "-c", command(folder, "clean tried.po")]
    if sys.platform == "win32":
        start = folder / Path(git_start.__file__).name
        called = [str(_python()), "-I", "-S", "-X", "utf8", str(start), "git", "clean", "tried.po"]
    done = subprocess.run(called, input=_TRIED, capture_output=True, cwd=folder, check=False)
    if done.returncode or not done.stdout.startswith(_TRIED[:10]):
        said = (done.stderr.decode("utf-8", "replace").strip().splitlines() or ["nothing"])[-1]
        raise EditionsError(f"the copy for git does not run; it says: {said}")
