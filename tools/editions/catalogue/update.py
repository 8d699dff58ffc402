"""Templates → catalogues in locale/."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polib

from editions import files, limits
from editions.catalogue import (
    archive,
    faults,
    interface,
    journal,
    latecomers,
    layout,
    merge,
    po,
    proofs,
    shelf,
    vouching,
)
from editions.catalogue.hints import Hints
from editions.catalogue.journal import Draft
from editions.catalogue.merge import Aid, Book, Counts
from editions.catalogue.remarks import has_text
from editions.catalogue.shelf import Shelf
from editions.catalogue.states import short
from editions.config import Publication
from editions.documents import documents
from editions.problems import CatalogueError, Problem, Severity


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one catalogue, and whether its file was written.

    `moved_to` is where it lies now if it was archived or brought back from the archive.
    """

    path: Path
    language: str
    counts: Counts
    written: bool
    moved_to: Path | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """What became of every catalogue, what could not be updated, and what tools had left."""

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    removed: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class _Plan:
    """A change to be made, with the files it takes."""

    change: Change
    drafts: tuple[Draft, ...]


def update(
    publication: Publication, languages: Sequence[str], *, withheld: Collection[str] = ()
) -> Update:
    """Bring the catalogues of the editions `languages` up to the templates.

    Those of the documents in `withheld` stay as they are: what such a document says is not sure.

    Everything is read and merged before anything is written. An unreadable catalogue is
    reported and left as it is, the others go on; one whose document is gone is archived.
    Raises `UsageError` for a language without an edition and `CatalogueError` for a missing
    or broken template or a folder that cannot be written to; `EditionsError` for a register
    that is no table and for a full disk.
    """
    layout.refuse_unwritable(publication, languages)
    with files.locked(publication.root, "update"):
        journal.finish(publication)
        templates: dict[str, polib.POFile] = {}
        plans: list[_Plan] = []
        problems: list[Problem] = []
        marked: list[Draft] = []
        signed: list[Draft] = []
        hints = Hints(publication)
        for language in dict.fromkeys(languages):
            desk = shelf.load(publication, language)
            known = _vouched(desk)
            wanted = _wanted(publication, language, templates, but=withheld)
            renamed = _renamed(desk, wanted, withheld)
            plans += _merged(desk, wanted, hints, withheld, renamed)
            plans += _archived(desk, (*wanted, *withheld, *renamed.values()))
            marked += _left_behind(desk, wanted)
            marked += _remembered(desk, known)
            problems += [*desk.problems, *_too_long(desk)]
            signed += _compiled(desk)
        drafts = [draft for plan in plans for draft in plan.drafts]
        left = journal.write(publication, [*drafts, *marked, *signed])
        hints.keep()
    failed = {problem.location.path for problem in left}
    changes = tuple(_told(publication, plan, failed) for plan in plans)
    removed = (draft.path for draft in signed)
    gone = tuple(path for path in removed if not path.exists())
    return Update(changes, (*problems, *left), gone)


def _wanted(
    publication: Publication,
    language: str,
    templates: dict[str, polib.POFile],
    *,
    but: Collection[str],
) -> dict[str, list[polib.POEntry]]:
    """Give, for every catalogue an edition needs, the messages it should have."""
    wanted = {}
    for name in (*layout.translated_documents(publication, language), layout.INTERFACE):
        if name in but:
            continue
        if name not in templates:
            path = layout.template(publication, name)
            if not path.is_file():
                raise CatalogueError("no such template; run 'editions extract' first", path=path)
            templates[name] = po.read(path)
        wanted[name] = list(templates[name])
    words = interface.lacking(templates[layout.INTERFACE], publication, language)
    if words:
        wanted[layout.INTERFACE] = words
    else:
        del wanted[layout.INTERFACE]
    return wanted


