"""Puts what an edition's builders made in its place on the site, file by file."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from editions import outgoing
from editions.site.tree import Tree

ASSETS = "assets.json"
"""What an edition leaves in its doctrees: the documents that use its pictures and files."""

# Written for other Sphinx projects, not for readers; hidden files are left out anyway.
_NOT_PUBLISHED = {"objects.inv"}


@dataclass(frozen=True, slots=True)
class Made:
    """What the builders of an edition made: their folders by name, and what is to become of it.

    `pdfs` names the PDFs to be published, for others lie in that folder that were made for
    another site; `kept` those that stay although this run did not make them. `documents` are
    the names of all there are, `assets` says which of them use a picture or an attached file.
    """

    language: str
    works: Mapping[str, Path]
    pdfs: Collection[str]
    kept: Collection[str]
    documents: Collection[str]
    assets: Path


def publish_edition(tree: Tree, made: Made) -> int:
    """Publish what readers get of an edition, remove what is gone; give how many files changed.

    What no builder of this run makes stays as it is. Raises `UnfitError` and `EditionsError`,
    before anything is published, for what must not leave the house.
    """
    found = {
        name: path
        for builder, work in made.works.items()
        for name, path in _published(work)
        if builder != "pdf" or name in made.pdfs
    }
    sources = _Sources(made)
    names = {path: name for name, path in found.items()}
    bare = outgoing.bare(found.values(), users=lambda path: sources.users_of(names[path]))
    home = f"{made.language}/"
    # The pages of an edition are made twice in a run if a PDF they link to could not be had.
    tree.forget(lambda name: name.startswith(home) and not _stays(made, name.removeprefix(home)))
    try:
        changed = sum(
            tree.write(f"{home}{name}", bare.get(path) or path.read_bytes(), *sources.of(name))
            for name, path in found.items()
        )
        tree.keep(lambda name: name.startswith(home) and _stays(made, name.removeprefix(home)))
        return changed + tree.clear(lambda name: name.startswith(home))
    except BaseException:
        tree.spoil()
        raise


class _Sources:
    """What the files of an edition come from."""

    def __init__(self, made: Made) -> None:
        self._documents = frozenset(made.documents)
        self._users: Mapping[str, list[str]] = {}
        with suppress(OSError, ValueError):
            self._users = json.loads(made.assets.read_text("utf-8"))

    def of(self, name: str) -> tuple[str, ...]:
        """Give the documents a file comes from; ("edition",) if it belongs to none."""
        document = name.rpartition(".")[0].removesuffix("-dark")  # the map of its places
        if document in self._documents:
            return (document,)
        return self.users_of(name) or ("edition",)

    def users_of(self, name: str) -> tuple[str, ...]:
        """Give the documents that show or offer a file."""
        return tuple(self._users.get(name, ()))


def _stays(made: Made, name: str) -> bool:
    """Tell whether a file of an edition stays that this run did not make."""
    return name in made.kept if _is_pdf_edition(name) else "html" not in made.works


def _is_pdf_edition(name: str) -> bool:
    return name.startswith("reports/") and name.endswith(".pdf")


def _published(work: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(work.rglob("*")):
        relative = path.relative_to(work)
        hidden = any(part.startswith(".") for part in relative.parts)
        if path.is_file() and not hidden and path.name not in _NOT_PUBLISHED:
            yield relative.as_posix(), path
