"""Names: the register, romanization, inflected forms and finding them in text.

The standard library alone, and for speed an optional matcher: usable by a translator
without Sphinx or any catalogue.
"""

from __future__ import annotations