def _merged(
    desk: Shelf,
    wanted: dict[str, list[polib.POEntry]],
    hints: Hints,
    withheld: Collection[str],
    renamed: dict[str, str],
) -> list[_Plan]:
    """Merge every catalogue but the unreadable ones, and set the hints of documents."""
    publication = desk.publication
    sources = {document.name: document.language for document in documents(publication)}
    renames = {name: desk.read[old] for name, old in renamed.items()}
    books = [
        Book(
            name,
            sources.get(name, publication.source_language),
            wanted[name],
            desk.read.get(name)
            or desk.archived.get(name)
            or renames.get(name)
            or po.new(desk.language),
        )
        for name in sorted(wanted)
        if desk.writable(name)
    ]
    pages = [book for book in books if book.name != layout.INTERFACE]
    _merge(desk, (*wanted, *withheld, *renamed.values()), pages, hints)
    for book in books:
        book.po.metadata["Language"] = desk.language
        if book.name == layout.INTERFACE:
            merge.merge([book])
            _fill(book.po, interface.shipped(desk.language))
        else:
            hints.put(book.po, book.source, desk.language)
        desk.made[book.name] = book.po
    return [_plan(desk, book, renamed.get(book.name)) for book in books]


def _renamed(
    desk: Shelf, wanted: dict[str, list[polib.POEntry]], withheld: Collection[str]
) -> dict[str, str]:
    """Give new documents that are old ones by another name: their catalogues go with them.

    So git sees a catalogue that was renamed, and merges into it what others still wrote
    under its old name. It is one if it holds half of the messages the old one held.
    """
    new = {name: {merge.key(entry) for entry in wanted[name]} for name in wanted}
    gone = [name for name in desk.read if _is_gone(name, (*wanted, *withheld))]
    alike = []
    for old in gone:
        held = {merge.key(entry) for entry in desk.read[old] if not entry.obsolete}
        for name in new.keys() - desk.read.keys() - desk.archived.keys() - {layout.INTERFACE}:
            if 2 * (shared := len(held & new[name])) >= max(len(held), 1):
                alike.append((-shared, name, old))
    found: dict[str, str] = {}
    for _, name, old in sorted(alike):
        if name not in found and old not in found.values():
            found[name] = old
    return found


def _merge(desk: Shelf, wanted: Collection[str], pages: list[Book], hints: Hints) -> None:
    back = {book.name for book in pages if book.name not in desk.read}
    aid = Aid(
        gone=[po for name, po in desk.read.items() if _is_gone(name, wanted)],
        apart=[po for name, po in desk.archived.items() if name not in back],
        memory=lambda: desk.memory(sorted({book.source for book in pages})),
        names=hints.names,
        published={
            digest
            for document in documents(desk.publication)
            for digest in proofs.load(proofs.proof_path(document, desk.language))
        },
    )
    merge.merge(pages, aid)


def _is_gone(name: str, wanted: Collection[str]) -> bool:
    return name not in wanted and name != layout.INTERFACE


def _fill(catalogue: polib.POFile, words: dict[str, str]) -> None:
    """Give interface words that nobody has translated here the translation Editions brings."""
    for entry in catalogue:
        if not entry.obsolete and not has_text(entry):
            entry.msgstr = words.get(entry.msgid, "")


def _plan(desk: Shelf, book: Book, renamed: str | None) -> _Plan:
    """Plan the writing of a merged catalogue; it may come from the archive or another name."""
    path = desk.path(book.name)
    old = desk.raw.get(path)
    text = po.dumps(book.po)
    now = text.encode("utf-8")
    # What differs in its line ends or byte-order mark only is as it should be.
    if old is not None and (b"\r" in old or old.startswith(BOM_UTF8)):
        now = old if faults.decoded(old) == text else now
    drafts = [Draft(path, desk.language, old, now)]
    kept = archive.folder(desk.publication, desk.language) / f"{book.name}.po"
    restored = book.po is desk.archived.get(book.name)
    if restored:
        drafts.append(Draft(kept, desk.language, desk.raw[kept], None))
    if renamed:
        kept = desk.path(renamed)
        drafts.append(Draft(kept, desk.language, desk.raw[kept], None))
    change = Change(path, desk.language, book.counts, written=old != now)
    if restored or renamed:
        change = Change(kept, desk.language, book.counts, written=True, moved_to=path)
    return _Plan(change, tuple(drafts))


