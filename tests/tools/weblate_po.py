"""``.venv-tools/bin/python weblate_po.py FILE…``: open and save catalogues as Weblate does.

Runs `weblate.formats.ttkit.PoFormat`, the class the server reads and writes PO files with,
without the server: its database models and what only they need are stood in for.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

TRANSLATED, FUZZY = 20, 10


class _Nothing(dict[str, Any]):
    """A register of checks or fixes that holds none."""

    def get_ignore_strings(self) -> list[str]:
        return []


class _AnyName(type):
    """A class whose constants are their own names, as `Plural.SOURCE_CLDR`."""

    def __getattr__(cls, name: str) -> str:
        return name


class Plural(metaclass=_AnyName):
    """Stands in for the database model."""


def _nothing(*_: object, **__: object) -> None:
    return None


STANDING_IN: dict[str, dict[str, object]] = {
    "weblate.checks.models": {"CHECKS": _Nothing()},
    "weblate.trans.autofixes": {"AUTOFIXES": _Nothing()},
    "weblate.lang.models": {"Plural": Plural},
    "weblate.fonts.utils": {"get_font_weight": _nothing},
    "weblate.utils.celery": {"app": None},
    "weblate.utils.errors": {"report_error": _nothing, "add_breadcrumb": _nothing},
    "weblate.utils.version": {"VERSION": "5.14.3"},
}


def po_format() -> Any:
    """Import Weblate's class for PO files."""
    settings = import_module("django.conf").settings
    settings.configure(WEBLATE_FORMATS=("weblate.formats.ttkit.PoFormat",))
    for name, contents in STANDING_IN.items():
        module = ModuleType(name)
        vars(module).update(contents)
        sys.modules[name] = module
    form = import_module("weblate.formats.ttkit").PoFormat
    vars(import_module("weblate.utils"))["version"] = sys.modules["weblate.utils.version"]
    return form


def save_again(store: Any) -> int:
    """Set every text anew, and the header as after a translator's work; count the texts."""
    count = 0
    for unit in store.content_units:
        if unit.target:
            fuzzy = unit.is_fuzzy()
            unit.set_target(unit.target)
            unit.set_state(FUZZY if fuzzy else TRANSLATED)
            count += 1
    store.update_header(
        last_translator="Jan Kowalski <jan@example.org>",
        language_team="Belarusian <https://weblate.example.org/be/>",
        PO_Revision_Date="2026-11-22 15:00+0300",
    )
    store.save()
    return count


if __name__ == "__main__":
    form = po_format()
    counts = [save_again(form(str(Path(name)))) for name in sys.argv[1:]]
    sys.stdout.write(f"{sum(counts)}\n")
