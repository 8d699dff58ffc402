"""Taking a file in, for the tests of what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from editions import config
from editions.config import Publication
from editions.intake import Options, intake

SETTINGS = '[tool.editions]\ntitle = "Notes"\npublisher = ""\neditions = ["be", "ru", "en"]\n'
OPTIONS = Options(issue="2021-01", language="en", force=True)
Take = Callable[[str, bytes], tuple[str, list[str]]]
"""Takes a file's name and content; gives the document and what was said."""


def notes(root: Path) -> Publication:
    """Make a publication without any document."""
    root.mkdir(exist_ok=True)
    (root / "pyproject.toml").write_text(SETTINGS, "utf-8")
    return config.load(root)


def taker(publication: Publication, folder: Path) -> Take:
    """Give what takes in a file that lies in `folder`, and sees that it is stored as it came."""

    def take(name: str, data: bytes) -> tuple[str, list[str]]:
        (folder / name).write_bytes(data)
        stored = publication.root / "source_reports/2021-01" / name
        stored.unlink(missing_ok=True)
        result = intake(publication, folder / name, OPTIONS)
        assert stored.read_bytes() == data
        return result.document.read_text("utf-8"), [str(each) for each in result.problems]

    return take
