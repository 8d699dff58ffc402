"""``[tool.editions.checks]``: what a publication says of the checks, each time with a reason."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from editions.config.publication import Vouched
from editions.config.settings import Settings
from editions.problems import Severity

_SEVERITIES = {
    "off": None,
    "warn": Severity.WARNING,
    "warning": Severity.WARNING,  # as it is printed
    "error": Severity.ERROR,
}
_SHAPE = 'must be a table, as { severity = "off", reason = "why" }'
_EXAMPLE = f"{_SHAPE}; severities are: off, warn, error"


@cache
def _manual() -> Mapping[str, Any]:
    """Give what the manual knows of each check; the checks themselves lie in a layer above."""
    return tomllib.loads(files("editions").joinpath("checks", "manual.toml").read_text("utf-8"))


def protected(check: str) -> str | None:
    """Say why nobody may vouch for what is told under an id; None if anybody may."""
    known = _manual().get(check, {"protects": "no check found it."})
    return str(known["protects"]) if "protects" in known else None


def vouched(settings: Settings) -> dict[str, Vouched]:
    """Read what is said of the checks: id → how grave what it finds is here.

    Raises `UsageError` at the line of an unknown id, of a missing reason, of a check that
    protects readers and is to be lowered.
    """
    table = settings.table.get("checks", {})
    if not isinstance(table, dict):
        settings.refuse(
            "must be a table, as [tool.editions.checks] with a line a check", ("checks",)
        )
    return {check: _one(settings, check, said) for check, said in table.items()}


def _one(settings: Settings, check: str, said: Any) -> Vouched:
    place = ("checks", check)
    if check not in _manual():
        settings.refuse("no such check; 'editions check --manual' has all of them", place)
    if not isinstance(said, dict):
        settings.refuse(_EXAMPLE, place)
    for key in said:
        if key not in {"severity", "reason"}:
            settings.refuse("unknown; known are: severity, reason", (*place, key))
    severity, reason = said.get("severity"), said.get("reason")
    if not isinstance(severity, str) or severity not in _SEVERITIES:
        settings.refuse("severity must be one of: off, warn, error", place)
    if not isinstance(reason, str) or not reason.strip():
        settings.refuse('lacks its reason; say why, as reason = "…"', place)
    wanted = _SEVERITIES[severity]
    if wanted is not Severity.ERROR and (why := protected(check)) is not None:
        settings.refuse(f"cannot be switched off or lowered: {why}", place)
    return Vouched(wanted, reason.strip())
