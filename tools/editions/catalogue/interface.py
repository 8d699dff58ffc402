"""Interface words: what a page or a PDF says that stands in no document.

They come from our own theme and code, from the settings (title, publisher) and from
Sphinx itself, and are translated in ``sphinx.po``, which Sphinx reads before its own.
"""

from __future__ import annotations

import importlib.util
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import polib
from babel.messages.extract import extract as babel_extract

from editions.catalogue import po
from editions.config import Publication
from editions.contents import digest_of, of_tool
from editions.store import FOLDER, Store

OWN = Path(__file__).parent.parent
_WORDS = Path(__file__).parent / "words"
_OWN_FOLDERS = ("theme", "sphinxext", "site", "pdf")
_METHODS = {
    ".py": "python",
    ".html": "jinja2.ext:babel_extract",
    ".xml": "jinja2.ext:babel_extract",
    ".xhtml": "jinja2.ext:babel_extract",
    ".jinja": "jinja2.ext:babel_extract",
}
# `__()` is what Sphinx says on the terminal and `_()` what it puts on a page;
# the extractor of templates calls {% trans %} gettext.
_KEYWORDS = {"python": {"_": None}, "jinja2.ext:babel_extract": {"_": None, "gettext": None}}
_MARKED = re.compile(rb"\b_\(|\{%[-+]?\s*trans\b")
_FORMAT = re.compile(r"%(?:\(\w+\))?[-#0+]*\d*(?:\.\d+)?[diouxXeEfFgGcrs]")
_AREAS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("interface.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True, order=True)
class _Word:
    """A marked text, the rank of the area it stands in and what translators are told."""

    rank: int
    path: str
    line: int
    msgid: str
    notes: tuple[str, ...]


def template(publication: Publication) -> polib.POFile:
    """Give the template of all interface words: the settings', our own, then Sphinx's."""
    found: dict[str, polib.POEntry] = {}
    for msgid, note in _settings(publication):
        _add(found, msgid, (note,))
    # They are of the program and its Sphinx, and taking them out of both takes seconds.
    store, key = Store(publication.work / FOLDER), digest_of(of_tool())
    marked = store.find("interface", key, _kept)
    if marked is None:
        marked = list(_program())
        store.keep("interface", key, marked)
    for msgid, notes in marked:
        _add(found, msgid, tuple(notes), formatted=_FORMAT.search(msgid) is not None)
    made = po.new()
    made.extend(found.values())
    return made


def _program() -> Iterator[tuple[str, list[str]]]:
    """Give the words of our own code and theme, then Sphinx's, with the notes to translators."""
    for prefix, root, folders, areas in (
        ("", OWN, _OWN_FOLDERS, _AREAS["own"]),
        ("Sphinx: ", _sphinx(), ("",), _AREAS["sphinx"]),
    ):
        for word in sorted(_words(root, folders, areas)):
            where, *notes = word.notes
            yield word.msgid, [f"{prefix}{where}", *notes]


def _kept(known: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """Take the words and their notes from what was kept."""
    return [(str(msgid), [*map(str, notes)]) for msgid, notes in known]


def lacking(words: polib.POFile, publication: Publication, language: str) -> list[polib.POEntry]:
    """Give the interface words an edition needs translated.

    These are the ones which neither are in its language nor translated by Sphinx, or wrongly.
    """
    have = _translated(language) - _mistranslated(language)
    settings = {msgid for msgid, _ in _settings(publication)}
    return [
        word
        for word in words
        if word.msgid not in have
        and language != (publication.source_language if word.msgid in settings else "en")
    ]


def shipped(language: str) -> dict[str, str]:
    """Give the interface words Editions itself speaks in a language: msgid to msgstr.

    words/ links to the catalogues of the publication Editions is developed with, so that
    every other one begins with its words translated.
    """
    path = _shipped(language)
    if not path.is_file():
        return {}
    return {entry.msgid: entry.msgstr for entry in po.read(path).translated_entries()}


def is_shipped(path: Path, language: str) -> bool:
    """Tell whether a catalogue is the one that Editions brings, which is mended where it lies."""
    return path.resolve() == _shipped(language)


def _shipped(language: str) -> Path:
    return (_WORDS / f"{language}.po").resolve()  # the reader follows no links itself


def _settings(publication: Publication) -> list[tuple[str, str]]:
    words = [(publication.title, "the publication's title, on every page and in every PDF")]
    if publication.publisher:
        words.append((publication.publisher, "the publisher, on every page and in every PDF"))
    return words


def _add(
    found: dict[str, polib.POEntry], msgid: str, notes: tuple[str, ...], *, formatted: bool = False
) -> None:
    entry = found.setdefault(msgid, polib.POEntry(msgid=msgid, flags=[]))
    lines = dict.fromkeys([*entry.comment.split("\n"), *notes] if entry.comment else notes)
    entry.comment = "\n".join(lines)
    if formatted and "python-format" not in entry.flags:
        entry.flags = ["python-format"]


def _words(root: Path, folders: tuple[str, ...], areas: list[dict[str, Any]]) -> Iterator[_Word]:
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in _METHODS or not path.is_file():
                continue
            relative = path.relative_to(root).as_posix()
            rank = _rank(relative, areas)
            outside = rank == len(areas)
            if outside and any(_fits(relative, area) for area in _AREAS["left_out"]):
                continue
            where = relative if outside else areas[rank]["where"]
            for line, msgid, notes in _marked(path):
                yield _Word(rank, relative, line, msgid, (where, *notes))


def _marked(path: Path) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Give the marked texts of one file with their lines and the notes to translators."""
    # Reading 200 files of Sphinx for their tokens takes seconds; few of them have words.
    if not _MARKED.search(path.read_bytes()):
        return
    method = _METHODS[path.suffix]
    with path.open("rb") as file:
        for line, message, notes, _ in babel_extract(
            method,
            file,
            keywords=_KEYWORDS[method],
            comment_tags=("Translators:",),
            options={"encoding": "utf-8"},
            strip_comment_tags=True,
        ):
            msgid = message if isinstance(message, str) else message[0]
            if msgid.strip() and not _left_out(msgid):
                yield line, msgid, tuple(notes)


def _rank(relative: str, areas: list[dict[str, Any]]) -> int:
    return next((rank for rank, area in enumerate(areas) if _fits(relative, area)), len(areas))


def _fits(relative: str, area: dict[str, Any]) -> bool:
    # fnmatch's star takes slashes too: "pdf/**" is all that lies below.
    return any(fnmatchcase(relative, pattern) for pattern in area.get("files", ()))


def _left_out(msgid: str) -> bool:
    return any(
        msgid in area.get("words", ()) or msgid.startswith(tuple(area.get("begin", ())))
        for area in _AREAS["left_out"]
    )


def _sphinx() -> Path:
    """Find Sphinx's folder without importing it, which would cost half a second."""
    spec = importlib.util.find_spec("sphinx")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("Sphinx is not installed")
    return Path(spec.submodule_search_locations[0])


def _catalogue(language: str) -> Path:
    return _sphinx() / "locale" / language / "LC_MESSAGES" / "sphinx.mo"


def _mistranslated(language: str) -> set[str]:
    areas = (area for area in _AREAS["mistranslated"] if area["language"] == language)
    return {word for area in areas for word in area["words"]}


def _translated(language: str) -> set[str]:
    path = _catalogue(language)
    if not path.is_file():
        return set()
    return {entry.msgid for entry in polib.mofile(str(path)) if entry.msgstr}
