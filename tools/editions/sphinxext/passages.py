"""The language of parts (WCAG 3.1.2): what is left in the source language says so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import roles
from sphinx.transforms import SphinxTransform
from sphinx.transforms.i18n import Locale
from sphinx.util.nodes import is_translatable

from editions import config
from editions.documents import fields

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class MarkPassages(SphinxTransform):
    """Put the class ``language-xx`` on every passage that no catalogue translated.

    docutils' writers make ``lang="xx"`` of it, the PDF builder the language of the span;
    Sphinx itself leaves such text under the page's language (sphinx-doc/sphinx#13841).
    """

    default_priority = Locale.default_priority + 1

    def apply(self, **kwargs: Any) -> None:
        source = self._source_language()
        if source == self.config.language:
            return
        for node in self.document.findall(is_translatable):
            if isinstance(node, nodes.Element) and not node.get("translated"):
                if not any(letter.isalpha() for letter in node.astext()):
                    continue  # a cell with nothing but a number is in every language
                node["classes"].append(f"language-{source}")

    def _source_language(self) -> str:
        text = Path(self.document["source"]).read_text(encoding="utf-8-sig")
        publication = config.load(Path(self.config.editions_root))
        return fields(text).get("language", (publication.source_language, 0))[0]


def setup(app: Sphinx) -> None:
    """Register the transform, and a role per language: ``:be:`Магілёў``` in an English text."""
    app.add_transform(MarkPassages)
    for language in config.AUTONYMS:
        options = {"class": [f"language-{language}"]}
        # types-docutils has too narrow a type for what docutils itself passes here.
        role = roles.CustomRole(language, roles.generic_custom_role, options)  # type: ignore[arg-type]
        app.add_role(language, role)
