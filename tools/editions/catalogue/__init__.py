"""Catalogues: reading, writing, extracting, updating and publishing gettext PO files.

Nothing else in the house imports polib, Babel's messages or sphinx-intl.
"""

from __future__ import annotations

from editions.catalogue.compile import publish

__all__ = ["publish"]
