"""The published tree: what a build writes is noted here, and what it does not write goes.

Beside a site lies its manifest: every file, its digest and what it came from. From the first
change to the last the site has no sums and its manifest says that it is not whole, so that a
run that was killed can never pass for a finished one.
"""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from threading import RLock
from typing import Any

from editions import files, sources
from editions.problems import Location, Problem, Severity, UsageError
from editions.site import folders, headers, sums
from editions.site.digests import Digests

CHANGED = "changed-by-hand"
"""The problem of a file that this build was not asked to make and somebody has changed."""

_PARTS = frozenset({"copies", "edition", "host", "site", "sums"})
_FORMAT = "editions manifest 1"


@dataclass(frozen=True, slots=True)
class Entry:
    """A published file: its digest and the names of the documents or parts it came from.

    `kept` is what this build would make otherwise or not at all, and that stays because its
    document is faulty; `stand_in` what was made in a document's place.
    """

    sha256: str
    sources: tuple[str, ...]
    kept: bool = False
    stand_in: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Give the entry as the manifest has it."""
        marks = {"kept": self.kept, "stand-in": self.stand_in}
        said = {name: True for name, holds in marks.items() if holds}
        return {"sha256": self.sha256, "from": list(self.sources), **said}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build has published; `whole` only if it came to its end."""

    files: Mapping[str, Entry]
    whole: bool = True

    def dumps(self, site: str) -> str:
        """Write the manifest of the folder `site` as JSON text, a file a line."""
        told = {"format": _FORMAT, "site": site, "whole": self.whole}
        head = json.dumps(told, ensure_ascii=False)
        lines = (
            f"{json.dumps(name)}: {json.dumps(entry.as_dict())}"
            for name, entry in sorted(self.files.items())
        )
        listed = ",\n".join(lines)
        return f'{head[:-1]}, "files": {{\n{listed}\n}}}}\n'


def manifest_path(site: Path) -> Path:
    """Give where the manifest of a site lies: beside it, under a name that is free or its own."""
    path = site.parent / "manifest.json"
    if path.exists() and _told(path).get("site") != site.name:
        return site.parent / f"{site.name}.manifest.json"
    return path


def load_manifest(site: Path) -> Manifest | None:
    """Read the manifest beside a site, None if there is none that can be read."""
    told = _told(manifest_path(site))
    if told.get("site") != site.name:
        return None
    try:
        listed = {
            str(name): Entry(
                str(each["sha256"]),
                tuple(map(str, each["from"])),
                kept=bool(each.get("kept")),
                stand_in=bool(each.get("stand-in")),
            )
            for name, each in told["files"].items()
        }
        return Manifest(listed, whole=told["whole"] is True)
    except (KeyError, TypeError, AttributeError):
        return None


def _told(path: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError):
        told = json.loads(path.read_text("utf-8"))
        if isinstance(told, dict) and told.get("format") == _FORMAT:
            return told
    return {}


