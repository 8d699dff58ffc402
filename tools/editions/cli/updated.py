"""What ``editions update`` tells of its work, a line each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from editions import gate
from editions.catalogue import layout
from editions.catalogue.change import Change as Grade
from editions.catalogue.merge import Counts
from editions.catalogue.update import Change, Update
from editions.config import Publication


def told_of(publication: Publication, done: Update, withheld: Collection[str]) -> Iterator[str]:
    """Tell what was written and removed, what was `withheld`, and what gates say now."""
    written = [change for change in done.changes if change.written]
    yield from (_told(change, publication) for change in written)
    for path in done.removed:
        yield f"removed {path.relative_to(publication.root).as_posix()}: a tool left it, signed"
    if not written and not done.removed:
        yield "nothing new"
    for name in sorted(withheld):
        yield f"{name}: its catalogues are left as they are until it is mended"
    yield from _outlook(publication, written)


def _outlook(publication: Publication, changes: Iterable[Change]) -> Iterator[str]:
    """Say what corrections of issues do to their gates."""
    corrected: dict[str, set[str]] = {}
    for change in changes:
        edited = sum(change.counts.edited.values())
        # What is quite new has nothing to lose.
        if change.moved_to is None and (edited or (change.counts.added and change.counts.kept)):
            folder = layout.messages(publication, change.language)
            name = change.path.relative_to(folder).with_suffix("").as_posix()
            corrected.setdefault(change.language, set()).add(name)
    for language, names in corrected.items():
        yield from gate.outlook(publication, language, names)


def _told(change: Change, publication: Publication) -> str:
    path = change.path.relative_to(publication.root).as_posix()
    if change.moved_to is None:
        return f"wrote {path}: {_counted(change.counts)}"
    target = change.moved_to.relative_to(publication.root).as_posix()
    ours = publication.locale / change.language
    if change.path.is_relative_to(ours) and change.moved_to.is_relative_to(ours):
        return f"renamed {path} → {target}, as its document was: {_counted(change.counts)}"
    if change.moved_to.is_relative_to(ours):
        return f"brought back {path} → {target}: {_counted(change.counts)}"
    return f"archived {path} → {target}: its document is gone"


def _counted(counts: Counts) -> str:
    edited = {grade: number for grade, number in counts.edited.items() if number}
    grades = ", ".join(f"{edited[grade]} {grade}" for grade in Grade if grade in edited)
    told = {
        "new": counts.added,
        f"edited ({grades})": sum(edited.values()),
        "moved here": counts.moved,
        "proposed from an identical text (fuzzy)": counts.suggested,
        "proposed from a similar text (fuzzy)": counts.similar,
        "revived": counts.revived,
        "gone": counts.obsolete,
        "kept": counts.kept,
    }
    return ", ".join(f"{number} {what}" for what, number in told.items() if number) or "header only"
