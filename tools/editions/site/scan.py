"""The last look before a build counts as done: does any published file tell who or where?"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import platform
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from pypdfium2 import PdfiumError

from editions import files
from editions.config import SETTINGS, Publication
from editions.documents import own_files
from editions.problems import Location, Problem, Severity
from editions.site.traces import Traces
from editions.site.tree import walk

ID = "identity"
_PACKAGE = Path(__file__).parent.parent
_NOBODY = frozenset({"localhost", "root", "runner", "user", "nobody", "docker"})


def scan(publication: Publication, site: Path) -> list[Problem]:
    """Look through everything in `site`; give an error for each file that tells something.

    A file is looked through once, and again only when the file or what is looked for has
    changed.
    """
    traces = sought(publication)
    rules = _digest(traces)
    record = publication.work / "cache" / "scan.json"
    clean = _clean(record, rules)
    shown = site.relative_to(publication.root) if site.is_relative_to(publication.root) else None
    problems, still = [], []
    for name, entry in walk(site):
        path = Path(entry.path)
        data = path.read_bytes()
        # The kind of a file decides what is looked for in it.
        digest = f"{hashlib.sha256(data).hexdigest()}{path.suffix.lower()}"
        found = () if digest in clean else _found(traces, name, data)
        where = Location(f"{shown.as_posix() if shown else site.name}/{name}")
        problems += [Problem(ID, Severity.ERROR, where, _message(told)) for told in found]
        still += [] if found else [digest]
    kept = {"rules": rules, "clean": sorted(set(still))}
    files.write_text(record, json.dumps(kept, indent=1) + "\n")
    return problems


def sought(publication: Publication) -> Traces:
    """Give what to look for on this machine, and what the publication itself says."""
    texts = [
        publication.root / SETTINGS,
        *(path for path in own_files(publication) if path.suffix in {".rst", ".txt"}),
    ]
    readable = (path for path in sorted(texts) if os.access(path, os.R_OK))
    said = "\n".join(path.read_text("utf-8-sig", "replace") for path in readable)
    if "\\\\" in said:
        said += "\n" + said.replace("\\\\", "\\")  # as it is printed
    places = {str(publication.root), str(Path.home())} - {"/", "/root"}
    names = (name for name in _own_names() if not _is_common(name, said))
    return Traces(said, tuple(sorted(places)), tuple(sorted(names)))


def _own_names() -> Iterator[str]:
    yield platform.node()
    with suppress(OSError, KeyError, ImportError):
        yield getpass.getuser()


def _is_common(name: str, said: str) -> bool:
    """Tell whether a name says nothing: too short, usual, or a word of ours or of the texts."""
    if len(name) < 4 or name.lower() in _NOBODY:
        return True
    word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    return any(word.search(text) for text in (said, _own_words()))


@cache
def _own_words() -> str:
    paths = [
        path
        for path in sorted(_PACKAGE.rglob("*"))
        if path.suffix in {".css", ".html", ".js", ".json", ".opf", ".py", ".toml", ".xhtml"}
    ]
    return "\n".join(path.read_text("utf-8", "replace") for path in paths)


def _found(traces: Traces, name: str, data: bytes) -> tuple[str, ...]:
    try:
        return tuple(dict.fromkeys(traces.of(name, data)))
    except (zipfile.BadZipFile, PdfiumError) as error:
        return (f"nobody knows what: it cannot be read ({error})",)


def _message(told: str) -> str:
    return f"is published and tells {told}; take it out of the source it came from, build again"


def _digest(traces: Traces) -> str:
    """Give one digest of what is looked for and how; it tells none of it."""
    own = [Path(__file__).with_name(name).read_bytes() for name in ("scan.py", "traces.py")]
    header = (_PACKAGE / "catalogue" / "header.py").read_bytes()
    return hashlib.sha256(b"\0".join([*own, header, repr(traces).encode()])).hexdigest()


def _clean(record: Path, rules: str) -> frozenset[str]:
    """Give the digests of the files that were found clean by the same rules."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        known = json.loads(record.read_text("utf-8"))
        if known["rules"] == rules:
            clean: Iterable[str] = known["clean"]
            return frozenset(clean)
    return frozenset()
