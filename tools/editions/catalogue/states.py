"""What becomes of every message of a catalogue: published, marked, or kept back and why.

This is the one place where it is decided; publishing, the status, the preview and the gate
of a build all ask here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import polib

from editions.catalogue import grammar, interface, layout, po, proofs, vet, vouching
from editions.catalogue.change import Change, Mentioned, classify, note
from editions.catalogue.kinds import State
from editions.catalogue.speech import is_verbatim, needs_translation
from editions.catalogue.vouching import SILENCING
from editions.config import Publication, protected
from editions.documents import named
from editions.names.hints import registers
from editions.problems import CatalogueError, Problem, Severity

_WORD = re.compile(r"\w+(?:[-’'.]\w+)*")
_OPTION = re.compile(
    r"^(?P<indent>[ \t]+):(?:alt|caption|description|title)\b[^:\n]*:"
    r"(?P<text>.*(?:\n(?P=indent)[ \t]+\S.*)*)",
    re.MULTILINE,
)
"""An option whose text is translated, but never parsed."""


@dataclass(frozen=True, slots=True)
class MessageState:
    """One message: its line in the catalogue, the words of its source, and why it is so."""

    msgid: str
    state: State
    line: int | None
    words: int
    why: str = ""
    doubted: bool = False
    """Whether it is stale by somebody's word alone: its source is the same."""

    @property
    def mark(self) -> str:
        """Give what pages call its state."""
        return "doubted" if self.doubted else str(self.state)


@dataclass(frozen=True, slots=True)
class CatalogueState:
    """One catalogue: its path from the root, the language of its document, its messages."""

    name: str
    language: str
    path: str
    source: str
    messages: tuple[MessageState, ...]
    problems: tuple[Problem, ...]

    def words(self) -> dict[str, int]:
        """Count the words of the source messages: in total and by state."""
        counted = {"total": sum(message.words for message in self.messages)}
        counted |= {str(state): 0 for state in State}
        for message in self.messages:
            counted[message.state] += message.words
        return counted

    def as_dict(self) -> dict[str, Any]:
        """Give it as types of JSON."""
        return asdict(self) | {"problems": [problem.as_dict() for problem in self.problems]}

    @classmethod
    def from_dict(cls, known: Mapping[str, Any]) -> CatalogueState:
        """Make a state again of what `as_dict` gave."""
        messages = (
            MessageState(**{**each, "state": State(each["state"])}) for each in known["messages"]
        )
        problems = tuple(map(Problem.from_dict, known["problems"]))
        return cls(**{**known, "messages": tuple(messages), "problems": problems})


def state_inputs(publication: Publication, language: str, name: str) -> tuple[Path, ...]:
    """Give the files that the state of a catalogue is found from, there or not."""
    path = layout.messages(publication, language) / f"{name}.po"
    if name == layout.INTERFACE:
        return (path,)
    document = named(publication, name)
    template = layout.template(publication, name)
    return (path, document.path, document.ledger, proofs.proof_path(document, language), template)


@dataclass(frozen=True, slots=True)
class Reading:
    """A catalogue's state and what of it is published: msgid to the text Sphinx may parse.

    `digests` stand for the published messages with their translations (`proofs`).
    """

    state: CatalogueState
    published: dict[str, str]
    digests: tuple[str, ...] = ()


def catalogue_state(publication: Publication, language: str, name: str) -> CatalogueState:
    """Give the state of the catalogue of a document (or of the interface words) in an edition.

    A document in the edition's own language has no catalogue and no messages: it is whole.
    A catalogue that is missing or unreadable gives a problem, and all messages of the
    template, where there is one, as missing. Writes nothing.
    """
    return reading(publication, language, name).state


