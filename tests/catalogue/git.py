"""A real git repository in which catalogues are committed and merged."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import REPOSITORY

TOOL = Path(sys.executable).with_name("editions")
DATA = Path(tempfile.mkdtemp(prefix="editions-data-"))
"""Where `git setup` of all repositories of a run puts what git calls."""
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
PATH = "locale/be/LC_MESSAGES/index.po"


@dataclass(frozen=True, slots=True)
class Repository:
    """A working copy with one catalogue, `PATH`."""

    top: Path

    @classmethod
    def made(cls, top: Path) -> Repository:
        """Make a repository with the attributes of ours, set up as people do it."""
        top.mkdir()
        made = cls(top)
        made.git("init", "--quiet", "--initial-branch=main")
        made.git("config", "user.name", "translator")
        made.git("config", "user.email", "translator@invalid")
        shutil.copy(REPOSITORY / ".gitattributes", top)
        done = made.editions("git", "setup")
        assert done.returncode == 0, done.stderr
        made.git("add", ".gitattributes")
        return made

    @property
    def path(self) -> Path:
        return self.top / PATH

    def git(self, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        # No settings of the machine: only what the repository itself says counts.
        quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        command = ["git", *arguments]
        done = subprocess.run(
            command,
            cwd=self.top,
            env={**os.environ, **quiet},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done

    def editions(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(TOOL), *arguments],
            cwd=self.top,
            env={**os.environ, "XDG_DATA_HOME": str(DATA)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def commit(self, text: str) -> None:
        """Save the catalogue and commit it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(text, encoding="utf-8")
        self.git("add", "locale")
        self.git("commit", "--quiet", "-m", "work")

    def stored(self) -> str:
        """Give the catalogue as it is committed."""
        return self.git("show", f"HEAD:{PATH}").stdout

    def merged(self, base: str, ours: str, theirs: str) -> subprocess.CompletedProcess[str]:
        """Commit three versions, merge theirs into ours; give what git said."""
        self.commit(base)
        self.git("switch", "--quiet", "-c", "theirs")
        self.commit(theirs)
        self.git("switch", "--quiet", "main")
        self.commit(ours)
        return self.git("merge", "--no-edit", "theirs")
