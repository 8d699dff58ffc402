"""The settings of a publication: ``[tool.editions]`` in its pyproject.toml.

conf.py is never executed to learn a setting; it takes them from here, through the
Sphinx extension.
"""

from __future__ import annotations

from editions.config.checks import protected
from editions.config.publication import (
    AUTONYMS,
    NO_DEMANDS,
    ROMANIZATION,
    TITLE_BLOCK,
    Bounds,
    Demands,
    Edition,
    Publication,
    Vouched,
)
from editions.config.reading import find_root, load, schemes
from editions.config.settings import SETTINGS, TABLE

__all__ = [
    "AUTONYMS",
    "NO_DEMANDS",
    "ROMANIZATION",
    "SETTINGS",
    "TABLE",
    "TITLE_BLOCK",
    "Bounds",
    "Demands",
    "Edition",
    "Publication",
    "Vouched",
    "find_root",
    "load",
    "protected",
    "schemes",
]
