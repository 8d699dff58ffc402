"""The language of parts (WCAG 3.1.2), and what became of the translation of each.

No reader meets English in silence: what a catalogue does not give is marked with its
language and with its state, which vetting has left in build/states. What readers are told
of it is the matter of `states`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import roles
from sphinx.transforms import SphinxTransform
from sphinx.transforms.i18n import Locale
from sphinx.util.nodes import extract_messages, is_translatable

from editions import config
from editions.documents import fields
from editions.site.progress import load_progress, states_folder

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MSGID = "msgid"
"""The attribute in which a translatable node keeps its message."""

STATE = "state"
"""The attribute with the state of a passage that is not simply translated."""

SOURCE = "source_language"
"""The attribute of a document: the language it is written in."""

_UNSEEN = (nodes.image, nodes.meta, nodes.FixedTextElement)


class KeepMessages(SphinxTransform):
    """Note in every translatable node the message it stands for, before it is translated."""

    default_priority = Locale.default_priority - 5

    def apply(self, **kwargs: Any) -> None:
        for node, message in extract_messages(self.document):
            if isinstance(node, nodes.TextElement):
                node[MSGID] = message


class MarkPassages(SphinxTransform):
    """Put the class ``language-xx`` on every passage that no catalogue translated.

    docutils' writers make ``lang="xx"`` of it, the PDF builder the language of the span;
    Sphinx itself leaves such text under the page's language (sphinx-doc/sphinx#13841).
    The state of a passage becomes an attribute and a class.
    """

    default_priority = Locale.default_priority + 1

    def apply(self, **kwargs: Any) -> None:
        source = self._source_language()
        self.document[SOURCE] = source
        if source == self.config.language:
            return
        states = self._states()
        for node in list(self.document.findall(is_translatable)):
            if not isinstance(node, nodes.Element) or not _speaks(node):
                continue
            state = states.get(node.get(MSGID, ""))
            translated = node.get("translated")
            if isinstance(node, nodes.inline):
                node = _within(node)  # noqa: PLW2901 - the one is to stand for the other
            if translated:
                state = state if state == "stale" else None
            else:
                node["classes"].append(f"language-{source}")
                state = state if state not in {None, "stale"} else "missing"
            if state and MSGID in node and not isinstance(node, _UNSEEN):
                node[STATE] = state
                node["classes"].append(state)

    def _states(self) -> dict[str, str]:
        """Read the states of the document; when they change, Sphinx reads it again."""
        document = self.env.current_document.docname
        publication = config.load(Path(self.config.editions_root))
        folder = states_folder(publication, self.config.language)
        progress = load_progress(folder, document)
        if progress is None:
            return {}
        self.env.note_dependency(str(folder / f"{document}.json"))
        return dict(progress.passages)

    def _source_language(self) -> str:
        text = Path(self.document["source"]).read_text(encoding="utf-8-sig")
        publication = config.load(Path(self.config.editions_root))
        return fields(text).get("language", (publication.source_language, 0))[0]


def _within(node: nodes.inline) -> nodes.inline:
    """Put what is in a passage without a block of its own into an inline that stays.

    Sphinx takes the outer one away again (``RemoveTranslatableInline``): the text of
    ``versionchanged`` and its like.
    """
    inner = nodes.inline("", "", *node.children)
    inner[MSGID] = node[MSGID]
    node.clear()
    node += inner
    return inner


def _speaks(node: nodes.Element) -> bool:
    """Tell whether a passage is in a language: a cell with nothing but a number is in every."""
    return any(letter.isalpha() for letter in node.astext())


def setup(app: Sphinx) -> None:
    """Register the transforms, and a role per language: ``:be:`Магілёў``` in an English text."""
    app.add_transform(KeepMessages)
    app.add_transform(MarkPassages)
    for language in config.AUTONYMS:
        options = {"class": [f"language-{language}"]}
        # types-docutils has too narrow a type for what docutils itself passes here.
        role = roles.CustomRole(language, roles.generic_custom_role, options)  # type: ignore[arg-type]
        app.add_role(language, role)