def _archived(desk: Shelf, wanted: Collection[str]) -> list[_Plan]:
    """Plan to put away the catalogues no document of the edition needs.

    That is byte for byte, but for the marks of messages that live elsewhere now.
    """
    plans = []
    for name in desk.read:
        if not _is_gone(name, wanted):
            continue
        path = desk.path(name)
        old = desk.raw[path]
        data = po.dumps(desk.read[name]).encode() if _is_marked(desk.read[name]) else old
        target = archive.place(desk.publication, desk.language, name)
        counts = Counts(obsolete=sum(not entry.obsolete for entry in desk.read[name]))
        drafts = (
            Draft(target, desk.language, None, data),
            Draft(path, desk.language, old, None),
        )
        plans.append(_Plan(Change(path, desk.language, counts, True, target), drafts))
    return plans


def _left_behind(desk: Shelf, wanted: Collection[str]) -> list[Draft]:
    """Plan to write the marks of archived messages that have found another home."""
    drafts = []
    for name, catalogue in desk.archived.items():
        path = archive.folder(desk.publication, desk.language) / f"{name}.po"
        if (name not in wanted or desk.read.get(name)) and _is_marked(catalogue):
            drafts.append(Draft(path, desk.language, desk.raw[path], po.dumps(catalogue).encode()))
    return drafts


def _is_marked(catalogue: po.Catalogue) -> bool:
    return any(latecomers.is_marked(entry) for entry in catalogue)


def _vouched(desk: Shelf) -> dict[str, list[str]]:
    """Put back what tools have dropped of what people vouched for; give what is remembered."""
    path = vouching.memory_path(desk.publication, desk.language)
    if path.is_file() and not path.is_symlink():
        try:
            data = limits.read(path, limits.TABLE)
            limits.refuse_lines(data.decode("utf-8", errors="replace"), path)
            desk.raw[path] = data
        except limits.OverLimitError as error:
            desk.report("catalogue", path, CatalogueError(error.message, line=error.line))
    known = vouching.loads(desk.raw.get(path, b"").decode("utf-8", errors="replace"))
    for catalogue in (*desk.read.values(), *desk.archived.values()):
        vouching.restore(catalogue, known)
    return known


def _remembered(desk: Shelf, known: dict[str, list[str]]) -> list[Draft]:
    """Plan to remember what is vouched for now.

    What is said of texts that have gone is forgotten, unless a catalogue could not be read.
    """
    path = vouching.memory_path(desk.publication, desk.language)
    if path.is_symlink() or desk.broken_at(path):
        return []
    everything = (*desk.read.values(), *desk.archived.values(), *desk.made.values())
    now = vouching.remembered(entry for catalogue in everything for entry in catalogue)
    if desk.problems:
        now = known | now
    old, text = desk.raw.get(path), vouching.dumps(now)
    same = old is not None and faults.decoded(old) == text if text else old is None
    return [] if same else [Draft(path, desk.language, old, text.encode() or None)]


def _too_long(desk: Shelf) -> Iterator[Problem]:
    """Tell of translations that nobody reads because of their length, by the new lines."""
    for name, catalogue in desk.made.items():
        if all(len(entry.msgstr) <= limits.MESSAGE for entry in catalogue):
            continue
        for entry in po.parsed(po.dumps(catalogue)):
            if len(entry.msgstr) > limits.MESSAGE and not entry.obsolete:
                where = layout.location(desk.publication, desk.path(name), entry.linenum)
                said = f"the translation of '{short(entry.msgid)}' {limits.too_long(entry.msgstr)}"
                yield Problem(
                    "markup",
                    Severity.ERROR,
                    where,
                    f"held back: {said}",
                    desk.language,
                    entry.msgid,
                )


def _compiled(desk: Shelf) -> list[Draft]:
    """Plan to remove what tools compiled of catalogues that are whole: it can be made again."""
    folder = layout.messages(desk.publication, desk.language)
    return [
        Draft(path, desk.language, path.read_bytes(), None)
        for path in sorted(folder.rglob("*.mo"))
        if path.with_suffix(".po") in desk.raw and path.is_file() and not path.is_symlink()
    ]


def _told(publication: Publication, plan: _Plan, failed: set[str]) -> Change:
    paths = {layout.location(publication, draft.path).path for draft in plan.drafts}
    change = plan.change
    if paths & failed:
        return Change(change.path, change.language, change.counts, written=False)
    return change
