"""Translation memories other tools wrote: TMX files (OmegaT, Weblate, Trados …).

A file from outside is untrusted: it is read by expat itself, and one that declares entities
or a document type of its own is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from editions import limits
from editions.problems import CatalogueError

_NATIVE = {"bpt", "ept", "ph", "it", "ut"}
"""Elements that hold codes of another format in place of text."""
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z]{4})?(?:[-_](?:[a-z]{2}|\d{3}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Segment:
    """One text and its translation; `changed` is when, as the file has it (may be empty)."""

    source: str
    target: str
    changed: str


def segments(path: Path, source: str, target: str) -> list[Segment]:
    """Read the pairs of two languages (be, ru, en) from a TMX file, in the order of the file.

    Raises `CatalogueError` naming file and line for what is no sound TMX.
    """
    reader = _Reader()
    try:
        reader.read(limits.read(path))
    except limits.OverLimitError as error:
        raise CatalogueError(error.message, path=path, line=error.line) from None
    except OSError as error:
        raise CatalogueError(f"cannot be read: {error.strerror}", path=path) from None
    except expat.ExpatError as error:
        message = f"not well-formed XML ({expat.ErrorString(error.code)}); export it anew"
        raise CatalogueError(message, path=path, line=error.lineno) from None
    except _RefusedError as fault:
        raise CatalogueError(str(fault), path=path, line=fault.line) from None
    return list(_paired(reader.units, source, target))


def _paired(units: list[_Unit], source: str, target: str) -> Iterator[Segment]:
    for unit in units:
        one, other = unit.texts.get(source, ""), unit.texts.get(target, "")
        if one.strip() and other.strip():
            yield Segment(one, other, unit.changed.get(target) or unit.changed.get("", ""))


class _RefusedError(Exception):
    """What we do not read in a file, and in which line it stands."""

    def __init__(self, message: str, line: int):
        super().__init__(message)
        self.line = line


@dataclass(slots=True)
class _Unit:
    texts: dict[str, str] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Reader:
    units: list[_Unit] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    language: str = ""
    text: list[str] = field(default_factory=list)
    elements: int = 0
    native: int = 0
    parser: expat.XMLParserType = field(default_factory=expat.ParserCreate)

    def read(self, data: bytes) -> None:
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._entity
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.Parse(data, True)

    def _doctype(self, name: str, _system: str | None, _public: str | None, inner: int) -> None:
        # Many tools name tmx14.dtd, which expat never fetches; only what stands inside counts.
        if inner:
            self._refuse("declares a document type of its own; delete what stands in [ ] there")

    def _entity(self, *_: object) -> None:
        self._refuse("declares an entity; write its text instead")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.path and name != "tmx":
            self._refuse(f"is no TMX file: it begins with <{name[:40]}>")
        self.path.append(name)
        self.native += name in _NATIVE
        self.elements += 1
        if len(self.path) > limits.DEPTH:
            self._refuse(f"has elements over {limits.DEPTH} deep; export it anew")
        if self.elements > 5 * limits.PAIRS:
            self._refuse(f"has over {5 * limits.PAIRS} elements, the most that are read; part it")
        if name == "tu":
            if len(self.units) >= limits.PAIRS:
                self._refuse(f"has over {limits.PAIRS} pairs, the most that are read; part it")
            self.units.append(_Unit())
            self._dated("", attributes)
        elif name == "tuv" and self.units:
            self.language = language(attributes.get("xml:lang") or attributes.get("lang", ""))
            self._dated(self.language, attributes)
        elif name == "seg":
            self.text = []

    def _dated(self, of: str, attributes: dict[str, str]) -> None:
        changed = attributes.get("changedate") or attributes.get("creationdate", "")
        if changed:
            self.units[-1].changed[of] = changed

    def _end(self, name: str) -> None:
        self.path.pop()
        self.native -= name in _NATIVE
        if name == "seg" and self.units and self.language:
            text = "".join(self.text)
            if len(text) > limits.MESSAGE:
                self._refuse(f"this text {limits.too_long(text)}")
            self.units[-1].texts.setdefault(self.language, text)

    def _characters(self, data: str) -> None:
        if "seg" in self.path and not self.native:
            self.text.append(data)

    def _refuse(self, message: str) -> NoReturn:
        raise _RefusedError(message, self.parser.CurrentLineNumber)


def language(code: str) -> str:
    """Give be, ru or en for a code as TMX has it; another orthography is another language.

    >>> language("en-US"), language("BE"), language("be_BY"), language("be-tarask")
    ('en', 'be', 'be', '')
    """
    match = _LANGUAGE.fullmatch(code.strip())
    return match[1].lower() if match else ""
