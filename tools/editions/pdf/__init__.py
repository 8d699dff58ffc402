"""PDF editions: doctree → data (`tree`) → Typst (`typeset`), as a Sphinx builder.

No Typst source is ever made from text, so nothing needs escaping and nothing can be
injected; what the page looks like is the matter of the Typst templates alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from editions import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder ``pdf`` and the setting that limits what it writes."""
    # Here, so that setting a pair, which needs no Sphinx, need not import it.
    from editions.pdf.builder import PdfBuilder  # noqa: PLC0415 - see above

    app.add_config_value("editions_documents", [], "", types=[list, tuple])
    # The years whose issues are also bound into one file, as "2020".
    app.add_config_value("editions_volumes", [], "", types=[list, tuple])
    # What cannot be set within its bounds, and why; by document, or year of a volume.
    app.add_config_value("editions_beyond", {}, "", types=[dict])
    app.add_builder(PdfBuilder)
    return {
        "version": __version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
