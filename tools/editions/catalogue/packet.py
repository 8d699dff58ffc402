"""A catalogue that came back by mail → the catalogues of an edition, message by message.

What it is of is told by its messages, whatever its name and its header say: a mail may have
been renamed, wrapped, put together or signed on its way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import polib

from editions import files
from editions.catalogue import journal, layout, po
from editions.catalogue.header import without_traces
from editions.catalogue.merge import Key, key
from editions.catalogue.packet_desk import Desk, History, short
from editions.catalogue.remarks import has_text
from editions.catalogue.returned import Outcome
from editions.catalogue.syntax import BACK, GrammarError
from editions.config import Publication
from editions.names.collate import ALPHABETS
from editions.problems import CatalogueError, Location, Problem, Severity

LARGEST = 8_000_000
"""Bytes of a file that may be a catalogue: ten times the largest of ours."""
FEW = 300
"""How many messages that no catalogue has as they are are compared with all others."""
TOLD = 30
"""How many messages of one outcome are told of one by one."""
CLEAR = 0.02
"""By how much more of its letters a text must be of one language than of the next."""


_SAID = {
    Outcome.CONFLICT: (
        Severity.WARNING,
        "two translations of '{message}', fuzzy until decided ({name})",
    ),
    Outcome.UNSURE: (
        Severity.INFO,
        "unsure, and '{message}' has a sound translation ({name}); not taken",
    ),
    Outcome.OLDER: (
        Severity.INFO,
        "an earlier text of '{message}', changed since ({name}); not taken",
    ),
    Outcome.NO_PLACE: (
        Severity.WARNING,
        "'{message}' is in no document as it is now; kept in {kept}",
    ),
}


@dataclass(slots=True)
class Taken:
    """What became of one file: what was found of which document, and what is wrong with it."""

    path: Path
    edition: str = ""
    counts: dict[str, Counter[Outcome]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, severity: Severity, message: str, line: int | None = None) -> None:
        """Report something about the file."""
        location = Location(self.path.as_posix(), line)
        self.problems.append(
            Problem("packet", severity, location, message, edition=self.edition or None)
        )


@dataclass(frozen=True, slots=True)
class Packet:
    """What became of all files, and which files of the publication were written."""

    taken: tuple[Taken, ...]
    written: tuple[Path, ...]
    problems: tuple[Problem, ...]


def take(
    publication: Publication,
    paths: Sequence[Path],
    *,
    edition: str = "",
    dry_run: bool = False,
    history: History = lambda _: (),
) -> Packet:
    """Merge what translators sent into the catalogues; with `dry_run`, only tell.

    `edition` is the language of the texts, if their letters do not tell. What is empty changes
    nothing; two different texts become a conflict with both; a message whose source has
    changed since is classed as `update` does; what has no place is kept in the folder memory/.
    `history` gives the earlier versions of a catalogue, by which an older text is known.
    Raises `UsageError` for a language without an edition.
    """
    if edition:
        publication.edition(edition)
    with nullcontext() if dry_run else files.locked(publication.root, "update"):
        if not dry_run:
            journal.finish(publication)
        desks = [Desk(publication, language, history) for language in publication.languages]
        taken = [_take(desks, path, edition) for path in paths]
        problems = [each for desk in desks for each in (*desk.shelf.problems, *desk.held())]
        written: list[Path] = []
        if not dry_run:
            for desk in desks:
                written += [path for path in desk.keep() if path]
            drafts = [draft for desk in desks for draft in desk.drafts() if draft.changed]
            left = journal.write(publication, drafts)
            failed = {problem.location.path for problem in left}
            problems += left
            written += [
                draft.path
                for draft in drafts
                if layout.location(publication, draft.path).path not in failed
            ]
    return Packet(tuple(taken), tuple(written), tuple(problems))


def _take(desks: Sequence[Desk], path: Path, edition: str) -> Taken:
    """Merge one file; report what it is not, and what has no place."""
    taken = Taken(path)
    try:
        _refuse_large(path)
        received = po.parsed(po.text_of(path))
    except (CatalogueError, GrammarError) as error:
        what = error.message.partition(f"; {BACK}")[0]  # no file of ours: git has none
        taken.tell(Severity.ERROR, f"{what}; nothing was taken", error.line)
        return taken
    sent = _once(received)
    for entry in sent:
        entry.tcomment = without_traces(entry.tcomment, entry.msgid)
    if not any(has_text(entry) or entry.tcomment for entry in sent):
        taken.tell(Severity.INFO, "holds no translation")
        return taken
    desk = _edition(desks, sent, edition, received.metadata.get("Language", ""), taken)
    if desk is not None:
        taken.edition = desk.language
        _merge(desk, sent, taken)
    return taken


def _refuse_large(path: Path) -> None:
    if path.is_file() and path.stat().st_size > LARGEST:
        message = f"is larger than {LARGEST // 1_000_000} MB, which no catalogue is"
        raise CatalogueError(message, path=path)


def _once(received: Iterable[polib.POEntry]) -> list[polib.POEntry]:
    """Give every message once, the live one before the obsolete."""
    found: dict[Key, polib.POEntry] = {}
    for entry in received:
        known = found.get(key(entry))
        if known is None or (known.obsolete and not entry.obsolete):
            found[key(entry)] = entry
    return list(found.values())


def _edition(
    desks: Sequence[Desk], sent: Sequence[polib.POEntry], edition: str, said: str, taken: Taken
) -> Desk | None:
    """Tell of which edition the messages are: by their sources, by their letters, by the header.

    If that is not enough, by what stands in the catalogues already.
    """
    asked = [desk for desk in desks if edition in ("", desk.language)]
    known = {desk.language: sum(bool(desk.places(entry)) for entry in sent) for desk in asked}
    if not any(known.values()):  # the sources of all may have changed since
        told = [entry for entry in sent if has_text(entry)][:FEW]
        known = {desk.language: sum(bool(desk.like(e)) for e in told) for desk in asked}
    if not any(known.values()):
        message = "holds no message of this publication; run 'editions update' if its issue is new"
        taken.tell(Severity.ERROR, f"{message}; nothing was taken")
        return None
    likely = [desk for desk in asked if known[desk.language] == max(known.values())]
    texts = "".join(entry.msgstr for entry in sent).casefold()
    likely = _best(likely, lambda desk: _share(texts, desk.language), within=CLEAR)
    likely = [desk for desk in likely if desk.language == said] or likely
    likely = _best(likely, lambda desk: desk.agreeing(sent))
    if len(likely) > 1:
        languages = sorted(desk.language for desk in likely)
        message = f"may be in {' or '.join(languages)}; say which: --edition {languages[0]}"
        taken.tell(Severity.ERROR, f"{message}; nothing was taken")
        return None
    return likely[0]


def _best(
    desks: Sequence[Desk], measure: Callable[[Desk], float], *, within: float = 0
) -> list[Desk]:
    """Give those that measure most, or nearly."""
    measured = [(measure(desk), desk) for desk in desks] if len(desks) > 1 else [(0, desks[0])]
    most = max(value for value, _ in measured)
    return [desk for value, desk in measured if value >= most - within]


def _share(text: str, language: str) -> float:
    """Give the share of the letters of a text that are of a language's alphabet."""
    letters = Counter(letter for letter in text if letter.isalpha())
    own = ALPHABETS.get(language, "") + "ё"
    return sum(letters[letter] for letter in set(own)) / max(letters.total(), 1)


