"""The settings of a publication: ``[tool.editions]`` in its pyproject.toml.

conf.py is never executed to learn a setting; it takes them from here, through the
Sphinx extension.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from urllib.parse import urlsplit

from editions.problems import UsageError

AUTONYMS = {"be": "Беларуская", "ru": "Русский", "en": "English"}
"""The languages an edition can have, each by its own name."""

T = TypeVar("T")

SETTINGS = "pyproject.toml"
TABLE = "tool.editions"


@dataclass(frozen=True, slots=True)
class Edition:
    """A language version of the publication."""

    language: str
    autonym: str


@dataclass(frozen=True, slots=True)
class Publication:
    """A folder with reports, catalogues and settings.

    `title` and `publisher` are in `source_language`; `publisher` and `base_url` may be
    empty. `base_url`, where given, ends without a slash.
    """

    root: Path
    title: str
    publisher: str
    editions: tuple[Edition, ...]
    base_url: str = ""
    source_language: str = "en"

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    @property
    def locale(self) -> Path:
        return self.root / "locale"

    @property
    def work(self) -> Path:
        """Where builds keep what no reader sees."""
        return self.root / "build"

    @property
    def site(self) -> Path:
        return self.work / "site"

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(edition.language for edition in self.editions)

    def edition(self, language: str) -> Edition:
        """Give the edition of that language; raise `UsageError` if there is none."""
        for edition in self.editions:
            if edition.language == language:
                return edition
        raise UsageError(f"no edition '{language}' here; there are: {', '.join(self.languages)}")


def find_root(start: Path) -> Path:
    """Give the nearest folder from `start` upwards whose pyproject.toml has the table."""
    for folder in (start.resolve(), *start.resolve().parents):
        settings = folder / SETTINGS
        if settings.is_file() and "editions" in _parse(settings).get("tool", {}):
            return folder
    raise UsageError(
        f"no publication in '{start}' or above: no {SETTINGS} with [{TABLE}]; name it with -C DIR"
    )


def load(root: Path) -> Publication:
    """Read and validate the settings of the publication in `root`.

    Raises `UsageError` naming file, line and key for anything missing, unknown or wrong.
    """
    path = root / SETTINGS
    if not path.is_file():
        raise UsageError(f"no {SETTINGS} in '{root}'; a publication needs one with [{TABLE}]")
    table = _parse(path).get("tool", {}).get("editions")
    if not isinstance(table, dict):
        raise UsageError(f"[{TABLE}] is missing", path=path)
    settings = _Settings(path, table)
    settings.refuse_unknown()
    languages = settings.take("editions", _languages)
    none: dict[str, str] = {}
    autonyms = settings.take("autonyms", _autonyms, default=none)
    return Publication(
        root=root.resolve(),
        title=settings.take("title", _filled),
        publisher=settings.take("publisher", _text),
        editions=tuple(
            Edition(language, autonyms.get(language, AUTONYMS[language])) for language in languages
        ),
        base_url=settings.take("base_url", _url, default=""),
        source_language=settings.take("source_language", _language, default="en"),
    )


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        message = f"not valid TOML: {error}"
        raise UsageError(message, path=path, line=int(line[1]) if line else None) from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot be read: {error}", path=path) from None


@dataclass(frozen=True, slots=True)
class _Settings:
    path: Path
    table: dict[str, Any]

    def refuse_unknown(self) -> None:
        known = {"title", "publisher", "editions", "autonyms", "base_url", "source_language"}
        for key in self.table:
            if key not in known:
                self._refuse(key, f"unknown setting; known are: {', '.join(sorted(known))}")

    def take(self, key: str, read: Callable[[Any], T], **default: T) -> T:
        if key not in self.table:
            if "default" in default:
                return default["default"]
            raise UsageError(f"{key}: is missing from [{TABLE}]", path=self.path, line=self._line())
        try:
            return read(self.table[key])
        except ValueError as error:
            self._refuse(key, str(error))

    def _refuse(self, key: str, message: str) -> NoReturn:
        raise UsageError(f"{key}: {message}", path=self.path, line=self._line(key))

    def _line(self, key: str | None = None) -> int | None:
        """Find the line of a key (or of the table), which tomllib does not tell."""
        inside = False
        for number, line in enumerate(self.path.read_text(encoding="utf-8").splitlines(), 1):
            if header := re.match(r"\s*\[\s*([^\]]+?)\s*\]", line):
                inside = header[1] == TABLE
                if header[1] == (TABLE if key is None else f"{TABLE}.{key}"):
                    return number
            elif inside and key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", line):
                return number
        return None


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\n" in value:
        raise ValueError("must be one line of text in quotation marks")
    return value.strip()


def _filled(value: Any) -> str:
    if text := _text(value):
        return text
    raise ValueError("must not be empty")


def _language(value: Any) -> str:
    if value not in AUTONYMS:
        raise ValueError(f"'{value}' is not one of {', '.join(AUTONYMS)}")
    return str(value)


def _languages(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError('must be a list of languages, as ["be", "ru", "en"]')
    languages = tuple(_language(item) for item in value)
    if len(set(languages)) != len(languages):
        raise ValueError("names a language twice")
    return languages


def _autonyms(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError(  # noqa: TRY004 - one kind of fault for every wrong setting
            'must be a table, as { be = "Беларуская" }'
        )
    return {_language(key): _filled(name) for key, name in value.items()}


def _url(value: Any) -> str:
    text = _text(value).rstrip("/")
    parts = urlsplit(text)
    if text and (parts.scheme not in {"http", "https"} or not parts.netloc):
        raise ValueError("must be empty or begin with https:// or http://")
    return text
