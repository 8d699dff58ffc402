"""The heading of the front page: the title of the series, which the settings alone hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.i18n import Locale

from editions import config
from editions.sphinxext.edition import word

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_BEFORE = (nodes.PreBibliographic, nodes.docinfo, nodes.field_list, addnodes.index)
"""What may stand before a heading: comments, labels, fields, substitutions."""


class HeadFrontPage(SphinxTransform):
    """Put the title of the series above a front page that begins without a heading.

    It is translated with the interface words, as everywhere else, so it is no message of the
    document.
    """

    # After the document's own messages have been translated.
    default_priority = Locale.default_priority + 1

    def apply(self, **kwargs: Any) -> None:
        current = self.env.current_document.docname
        if current != self.config.root_doc or self.app.builder.name == "gettext":
            return
        above = next(
            (place for place, node in enumerate(self.document) if not isinstance(node, _BEFORE)),
            len(self.document),
        )
        rest = self.document[above:]
        if rest and isinstance(rest[0], nodes.section):
            return
        publication = config.load(Path(self.config.editions_root))
        said = word(publication, self.config.language, publication.title)
        if said is None:
            return
        title = nodes.title(said.text, said.text)
        if said.language:
            title["classes"].append(f"language-{said.language}")
        name = nodes.fully_normalize_name(publication.title)
        section = nodes.section("", title, *rest, names=[name])
        self.document[above:] = [section]
        self.document.note_implicit_target(section, section)
        for folder in self.config.locale_dirs:
            catalogue = Path(self.app.srcdir, folder, self.config.language, "LC_MESSAGES/sphinx.mo")
            self.env.note_dependency(catalogue)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(HeadFrontPage)