def _merge(desk: Desk, sent: Sequence[polib.POEntry], taken: Taken) -> None:
    hits = Counter(name for entry in sent for name in desk.places(entry))
    unknown = [entry for entry in sent if has_text(entry) and not desk.places(entry)]
    near = {id(entry): name for entry in unknown[:FEW] if (name := desk.like(entry))}
    hits.update(near.values())
    main = hits.most_common(1)[0][0]
    strange = {id(entry) for entry in unknown[FEW:]}
    for entry in sent:
        if not (has_text(entry) or entry.tcomment):
            continue
        places = desk.places(entry) or [near.get(id(entry), main)]
        name = max(places, key=lambda place: (hits[place], place))
        outcome = desk.lay_aside(name, entry) if id(entry) in strange else desk.merge(name, entry)
        counts = taken.counts.setdefault(name, Counter())
        counts[outcome] += 1
        if outcome in _SAID and counts[outcome] <= TOLD:
            severity, said = _SAID[outcome]
            kept = layout.location(desk.publication, desk.kept(name)).path
            message = said.format(message=short(entry), name=name, kept=kept)
            taken.tell(severity, message, entry.linenum)
    for name, counts in taken.counts.items():
        for outcome, number in counts.items():
            if outcome in _SAID and number > TOLD:
                message = f"{number - TOLD} more messages are {outcome} ({name})"
                taken.tell(_SAID[outcome][0], message)
