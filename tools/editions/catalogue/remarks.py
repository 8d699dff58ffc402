"""What update tells a translator of a message: extracted comments that begin as ours do.

``#. change: wording: «the» → «its»`` stands as long as there is a previous msgid to compare
with; ``#. memory: …`` as long as the translation is a proposal, or, beside an empty one, as
the sign that the proposal was not wanted.
"""

from __future__ import annotations

from collections.abc import Iterable

import polib

from editions.catalogue.change import Change, Names, classify, note

CHANGE = "change: "
MEMORY = "memory: "
MOVED = "moved: "


def has_text(entry: polib.POEntry) -> bool:
    """Tell whether anybody wrote a translation, fuzzy or not."""
    return bool(entry.msgstr) or any(entry.msgstr_plural.values())


def is_proposal(entry: polib.POEntry) -> bool:
    """Tell whether a translation was never valid for any text: fuzzy, without previous msgid."""
    return entry.fuzzy and has_text(entry) and entry.previous_msgid is None


def of_memory(entry: polib.POEntry) -> list[str]:
    """Give the lines in which memory told where a proposal came from."""
    return [line for line in _lines(entry) if line.startswith(MEMORY)]


def begin(entry: polib.POEntry, extracted: str, memory: Iterable[str]) -> None:
    """Set the extracted comment of a message: what the template says, then memory's lines."""
    entry.comment = "\n".join([*(extracted.split("\n") if extracted else []), *memory])


def refresh(entry: polib.POEntry, language: str, names: Names | None) -> None:
    """Bring the remarks of a live message up to what has become of it.

    `language` is that of its msgid. A note is dropped when a translator has confirmed the
    text or removed the previous msgid.
    """
    text = has_text(entry)
    lines = [line for line in _lines(entry) if not line.startswith(CHANGE)]
    if text and not is_proposal(entry):
        lines = [line for line in lines if not line.startswith(MEMORY)]
    if text and entry.previous_msgid is not None:
        change = classify(entry.previous_msgid, entry.msgid, language, names=names)
        told = note(entry.previous_msgid, entry.msgid)
        if told and (entry.fuzzy or change is Change.TYPOGRAPHY):
            lines.append(f"{CHANGE}{change}: {told}")
    entry.comment = "\n".join(lines)


def bare(entry: polib.POEntry) -> None:
    """Take the remarks from a message that has become obsolete."""
    remarks = (CHANGE, MEMORY, MOVED)
    entry.comment = "\n".join(line for line in _lines(entry) if not line.startswith(remarks))


def _lines(entry: polib.POEntry) -> list[str]:
    return entry.comment.split("\n") if entry.comment else []
