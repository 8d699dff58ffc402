"""The last look before a build counts as done: does any published file tell who or where?"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import platform
import re
import struct
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import astuple, dataclass, field
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, TypeAlias

from pypdfium2 import PdfiumError

from editions import files
from editions.config import SETTINGS, Publication
from editions.documents import own_files
from editions.problems import Location, Problem, Severity
from editions.site.digests import Digests
from editions.site.traces import Trace, Traces, is_archive, kind_of
from editions.site.tree import walk

ID = "identity"
_PACKAGE = Path(__file__).parent.parent
_NOBODY = frozenset({"localhost", "root", "runner", "user", "nobody", "docker"})


def scan(publication: Publication, site: Path, *, digests: Digests | None = None) -> list[Problem]:
    """Look through everything in `site`; give an error for each file that tells something.

    What was looked through, be it a file or a member of an archive, is looked through again only
    when it or what is looked for has changed.
    """
    digests = digests or Digests()
    sources = _Sources(publication)
    traces = sought(publication, sources)
    record = publication.work / "cache" / "scan.json"
    rules = _digest(traces)
    known = _Known(traces, _Record.read(record, rules))
    shown = site.relative_to(publication.root) if site.is_relative_to(publication.root) else None
    problems = []
    # Archives last: most of what they hold is of the site.
    for name, entry in sorted(walk(site), key=lambda found: is_archive(found[0])):
        found = known.of_file(name, entry, digests)
        told = [str(each) for each in found if not (each.text and each.text in sources.said)]
        where = Location(f"{shown.as_posix() if shown else site.name}/{name}")
        problems += [Problem(ID, Severity.ERROR, where, _message(each)) for each in told]
    files.write_text(record, known.now.dumps(rules))
    return sorted(problems, key=lambda problem: problem.location.path)


def sought(publication: Publication, sources: _Sources | None = None) -> Traces:
    """Give what to look for on this machine, whatever the publication itself says."""
    sources = sources or _Sources(publication)
    places = {str(publication.root), str(Path.home())} - {"/", "/root"}
    names = (name for name in _own_names() if not _is_common(name, sources))
    return Traces("", tuple(sorted(places)), tuple(sorted(names)))


class _Sources:
    """What the publication itself says, read if somebody asks."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication

    @cached_property
    def said(self) -> str:
        publication = self._publication
        texts = [
            publication.root / SETTINGS,
            *(path for path in own_files(publication) if path.suffix in {".rst", ".txt"}),
        ]
        readable = (path for path in sorted(texts) if os.access(path, os.R_OK))
        said = "\n".join(path.read_text("utf-8-sig", "replace") for path in readable)
        if "\\\\" in said:
            said += "\n" + said.replace("\\\\", "\\")  # as it is printed
        return said


def _own_names() -> Iterator[str]:
    yield platform.node()
    with suppress(OSError, KeyError, ImportError):
        yield getpass.getuser()


def _is_common(name: str, sources: _Sources) -> bool:
    """Tell whether a name says nothing: too short, usual, or a word of ours or of the texts."""
    if len(name) < 4 or name.lower() in _NOBODY:
        return True
    word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    texts = (_own_words(), sources.said)
    return any(name in text and word.search(text) for text in texts)


@cache
def _own_words() -> str:
    paths = [
        path
        for path in sorted(_PACKAGE.rglob("*"))
        if path.suffix in {".css", ".html", ".js", ".json", ".opf", ".py", ".toml", ".xhtml"}
    ]
    return "\n".join(path.read_text("utf-8", "replace") for path in paths)


_Found: TypeAlias = tuple[Trace, ...]


@dataclass(slots=True)
class _Record:
    """What was found in contents by their digests; of archives, as what their members are known."""

    found: dict[str, _Found] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path, rules: str) -> _Record:
        """Read what is known by the same rules."""
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            known = json.loads(path.read_text("utf-8"))
            if known["rules"] == rules:
                told = {key: tuple(map(_trace, found)) for key, found in known["told"].items()}
                members = {key: list(map(str, each)) for key, each in known["members"].items()}
                return cls(dict.fromkeys(map(str, known["clean"]), ()) | told, members)
        return cls()

    def dumps(self, rules: str) -> str:
        """Write it as JSON text."""
        clean = sorted(key for key, found in self.found.items() if not found)
        told = {key: list(map(astuple, found)) for key, found in self.found.items() if found}
        kept = {"rules": rules, "clean": clean, "told": told, "members": self.members}
        return json.dumps(kept, sort_keys=True) + "\n"


class _Known:
    """Looks into contents that nobody has looked into by the same rules."""

    def __init__(self, traces: Traces, before: _Record) -> None:
        self._traces, self._before = traces, before
        self._unpacked: dict[str, _Found] = {}
        self.now = _Record()
        """What was met in this look: what was not is forgotten."""

    def of_file(self, name: str, entry: os.DirEntry[str], digests: Digests) -> _Found:
        """Give what a published file tells."""
        key = _key(name, digests.of(entry))
        members: list[str] = []

        def look() -> _Found:
            data = Path(entry.path).read_bytes()
            return tuple(self._traces.found(name, data, partial(self._member, members)))

        try:
            found = self._found(key, look)
        except (zipfile.BadZipFile, PdfiumError, struct.error) as error:
            return (Trace(f"nobody knows what: it cannot be read ({error})"),)
        if members:
            self.now.members[key] = members
        return found

    def _member(
        self, members: list[str], name: str, packed: bytes, unpack: Callable[[], bytes]
    ) -> _Found:
        """Give what a member of an archive tells; one that was met as it is packed stays packed."""

        def look() -> _Found:
            data = unpack()
            inner = _key(name, hashlib.sha256(data).hexdigest())
            known = self._already(inner)
            if known is None:
                known = self._unpacked.get(inner)
            if known is None:
                known = self._unpacked[inner] = _distinct(self._traces.found(name, data))
            return known

        key = _key(name, f"packed {hashlib.sha256(packed).hexdigest()}")
        members.append(key)
        return self._found(key, look)

    def _found(self, key: str, look: Callable[[], _Found]) -> _Found:
        known = self._already(key)
        if known is None:
            known = self.now.found[key] = _distinct(look())
        return known

    def _already(self, key: str) -> _Found | None:
        """Give what was found in a content; take with it what is known of its members."""
        found = self.now.found.get(key)
        if found is None and (found := self._before.found.get(key)) is not None:
            self.now.found[key] = found
            for member in self.now.members.setdefault(key, self._before.members.get(key, [])):
                self._already(member)
            if not self.now.members[key]:
                del self.now.members[key]
        return found


def _key(name: str, digest: str) -> str:
    """Give what a content is known by; the kind of a file decides what is looked for in it."""
    return f"{digest}{kind_of(name)}"


def _trace(told: list[Any]) -> Trace:
    what, text, within = told
    return Trace(str(what), str(text), tuple(map(str, within)))


def _distinct(found: Iterable[Trace]) -> _Found:
    return tuple(dict.fromkeys(found))


def _message(told: str) -> str:
    return f"is published and tells {told}; take it out of the source it came from, build again"


def _digest(traces: Traces) -> str:
    """Give one digest of what is looked for and how; it tells none of it."""
    own = [Path(__file__).with_name(name).read_bytes() for name in ("scan.py", "traces.py")]
    header = (_PACKAGE / "catalogue" / "header.py").read_bytes()
    return hashlib.sha256(b"\0".join([*own, header, repr(traces).encode()])).hexdigest()
