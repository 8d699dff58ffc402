"""Merging templates into the catalogues of an edition: nothing a person wrote is ever lost."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import polib

from editions.catalogue import latecomers, likeness, remarks, vouching
from editions.catalogue.change import Change, Names, classify
from editions.catalogue.memory import Memory
from editions.catalogue.remarks import has_text, is_proposal

__all__ = ["Aid", "Book", "Counts", "Key", "has_text", "key", "merge", "take_over"]

Key = tuple[str, str]
"""The context (empty: none) and the msgid."""


@dataclass(slots=True)
class Counts:
    """What became of the messages of one catalogue; `edited` by class of the change."""

    added: int = 0
    kept: int = 0
    obsolete: int = 0
    revived: int = 0
    moved: int = 0
    suggested: int = 0
    similar: int = 0
    edited: dict[Change, int] = field(default_factory=lambda: dict.fromkeys(Change, 0))


@dataclass(slots=True)
class Book:
    """A catalogue that is being merged: of the document `name` in the language `source`.

    `wanted` are the messages of its template. Merging fills in the rest; `left` are those
    of other catalogues whose texts went into this one.
    """

    name: str
    source: str
    wanted: Sequence[polib.POEntry]
    po: polib.POFile
    counts: Counts = field(default_factory=Counts)
    merged: list[polib.POEntry] = field(default_factory=list)
    fresh: list[polib.POEntry] = field(default_factory=list)
    vanished: list[polib.POEntry] = field(default_factory=list)
    left: list[polib.POEntry] = field(default_factory=list)

    def blank(self) -> Iterator[polib.POEntry]:
        """Give the messages without text, but for those whose proposal a person emptied."""
        for entry in self.merged:
            if not has_text(entry) and not remarks.of_memory(entry):
                yield entry


@dataclass(frozen=True, slots=True)
class Aid:
    """What merging may draw on: what lies apart, translations made elsewhere, the registers.

    `gone` are the catalogues of documents that have gone since the last run, `apart` those
    archived before; `memory` loads what was translated before; `names` gives, for a
    language, what finds its registered names; `published` has the digests of `proofs`.
    """

    gone: Sequence[polib.POFile] = ()
    apart: Sequence[polib.POFile] = ()
    memory: Callable[[], Memory] = Memory
    names: Callable[[str], Names | None] = lambda _: None
    published: Collection[str] = ()


def key(entry: polib.POEntry) -> Key:
    """Give what a message is known by within a catalogue."""
    return (entry.msgctxt or "", entry.msgid)


def merge(books: Sequence[Book], aid: Aid | None = None) -> None:
    """Bring the catalogues of an edition to the order and the messages of their templates.

    A known msgid keeps everything; an obsolete one that is wanted again is revived, one that
    has moved comes along as it was. An edited one takes the translation of the vanished
    message most like it, in whatever document, with its msgid as the previous one: fuzzy,
    unless the change is one of typography. What is then still without text gets what memory
    proposes. What vanished becomes obsolete; only what nobody wrote anything into goes. What
    a merge brought for a message where it no longer lives goes to where it does.
    """
    aid = aid or Aid()
    everywhere = (*(book.po for book in books), *aid.gone, *aid.apart)
    late = latecomers.found(entry for po in everywhere for entry in po)
    for book in books:
        _match(book)
    _move(books, aid)
    _edit(books, aid)
    latecomers.hand_on(late, (entry for book in books for entry in book.merged))
    memory = cache(aid.memory)
    for book in books:
        _remember(book, memory)
        names = aid.names(book.source)
        for entry in book.merged:
            remarks.refresh(entry, book.source, names)
        fresh = {id(entry) for entry in book.fresh}
        book.counts.added = sum(id(entry) in fresh for entry in book.merged if not has_text(entry))
        _settle(book)
    for entry in (entry for book in books for entry in book.left):
        latecomers.mark(entry)


def _match(book: Book) -> None:
    """Find the messages of the template in the catalogue, live or obsolete."""
    live = {key(entry): entry for entry in book.po if not entry.obsolete}
    # Of several obsolete messages with one msgid the last is the newest.
    obsolete = {key(entry): entry for entry in book.po if entry.obsolete}
    for wanted in book.wanted:
        entry = _known(live.get(key(wanted)), obsolete.get(key(wanted)), book.counts)
        if entry is None:
            entry = polib.POEntry(msgid=wanted.msgid, msgctxt=wanted.msgctxt, flags=[])
            book.fresh.append(entry)
        remarks.begin(entry, wanted.comment, remarks.of_memory(entry))
        entry.flags = _flags(entry.flags, wanted.flags)
        book.merged.append(entry)
    names = {key(entry) for entry in book.wanted}
    book.vanished = [entry for name, entry in live.items() if name not in names]


def _known(
    live: polib.POEntry | None, gone: polib.POEntry | None, counts: Counts
) -> polib.POEntry | None:
    if gone is not None and has_text(gone) and (live is None or not has_text(live)):
        # sphinx-intl leaves an empty message beside the obsolete one that has the text.
        gone.obsolete = False
        gone.tcomment = gone.tcomment or (live.tcomment if live else "")
        counts.revived += 1
        return gone
    counts.kept += live is not None
    return live


def _flags(own: Iterable[str], template: Iterable[str]) -> list[str]:
    """Give a person's flags and the template's of placeholders."""
    ours = [flag for flag in own if not flag.endswith("-format")]
    return [*ours, *(flag for flag in template if flag.endswith("-format"))]


def _move(books: Sequence[Book], aid: Aid) -> None:
    """Take messages along that have left one document for another, as they were.

    What vanishes in this very run goes first; what became obsolete or was archived earlier
    serves where the text lives nowhere else.
    """
    leaving = _by_key(
        entry
        for entries in (*(book.vanished for book in books), *map(_live, aid.gone))
        for entry in entries
    )
    resting = _by_key(
        entry
        for po in (*(book.po for book in books), *aid.apart, *aid.gone)
        for entry in po
        if entry.obsolete or po in aid.apart
    )
    living = {key(entry) for book in books for entry in book.merged if has_text(entry)}
    for book in books:
        for entry in book.blank():
            name = key(entry)
            found = leaving.get(name) or ([] if name in living else resting.get(name, []))
            if old := _agreed(found):
                _carry(entry, old)
                book.counts.moved += 1
                book.left += found


def _by_key(entries: Iterable[polib.POEntry]) -> dict[Key, list[polib.POEntry]]:
    found: dict[Key, list[polib.POEntry]] = {}
    for entry in entries:
        if has_text(entry):
            found.setdefault(key(entry), []).append(entry)
    return found


def _agreed(found: list[polib.POEntry]) -> polib.POEntry | None:
    """Give the one translation there is, sound before fuzzy; none if there are several."""
    sound = [entry for entry in found if not entry.fuzzy] or found
    return sound[-1] if len({entry.msgstr for entry in sound}) == 1 else None


def _carry(entry: polib.POEntry, old: polib.POEntry) -> None:
    """Give a message all that another of the same text has."""
    entry.msgstr, entry.msgstr_plural = old.msgstr, dict(old.msgstr_plural)
    entry.msgid_plural = old.msgid_plural
    entry.tcomment = entry.tcomment or old.tcomment
    entry.previous_msgid = old.previous_msgid
    entry.previous_msgctxt = old.previous_msgctxt
    entry.previous_msgid_plural = old.previous_msgid_plural
    entry.flags = _flags(dict.fromkeys([*old.flags, *entry.flags]), entry.flags)
    remarks.begin(entry, entry.comment, remarks.of_memory(old))


def _edit(books: Sequence[Book], aid: Aid) -> None:
    """Give every new message the translation of the vanished one it is most like."""
    # An identical text is no edit: it has moved, or has several translations.
    wanted = {key(entry) for book in books for entry in book.merged}
    new = [
        likeness.Text(entry, book.name, book.source)
        for book in books
        for entry in book.fresh
        if not has_text(entry)
    ]
    leaving = [(entry, book.name, book.source) for book in books for entry in book.vanished]
    leaving += [(entry, "", "") for po in aid.gone for entry in _live(po)]
    old = [likeness.Text(*one) for one in leaving if one[0].msgstr and key(one[0]) not in wanted]
    named = {book.name: book for book in books}
    for one, other in likeness.pairs(new, old):
        proven = vouching.digest(other.entry) in aid.published
        names = aid.names(one.source)
        change = take_over(one.entry, other.entry, one.source, names, proven=proven)
        named[one.document].counts.edited[change] += 1
        if one.document != other.document:
            named[one.document].left.append(other.entry)


def take_over(
    entry: polib.POEntry,
    old: polib.POEntry,
    language: str,
    names: Names | None,
    *,
    proven: bool = False,
) -> Change:
    """Give an edited message the translation it had; class what was done to its source.

    The class is measured against the text which the translation was made for. What is `proven`
    to have been published is no proposal, whoever has marked it as in need of work.
    """
    previous = old.msgid
    if old.previous_msgid is not None and (
        old.fuzzy
        or classify(old.previous_msgid, old.msgid, language, names=names) is Change.TYPOGRAPHY
    ):
        previous = old.previous_msgid
    proposal = is_proposal(old) and not proven
    change = classify(previous, entry.msgid, language, names=names)
    _carry(entry, old)
    # What was only proposed for the old text is no more than a proposal for the new.
    entry.previous_msgid = None if proposal or previous == entry.msgid else previous
    fuzzy = proposal or (previous != entry.msgid and (old.fuzzy or change is not Change.TYPOGRAPHY))
    if change is Change.FACT:
        # A person said of other facts that they were right.
        vouching.revoke(entry)
    flags = [flag for flag in entry.flags if flag != "fuzzy"]
    entry.flags = ["fuzzy", *flags] if fuzzy else flags
    return change


def _remember(book: Book, memory: Callable[[], Memory]) -> None:
    """Fill in, as proposals, what memory has for the messages that are still without text."""
    for entry in book.blank():
        found = None if entry.msgctxt else memory().proposal(entry.msgid)
        if found is None:
            continue
        entry.msgstr = found.text
        entry.flags = ["fuzzy", *(flag for flag in entry.flags if flag != "fuzzy")]
        remarks.begin(entry, entry.comment, [f"{remarks.MEMORY}{line}" for line in found.lines])
        book.counts.suggested += found.identical
        book.counts.similar += not found.identical


def _settle(book: Book) -> None:
    """Put the messages in the template's order, and the obsolete ones where they stood."""
    taken = {id(entry) for entry in book.merged}
    stay: dict[int, list[polib.POEntry]] = {}
    last, end = 0, 0
    for entry in book.po:
        if entry.obsolete and id(entry) not in taken:
            stay.setdefault(last, []).append(entry)
        elif id(entry) in taken:
            last = end = id(entry)
    tail = stay.pop(end, [])
    ordered = stay.pop(0, []) if end else []
    for entry in book.merged:
        ordered += [entry, *stay.get(id(entry), [])]
    for entry in book.vanished:
        if has_text(entry) or entry.tcomment:
            entry.obsolete = True
            remarks.bare(entry)
            tail.append(entry)
    book.counts.obsolete = len(book.vanished)
    book.po[:] = [*ordered, *tail]


def _live(po: polib.POFile) -> list[polib.POEntry]:
    return [entry for entry in po if not entry.obsolete]
