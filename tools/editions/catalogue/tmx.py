"""Translation memories other tools wrote: TMX files (OmegaT, Weblate, Trados …).

A file from outside is untrusted: it is read by expat itself, and one that declares entities
or a document type of its own is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from editions.problems import CatalogueError

MOST = 64_000_000
"""Above so many bytes a file is refused: it would be read into memory whole."""
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
        if path.stat().st_size > MOST:
            raise CatalogueError(f"is larger than {MOST // 1_000_000} MB; part it", path=path)
        reader.read(path.read_bytes())
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
            message = "declares a document type of its own; delete what stands in [ ] there"
            raise _RefusedError(message, self.parser.CurrentLineNumber)

    def _entity(self, *_: object) -> None:
        message = "declares an entity; write its text instead"
        raise _RefusedError(message, self.parser.CurrentLineNumber)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.path and name != "tmx":
            message = f"is no TMX file: it begins with <{name[:40]}>"
            raise _RefusedError(message, self.parser.CurrentLineNumber)
        self.path.append(name)
        if name == "tu":
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
        if name == "seg" and self.units and self.language:
            self.units[-1].texts.setdefault(self.language, "".join(self.text))

    def _characters(self, data: str) -> None:
        if "seg" in self.path and not _NATIVE & set(self.path):
            self.text.append(data)


def language(code: str) -> str:
    """Give be, ru or en for a code as TMX has it; another orthography is another language.

    >>> language("en-US"), language("BE"), language("be_BY"), language("be-tarask")
    ('en', 'be', 'be', '')
    """
    match = _LANGUAGE.fullmatch(code.strip())
    return match[1].lower() if match else ""
