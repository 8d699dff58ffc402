"""The templates of the pages that span editions; those of an edition itself are Sphinx's."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment, Template

THEME = Path(__file__).parent.parent / "theme"


def template(name: str) -> Template:
    """Give a template of the theme by its file ("landing.html"); all it prints is escaped."""
    return _templates().get_template(name)


@cache
def _templates() -> Environment:
    # Who merges a ledger for git needs none, nor has it there.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    # Kept: an archive has hundreds of folders, and compiling a template costs more than a page.
    return Environment(
        loader=FileSystemLoader(THEME),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
