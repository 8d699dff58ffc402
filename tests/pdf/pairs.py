"""Building issues in two languages, and what the tests of their PDFs ask of them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from editions.cli import main
from tests.conftest import DECEMBER, ROOTS

PAIRS = ("be-ru", "be-en", "ru-en")
REPORT = "reports/2020-12"
HALF_DONE = "reports/2021-01"

each_pair = pytest.mark.parametrize("pair", PAIRS)


def build(root: Path, *formats: str) -> int:
    """Build a publication as PDF, or as said."""
    chosen = [part for name in formats or ("pdf",) for part in ("--format", name)]
    return main(["-C", str(root), "build", *chosen])


def build_report(folder: Path) -> Path:
    """Build the real report in every edition and pair; give the folder of the publication."""
    root = folder / "root"
    shutil.copytree(DECEMBER, root)
    assert build(root) == 0
    return root


def build_half_done(folder: Path) -> Path:
    """Build the half-done publication with an address, every pair of it."""
    root = folder / "root"
    shutil.copytree(ROOTS / "half-done", root)
    settings = root / "pyproject.toml"
    said = 'publisher = ""\nbase_url = "https://river.example"'
    settings.write_text(settings.read_text("utf-8").replace('publisher = ""', said), "utf-8")
    assert build(root, "html", "pdf") == 1  # one of its translations is held back
    return root


def pdf_of(root: Path, pair: str, name: str = REPORT) -> Path:
    return root / "build" / "site" / pair / f"{name}.pdf"


def data_of(root: Path, language: str, name: str = REPORT) -> dict[str, Any]:
    """Give what an edition of an issue was set of."""
    [found] = root.glob(f"build/work/{language}/doctrees*/pdf/{name}/data.json")
    data: dict[str, Any] = json.loads(found.read_text("utf-8"))
    return data
