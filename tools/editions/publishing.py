"""Puts what an edition's builders made in its place on the site, file by file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from editions import files, outgoing
from editions.site.digests import Digests
from editions.site.tree import Tree, walk

ASSETS = "assets.json"
"""What an edition leaves in its doctrees: the documents that use its pictures and files."""

# Written for other Sphinx projects, not for readers; hidden files are left out anyway.
_NOT_PUBLISHED = {"objects.inv"}


@dataclass(frozen=True, slots=True)
class Made:
    """What the builders of an edition made: their folders by name, and what is to become of it.

    `pdfs` names the PDFs to be published, for others lie in that folder that were made for
    another site; `kept` those that stay although this run did not make them. `documents` are
    the names of all there are, `assets` says which of them use a picture or an attached file,
    `pictures` what became of pictures before.
    """

    language: str
    works: Mapping[str, Path]
    pdfs: Collection[str]
    kept: Collection[str]
    documents: Collection[str]
    assets: Path
    pictures: Path


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
    home = f"{made.language}/"
    # The pages of an edition are made twice in a run if a PDF they link to could not be had.
    tree.forget(lambda name: name.startswith(home) and not _stays(made, name.removeprefix(home)))
    sources, names = _Sources(made), {path: name for name, path in found.items()}
    pictures = _Pictures(tree.digests, made.pictures)

    def users(path: Path) -> tuple[str, ...]:
        return sources.users_of(names[path])

    def there(path: Path) -> bool:
        name = names[path]
        return tree.has(f"{home}{name}", pictures.as_published(path), *sources.of(name))

    bare = outgoing.bare(found.values(), users=users, there=there)
    pictures.note(bare)
    try:
        changed = 0
        for name, path in found.items():
            address, origin = f"{home}{name}", sources.of(name)
            if path in bare:
                changed += tree.write(address, bare[path], *origin)
            elif address not in tree and not tree.has(address, tree.digests.of(path), *origin):
                changed += tree.write(address, path.read_bytes(), *origin)
        tree.keep(
            lambda name: name.startswith(home) and _stays(made, name.removeprefix(home)),
            within=made.language,
        )
        changed += tree.clear(lambda name: name.startswith(home), within=made.language)
    except BaseException:
        tree.spoil()
        raise
    pictures.keep()
    return changed


class _Pictures:
    """What pictures become on their way to readers, by digest: none is made bare twice."""

    def __init__(self, digests: Digests, record: Path) -> None:
        self._digests, self._record = digests, record
        self._known: Mapping[str, str] = {}
        self._now: dict[str, str] = {}
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            told = json.loads(record.read_text("utf-8"))
            if told["how"] == outgoing.how():
                self._known = dict(told["bare"].items())

    def as_published(self, path: Path) -> str:
        """Give the digest of a picture as it is published, "" if it is not known."""
        digest = self._digests.of(path)
        known = self._known.get(digest, "")
        if known:
            self._now[digest] = known
        return known

    def note(self, bare: Mapping[Path, bytes]) -> None:
        """Note what pictures have become."""
        for path, data in bare.items():
            self._now[self._digests.of(path)] = hashlib.sha256(data).hexdigest()

    def keep(self) -> None:
        """Record what pictures of this build became."""
        told = {"how": outgoing.how(), "bare": self._now}
        files.keep(self._record, f"{json.dumps(told, sort_keys=True)}\n".encode())


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
    for name, entry in walk(work):
        hidden = any(part.startswith(".") for part in name.split("/"))
        if not hidden and entry.name not in _NOT_PUBLISHED and entry.is_file():
            yield name, Path(entry.path)
