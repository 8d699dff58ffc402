"""The beginning of the copy that git calls: it lies beside what it starts, and needs Python alone.

Each file is compared with the digest it had when the copy was made. What merging needs besides is
looked at when something is merged: it is large, and ``git add`` is called often.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

CONTENTS = "contents"
"""The file that lists the others with their digests; its own digest is the folder's name."""
FOLDERS = ("always", "merging")
AGAIN = "call 'editions git setup' again, from a branch you trust"


def digest(data: bytes) -> str:
    """Give the digest by which a file is known."""
    return hashlib.blake2b(data, digest_size=20).hexdigest()


def is_whole(folder: Path, parts: tuple[str, ...] = FOLDERS) -> bool:
    """Tell whether a copy is what it was when it was made."""
    try:
        contents = (folder / CONTENTS).read_bytes()
        if digest(contents) != folder.name:
            return False
        for line in contents.decode("utf-8").splitlines():
            made, _, name = line.partition(" ")
            asked = name.partition("/")[0] in (*parts, Path(__file__).name)
            if asked and digest((folder / name).read_bytes()) != made:
                return False
    except OSError:
        return False
    return True


def main() -> int:
    """Start the program that lies here, unless somebody has changed it."""
    folder = Path(__file__).parent
    parts = FOLDERS if "merge" in sys.argv[1:3] else FOLDERS[:1]
    if not is_whole(folder, parts):
        sys.stderr.write(f"editions: what git calls has been changed; {AGAIN}\n")
        return 1
    sys.path[:0] = [str(folder / part) for part in parts]
    from editions.cli import main as editions  # noqa: PLC0415

    return editions()


if __name__ == "__main__":
    sys.exit(main())
