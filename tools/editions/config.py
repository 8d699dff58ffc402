"""The settings of a publication: ``[tool.editions]`` in its pyproject.toml.

conf.py is never executed to learn a setting; it takes them from here, through the
Sphinx extension.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from urllib.parse import urlsplit

from editions.problems import UsageError

AUTONYMS = {"be": "Беларуская", "ru": "Русский", "en": "English"}
"""The languages an edition can have, each by its own name."""

ROMANIZATION = "national_2007_be"
"""The scheme of an edition that names none."""

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
    romanizations: Mapping[str, str] = field(default_factory=dict, hash=False)

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

    def romanization(self, language: str) -> str:
        """Give the id of the scheme by which that edition writes places in Latin letters."""
        return self.romanizations.get(language, ROMANIZATION)


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
    romanizations = settings.take("romanization", _table_of_text, default=none)
    settings.refuse_schemes(romanizations, languages)
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
        romanizations=romanizations,
    )


def schemes() -> tuple[str, ...]:
    """Give the ids of the romanizations of Belarusian, read from the folder of their rules."""
    folder = files("editions").joinpath("names", "schemes")
    ids = (Path(file.name).stem for file in folder.iterdir() if file.name.endswith(".toml"))
    return tuple(sorted(scheme for scheme in ids if not scheme.endswith("_ru")))


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
        known.add("romanization")
        for key in self.table:
            if key not in known:
                self._refuse(key, f"unknown setting; known are: {', '.join(sorted(known))}")

    def refuse_schemes(self, chosen: Mapping[str, str], languages: tuple[str, ...]) -> None:
        for language, scheme in chosen.items():
            if language not in languages:
                message = f"no edition '{language}' here; there are: {', '.join(languages)}"
                self._refuse("romanization", message, inner=language)
            if scheme not in (known := schemes()):
                message = (
                    f"no scheme '{scheme}' for Belarusian names; there are: {', '.join(known)}"
                )
                self._refuse("romanization", message, inner=language)

    def take(self, key: str, read: Callable[[Any], T], **default: T) -> T:
        if key not in self.table:
            if "default" in default:
                return default["default"]
            raise UsageError(f"{key}: is missing from [{TABLE}]", path=self.path, line=self._line())
        try:
            return read(self.table[key])
        except ValueError as error:
            self._refuse(key, str(error))

    def _refuse(self, key: str, message: str, *, inner: str | None = None) -> NoReturn:
        line = self._line(key)
        if inner is not None:
            line = self._inner_line(line, inner)
        raise UsageError(f"{key}: {message}", path=self.path, line=line)

    def _inner_line(self, start: int | None, key: str) -> int | None:
        """Find the line of a key in a table of its own, else give the line of the table."""
        lines = self.path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines[start or 0 :], (start or 0) + 1):
            if line.lstrip().startswith("["):
                break
            if re.match(rf"\s*(?:romanization\s*\.\s*)?[\"']?{re.escape(key)}[\"']?\s*=", line):
                return number
        return start

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


def _table_of_text(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError(  # noqa: TRY004 - one kind of fault for every wrong setting
            'must be a table, as { en = "national_2007_be" }'
        )
    return {str(key): _filled(scheme) for key, scheme in value.items()}


def _url(value: Any) -> str:
    text = _text(value).rstrip("/")
    parts = urlsplit(text)
    if text and (parts.scheme not in {"http", "https"} or not parts.netloc):
        raise ValueError("must be empty or begin with https:// or http://")
    return text
