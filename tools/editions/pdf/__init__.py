"""PDF editions: doctree → data (`tree`) → Typst (`typeset`), as a Sphinx builder.

No Typst source is ever made from text, so nothing needs escaping and nothing can be
injected; what the page looks like is the matter of ``template.typ`` alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from editions import __version__
from editions.pdf.builder import PdfBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder ``pdf`` and the setting that limits what it writes."""
    app.add_config_value("editions_documents", [], "", types=[list, tuple])
    app.add_builder(PdfBuilder)
    return {
        "version": __version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
