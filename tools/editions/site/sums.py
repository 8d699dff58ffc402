"""The sums by which a reader knows that a copy is whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from editions import files

NAME = "SHA256SUMS"

SIGNATURES = (f"{NAME}.sig", f"{NAME}.minisig")
"""What ``ssh-keygen -Y sign`` and minisign write beside the sums."""

_NOT_SERVED = frozenset({"_headers", NAME, *SIGNATURES})


def published(site: Path) -> Iterator[tuple[str, Path]]:
    """Give every file of a site with its address, sorted; hidden files are nobody's to read."""
    found = []
    for path in site.rglob("*"):
        relative = path.relative_to(site)
        if path.is_file() and not any(part.startswith(".") for part in relative.parts):
            found.append((relative.as_posix(), path))
    yield from sorted(found)


def sums(site: Path) -> bytes:
    """Give the sums of all files readers can fetch, as ``sha256sum --check`` reads them."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n"
        for name, path in published(site)
        if name not in _NOT_SERVED
    ]
    return "".join(lines).encode()


def write(site: Path) -> bool:
    """Write the sums; if they changed, remove signatures, which say nothing true any more."""
    if not files.write_bytes(site / NAME, sums(site)):
        return False
    for name in SIGNATURES:
        (site / name).unlink(missing_ok=True)
    return True
