"""The language of parts (WCAG 3.1.2), and what became of the translation of each.

No reader meets English in silence: what a catalogue does not give is marked with its
language and with its state, which vetting has left in build/states. What readers are told
of it is the matter of `states`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import roles
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.i18n import Locale
from sphinx.util.nodes import extract_messages

from editions import config
from editions.catalogue.speech import needs_translation
from editions.documents import fields
from editions.site.progress import MARKED, load_progress, states_folder
from editions.sphinxext.messages import MSGID
from editions.sphinxext.spoken import language_around, language_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STATE = "state"
"""The attribute with the state of a passage that is not simply translated."""

SOURCE = "source_language"
"""The attribute of a document: the language it is written in."""

_UNSEEN = (nodes.image, nodes.meta)
_INLINE = (nodes.inline, nodes.image)
_BESIDE = (nodes.term, nodes.caption)


class KeepMessages(SphinxTransform):
    """Note in every translatable node the message it stands for, before it is translated."""

    default_priority = Locale.default_priority - 5

    def apply(self, **kwargs: Any) -> None:
        for node, message in extract_messages(self.document):
            if not isinstance(node, addnodes.toctree):
                node[MSGID] = message


class MarkPassages(SphinxTransform):
    """Put the class ``language-xx`` on every passage that no catalogue translated.

    docutils' writers make ``lang="xx"`` of it, the PDF builder the language of the span;
    Sphinx itself leaves such text under the page's language (sphinx-doc/sphinx#13841).
    The state of a passage becomes an attribute and a class. A passage that says itself in
    what language it is, or stands in what does, keeps that.
    """

    # After ``rst-class`` has put its class where it belongs (210), before substitutions are
    # copied to where they are called (220): their passages are marked in the definitions.
    default_priority = 215

    def apply(self, **kwargs: Any) -> None:
        source, own = self._source_language(), self.config.language
        self.document[SOURCE] = source
        if self.app.builder.name == "gettext":
            return
        if source != own:
            self._drop_titles()
        passages = [node for node in self.document.findall(nodes.Element) if MSGID in node]
        states = self._states() if source != own else {}
        told = {id(node): language for node in passages if (language := language_around(node))}
        for node in passages:
            if source != own and needs_translation(node[MSGID]):
                self._mark(node, states, told.get(id(node)))
            if isinstance(node, nodes.inline) and _is_definition(node.parent):
                # Sphinx would put what is in it at the end of the paragraph (priority 999).
                del node["translatable"]

    def _mark(self, node: nodes.Element, states: Mapping[str, str], told: str | None) -> None:
        """Mark one passage; `told` is the language it says it is in."""
        state = states.get(node[MSGID])
        translated = _is_translated(node)
        if isinstance(node, nodes.inline) and not _is_definition(node.parent):
            node = _within(node)
        if translated:
            state = state if state in MARKED else None
        elif told == self.config.language:
            return
        else:
            state = state if state not in {None, *MARKED} else "missing"
            if told is None:
                node["classes"].append(f"language-{self.document[SOURCE]}")
        if state and not isinstance(node, _UNSEEN):
            node[STATE] = state
            node["classes"].append(state)

    def _drop_titles(self) -> None:
        """Let a list of pages show a page's own title where the one written for it is source."""
        for toctree in self.document.findall(addnodes.toctree):
            source = toctree.get("rawentries", ())
            toctree["entries"] = [
                (None if title in source and needs_translation(title) else title, name)
                for title, name in toctree["entries"]
            ]

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


class MarkWithin(SphinxTransform):
    """Mark what is translated within what is not: substitutions, and what HTML puts there.

    An alternative text is a passage of its own, whatever the picture stands in.
    """

    # After the substitutions have been put in.
    default_priority = MarkPassages.default_priority + 10

    def apply(self, **kwargs: Any) -> None:
        for node in self.document.findall(nodes.Element):
            if MSGID not in node or not isinstance(node, _INLINE) or language_of(node):
                continue
            at = node.parent
            while at is not None and MSGID not in at:
                at = at.parent
            if at is not None and STATE in at and at[STATE] not in MARKED:
                node["classes"].append(f"language-{self.config.language}")
        legends = self.document.findall(nodes.legend)
        for inside in (*self.document.findall(nodes.classifier), *legends):
            self._mark_inside(inside)

    def _mark_inside(self, node: nodes.Element) -> None:
        """Mark a classifier or legend whose term or caption, but not itself, is not translated."""
        beside = [each for each in node.parent.children if isinstance(each, _BESIDE)]
        if any(map(language_of, beside)) and not language_of(node):
            node["classes"].append(f"language-{language_around(node) or self.config.language}")


def _within(node: nodes.inline) -> nodes.inline:
    """Put what is in a passage without a block of its own into an inline that stays.

    Sphinx takes the outer one away again (``RemoveTranslatableInline``): the text of
    ``versionchanged`` and its like.
    """
    inner = nodes.inline("", "", *node.children)
    inner[MSGID] = node.attributes.pop(MSGID)
    node.clear()
    node += inner
    return inner


def _is_translated(node: nodes.Element) -> bool:
    """Tell whether the text of a passage is that of the catalogue.

    Of a picture Sphinx does not say so; what is the same in both languages counts as source.
    """
    if isinstance(node, nodes.image):
        return bool(node["alt"] != node[MSGID] or node.get("translated"))
    return bool(node.get("translated"))


def _is_definition(node: nodes.Node | None) -> bool:
    return isinstance(node, nodes.substitution_definition)


def setup(app: Sphinx) -> None:
    """Register the transforms, and a role per language: ``:be:`Магілёў``` in an English text."""
    app.add_transform(KeepMessages)
    app.add_transform(MarkPassages)
    app.add_transform(MarkWithin)
    for language in config.AUTONYMS:
        options = {"class": [f"language-{language}"]}
        # types-docutils has too narrow a type for what docutils itself passes here.
        role = roles.CustomRole(language, roles.generic_custom_role, options)  # type: ignore[arg-type]
        app.add_role(language, role)
