"""The pages above the editions: the chooser of a language, the page for wrong addresses."""

from __future__ import annotations

from collections.abc import Sequence

from editions.config import Publication
from editions.site.facts import EditionFacts
from editions.site.style import carried, carried_source, styles
from editions.site.templates import THEME, template

ICON = "favicon.ico"


def chooser(publication: Publication, editions: Sequence[EditionFacts]) -> dict[str, bytes]:
    """Give the chooser, its style and the icon: path relative to the site's root → content.

    `editions` come in the order they are to be shown; without any there is no file. No
    redirect and no script: the reader chooses, and nobody learns what.
    """
    if not editions:
        return {}
    base = f"{publication.base_url}/" if publication.base_url else ""
    return {
        "index.html": template("chooser.html").render(editions=editions, base=base).encode(),
        **styles(),
        # Browsers ask for it at the root; a link to it would weigh on every page.
        ICON: (THEME / ICON).read_bytes(),
    }


def nowhere(publication: Publication, editions: Sequence[EditionFacts]) -> dict[str, bytes]:
    """Give what a server shows for a wrong address outside the editions: path → content.

    One page holds anywhere, for nothing in it is relative to the address it is shown at.
    """
    if not editions:
        return {}
    from markupsafe import Markup  # noqa: PLC0415 - as in `templates`

    context = {
        "editions": editions,
        "base_url": publication.base_url,
        "style": Markup(carried()),  # noqa: S704 - a file of the theme
        "style_source": carried_source(),
    }
    return {"404.html": template("nowhere.html").render(context).encode()}
