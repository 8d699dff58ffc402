"""Names and terms of a message, as an extracted comment that any PO editor shows."""

from __future__ import annotations

from dataclasses import dataclass, field

import polib

from editions.config import Publication
from editions.names.hints import Registers, hints, is_hint, registers


@dataclass(frozen=True, slots=True)
class Hints:
    """The registers of a publication, read once for every language messages are in."""

    publication: Publication
    read: dict[str, Registers] = field(default_factory=dict)

    def put(self, catalogue: polib.POFile, source: str, target: str) -> None:
        """Set the hints of a merged catalogue; messages of `source`, translations in `target`.

        A message that is gone keeps none. Raises `EditionsError` for an unreadable register.
        """
        if source not in self.read:
            self.read[source] = registers(self.publication, source)
        for entry in catalogue:
            said = entry.comment.split("\n") if entry.comment else []
            lines = [line for line in said if not is_hint(line)]
            if not entry.obsolete:
                lines += hints(entry.msgid, source, target, registers=self.read[source])
            entry.comment = "\n".join(lines)
