"""Editions: one report in Belarusian, Russian and English, as web pages and PDF."""

from __future__ import annotations

from importlib.metadata import version

__version__ = version("editions")
