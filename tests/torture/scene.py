"""A publication of sixty catalogues with the texts of the report, before and after an update."""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import polib

from editions import config
from editions.catalogue import layout
from editions.catalogue.compile import publish
from editions.catalogue.extract import extract
from editions.catalogue.update import update
from editions.config import Publication
from tests.conftest import DECEMBER, tree

FULL = os.environ.get("EDITIONS_TORTURE") == "full"
"""Whether to do it a thousand times (``make torture``) or a few."""

DOCUMENTS = 30
LANGUAGES = ("be", "ru")
SETTINGS = """\
[tool.editions]
title = "Kept notes"
publisher = ""
editions = ["be", "ru", "en"]
"""

Trees = dict[str, bytes]
"""The files of a folder, by their paths in it."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A publication whose documents have just been edited, its catalogues not yet updated."""

    root: Path
    old: Trees
    """locale/ before the update."""
    new: Trees
    """locale/ as an undisturbed update leaves it."""
    published: Trees
    """build/locale as an undisturbed publication leaves it (of the old catalogues)."""

    @property
    def publication(self) -> Publication:
        return config.load(self.root)

    def restore(self, trees: Trees | None = None) -> None:
        """Put locale/ back to what it was before the update, or to `trees`."""
        put(self.root / "locale", self.old if trees is None else trees)


def dice(seed: str) -> random.Random:
    """Give chance that falls the same way in every run."""
    return random.Random(seed)  # noqa: S311 - that is its point


def put(folder: Path, trees: Trees) -> None:
    """Make the folder hold these files and no others."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in trees.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def kept(trees: Trees) -> Counter[tuple[str, str]]:
    """Count what people wrote: every translation and remark, by the language it is in."""
    found: Counter[tuple[str, str]] = Counter()
    for name, data in trees.items():
        if name.endswith(".po"):
            for entry in polib.pofile(data.decode("utf-8")):
                found.update(((name[:2], entry.msgstr), (name[:2], entry.tcomment)))
    return Counter(set(found) - {("be", ""), ("ru", "")})


def catalogues(trees: Trees) -> Trees:
    """Give the catalogues among some files."""
    return {name: data for name, data in trees.items() if name.endswith(".po")}


def left_over(root: Path) -> list[str]:
    """Name the temporary files that lie about in a publication."""
    return [path.name for path in root.rglob("*.tmp") if "doctrees" not in path.parts]


def make(folder: Path) -> Scene:
    """Write the publication, translate it, edit every document; give what update makes of it."""
    root = folder / "notes"
    sources, translations = _texts()
    root.mkdir(parents=True)
    (root / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    _write_documents(root, sources, edited=False)
    # The processes that are killed would take the registers Editions brings, which change.
    for register in ("gazetteer.csv", "termbase.csv"):
        (root / "locale").mkdir(exist_ok=True)
        shutil.copy(DECEMBER / "locale" / register, root / "locale")
    publication = config.load(root)
    extract(publication)
    update(publication, publication.languages)
    for language in LANGUAGES:
        for number, path in enumerate(sorted((root / "locale" / language).rglob("20*.po"))):
            _translate(path, translations[language], number)
    for language in publication.languages:
        publish(publication, language)
    published = tree(layout.published(publication))
    old = tree(root / "locale")
    _write_documents(root, sources, edited=True)
    extract(publication)
    update(publication, publication.languages)
    return Scene(root, old, tree(root / "locale"), published)


def _texts() -> tuple[list[str], dict[str, dict[str, str]]]:
    """Give the paragraphs of the report and what the translations of each are."""
    translations = {}
    sources: list[str] = []
    for language in LANGUAGES:
        po = polib.pofile(str(DECEMBER / f"locale/{language}/LC_MESSAGES/reports/2020-12.po"))
        live = [entry for entry in po.translated_entries() if len(entry.msgid) > 80]
        plain = [entry for entry in live if not set(entry.msgid) & set("`*|[\\")]
        translations[language] = {entry.msgid: entry.msgstr for entry in plain}
        sources = sources or [entry.msgid for entry in plain]
    return sources, translations


def _write_documents(root: Path, sources: list[str], *, edited: bool) -> None:
    for number in range(DOCUMENTS):
        name = f"{2018 + number // 12}-{number % 12 + 1:02}"
        chosen = [sources[(number * 3 + step) % len(sources)] for step in range(6)]
        title = f"Notes, part {number + 1}"
        # Most paragraphs are this document's alone, as in a true archive.
        lines = [f"{text} (Part {number + 1}.)" for text in chosen]
        if edited:
            lines[1] = lines[1].replace("the ", "all the ", 1)
            lines[4] = lines[4].replace("(Part", "(Section") if number % 4 == 0 else lines[4]
            del lines[5]
            lines.insert(3, f"Snow fell on the {number + 2}th of March and stayed for a week.")
        path = root / f"docs/reports/{name}.rst"
        path.parent.mkdir(parents=True, exist_ok=True)
        body = "\n\n".join([f"{title}\n{'=' * len(title)}", *lines])
        path.write_text(f"{body}\n", encoding="utf-8")
    links = "".join(f"   {path.stem}\n" for path in sorted((root / "docs/reports").glob("*.rst")))
    toc = links.replace("   ", "   reports/")
    (root / "docs/index.rst").write_text(
        f"Kept notes\n==========\n\n.. toctree::\n\n{toc}", encoding="utf-8"
    )


def _translate(path: Path, known: dict[str, str], number: int) -> None:
    """Do a translator's work in another tool: texts, remarks, flags, an entry long gone."""
    po = polib.pofile(str(path), wrapwidth=78)
    for index, entry in enumerate(po):
        source = entry.msgid.partition(" (Part ")[0]
        entry.msgstr = f"{known.get(source, 'Нататкі')} ({path.stem}, {index})"
        if index % 4 == 1:
            entry.tcomment = f"запытаць рэдактара {number}.{index}\n  і яшчэ раз"
        if index % 5 == 2:
            entry.flags.append("ignore-facts")
    gone = polib.POEntry(msgid=f"Gone long ago {number}", msgstr=f"Даўно няма {number}")
    gone.obsolete = True
    po.append(gone)
    po.metadata["X-Glossary"] = "winter"
    po.save(str(path))
