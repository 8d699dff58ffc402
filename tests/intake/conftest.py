from __future__ import annotations

from pathlib import Path

import pytest

from editions import config
from editions.config import Publication

SETTINGS = """\
[tool.editions]
title = "Monthly report"
publisher = ""
editions = ["be", "ru", "en"]
"""


@pytest.fixture
def publication(tmp_path: Path) -> Publication:
    root = tmp_path / "publication"
    root.mkdir()
    (root / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    return config.load(root)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder
