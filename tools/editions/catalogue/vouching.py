"""What a translator vouches for: flags and comments of a message, and the memory of them.

``#, ignore-fact-date`` and ``# ok: fact-date`` say the same. Every tool keeps comments; Poedit,
gtranslator and msgcat drop flags that they do not know. So `update` keeps beside the catalogues
of an edition, in ``locale/vouched.be.txt``, a digest of each message with its translation and
what was vouched for, and puts a flag back that has gone while both are the same.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import polib

from editions.config import Publication

SILENCING = "ignore-"
"""What a flag begins with by which a person says that a check errs."""

_OK = re.compile(r"ok:(?P<ids>.*)", re.IGNORECASE)
_HEAD = """\
# What translators vouch for, kept by "editions update": a digest of message and translation,
# and the checks. Taken back by removing the line here and the flag or comment there.
"""


def memory_path(publication: Publication, language: str) -> Path:
    """Give the file that remembers what is vouched for in an edition, if it is there or not."""
    return publication.locale / f"vouched.{language}.txt"


def flags(entry: polib.POEntry) -> frozenset[str]:
    """Give the flags of a message, with those its translator's comment stands for."""
    return frozenset((*entry.flags, *(f"{SILENCING}{check}" for check in _said(entry))))


def _said(entry: polib.POEntry) -> list[str]:
    found = (_OK.fullmatch(line.strip()) for line in entry.tcomment.split("\n"))
    return [id_ for match in found if match for id_ in re.split(r"[,\s]+", match["ids"]) if id_]


def revoke(entry: polib.POEntry) -> None:
    """Take from a message what was vouched for of another text."""
    entry.flags = [flag for flag in entry.flags if not flag.startswith(SILENCING)]
    lines = entry.tcomment.split("\n")
    entry.tcomment = "\n".join(line for line in lines if not _OK.fullmatch(line.strip()))


def digest(entry: polib.POEntry) -> str:
    """Give what stands for a message with its translation."""
    plural = (text for _, text in sorted(entry.msgstr_plural.items()))
    said = (entry.msgctxt or "", entry.msgid, entry.msgstr, *plural)
    return hashlib.sha256("\0".join(said).encode()).hexdigest()[:16]


def loads(text: str) -> dict[str, list[str]]:
    """Read a memory: digest → checks; lines that are none are passed over.

    git puts together what two sides have written, so a digest may stand twice.
    """
    found: dict[str, dict[str, None]] = {}
    for line in text.splitlines():
        known, *checks = line.split() or ["#"]
        if not known.startswith("#"):
            found.setdefault(known, {}).update(dict.fromkeys(checks))
    return {known: list(checks) for known, checks in found.items()}


def dumps(known: Mapping[str, Iterable[str]]) -> str:
    """Write a memory, "" if there is nothing to remember."""
    lines = [f"{one} {' '.join(sorted(set(checks)))}\n" for one, checks in sorted(known.items())]
    return _HEAD + "".join(lines) if lines else ""


def restore(entries: Iterable[polib.POEntry], known: Mapping[str, Iterable[str]]) -> None:
    """Put back the flags that a tool has dropped from messages that are the same."""
    for entry in entries:
        lost = known.get(digest(entry), ()) if known else ()
        entry.flags += [f for check in lost if (f := f"{SILENCING}{check}") not in flags(entry)]


def remembered(entries: Iterable[polib.POEntry]) -> dict[str, list[str]]:
    """Give what is vouched for by flags: what stands in a comment needs no memory."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        checks = [f.removeprefix(SILENCING) for f in entry.flags if f.startswith(SILENCING)]
        if checks:
            found.setdefault(digest(entry), []).extend(checks)
    return found
