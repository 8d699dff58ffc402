"""How far a translation is: what vetting left in build/states, as readers are told of it.

The files say nothing of lines or of what is finished, so that a moved line or a changed
order of the catalogue rebuilds no page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from editions.config import Publication
from editions.problems import BuildError

SHOWN = ("translated", "stale")
"""The states in which a reader has the passage in the language of the edition."""

MARKED = ("stale", "doubted")
"""What pages call a passage that readers have in the language of the edition, with a mark."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Words of a document and how many of them an edition shows in its own language.

    `passages` has the state of every message that is not simply translated, by msgid.
    """

    total: int
    shown: int
    passages: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def percent(self) -> int:
        """Translated words per cent, rounded down: 100 only where nothing is missing.

        Without a catalogue nothing is known of the words: then it is 0.
        """
        return 100 * self.shown // self.total if self.total else 0

    @property
    def held(self) -> int:
        """How many translations vetting has held back."""
        return sum(state == "held" for state in self.passages.values())


def states_folder(publication: Publication, language: str) -> Path:
    """Give the folder in which an edition's states lie, by the names of the documents."""
    return publication.work / "states" / language


def load_progress(folder: Path, document: str) -> Progress | None:
    """Read the states of a document, None if nobody has written any.

    Raises `BuildError` for a file that is not what vetting writes.
    """
    path = folder / f"{document}.json"
    try:
        data = json.loads(path.read_text("utf-8"))
        words = data["words"]
        passages = {str(msgid): str(state) for msgid, state in data["passages"].items()}
        return Progress(words["total"], sum(words[state] for state in SHOWN), passages)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"the states of the translation cannot be read ({error}); build afresh"
        raise BuildError(message, path=path) from None
