"""Work on a message that arrives, by a merge, where the message no longer lives.

A message that goes to another document leaves its old text behind, obsolete or archived.
There git puts what somebody wrote for it meanwhile, without a word. So what stays behind
keeps a digest of what went along (``#. moved: …``): if it no longer fits, the newer text is
handed on to where the message lives now.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import polib

from editions.catalogue import conflict
from editions.catalogue.remarks import MOVED, has_text

Key = tuple[str, str]


def mark(entry: polib.POEntry) -> None:
    """Note on a message left behind which translation of it went along."""
    lines = [line for line in _lines(entry) if not line.startswith(MOVED)]
    entry.comment = "\n".join([*lines, f"{MOVED}{_digest(entry)}"])


def is_marked(entry: polib.POEntry) -> bool:
    """Tell whether a message has left and lives elsewhere."""
    return _marks(entry) != []


def found(entries: Iterable[polib.POEntry]) -> list[polib.POEntry]:
    """Give the messages left behind that somebody has translated anew since."""
    return [
        entry
        for entry in entries
        if is_marked(entry) and has_text(entry) and _digest(entry) not in _marks(entry)
    ]


def hand_on(late: Iterable[polib.POEntry], living: Iterable[polib.POEntry]) -> None:
    """Give messages that live elsewhere what was written for them where they had been.

    What nobody has touched since it moved takes the newer text; what was translated anew on
    both sides becomes a conflict with both.
    """
    homes: dict[Key, list[polib.POEntry]] = {}
    for entry in living:
        for msgid in dict.fromkeys((entry.msgid, entry.previous_msgid or entry.msgid)):
            homes.setdefault((entry.msgctxt or "", msgid), []).append(entry)
    for newer in late:
        for home in homes.get((newer.msgctxt or "", newer.msgid), []):
            if home is not newer and _texts(home) != _texts(newer):
                _give(home, newer)
        mark(newer)


def _give(home: polib.POEntry, newer: polib.POEntry) -> None:
    if has_text(home) and _digest(home) not in _marks(newer):
        conflict.leave_open(home, newer)
        return
    same = home.msgid == newer.msgid
    was_fuzzy = home.fuzzy and has_text(home)
    home.msgstr, home.msgstr_plural = newer.msgstr, dict(newer.msgstr_plural)
    fuzzy = newer.fuzzy if same else (newer.fuzzy or was_fuzzy)
    flags = [flag for flag in home.flags if flag != "fuzzy"]
    home.flags = ["fuzzy", *flags] if fuzzy else flags
    if same:
        home.previous_msgid = newer.previous_msgid


def _marks(entry: polib.POEntry) -> list[str]:
    return [line.removeprefix(MOVED) for line in _lines(entry) if line.startswith(MOVED)]


def _texts(entry: polib.POEntry) -> tuple[str, ...]:
    return (entry.msgstr, *(text for _, text in sorted(entry.msgstr_plural.items())))


def _digest(entry: polib.POEntry) -> str:
    return hashlib.sha256("\0".join(_texts(entry)).encode()).hexdigest()[:12]


def _lines(entry: polib.POEntry) -> list[str]:
    return entry.comment.split("\n") if entry.comment else []