def reading(publication: Publication, language: str, name: str) -> Reading:
    """Give the state of a catalogue together with the texts that may be published."""
    source = _source(publication, name)
    desk = _Desk(publication, language, source, name)
    published: dict[str, str] = {}
    messages: tuple[MessageState, ...] = ()
    digests: tuple[str, ...] = ()
    if source != language or desk.interface:
        entries = desk.entries()
        found = [desk.judge(entry) for entry in entries]
        messages = tuple(message for message, _ in found)
        published = {message.msgid: text for message, text in found if text is not None}
        digests = tuple(
            vouching.digest(entry)
            for entry, (_, text) in zip(entries, found, strict=True)
            if text is not None
        )
        if desk.interface:
            messages, published = _with_ours(language, messages, published)
        desk.count(messages)
    state = CatalogueState(
        name=name,
        language=language,
        path=layout.location(publication, desk.path).path,
        source=source,
        messages=messages,
        problems=tuple(desk.problems),
    )
    return Reading(state, published, digests)


def _source(publication: Publication, name: str) -> str:
    """Give the language a document is written in; interface words are in English."""
    if name == layout.INTERFACE:
        return "en"
    document = named(publication, name)
    # An issue of which only the ledger is left is to be restored.
    if document.is_gone and not document.ledger.is_file():
        raise CatalogueError("there is no such document", path=f"docs/{name}.rst")
    return document.language


def _with_ours(
    language: str, messages: tuple[MessageState, ...], published: dict[str, str]
) -> tuple[tuple[MessageState, ...], dict[str, str]]:
    """Add the interface words that Editions itself speaks to what is translated here."""
    ours = interface.shipped(language)
    open_states = {State.MISSING, State.SUGGESTED}
    filled = tuple(
        replace(message, state=State.TRANSLATED, why="")
        if message.state in open_states and message.msgid in ours
        else message
        for message in messages
    )
    return filled, published | {word: text for word, text in ours.items() if word not in published}


