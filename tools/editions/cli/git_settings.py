"""What git is asked, and told, of one clone."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from editions import files
from editions.cli.talk import say
from editions.problems import EditionsError

_BEGIN, _END = "# editions: what tools leave beside texts", "# editions: end"


def asked(folder: Path, *arguments: str) -> str:
    """Give what git answers; raise `EditionsError` if there is none, or no repository here."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            env={**os.environ, "LC_ALL": "C"},
            check=False,
        )
    except FileNotFoundError:
        raise EditionsError("git is not installed; install it, then run this again") from None
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["git failed"])[0]
        if "not a git repository" in said:
            raise EditionsError(f"no git repository to set up in '{folder.name}': {said}")
        raise EditionsError(f"git says: {said}")
    return done.stdout.strip()


def value(folder: Path, key: str, *scope: str) -> str:
    """Give a setting, "" if there is none; with "--local", of this clone alone."""
    return asked(folder, "config", *scope, "--default", "", "--get", key)


def put(folder: Path, key: str, wanted: str) -> None:
    """Write a setting of this clone, and say so."""
    if value(folder, key, "--local") == wanted:
        say(f"{key} is set already")
        return
    asked(folder, "config", "--local", key, wanted)
    say(f"{key} is set" if ";" in wanted else f"{key} = {wanted}")


def path(folder: Path, name: str) -> Path:
    """Give where a file of git's own lies."""
    return folder / asked(folder, "rev-parse", "--git-path", name)


def leave_out(folder: Path, patterns: Iterable[str]) -> None:
    """Have git ignore these in this clone, whatever the .gitignore of a branch says."""
    file = path(folder, "info/exclude")
    old = file.read_text("utf-8") if file.is_file() else ""
    before, begun, rest = old.partition(f"{_BEGIN}\n")
    after = rest.partition(f"{_END}\n")[2] if begun else ""
    ours = "".join(f"{line}\n" for line in (_BEGIN, *patterns, _END))
    gap = "" if before.endswith("\n") or not before else "\n"
    if files.write_text(file, f"{before}{gap}{ours}{after}"):
        say("git ignores what tools leave beside texts, in this clone")
