"""The Nu HTML checker, run once over many pages."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.checkers import MODULES

JAR = MODULES / "vnu-jar/build/dist/vnu.jar"

DATA_BLOCK = re.compile("Inline script violates Content Security Policy")
REPORT = re.compile(r"\w\w/reports/2020-12\.html")


@dataclass(frozen=True, slots=True)
class Remark:
    """What the checker says of a page; `kind` is ``error`` or ``warning``."""

    page: str
    kind: str
    text: str


def remarks(base: str, pages: Sequence[str]) -> list[Remark]:
    """Check pages served below an address.

    They have to be served: of a file the checker does not know what `self` is in a policy.
    """
    command = ["java", "-Xmx512m", "-Dnu.validator.servlet.allow-forbidden-hosts=true"]
    command += ["-jar", str(JAR), "--stdout", "--format", "json"]
    command += [f"{base}/{page}" for page in pages]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    return [_remark(said, base) for said in json.loads(run.stdout)["messages"]]


def is_data_block(remark: Remark) -> bool:
    """Tell whether the checker takes an issue's block of data for a script that would run."""
    return bool(DATA_BLOCK.match(remark.text) and REPORT.fullmatch(remark.page))


def checked_style(path: Path) -> list[Remark]:
    """Check a style sheet."""
    command = ["java", "-jar", str(JAR), "--css", "--stdout", "--format", "json", str(path)]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    return [_remark(said, path.parent.as_uri()) for said in json.loads(run.stdout)["messages"]]


def _remark(said: dict[str, str], base: str) -> Remark:
    # "info" of the kind "warning" is a warning; "non-document-error" is a page not reached.
    kind = "warning" if said["type"] == "info" else "error"
    return Remark(said.get("url", base).removeprefix(base + "/"), kind, said["message"])
