"""A tiny publication with its templates, and what tests say about catalogues."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import polib
import pytest

from editions import config
from editions.catalogue import layout, po
from editions.catalogue.extract import extract
from editions.catalogue.update import Change, Update, update
from editions.config import Publication

ROOT = Path(__file__).parents[1] / "roots" / "catalogue-winter"
REPORT = "reports/2021-01"


@dataclass(frozen=True, slots=True)
class Desk:
    """A publication somebody works on."""

    publication: Publication

    @property
    def root(self) -> Path:
        return self.publication.root

    def path(self, name: str, language: str = "be") -> Path:
        return layout.messages(self.publication, language) / f"{name}.po"

    def text(self, name: str, language: str = "be") -> str:
        return self.path(name, language).read_text("utf-8")

    def entry(self, name: str, begin: str, language: str = "be") -> polib.POEntry:
        found = [e for e in po.read(self.path(name, language)) if e.msgid.startswith(begin)]
        assert len(found) == 1, f"{len(found)} messages begin with {begin!r}"
        return found[0]

    def update(self, *languages: str) -> Update:
        return update(self.publication, languages or self.publication.languages)

    def change(self, name: str, language: str = "be") -> Change:
        done = self.update(language)
        return next(c for c in done.changes if c.path == self.path(name, language))

    def edit_template(self, name: str, old: str, new: str) -> None:
        """Change the text of a template, as `extract` would after a change of the document."""
        path = layout.template(self.publication, name)
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")

    def translate(self, name: str, language: str = "be") -> None:
        """Fill in every message: the source's text turned into a translation with its markup."""
        path = self.path(name, language)
        catalogue = po.read(path)
        for entry in catalogue:
            if not entry.obsolete:
                entry.msgstr = f"Пераклад: {entry.msgid}"
                entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        po.write(path, catalogue)

    def files(self) -> dict[str, bytes]:
        return tree(self.publication.locale)


def tree(folder: Path) -> dict[str, bytes]:
    """Give the bytes of every file below a folder."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="session")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny publication with templates, made once by the real Sphinx."""
    root = tmp_path_factory.mktemp("extracted") / "winter"
    shutil.copytree(ROOT, root)
    assert extract(config.load(root)).problems == ()
    return root


@pytest.fixture
def desk(extracted: Path, tmp_path: Path) -> Desk:
    """The tiny publication with templates and empty catalogues, for one test."""
    shutil.copytree(extracted, tmp_path / "winter")
    desk = Desk(config.load(tmp_path / "winter"))
    assert desk.update().problems == ()
    return desk


@pytest.fixture
def translated(desk: Desk) -> Desk:
    """The same with every catalogue of documents translated."""
    for language in ("be", "ru"):
        for name in ("index", REPORT):
            desk.translate(name, language)
    for language in ("ru", "en"):
        desk.translate("about/method", language)
    return desk
