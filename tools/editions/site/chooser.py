"""The pages above the editions: the chooser of a language, and the 404 page beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from editions.config import Publication
from editions.site.facts import EditionFacts
from editions.site.style import NAME, style

THEME = Path(__file__).parent.parent / "theme"


def chooser(publication: Publication, editions: Sequence[EditionFacts]) -> dict[str, bytes]:
    """Give the files of the site's root: path relative to it → content.

    `editions` come in the order they are to be shown; without any there is no file. No
    redirect and no script: the reader chooses, and nobody learns what.
    """
    if not editions:
        return {}
    templates = Environment(
        loader=FileSystemLoader(THEME),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    context = {
        "editions": editions,
        "base": f"{publication.base_url}/" if publication.base_url else "",
    }
    return {
        "index.html": templates.get_template("chooser.html").render(context).encode(),
        "404.html": templates.get_template("nowhere.html").render(context).encode(),
        NAME: style(),
    }
