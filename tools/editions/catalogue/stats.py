"""How far an edition's catalogues are translated."""

from __future__ import annotations

import re
from dataclasses import dataclass

from editions.catalogue import layout, po
from editions.config import Publication

_WORD = re.compile(r"\w+(?:[-’'.]\w+)*")


@dataclass(frozen=True, slots=True)
class Stats:
    """One catalogue in messages, and the words of its source messages."""

    name: str
    translated: int
    fuzzy: int
    untranslated: int
    words: int


def stats(publication: Publication, language: str) -> list[Stats]:
    """Count the catalogues an edition has, in the order of their names.

    Raises `CatalogueError` for one that cannot be read.
    """
    counted = []
    for name, path in layout.catalogues(layout.messages(publication, language)).items():
        catalogue = po.read(path)
        counted.append(
            Stats(
                name=name,
                translated=len(catalogue.translated_entries()),
                fuzzy=len(catalogue.fuzzy_entries()),
                untranslated=len(catalogue.untranslated_entries()),
                words=sum(
                    len(_WORD.findall(entry.msgid)) for entry in catalogue if not entry.obsolete
                ),
            )
        )
    return counted
