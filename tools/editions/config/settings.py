"""The file of the settings, and the line of each in it, which tomllib does not tell."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from editions import limits
from editions.problems import UsageError

SETTINGS = "pyproject.toml"
TABLE = "tool.editions"

T = TypeVar("T")

_HEADER = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]")
_ENTRY = re.compile(r"\s*([\w.\s\"'-]+?)\s*=\s*(\{)?")


def parse(path: Path) -> dict[str, Any]:
    """Read a TOML file; raise `UsageError` with the line if it is none."""
    return parsed(path, text_of(path))


def parsed(path: Path, text: str) -> dict[str, Any]:
    """Give what the text of a TOML file says; raise `UsageError` with the line if it is none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        message = f"not valid TOML: {error}"
        raise UsageError(message, path=path, line=int(line[1]) if line else None) from None


def text_of(path: Path) -> str:
    """Read a file of settings; raise `UsageError` if it is no text or more than may be."""
    try:
        return _text(path)
    except limits.OverLimitError as error:
        raise UsageError(error.message, path=path, line=error.line) from None
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", path=path) from None
    except UnicodeDecodeError as error:
        raise UsageError(f"is not UTF-8: {error}", path=path) from None


@dataclass(frozen=True, slots=True)
class Settings:
    """The table of a publication's settings and the file it stands in."""

    path: Path
    table: dict[str, Any]

    def refuse_unknown(self, known: frozenset[str]) -> None:
        """Raise `UsageError` for a key that is not known."""
        for key in self.table:
            if key not in known:
                message = f"unknown setting; known are: {', '.join(sorted(known))}"
                self.refuse(message, (key,))

    def take(self, key: str, read: Callable[[Any], T], **default: T) -> T:
        """Read a setting; raise `UsageError` if it is wrong, or missing without a default."""
        if key not in self.table:
            if "default" in default:
                return default["default"]
            raise UsageError(f"{key}: is missing from [{TABLE}]", path=self.path, line=self._line())
        try:
            return read(self.table[key])
        except ValueError as error:
            self.refuse(str(error), (key,))

    def refuse(self, message: str, place: tuple[str, ...], *, name: str = "") -> NoReturn:
        """Raise `UsageError` at the line of a key, given with the tables it is in."""
        said = f"{name or '.'.join(place)}: {message}"
        raise UsageError(said, path=self.path, line=self._line(*place))

    def _line(self, *place: str) -> int | None:
        """Find where a key is first written, however its tables are, else what it stands in."""
        wanted = (*TABLE.split("."), *place)
        best: tuple[int, int | None] = (1, None)
        inside: tuple[str, ...] = ()
        for number, line in enumerate(_text(self.path).splitlines(), 1):
            if header := _HEADER.match(line):
                here = inside = _keys(header[1])
            elif entry := _ENTRY.match(line):
                here = inside + _keys(entry[1])
            else:
                continue
            common = min(len(here), len(wanted))
            if here[:common] != wanted[:common]:
                continue
            if not header and entry and entry[2] and common < len(wanted):
                return number  # what an inline table holds stands on the same line
            if common > best[0]:
                best = (common, number)
        return best[1]


def _text(path: Path) -> str:
    text = limits.read(path, limits.SETTINGS).decode("utf-8").replace("\r\n", "\n")
    limits.refuse_lines(text, path)
    return text


def _keys(dotted: str) -> tuple[str, ...]:
    """Part a dotted key of TOML, quotation marks taken off."""
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))
