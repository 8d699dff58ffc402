"""Run ``editions update`` at many fill levels of a small disk that is truly full.

Usage: ``unshare -rm python -m tests.torture.full_disk ROOT MOUNT LEVELS RESULTS``: mounts a
tmpfs of its own (nobody else sees it), runs at every level, writes what happened as JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from editions.cli import update as _imported_early  # noqa: F401 - forked runs find it there
from tests.torture.victim import work

ROOM = 8_000_000
"""Bytes an update of the publication surely finds enough, beside the publication itself."""


def main(root: Path, mount: Path, levels: int, results: Path) -> None:
    """Run the levels from no free byte to enough, and write the results."""
    size = sum(path.stat().st_blocks * 512 for path in root.rglob("*")) + 2 * ROOM
    options = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(mount)]
    subprocess.run(options, check=True)
    found = []
    for level in range(levels):
        place = mount / "notes"
        shutil.copytree(root, place, symlinks=True)
        free = ROOM * level // max(1, levels - 1)
        _fill(mount, leave=free)
        code, said = _forked(place, mount.parent / "said")
        (mount / "filler").unlink()
        found.append({"free": free, "code": code, "said": said, "locale": _texts(place)})
        again, _ = _forked(place, mount.parent / "said")
        found[-1] |= {"again": again, "afterwards": _texts(place), "left": _left(place)}
        shutil.rmtree(place)
    results.write_text(json.dumps(found), encoding="utf-8")


def _fill(mount: Path, *, leave: int) -> None:
    disk = os.statvfs(mount)
    filler = disk.f_bavail * disk.f_frsize - leave
    with (mount / "filler").open("wb") as file, suppress(OSError):
        os.posix_fallocate(file.fileno(), 0, max(1, filler))


def _forked(place: Path, said: Path) -> tuple[int, str]:
    sys.stdout.flush()
    child = os.fork()
    if not child:
        with said.open("w", encoding="utf-8") as out:
            os.dup2(out.fileno(), 1)
            os.dup2(out.fileno(), 2)
        code = 70  # what a traceback shall count as
        try:
            code = work(place, "update")
        finally:
            sys.stderr.flush()
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), said.read_text("utf-8")


def _texts(place: Path) -> dict[str, str]:
    folder = place / "locale"
    paths = sorted(folder.rglob("*.po"))
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in paths}


def _left(place: Path) -> list[str]:
    return [path.name for path in place.rglob(".*.tmp")]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
