"""Lighthouse, run over many pages in one Chromium."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.checkers import MODULES
from tests.conftest import QUIET, chromium

SCRIPT = Path(__file__).with_name("lighthouse.mjs")
CATEGORIES = ("accessibility", "best-practices", "seo")


@dataclass(frozen=True, slots=True)
class Judged:
    """A page, its score by category (of 100), and the audits that took points away."""

    page: str
    scores: dict[str, int]
    failed: list[str]


def judged(
    base: str, pages: Sequence[str], *, categories: Sequence[str] = CATEGORIES
) -> list[Judged]:
    """Let Lighthouse look at pages served below an address.

    Raises subprocess.CalledProcessError if it could not load one.
    """
    node = shutil.which("node")
    assert node, "no node; tools/setup.sh installs one"
    command = [node, str(SCRIPT), str(MODULES), chromium(), ",".join(QUIET)]
    command += [",".join(categories), *(f"{base}/{page}" for page in pages)]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=600)
    return [
        Judged(said["address"].removeprefix(base + "/"), said["scores"], said["failed"])
        for said in map(json.loads, run.stdout.splitlines())
    ]
