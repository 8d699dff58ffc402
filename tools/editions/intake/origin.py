"""origin.toml: what is known of the received file a document was made from."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict, dataclass, field
from pathlib import Path

from editions.problems import IntakeError

NAME = "origin.toml"


@dataclass(frozen=True, slots=True)
class Origin:
    """A received file: its name, what it is, and the day it came (empty: not recorded)."""

    file: str
    format: str
    issue: str
    language: str
    sha256: str
    received: str = ""


@dataclass(frozen=True, slots=True)
class Origins:
    """The file the document was made from, and those received for the issue before it."""

    current: Origin
    earlier: tuple[Origin, ...] = field(default=())


def read(path: Path) -> Origins | None:
    """Read origin.toml, None if there is none; raise `IntakeError` if it is not as we write it."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        earlier = table.pop("earlier", [])
        return Origins(Origin(**table), tuple(Origin(**one) for one in earlier))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        message = f"is not as intake writes it ({error}); mend it or take it away"
        raise IntakeError(message, path=path) from None


def text(origins: Origins) -> str:
    """Give the text of origin.toml; no person, no clock."""
    lines = ["# What was received, as it was received: never edited.", *_fields(origins.current)]
    for origin in origins.earlier:
        lines += ["", "[[earlier]]", *_fields(origin)]
    return "\n".join(lines) + "\n"


def succeed(known: Origins | None, origin: Origin) -> Origins:
    """Give the record with `origin` as the current file; nothing known of others is lost."""
    if known is None:
        return Origins(origin)
    both = (known.current, *known.earlier)
    for one in both:
        if one.file == origin.file and not origin.received:
            origin = Origin(**{**asdict(origin), "received": one.received})
    return Origins(origin, tuple(one for one in both if one.file != origin.file))


def _fields(origin: Origin) -> list[str]:
    # A JSON string is a TOML string too.
    return [
        f"{key} = {json.dumps(value, ensure_ascii=False)}"
        for key, value in asdict(origin).items()
        if value
    ]
