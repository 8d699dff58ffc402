"""The HTML builder, without what no template of ours asks of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Pages(StandaloneHTMLBuilder):
    """Writes the pages of an edition."""

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """Give what stands on a page; contents and neighbours are ours (`pages`).

        A publication may have templates of its own, that ask for what Sphinx promises.
        """
        if self.config.templates_path:
            return super().get_doc_context(docname, body, metatags)
        return {
            "body": body,
            "metatags": metatags,
            "meta": self.env.metadata.get(docname),
            "title": "",
            "toc": "",
            "display_toc": False,
            "parents": [],
            "prev": None,
            "next": None,
            "rellinks": [],
            "sourcename": "",
            "page_source_suffix": "",
        }


def setup(app: Sphinx) -> None:
    """Let Sphinx write HTML by it."""
    app.add_builder(Pages, override=True)
