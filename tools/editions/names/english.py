"""The name as an English edition prints it, by the edition's romanization scheme."""

from __future__ import annotations

from collections.abc import Mapping

from editions.names.gazetteer import Name
from editions.names.romanize import romanize, scheme_of

UNITS = {"district": "District", "region": "Region"}
"""The kinds that are named after their seat, with the word that an English name of one ends in."""


def english(name: Name, by_id: Mapping[str, Name], scheme: str) -> str:
    """Give the English form of `name`: its established one, else one made by rule.

    A district or region is named after its seat (Mahilioŭ Region); one whose seat the register
    lacks is romanized as it stands. Raises `UsageError` for an unknown scheme.
    """
    if name.en:
        scheme_of(scheme)  # a wrong setting shall not hide behind the established names
        return name.en
    seat = by_id.get(name.seat)
    if name.kind in UNITS and seat is not None:
        return f"{seat.en or _romanized(seat, scheme)} {UNITS[name.kind]}"
    return _romanized(name, scheme)


def _romanized(name: Name, scheme: str) -> str:
    return romanize(name.ru if scheme_of(scheme).language == "ru" else name.be, scheme)