class Tree:
    """A site while a build writes it; for the threads of one build.

    `say` is told what goes.
    """

    def __init__(
        self,
        site: Path,
        *,
        shown: str = "",
        ours: bool = False,
        digests: Digests | None = None,
        say: Callable[[str], None] = lambda _line: None,
    ) -> None:
        """Look at what is there; raise `UsageError` for a folder with files of somebody else's.

        `ours` says that nobody else has any business in it; `shown` is how problems name it;
        `digests` may know those of the files.
        """
        self.digests = digests or Digests()
        self.site, self.shown = site, shown or site.name
        self._say = say
        self._withheld: set[str] = set()
        self._left_out: Mapping[str, Collection[str]] = {}
        self._before = load_manifest(site)
        there = list(walk(site))
        if there and not ours and self._before is None and not _is_of_old(site):
            message = (
                "holds files that no build has written, and a build leaves nothing there "
                "but its own; name an empty folder"
            )
            raise UsageError(message, path=site)
        self._links = [name for name, entry in there if entry.is_symlink()]
        self._now: dict[str, Entry] = {}
        self._changed: list[str] = []
        self._open = self._spoilt = False
        self._lock = RLock()
        self.had_sums = (site / sums.NAME).is_file() or sums.NAME in self._known()

    @property
    def interrupted(self) -> bool:
        """Whether the last build into it did not come to its end."""
        return self._before is not None and not self._before.whole

    def had(self, kind: str) -> bool:
        """Tell whether the last build into it has published files of a kind ("pdf")."""
        return any(name.endswith(f".{kind}") for name in self._known())

    def __contains__(self, name: object) -> bool:
        """Tell whether the site has a file, as far as this build has come."""
        return name in self._now

    def digest(self, name: str) -> str:
        """Give the digest of a file that the site has."""
        return self._now[name].sha256

    def needs(self, name: str) -> bool:
        """Tell whether a place is taken: by a file, by a folder, or by a file in place of one."""
        inside = (other.startswith(f"{name}/") for other in self._now)
        return any(way in self._now for way in _ways(name)) or any(inside)

    def withhold(self, documents: Iterable[str]) -> None:
        """Name faulty documents: what is written in their place is a stand-in from now on.

        Files that the site has of them stay as they are, unless they are stand-ins themselves.
        """
        with self._lock:
            self._withheld.update(documents)

    def note_kept(self, name: str, holds: Iterable[str]) -> None:
        """Note that a file is not what a build from nothing makes, as something it `holds`."""
        if any(each in self._now and self._now[each].kept for each in holds):
            self._now[name] = replace(self._now[name], kept=True)

    def leave_out(self, documents: Mapping[str, Collection[str]]) -> None:
        """Withhold documents by language; what is not of some languages alone is of all."""
        self._left_out = dict(documents)

    def _faulty(self, name: str) -> frozenset[str]:
        """Give the documents that are withheld where a file belongs."""
        return self._left_out_of(name).union(self._withheld)

    def _left_out_of(self, name: str) -> frozenset[str]:
        codes = name.partition("/")[0].split("-")
        if name.startswith("copies/") or not all(code in self._left_out for code in codes):
            last = name.rpartition(".")[0].rpartition("-")[2]
            codes = [last] if last in self._left_out else list(self._left_out)
            every = [frozenset(self._left_out[code]) for code in codes]
            return frozenset.intersection(*every) if every else frozenset()
        return frozenset().union(*(self._left_out[code] for code in codes))

    def has(self, name: str, digest: str, *sources: str) -> bool:
        """Note a file that lies there as `write` would put it, if one does; tell whether."""
        known = self._known().get(name)
        if (
            known != Entry(digest, tuple(sorted(set(sources))))
            or self._faulty(name)
            or not self._lies_there(name, digest)
        ):
            return False
        with self._lock:
            self._now[name] = known
        return True

    def write(self, name: str, data: bytes, *sources: str) -> bool:
        """Publish a file, unless its document's are kept; tell whether that changed anything."""
        faulty = self._faulty(name)
        stands_in = not faulty.isdisjoint(sources)
        users = set(sources)
        if self._is_kept(name):
            if faulty.issuperset(sources):
                self.stays(name, kept=True)
                return False
            # Sound documents show it as it is now; what was kept of faulty ones needs it too.
            users |= faulty.intersection(self._known()[name].sources)
        entry = Entry(_sha256(data), tuple(sorted(users)), stand_in=stands_in)
        path = self.site / name
        if not self._lies_there(name, entry.sha256):
            self._begin()
            self._make_room(name)
            folders.make(self.site, path.parent)
            files.write_bytes(path, data, flushed=False)
            self.digests.note(path, entry.sha256)
            changed = True
        else:
            changed = False
        with self._lock:
            self._now[name] = entry
        return changed

    def stays(self, name: str, *sources: str, kept: bool = False) -> None:
        """Note that a file lies there as it is to be; without `sources`, of what it was before."""
        known = self._known().get(name)
        digest = self.digests.of(self.site / name)
        entry = Entry(digest, tuple(sorted(sources)) or (known.sources if known else ()))
        stands_in = known is not None and known.stand_in
        with self._lock:
            self._now[name] = replace(entry, kept=kept, stand_in=stands_in)
            if known and known.sha256 != digest and not sources:
                self._changed.append(name)

    def keep(self, holds: Callable[[str], bool], *, within: str = "") -> None:
        """Keep the files of an earlier build for whose names `holds`: this one does not make them.

        Only the folder `within` is looked at. What that build has not written is not kept, if
        there is a record of what it has.
        """
        for name in self._others(holds, within):
            if self._before is None or name in self._before.files:
                self.stays(name, kept=self._is_kept(name))

    def forget(self, holds: Callable[[str], bool]) -> None:
        """Forget what was noted of the names for which `holds`: it is published once more."""
        with self._lock:
            self._now = {name: entry for name, entry in self._now.items() if not holds(name)}

    def clear(self, holds: Callable[[str], bool] = lambda _name: True, *, within: str = "") -> int:
        """Remove what is there and not noted, of the names for which `holds`; give how many.

        Only the folder `within` is looked at.
        """
        gone = 0
        for name in self._others(holds, within):
            if self._is_kept(name):
                self.stays(name, kept=True)
                continue
            self._begin()
            (self.site / name).unlink(missing_ok=True)
            self._say(f"withdrawn: {name}")
            gone += 1
        return gone

    def spoil(self) -> None:
        """Note that something was published by half: the site is not whole, whatever follows."""
        self._spoilt = True

    def finish(self, *, summed: bool) -> list[Problem]:
        """Make the site equal to what was noted, then say that it is whole; give what is wrong.

        `summed` asks for the sums. A signature of the same sums stays.
        """
        self.clear(lambda name: name not in sums.ABOUT)
        folders.remove_empty(self.site)
        folders.open_to_all(self.site)
        if self._open:
            files.flush(self.site)  # before anything says that the site is whole
        if self._spoilt:
            self._write_manifest(Manifest(self._now, whole=False))
            return self._problems()
        if summed:
            made = self._sums()
            self._note_sums(made)
        else:
            self.clear()
        self._write_manifest(Manifest(self._now))
        if summed:
            files.write_bytes(self.site / sums.NAME, made)
            folders.open_file(self.site / sums.NAME)
        self._forget_sums()
        return self._problems()

    def _note_sums(self, made: bytes) -> None:
        """Note the sums; put signatures back, or take them away if they sign other sums."""
        self._now[sums.NAME] = Entry(_sha256(made), ("sums",))
        before = self._place(sums.NAME)
        same = before.is_file() and before.read_bytes() == made
        for name in sums.SIGNATURES:
            path = self._place(name)
            if path.is_file() and same:
                files.write_bytes(self.site / name, path.read_bytes())
            elif path.is_file():
                (self.site / name).unlink(missing_ok=True)
                self._say(f"withdrawn: {name}")

    def _place(self, name: str) -> Path:
        """Give where the sums or a signature of theirs lie now."""
        return path if (path := self.site / name).is_file() else self._aside(name)

    def _sums(self) -> bytes:
        return sums.sums({name: entry.sha256 for name, entry in self._now.items()})

    def _begin(self) -> None:
        """Before the first change: take the sums away, and say that the site is not whole."""
        with self._lock:
            if self._open:
                return
            for name in sums.ABOUT:
                path = self.site / name
                if path.is_file():
                    files.write_bytes(self._aside(name), path.read_bytes())
            self._write_manifest(Manifest(self._known(), whole=False))
            for name in sums.ABOUT:
                (self.site / name).unlink(missing_ok=True)
            self._open = True

    def _aside(self, name: str) -> Path:
        """Give where the sums and their signatures wait until it is known whether they hold."""
        return self.site.parent / f".{self.site.name}.{name}"

    def _write_manifest(self, manifest: Manifest) -> None:
        files.write_text(manifest_path(self.site), manifest.dumps(self.site.name))

    def _forget_sums(self) -> None:
        for name in sums.ABOUT:
            self._aside(name).unlink(missing_ok=True)

    def _known(self) -> Mapping[str, Entry]:
        return self._before.files if self._before else {}

    def _others(self, holds: Callable[[str], bool], within: str) -> list[str]:
        """Give what is on the disk, in a folder, and was not noted."""
        with self._lock:
            return [
                name
                for name, _entry in walk(self.site, within)
                if name not in self._now and holds(name)
            ]

    def _lies_there(self, name: str, digest: str) -> bool:
        """Tell whether a file lies in its place as it is to be."""
        try:
            return self._is_plain(name) and self.digests.of(self.site / name) == digest
        except OSError:  # it is not there, or a folder
            return False

    def _is_kept(self, name: str) -> bool:
        """Tell whether a file stays as it is because its document is faulty."""
        known = self._known().get(name)
        return (
            known is not None
            and not known.stand_in
            and not self._faulty(name).isdisjoint(known.sources)
            and (self.site / name).is_file()
        )

    def _is_plain(self, name: str) -> bool:
        """Tell whether a file would lie in the site itself, and not behind a link."""
        return not any(name == link or name.startswith(f"{link}/") for link in self._links)

    def _make_room(self, name: str) -> None:
        """Remove what lies where a file or a folder of ours is to be."""
        path = self.site / name
        for place in (*list(path.parents)[: name.count("/")], path):
            wrong = place.is_symlink() or (place.is_file() if place != path else place.is_dir())
            if wrong:
                here = place.relative_to(self.site).as_posix()
                self._say(f"withdrawn: {here}")
                folders.remove(place)
                self._links = [link for link in self._links if link != here]

    def _problems(self) -> list[Problem]:
        changed = [
            Problem(
                CHANGED,
                Severity.WARNING,
                Location(f"{self.shown}/{name}"),
                "is not what a build has written; build its edition again",
            )
            for name in sorted(self._changed)
        ]
        return [*dict.fromkeys(self._misnamed()), *changed]

    def _misnamed(self) -> Iterator[Problem]:
        """Tell of the names that a copy on another system cannot bear, once for each document."""
        twins: dict[str, str] = {}
        for name in sorted(self._now):
            why = files.portable_name_fault(name)
            for way in _ways(name):
                twin = twins.setdefault(_folded(way), way)
                if twin != way:
                    why = f"on many systems '{way}' and '{twin}' are one name"
            if why:
                source = next(iter(self._now[name].sources), "site")
                is_part = source in _PARTS
                where = f"{self.shown}/{name}" if is_part else f"docs/{source}.rst"
                yield Problem(sources.NAME, Severity.ERROR, Location(where), f"{why}; rename it")


@lru_cache(maxsize=1 << 12)  # folders come again and again
def _folded(way: str) -> str:
    return way.lower() if way.isascii() else unicodedata.normalize("NFC", way).casefold()


def _ways(name: str) -> Iterator[str]:
    """Give the name of a file and of every folder around it."""
    parts = name.split("/")
    return ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def walk(site: Path, within: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Give every file of a folder with its name from there, sorted; links are not followed.

    Only the folder `within` is looked at.
    """
    found = _entries(site / within, f"{within}/" if within else "")
    yield from sorted(found, key=lambda found: found[0])


def _entries(folder: Path, before: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    try:
        found = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(Path(entry.path), f"{before}{entry.name}/")
        else:
            yield f"{before}{entry.name}", entry


def _is_of_old(site: Path) -> bool:
    """Tell whether a build of a version without manifests has written a site."""
    return all((site / name).is_file() for name in (sums.NAME, headers.NAME))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