class _Desk:
    """Where one catalogue is judged, message by message."""

    def __init__(self, publication: Publication, language: str, source: str, name: str) -> None:
        self.publication = publication
        self.language = language
        self.source = source
        self.name = name
        self.path = layout.messages(publication, language) / f"{name}.po"
        self.interface = name == layout.INTERFACE
        self.there = False
        self.problems: list[Problem] = []
        self._options: frozenset[str] | None = None
        self._names: Mentioned | None = None
        self._proofs: frozenset[str] | None = None

    def entries(self) -> list[polib.POEntry]:
        """Read the messages Sphinx can ask for; report what cannot be read."""
        catalogue: polib.POFile | None = None
        if not self.path.exists() and not self.path.is_symlink():
            message = "there is no such catalogue yet; run 'editions update' and translate it"
            self._report("untranslated", Severity.WARNING, message)
        else:
            try:
                catalogue = po.read(self.path)
            except CatalogueError as error:
                unreadable = layout.unreadable(self.publication, self.path, error, self.language)
                self.problems.append(unreadable)
        self.there = catalogue is not None
        if catalogue is None:
            return self._of_template()
        return [entry for entry in catalogue if not entry.obsolete and self._is_plain(entry)]

    def judge(self, entry: polib.POEntry) -> tuple[MessageState, str | None]:
        """Decide on one message; give its state and, if it is published, its text."""
        state, why = self._written(entry)
        text = None
        if state in {State.TRANSLATED, State.STALE}:
            verdict = vet.verdict(entry.msgid, entry.msgstr, interface=self.interface)
            text = verdict.text
            if verdict.escaped and self._stands_raw(entry.msgid):
                text, why = None, "begins or ends as no alternative text or caption may; reword it"
            if text is None:
                state, why = State.HELD, verdict.why or why
        if not self.interface and not needs_translation(entry.msgid):
            # A held one is an error all the same; the page shows the figure of the source.
            if state is State.HELD:
                self._say(entry, state, why)
            state, why = State.TRANSLATED, ""
        self._say(entry, state, why)
        words = len(_WORD.findall(self._shown(entry.msgid)))
        line = entry.linenum if self.there else None
        # A changed source has left its former text beside the message.
        doubted = state is State.STALE and entry.previous_msgid is None
        return MessageState(entry.msgid, state, line, words, why, doubted), text

    def _shown(self, msgid: str) -> str:
        """Give the text readers see of a source message, without roles and targets."""
        plain = self.interface or is_verbatim(msgid) or grammar.is_plain(msgid)
        return msgid if plain else grammar.read(msgid).text

    def count(self, messages: tuple[MessageState, ...]) -> None:
        """Report how many messages nobody has written or confirmed, in one line."""
        counted = Counter(message.state for message in messages)
        missing, suggested = counted[State.MISSING], counted[State.SUGGESTED]
        if (missing or suggested) and self.there:
            total = len(messages)
            message = f"{missing} untranslated and {suggested} unconfirmed of {total} messages"
            self._report("untranslated", Severity.WARNING, message)

    def _of_template(self) -> list[polib.POEntry]:
        """Give the messages a missing catalogue would have, if `extract` has run."""
        template = layout.template(self.publication, self.name)
        if self.interface or not template.is_file():
            return []
        return [entry for entry in po.read(template) if self._is_plain(entry)]

    def _is_plain(self, entry: polib.POEntry) -> bool:
        """Tell whether Sphinx can ask for a message: it knows neither contexts nor plurals."""
        if entry.msgctxt is None and not entry.msgid_plural:
            return True
        kind = "a context" if entry.msgctxt is not None else "a plural"
        message = f"the message '{short(entry.msgid)}' has {kind}, which no page asks for"
        self._report("catalogue", Severity.WARNING, message, entry)
        return False

    def _written(self, entry: polib.POEntry) -> tuple[State, str]:
        """Tell what a message is before vetting."""
        if not entry.msgstr.strip():
            return State.MISSING, "not translated yet"
        if not entry.fuzzy:
            return State.TRANSLATED, ""
        previous = entry.previous_msgid
        if previous is None and self._was_published(entry):
            return State.STALE, "it was published and is marked as in need of work (fuzzy)"
        if previous is None or self.interface:
            return State.SUGGESTED, "a suggestion nobody has confirmed"
        change = classify(previous, entry.msgid, self.source, names=self._mentions())
        state = State.WITHDRAWN if change is Change.FACT else State.STALE
        return state, f"the source has changed ({change}): {note(previous, entry.msgid)}"

    def _was_published(self, entry: polib.POEntry) -> bool:
        """Tell whether the tree itself proves that this very translation was published."""
        if self._proofs is None:
            document = named(self.publication, self.name)
            self._proofs = proofs.load(proofs.proof_path(document, self.language))
        return vouching.digest(entry) in self._proofs

    def _stands_raw(self, msgid: str) -> bool:
        """Tell whether Sphinx takes a message as it is, so that readers would see an escape."""
        if self._options is None:
            found = _OPTION.finditer(named(self.publication, self.name).text)
            self._options = frozenset(" ".join(match["text"].split()) for match in found)
        return " ".join(msgid.split()) in self._options

    def _mentions(self) -> Mentioned:
        """Give the registered names of source texts; the register is read when asked."""
        if self._names is None:
            self._names = Mentioned(registers(self.publication, self.source).finder.find)
        return self._names

    def _say(self, entry: polib.POEntry, state: State, why: str) -> None:
        about = f"the translation of '{short(entry.msgid)}'"
        if state is State.HELD:
            self._report("markup", Severity.ERROR, f"held back: {about} {why}", entry)
        elif state is State.STALE:
            self._report("stale", Severity.WARNING, f"{about} is marked: {why}", entry)
        elif state is State.WITHDRAWN:
            self._report("withdrawn", Severity.WARNING, f"{about} is withdrawn: {why}", entry)

    def _report(
        self, check: str, severity: Severity, message: str, entry: polib.POEntry | None = None
    ) -> None:
        if entry and protected(check) is None and f"{SILENCING}{check}" in vouching.flags(entry):
            return
        line = entry.linenum if entry else None
        location = layout.location(self.publication, self.path, line)
        msgid = entry.msgid if entry else None
        self.problems.append(
            Problem(check, severity, location, message, edition=self.language, msgid=msgid)
        )


def short(msgid: str) -> str:
    """Shorten a msgid for a message of one line."""
    line = " ".join(msgid.split())
    return line if len(line) <= 40 else f"{line[:39].rstrip()}…"


__all__ = ["CatalogueState", "MessageState", "Reading", "State", "catalogue_state", "reading"]
