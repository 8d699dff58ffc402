"""Why pages are made again, as those say who found that they have to be.

`editions build --explain` asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from sphinx.application import Sphinx

UNSAID = "something that stands on it is newer"
"""What is told of a page that Sphinx alone found to be too old."""

_said: WeakKeyDictionary[Sphinx, dict[str, str]] = WeakKeyDictionary()


def because(app: Sphinx, documents: Iterable[str], why: str) -> list[str]:
    """Note why documents are made again, if nobody has yet, and give them."""
    names = list(documents)
    said = _said.setdefault(app, {})
    for name in names:
        said.setdefault(name, why)
    return names


def why(app: Sphinx, document: str) -> str:
    """Give why a document was made again."""
    return _said.get(app, {}).get(document, UNSAID)
