"""What tools leave beside a catalogue: its compiled form and its last version.

Poedit compiles at every save, Emacs and Lokalize keep backups. They say what the catalogue
said before its header was cleaned: who translated, where and when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_COMPILED = re.compile(r"(?P<name>.+)\.mo")
_BACKUP = re.compile(r"(?P<name>.+)\.po(?:~|\.~\d+~|\.bak)")
_MEMORY = re.compile(r"(?P<name>project_save)\.tmx.*")
"""OmegaT's own memory of a project, with the name of whoever wrote each segment."""


def left_in(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Give what tools left in a folder of catalogues, each with the catalogue it is of."""
    for path in sorted(folder.rglob("*")):
        for pattern in (_COMPILED, _BACKUP, _MEMORY):
            if (match := pattern.fullmatch(path.name)) and (path.is_file() or path.is_symlink()):
                yield path, path.with_name(f"{match['name']}.po")
