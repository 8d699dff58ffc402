"""Where the text of an issue comes from."""

from __future__ import annotations

from collections.abc import Callable


def origin(language: str, *, source: str, translate: Callable[[str], str]) -> str:
    """Say in an edition's language from what language an issue is translated, if it is.

    `translate` turns English words of the interface into the edition's; "" for a source in
    a language that no edition can have.
    """
    _ = translate
    if language == source:
        return str(_("Original text"))
    said = {
        "be": _("Translated from Belarusian"),
        "ru": _("Translated from Russian"),
        "en": _("Translated from English"),
    }
    return str(said.get(source, ""))
