"""Reading and validating ``[tool.editions]``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from editions.config import checks
from editions.config.publication import (
    AUTONYMS,
    TITLE_BLOCK,
    Bounds,
    Edition,
    Publication,
    Trust,
)
from editions.config.settings import SETTINGS, TABLE, Settings, parse, parsed, text_of
from editions.problems import UsageError

_ISSUE = re.compile(r"[12]\d{3}-(?:0[1-9]|1[0-2])")
_KNOWN = frozenset(
    {
        "autonyms",
        "base_url",
        "checks",
        "editions",
        "gate",
        "pdf",
        "publisher",
        "romanization",
        "source_language",
        "spelling",
        "title",
        "trust",
    }
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*")
_PDF = ("title_block", "seconds", "memory")


def find_root(start: Path) -> Path:
    """Give the nearest folder from `start` upwards whose pyproject.toml has the table."""
    for folder in (start.resolve(), *start.resolve().parents):
        settings = folder / SETTINGS
        if settings.is_file() and "editions" in parse(settings).get("tool", {}):
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
    return _of_text(root, text_of(path))


@lru_cache(maxsize=8)  # asked for by every handler of every page
def _of_text(root: Path, text: str) -> Publication:
    path = root / SETTINGS
    table = parsed(path, text).get("tool", {}).get("editions")
    if not isinstance(table, dict):
        raise UsageError(f"[{TABLE}] is missing", path=path)
    settings = Settings(path, table)
    settings.refuse_unknown(_KNOWN)
    languages = settings.take("editions", _languages)
    none: dict[str, str] = {}
    romanizations = settings.take("romanization", _table_of_text, default=none)
    _refuse_schemes(settings, romanizations, languages)
    autonyms = settings.take("autonyms", _autonyms, default=none)
    pdf = _pdf(settings)
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
        gate=_gate(settings, languages),
        title_block=_title_block(settings, pdf),
        bounds=_bounds(settings, pdf),
        spelling=_spelling(settings),
        trust=_trust(settings),
        checks=checks.vouched(settings),
    )


def schemes() -> tuple[str, ...]:
    """Give the ids of the romanizations of Belarusian, read from the folder of their rules."""
    folder = files("editions").joinpath("names", "schemes")
    ids = (Path(file.name).stem for file in folder.iterdir() if file.name.endswith(".toml"))
    return tuple(sorted(scheme for scheme in ids if not scheme.endswith("_ru")))


def _refuse_schemes(
    settings: Settings, chosen: Mapping[str, str], languages: tuple[str, ...]
) -> None:
    for language, scheme in chosen.items():
        place = ("romanization", language)
        if language not in languages:
            message = f"no edition '{language}' here; there are: {', '.join(languages)}"
            settings.refuse(message, place, name="romanization")
        if scheme not in (known := schemes()):
            message = f"no scheme '{scheme}' for Belarusian names; there are: {', '.join(known)}"
            settings.refuse(message, place, name="romanization")


def _gate(settings: Settings, languages: tuple[str, ...]) -> dict[str, Any]:
    """Read the table of the gate with the tables in it: editions, issues, both."""
    given = settings.table.get("gate", {})
    return _demands(settings, given, path=("gate",), languages=languages)


def _demands(
    settings: Settings, given: Any, *, path: tuple[str, ...], languages: tuple[str, ...]
) -> dict[str, Any]:
    if not isinstance(given, dict):
        settings.refuse("must be a table, as { complete = 90 }", path)
    read: dict[str, Any] = {}
    for key, value in given.items():
        place = (*path, key)
        of_issue = _ISSUE.fullmatch(key) and not _ISSUE.fullmatch(path[-1])
        if key in _DEMANDS:
            try:
                read[key] = _DEMANDS[key](value)
            except ValueError as error:
                settings.refuse(str(error), place)
        elif of_issue or (key in languages and len(path) == 1):
            read[key] = _demands(settings, value, path=place, languages=languages)
        else:
            known = ", ".join((*_DEMANDS, *languages, "an issue as 2020-12"))
            settings.refuse(f"unknown; known are: {known}", place)
    return read


def _pdf(settings: Settings) -> dict[str, Any]:
    """Give the table of the PDFs, empty if nothing is said; refuse what it cannot hold."""
    table = settings.table.get("pdf", {})
    if not isinstance(table, dict):
        settings.refuse('must be a table, as { title_block = ["month"] }', ("pdf",))
    for key in table:
        if key not in _PDF:
            settings.refuse(f"unknown; known are: {', '.join(_PDF)}", ("pdf", key))
    return table


def _title_block(settings: Settings, pdf: Mapping[str, Any]) -> tuple[str, ...]:
    """Read what stands on page one; all of it if nothing is said."""
    chosen = pdf.get("title_block", list(TITLE_BLOCK))
    if not isinstance(chosen, list):
        settings.refuse('must be a list, as ["month", "qr"]', ("pdf", "title_block"))
    for part in chosen:
        if part not in TITLE_BLOCK:
            message = f"'{part}' is not one of {', '.join(TITLE_BLOCK)}"
            settings.refuse(message, ("pdf", "title_block"))
    return tuple(part for part in TITLE_BLOCK if part in chosen)


def _bounds(settings: Settings, pdf: Mapping[str, Any]) -> Bounds:
    """Read how much one PDF may take."""
    given = {key: pdf[key] for key in ("seconds", "memory") if key in pdf}
    for key, value in given.items():
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            unit = {"seconds": "seconds of processor time", "memory": "megabytes"}[key]
            settings.refuse(f"must be a whole number of {unit}, from 1", ("pdf", key))
    return Bounds(**given)


def _trust(settings: Settings) -> Trust:
    """Read what documents may do beyond what pages do by themselves."""
    table = settings.table.get("trust", {})
    if not isinstance(table, dict):
        settings.refuse('must be a table, as { links = ["tel"] }', ("trust",))
    for key in table:
        if key not in {"raw", "links"}:
            settings.refuse("unknown; known are: raw, links", ("trust", key))
    raw, links = table.get("raw", False), table.get("links", [])
    if not isinstance(raw, bool):
        settings.refuse("must be true or false", ("trust", "raw"))
    named = links if isinstance(links, list) else [None]
    if not all(isinstance(each, str) and _SCHEME.fullmatch(each) for each in named):
        settings.refuse('must be a list of what links begin with, as ["tel"]', ("trust", "links"))
    return Trust(raw, tuple(links))


def _spelling(settings: Settings) -> dict[str, str]:
    """Read which spelling of a language counts: the name of its dictionary."""
    table = settings.table.get("spelling", {})
    if not isinstance(table, dict):
        settings.refuse('must be a table, as { en = "en_GB" }', ("spelling",))
    for language, name in table.items():
        place = ("spelling", language)
        if language not in AUTONYMS:
            settings.refuse(f"unknown language; known are: {', '.join(AUTONYMS)}", place)
        if not isinstance(name, str) or not re.fullmatch(rf"{language}[-_][\w-]+", name):
            message = f'must be the name of a dictionary of that language, as "{language}_…"'
            settings.refuse(message, place)
    return dict(table)


def _percent(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 100:
        raise ValueError("must be a whole number from 0 to 100, per cent of the words")
    return value


def _allowed(value: Any) -> int | None:
    if isinstance(value, bool):
        return None if value else 0
    if not isinstance(value, int) or value < 0:
        raise ValueError("must be the number of held translations allowed, or true for any")
    return value


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(  # noqa: TRY004 - one kind of fault for every wrong setting
            "must be true (the checks must find no error) or false"
        )
    return value


_DEMANDS: Mapping[str, Callable[[Any], Any]] = {
    "complete": _percent,
    "held": _allowed,
    "checks": _switch,
}
"""What a table of the gate may ask for, and how each is read."""


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
