"""Editions: one report in Belarusian, Russian and English, as web pages and PDF."""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, whose import takes a moment

if TYPE_CHECKING:
    __version__: str
else:

    def __getattr__(name: str) -> str:
        """Give the version when it is asked for: finding it takes a moment."""
        if name != "__version__":
            raise AttributeError(name)
        from importlib.metadata import version  # noqa: PLC0415

        return version("editions")
