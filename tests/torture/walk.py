"""A random walk over all that a build is made of: each step changes something, as people do.

The times of the files it writes are set to the past, to the future or left as they were, and
many a step changes a digit and no size: nothing but the content tells.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import DECEMBER, ROOTS
from tests.torture.scene import dice

PAST, FUTURE = 1_546_300_800, 4_102_444_800
TIMES = ("past", "future", "kept")

_DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M1 1h5"/></svg>'
_NEW = """\
:issue: 2021-0{0}
:language: en

.. _report-2021-0{0}:

Winter of month {0}
===================

It snowed {0} times in Hrodna.

.. image:: face.svg
   :alt: A face

The {0}th :download:`list <list.csv>` says more, see :ref:`report-2021-01-roads`.
"""
_MARKS = "\n<<<<<<< HEAD\nIt rained.\n=======\nIt snowed.\n>>>>>>> theirs\n"
_WINDOWS = "\nСнег.\n".encode("cp1251").decode("utf-8", "surrogateescape")


def publication(folder: Path) -> Path:
    """Make the publication the walk begins with: two editions, pictures, files, a register."""
    root = folder / "notes"
    shutil.copytree(ROOTS / "trilingual", root)
    settings = root / "pyproject.toml"
    settings.write_text(settings.read_text("utf-8").replace('"be", "ru", "en"', '"be", "en"'))
    shutil.rmtree(root / "locale/ru")
    reports = root / "docs/reports"
    (root / "docs/about/pictures").mkdir()
    for path in (reports / "face.svg", root / "docs/about/pictures/face.svg"):
        path.write_text(_DOT, "utf-8")
    (reports / "list.csv").write_text("day,depth\n1,20\n", "utf-8")
    (root / "locale/gazetteer.csv").write_bytes((DECEMBER / "locale/gazetteer.csv").read_bytes())
    method = root / "docs/about/method.rst"
    method.write_text(
        method.read_text("utf-8")
        + "\n.. image:: pictures/face.svg\n   :alt: A face\n\nWe counted 17 days,"
        " see :ref:`report-2021-01-roads`.\n",
        "utf-8",
    )
    return root


@dataclass
class Walk:
    """The steps, each by its name in `KINDS`; `told` says what was done so far."""

    root: Path
    chance: random.Random = field(default_factory=lambda: dice("walk"))
    told: list[str] = field(default_factory=list)

    def step(self, kind: str, when: str) -> None:
        """Change something of that kind; files it writes get the time that `when` names."""
        before = {path: path.stat().st_mtime_ns for path in self._files()}
        contents = {path: path.read_bytes() for path in before}
        KINDS[kind](self)
        changed = []
        for path in self._files():
            if contents.get(path) != path.read_bytes():
                changed.append(path.relative_to(self.root).as_posix())
                moment = {"past": PAST, "future": FUTURE}.get(when, 0) * 10**9
                moment = moment or before.get(path, path.stat().st_mtime_ns)
                os.utime(path, ns=(moment, moment))
        self.told.append(f"{kind} ({when}): {', '.join(changed) or 'something went'}")

    def _files(self) -> list[Path]:
        folders = ("docs", "locale", "host")
        found = [path for name in folders for path in (self.root / name).rglob("*")]
        return [path for path in [self.root / "pyproject.toml", *found] if path.is_file()]

    def _path(self, *names: str) -> Path:
        """Give one of these files that is there."""
        paths = [self.root / name for name in names]
        return self.chance.choice([path for path in paths if path.is_file()])

    def _digit(self, path: Path, text: str) -> None:
        """Put another digit in the place of the one after `text`; the size stays."""
        said = _text(path)
        pattern = re.compile(rf"({text}\D*?)(\d)")
        assert pattern.search(said), f"{path}: {text}"
        _write(path, pattern.sub(lambda found: f"{found[1]}{int(found[2]) % 8 + 1}", said, count=1))

    def _toggle(self, path: Path, text: str) -> None:
        """Take a text out of a file, or put it at its end if it is not there."""
        said = _text(path)
        _write(path, said.replace(text, "") if text in said else said + text)

    def _swap(self, path: Path, one: str, other: str) -> None:
        said = _text(path)
        one, other = (one, other) if one in said else (other, one)
        assert one in said, f"{path}: {one}"
        _write(path, said.replace(one, other, 1))

    def _present(self, path: Path, text: str) -> None:
        """Take a file away, or put one there if there is none."""
        if path.is_file():
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    # What people do.

    def document(self) -> None:
        if self.chance.random() < 0.5:
            self._digit(self.root / "docs/about/method.rst", "We counted")
        else:
            self._digit(self.root / "docs/reports/2021-01.rst", "It lay for")

    def paragraph(self) -> None:
        self._toggle(self._path("docs/reports/2021-01.rst"), "\nMore snow fell in Brest.\n")

    def heading(self) -> None:
        self._swap(self.root / "docs/reports/2021-01.rst", "\nRoads\n-----", "\nWays!\n-----")

    def catalogue(self) -> None:
        path = self.root / "locale/be/LC_MESSAGES/reports/2021-01.po"
        self._swap(path, "выпаў снег", "ляжаў снег")

    def untranslated(self) -> None:
        path = self.root / "locale/be/LC_MESSAGES/reports/2021-01.po"
        self._swap(path, 'msgstr "Толькі на два дні."', 'msgstr ""\n')

    def interface(self) -> None:
        path = self.root / "locale/be/LC_MESSAGES/sphinx.po"
        self._swap(path, "Інстытут і сыны", "Інстытут і дочкі")

    def catalogue_file(self) -> None:
        path, aside = self.root / "locale/be/LC_MESSAGES/about/method.po", self.root / "method.po"
        shutil.move(*((path, aside) if path.is_file() else (aside, path)))

    def settings(self) -> None:
        kind = self.chance.randrange(3)
        path = self.root / "pyproject.toml"
        if kind == 0:
            self._swap(path, "Winter notes", "Winter texts")
        elif kind == 1:
            self._swap(path, "https://notes.example/x", "https://notes.example/y")
        else:
            self._toggle(path, "\n[tool.editions.gate.be]\ncomplete = 90\n")

    def edition(self) -> None:
        self._swap(self.root / "pyproject.toml", '["be", "en"]', '["en"]')

    def picture(self) -> None:
        path = self._path("docs/reports/face.svg", "docs/about/pictures/face.svg")
        self._digit(path, "<path")

    def own_picture(self) -> None:
        self._present(self.root / "docs/about/pictures/face.be.svg", _DOT.replace("h5", "h7"))

    def shown(self) -> None:
        text = "\n.. image:: face.svg\n   :alt: A face\n\n:download:`Days <list.csv>`\n"
        self._toggle(self.root / "docs/reports/2021-01.rst", text)

    def register(self) -> None:
        path = self.root / "locale/gazetteer.csv"
        if self.chance.random() < 0.5:
            self._swap(path, "by-minsk,city,Мінск,Минск,Minsk,", "by-minsk,city,Мінск,Минск,Minsc,")
        else:
            self._digit(path, r"\nby-minsk,city[^\n]*,,53\.9")

    def issue(self) -> None:
        number = self.chance.choice("345")
        self._present(self.root / f"docs/reports/2021-0{number}.rst", _NEW.format(number))

    def wrong(self) -> None:
        self._toggle(self.root / "docs/about/method.rst", "\nSee :ref:`nowhere-at-all`.\n")

    # What makes a document faulty, and mends it again.

    def conflict(self) -> None:
        self._toggle(self.root / "docs/reports/2021-01.rst", _MARKS)

    def encoding(self) -> None:
        self._toggle(self.root / "docs/about/method.rst", _WINDOWS)

    def outside(self) -> None:
        path = self._path("docs/about/method.rst", "docs/reports/2021-02.rst")
        self._toggle(path, "\n.. include:: ../../../elsewhere.txt\n")

    def missing(self) -> None:
        path = self._path("docs/about/method.rst", "docs/reports/2021-02.rst")
        self._toggle(path, "\n.. image:: nowhere.svg\n   :alt: Nothing\n")

    def picture_gone(self) -> None:
        self._present(self.root / "docs/about/pictures/face.svg", _DOT)

    def undefined(self) -> None:
        path = self._path("docs/reports/2021-01.rst", "docs/reports/2021-02.rst")
        self._toggle(path, "\nIt was |colder than that|.\n")

    def host(self) -> None:
        self._present(self.root / "host" / self.chance.choice(["CNAME", ".nojekyll"]), "notes\n")

    def stray(self) -> None:
        path = self.root / "build/site" / self.chance.choice(["be/old.html", "old/x.png", "CNAME"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("left by somebody", "utf-8")


KINDS: dict[str, Callable[[Walk], None]] = {
    name: getattr(Walk, name)
    for name in (
        "document", "paragraph", "heading", "catalogue", "untranslated", "interface",
        "catalogue_file", "settings", "edition", "picture", "own_picture", "shown", "register",
        "issue", "wrong", "host", "stray", "conflict", "encoding", "outside", "missing",
        "picture_gone", "undefined",
    )
}  # fmt: skip

SHORT = (
    "document", "conflict", "picture", "catalogue", "register", "conflict", "issue", "settings",
)  # fmt: skip
"""One of each kind of thing, for every run of the tests; what is put in is taken out again."""


def _text(path: Path) -> str:
    """Read a document that may be faulty."""
    return path.read_bytes().decode("utf-8", "surrogateescape")


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
