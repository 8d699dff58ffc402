"""Writing many catalogues as if at once: a run that is killed is finished by the next.

What is to be written stands in one file before the first catalogue is touched. A run that
finds such a file does what it says, but only to catalogues nobody has touched since.
"""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from editions import files
from editions.catalogue import layout, po
from editions.config import Publication
from editions.files import SavedMeanwhileError, WriteError
from editions.problems import CatalogueError, Problem, Severity

_OF_THE_FILE = {errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG}
"""What hinders the writing of one file; a full disk hinders all."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as it was read and as it is to be; None: there was none, or it is to go."""

    path: Path
    language: str
    old: bytes | None
    new: bytes | None

    @property
    def changed(self) -> bool:
        return self.old != self.new


def write(publication: Publication, drafts: Sequence[Draft]) -> list[Problem]:
    """Write all drafts that change something; report the files that had to be left as they are.

    These are the ones somebody saved since they were read, and read-only ones. Files that
    are to go do so last. Raises `EditionsError` if the disk is full; the next run goes on.
    """
    changed = sorted((d for d in drafts if d.changed), key=lambda draft: draft.new is None)
    journal = layout.journal(publication)
    if len(changed) > 1:
        files.write_text(journal, _dumps(publication, changed))
    problems = [problem for draft in changed for problem in _put(publication, draft)]
    journal.unlink(missing_ok=True)
    return problems


def finish(publication: Publication) -> None:
    """Do what a killed run left to do, if the templates are still those it worked for."""
    journal = layout.journal(publication)
    with suppress(FileNotFoundError, OSError, ValueError, KeyError, TypeError, AttributeError):
        told = json.loads(journal.read_text(encoding="utf-8"))
        if told["templates"] == _templates(publication):
            for one in told["files"]:
                _redo(publication, one["path"], one["old"], one["new"])
    journal.unlink(missing_ok=True)


def _put(publication: Publication, draft: Draft) -> Iterable[Problem]:
    try:
        po.refuse_read_only(draft.path)
        if draft.new is None:
            _remove(draft)
        else:
            files.write_unless_saved(
                draft.path, draft.new, same=lambda path: path.read_bytes() == draft.old
            )
    except (SavedMeanwhileError, CatalogueError, WriteError) as error:
        if isinstance(error, WriteError) and error.errno not in _OF_THE_FILE:
            raise
        location = layout.location(publication, draft.path)
        yield Problem("catalogue", Severity.ERROR, location, error.message, edition=draft.language)


def _remove(draft: Draft) -> None:
    """Remove a file that has its place elsewhere by now, and the folders that leaves empty."""
    if not draft.path.exists():
        return
    if draft.path.read_bytes() != draft.old:
        message = "was saved by somebody else just now; left as it is, run this again"
        raise SavedMeanwhileError(message, path=draft.path)
    draft.path.unlink()
    with suppress(OSError):
        for folder in draft.path.parents:
            folder.rmdir()


def _redo(publication: Publication, name: str, old: str | None, new: str | None) -> None:
    path = publication.root / name
    if not path.resolve().is_relative_to(publication.locale.resolve()) or path.is_symlink():
        return
    now = path.read_bytes() if path.exists() else None
    if _digest(now) != old:
        return
    text = None if new is None else new.encode("utf-8")
    # A second kill finds the rest of the journal undone, and what is done passed over.
    list(_put(publication, Draft(path, "", now, text)))


def _dumps(publication: Publication, drafts: Iterable[Draft]) -> str:
    told = [
        {
            "path": draft.path.relative_to(publication.root).as_posix(),
            "old": _digest(draft.old),
            "new": None if draft.new is None else draft.new.decode("utf-8"),
        }
        for draft in drafts
    ]
    return json.dumps({"templates": _templates(publication), "files": told}, ensure_ascii=False)


def _templates(publication: Publication) -> str:
    digest = hashlib.sha256()
    folder = layout.templates(publication)
    for path in sorted(folder.rglob("*.pot")):
        digest.update(f"{path.relative_to(folder).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()
