"""Templates → catalogues in locale/."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polib

from editions import files
from editions.catalogue import interface, layout, po
from editions.catalogue.hints import Hints
from editions.catalogue.merge import Counts, Key, has_text, key, merge
from editions.catalogue.syntax import GrammarError
from editions.config import Publication
from editions.documents import documents
from editions.problems import CatalogueError, Problem, Severity


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one catalogue, and whether its file was written."""

    path: Path
    language: str
    counts: Counts
    written: bool


@dataclass(frozen=True, slots=True)
class Update:
    """What became of every catalogue, and what could not be updated."""

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A catalogue to be written: its text as it was read (None: there was none) and as merged."""

    path: Path
    language: str
    counts: Counts
    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class _Edition:
    """The catalogues of an edition as they lie: by name, with the text they were read from."""

    language: str
    texts: dict[str, str]
    read: dict[str, po.Catalogue]
    problems: list[Problem]


def update(publication: Publication, languages: Sequence[str]) -> Update:
    """Bring the catalogues of the editions `languages` up to the templates.

    Everything is read and merged before anything is written. An unreadable catalogue is
    reported and left as it is, the others go on; one whose document is gone is reported
    too. Raises `UsageError` for a language without an edition and `CatalogueError` for a
    missing or broken template; `EditionsError` for a register that is no table.
    """
    for language in languages:
        publication.edition(language)
    with files.locked(publication.root, "update"):
        templates: dict[str, polib.POFile] = {}
        drafts: list[_Draft] = []
        problems: list[Problem] = []
        hints = Hints(publication)
        for language in dict.fromkeys(languages):
            edition = _read(publication, language)
            wanted = _wanted(publication, language, templates)
            drafts += _merged(edition, wanted, hints)
            problems += [*edition.problems, *_orphans(publication, edition, wanted)]
        changes = tuple(_write(publication, draft, problems) for draft in drafts)
    return Update(changes, tuple(problems))


def _wanted(
    publication: Publication, language: str, templates: dict[str, polib.POFile]
) -> dict[str, list[polib.POEntry]]:
    """Give, for every catalogue an edition needs, the messages it should have."""
    wanted = {}
    for name in (*layout.translated_documents(publication, language), layout.INTERFACE):
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


def _read(publication: Publication, language: str) -> _Edition:
    """Read all catalogues of an edition, those of vanished documents too."""
    edition = _Edition(language, {}, {}, [])
    for name, path in layout.catalogues(layout.messages(publication, language)).items():
        try:
            text = po.text_of(path)
            edition.read[name] = po.parsed(text)
            edition.texts[name] = text
        except (CatalogueError, GrammarError) as error:
            edition.problems.append(layout.unreadable(publication, path, error, language))
    return edition


def _merged(
    edition: _Edition, wanted: dict[str, list[polib.POEntry]], hints: Hints
) -> list[_Draft]:
    """Merge every catalogue but the unreadable ones, and set the hints of documents."""
    publication = hints.publication
    sources = {document.name: document.language for document in documents(publication)}
    folder = layout.messages(publication, edition.language)
    broken = {problem.location.path for problem in edition.problems}
    memory = _memory(edition)
    drafts = []
    for name in sorted(wanted):
        path = folder / f"{name}.po"
        if layout.location(publication, path).path in broken:
            continue
        catalogue = edition.read.get(name) or po.new(edition.language)
        catalogue.metadata["Language"] = edition.language
        counts = merge(wanted[name], catalogue, memory.get)
        if name == layout.INTERFACE:
            _fill(catalogue, interface.shipped(edition.language))
        else:
            hints.put(catalogue, sources[name], edition.language)
        old, new = edition.texts.get(name), po.dumps(catalogue)
        drafts.append(_Draft(path, edition.language, counts, old, new))
    return drafts


def _fill(catalogue: polib.POFile, words: dict[str, str]) -> None:
    """Give interface words that nobody has translated here the translation Editions brings."""
    for entry in catalogue:
        if not entry.obsolete and not has_text(entry):
            entry.msgstr = words.get(entry.msgid, "")


def _write(publication: Publication, draft: _Draft, problems: list[Problem]) -> Change:
    """Write a catalogue that differs, unless somebody has saved it since it was read."""
    written = draft.new != draft.old
    if written and _now(draft.path) != draft.old:
        location = layout.location(publication, draft.path)
        message = "was saved by somebody else just now; left as it is, run update again"
        problems.append(
            Problem("catalogue", Severity.ERROR, location, message, edition=draft.language)
        )
        written = False
    elif written:
        po.put(draft.path, draft.new.encode("utf-8"))
    return Change(draft.path, draft.language, draft.counts, written)


def _now(path: Path) -> str | None:
    return po.text_of(path) if path.exists() else None


def _memory(edition: _Edition) -> dict[Key, str]:
    """Give every translation of the edition that was sound when the catalogues were read.

    What is published goes before what is obsolete; otherwise the first catalogue counts.
    """
    found: dict[Key, str] = {}
    for obsolete in (False, True):
        for catalogue in edition.read.values():
            for entry in catalogue:
                sound = has_text(entry) and not entry.fuzzy and not entry.msgid_plural
                if sound and entry.obsolete is obsolete:
                    found.setdefault(key(entry), entry.msgstr)
    return found


def _orphans(
    publication: Publication, edition: _Edition, wanted: dict[str, list[polib.POEntry]]
) -> list[Problem]:
    folder = layout.messages(publication, edition.language)
    return [
        Problem(
            id="orphan",
            severity=Severity.WARNING,
            location=layout.location(publication, folder / f"{name}.po"),
            message="no document of this name needs a translation here; left as it is",
            edition=edition.language,
        )
        for name in edition.read
        if name not in wanted
    ]
