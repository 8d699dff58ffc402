"""Names and terms of a message, as an extracted comment that any PO editor shows."""

from __future__ import annotations

import hashlib

import polib

from editions.catalogue.change import Mentioned
from editions.config import Publication
from editions.contents import Contents, digest_of
from editions.names.hints import Registers, hints, is_hint, registers
from editions.names.match import Mention
from editions.store import FOLDER, Store

KIND = "hints"


class Hints:
    """What the registers of a publication say of messages, for one run.

    The store has what was said of each text while program, settings and registers are the same,
    an entry for each pair of languages: the registers are read only for a text that is new.
    """

    def __init__(self, publication: Publication) -> None:
        """Begin without having read a register; of which contents they are is noted before."""
        self._publication = publication
        self._rules = Contents(publication).of_rules()
        self._store = Store(publication.work / FOLDER)
        self._read: dict[str, Registers] = {}
        self._names: dict[str, Mentioned] = {}
        self._known: dict[tuple[str, str], dict[str, list[str]]] = {}
        self._asked: dict[tuple[str, str], dict[str, list[str]]] = {}

    def names(self, language: str) -> Mentioned:
        """Give what finds the registered names of texts in a language; it reads them when asked."""

        def find(text: str) -> list[Mention]:
            return self._registers(language).finder.find(text)

        return self._names.setdefault(language, Mentioned(find))

    def put(self, catalogue: polib.POFile, source: str, target: str) -> None:
        """Set the hints of a merged catalogue; messages of `source`, translations in `target`.

        A message that is gone keeps none. Raises `EditionsError` for an unreadable register.
        """
        for entry in catalogue:
            said = entry.comment.split("\n") if entry.comment else []
            lines = [line for line in said if not is_hint(line)]
            if not entry.obsolete:
                lines += self._of(entry.msgid, source, target)
            entry.comment = "\n".join(lines)

    def keep(self) -> None:
        """Keep what is said of the texts asked for, where one was new.

        Unless the registers were saved meanwhile: of which of them it is then nobody knows.
        """
        new = {pair: said for pair, said in self._asked.items() if said.keys() - self._known[pair]}
        if new and Contents(self._publication).of_rules() == self._rules:
            for pair, said in new.items():
                self._store.keep(KIND, self._key(pair), said)

    def _of(self, msgid: str, source: str, target: str) -> list[str]:
        pair = (source, target)
        if pair not in self._known:
            self._known[pair] = self._store.find(KIND, self._key(pair), _lines) or {}
            self._asked[pair] = {}
        digest = hashlib.sha256(msgid.encode("utf-8", "surrogatepass")).hexdigest()
        said = self._known[pair].get(digest)
        if said is None:
            said = hints(msgid, source, target, registers=self._registers(source))
        self._asked[pair][digest] = said
        return said

    def _registers(self, language: str) -> Registers:
        if language not in self._read:
            self._read[language] = registers(self._publication, language)
        return self._read[language]

    def _key(self, pair: tuple[str, str]) -> str:
        return digest_of((*pair, self._rules))


def _lines(known: dict[str, list[str]]) -> dict[str, list[str]]:
    """Take the lines by the digests of texts from what was kept."""
    return {digest: [*map(str, lines)] for digest, lines in known.items()}
