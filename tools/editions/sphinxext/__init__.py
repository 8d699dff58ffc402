"""The Sphinx extension of Editions: everything a publication needs beyond Sphinx.

conf.py only names it; the settings come from ``[tool.editions]``. It also works with a
plain ``sphinx-build -D language=be``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from editions import __version__, config
from editions.documents import HANDBOOK
from editions.sphinxext import (
    alternates,
    blocks,
    builder,
    calls,
    convention,
    docutils_be,
    glossaries,
    heading,
    messages,
    names_pages,
    outdated,
    pages,
    paragraphs,
    parsed,
    passages,
    reading,
    references,
    search,
    short_messages,
    standins,
    states,
    titles,
    trust,
    typography,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    app.add_config_value("editions_root", "", "env", types=[str])
    # Before everybody else: the others read the publication through editions_root.
    app.connect("config-inited", take_settings, priority=100)
    standins.setup(app)
    docutils_be.register()
    paragraphs.setup(app)
    parsed.setup(app)
    messages.setup(app)
    short_messages.setup(app)
    passages.setup(app)
    heading.setup(app)
    calls.setup(app)
    glossaries.setup(app)
    references.setup(app)
    states.setup(app)
    titles.setup(app)
    typography.setup(app)
    convention.setup(app)
    pages.setup(app)
    alternates.setup(app)
    blocks.setup(app)
    builder.setup(app)
    names_pages.setup(app)
    search.setup(app)
    outdated.setup(app)
    reading.setup(app)
    trust.setup(app)
    return {
        "version": __version__,
        # Raise when an attribute kept in the doctrees changes its meaning.
        "env_version": 4,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def take_settings(app: Sphinx, settings: Config) -> None:
    """Fill Sphinx's configuration from the publication's, where conf.py says nothing."""
    if not settings.editions_root:
        settings.editions_root = str(config.find_root(Path(app.confdir)))
    publication = config.load(Path(settings.editions_root))
    settings.project = publication.title
    settings.author = publication.publisher
    settings.copyright = settings.project_copyright = ""
    settings.gettext_compact = False
    settings.gettext_location = False
    settings.gettext_uuid = False
    settings.nitpicky = True
    # docutils knows no Belarusian quotation marks and would "mend" right ones;
    # authors and translators write them themselves.
    settings.smartquotes = False
    settings.exclude_patterns = [*settings.exclude_patterns, HANDBOOK, "**/_*"]
