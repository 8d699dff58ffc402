"""What of a document becomes a message, where Sphinx asks for too much or for too little.

The texts of substitutions and prose that is set letter by letter are words like all others;
a description for machines is one too, keywords and hidden tables of contents nobody sees.
The same is done when messages are extracted and when a translation is read.
"""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.languages import get_language
from docutils.parsers.rst.states import Inliner
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.i18n import Locale, _NodeUpdater
from sphinx.util import logging

from editions.catalogue.speech import needs_translation

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

MSGID = "msgid"
"""The attribute in which a translatable node keeps its message."""

_DEFINITION = re.compile(
    r"\.\.[ \t]+\|.+?\|[ \t\n]+(?P<kind>[^\s:]+)::(?P<text>.*)", re.DOTALL | re.IGNORECASE
)
_WORDS_IN_FORMULA = re.compile(r"\\(?:text\w*|mbox)\s*\{[^{}]*[^\W\d_]")
_MARKUP = re.compile(r"([\\*`|_])")
_PROSE = frozenset({"", "default", "none", "plain", "text", "txt"})
"""The languages of a literal block that are none a computer reads."""

_CLOCKS = frozenset({"today", "translation progress"})
"""Substitutions of Sphinx whose text depends on the day, or counts otherwise than we do."""


class Verbatim(addnodes.translatable, nodes.literal_block):
    """Prose set letter by letter, for as long as Sphinx translates; then a plain block again.

    Sphinx itself could not keep the markup of a ``parsed-literal``, nor would it parse the
    message of another as what it is: text. It ends with a line end, as no other message does.
    """

    def preserve_original_messages(self) -> None:
        """Keep nothing more: the message stands in `rawsource`."""

    def extract_original_messages(self) -> list[str]:
        """Give the message of the block."""
        return [self[MSGID]]

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Note the translation; `TranslateVerbatim` puts it in."""
        self["translation"] = translated_message


class ChooseMessages(SphinxTransform):
    """Make messages of what readers see, and none of what they do not."""

    # After Sphinx has noted the messages of tables of contents, before it keeps any other.
    default_priority = Locale.default_priority - 8

    def apply(self, **kwargs: Any) -> None:
        for definition in list(self.document.findall(nodes.substitution_definition)):
            self._open(definition)
        for toctree in list(self.document.findall(addnodes.toctree)):
            self._choose_of(toctree)
        for subtitle in self.document.findall(nodes.subtitle):
            # That of a sidebar; without a source Sphinx takes it for a word of its own.
            subtitle.source = subtitle.source or subtitle.parent.source or self.document["source"]
        self._choose_description()
        self._find_prose()

    def _choose_of(self, toctree: addnodes.toctree) -> None:
        """Ask for nothing of a hidden list of pages; make the caption of one that is seen text."""
        caption = toctree.attributes.pop("rawcaption", None)
        toctree["caption"] = None
        if toctree.get("hidden"):
            toctree["rawentries"] = []
        elif caption:
            said = _MARKUP.sub(r"\\\1", caption)
            rubric = nodes.rubric(said, caption)
            rubric.source, rubric.line = toctree.source, toctree.line
            wrapper = toctree.parent
            wrapper.parent.insert(wrapper.parent.index(wrapper), rubric)

    def _choose_description(self) -> None:
        """Keep one description: the one written for the edition, else the one to be translated."""
        metas = list(self.document.findall(nodes.meta))
        told = [meta for meta in metas if meta.get("name") == "description"]
        own = [meta for meta in told if meta.get("lang") == self.config.language]
        kept = [] if self._extracts() else own[:1]
        kept = kept or [meta for meta in told if "lang" not in meta][:1]
        for meta in metas:
            if meta not in kept:
                meta.parent.remove(meta)
            elif "lang" in meta:
                meta["classes"].append(f"language-{meta['lang']}")

    def _extracts(self) -> bool:
        return bool(self.app.builder.name == "gettext")

    def _open(self, definition: nodes.substitution_definition) -> None:
        """Make what a substitution says a passage within those that call it."""
        match = _DEFINITION.match(definition.rawsource)
        kind = match["kind"].lower() if match else ""
        if kind == "date":
            message = "no text depends on the day of the build; write the date itself"
            logger.error(message, location=definition, type="editions", subtype="day")
            definition.children = []
        for image in definition.findall(nodes.image):
            if ":alt:" not in definition.rawsource:
                # docutils has given it the name of the substitution, which says nothing.
                image["alt"] = ""
        said = _MARKUP.sub(r"\\\1", _own_text(definition))
        if match and kind == "replace":
            said = " ".join(match["text"].split())
        if not needs_translation(said):
            return
        passage = nodes.inline(said, "", *definition.children, translatable=True)
        passage.source, passage.line = definition.source, definition.line
        definition.children = []
        definition += passage

    def _find_prose(self) -> None:
        language = self.config.highlight_language
        for node in self.document.findall(nodes.Element):
            if isinstance(node, addnodes.highlightlang):
                language = node["lang"]
            elif isinstance(node, nodes.math_block):
                # A formula is the same in every language, but for words in it.
                node["translatable"] = _WORDS_IN_FORMULA.search(node.astext()) is not None
            elif type(node) is nodes.literal_block and node.get("language", language) in _PROSE:
                text = node.astext()
                parsed = node.rawsource != text
                node[MSGID] = node.rawsource if parsed else f"{text}\n"
                # The node stays the same: notes and links know it, and where it stands.
                node.__class__ = Verbatim


class TranslateVerbatim(SphinxTransform):
    """Put the translations into what is set letter by letter; end the passages of definitions."""

    default_priority = Locale.default_priority + 1

    def apply(self, **kwargs: Any) -> None:
        if self.app.builder.name == "gettext":
            return
        found: list[nodes.literal_block] = list(self.document.findall(Verbatim))
        for node in found:
            node.__class__ = nodes.literal_block
            if (text := node.attributes.pop("translation", None)) is None:
                continue
            if node[MSGID].endswith("\n"):
                text = text.removesuffix("\n")
                node.children = []
                node.append(nodes.Text(text))
            else:
                self._parse(node, text)
            node.rawsource = text
            node["translated"] = True

    def _parse(self, node: nodes.Element, text: str) -> None:
        """Read the inline markup of a text of several lines, as vetting has read it."""
        inliner = Inliner()
        inliner.init_customizations(self.document.settings)
        # In a document of its own, or the notes it calls would be counted twice.
        apart = new_document(self.document["source"], self.document.settings)

        def place(_line: int | None = None) -> tuple[str | None, int | None]:
            return node.source, node.line

        # Roles ask for it, which only a reading of blocks lets a reporter tell.
        apart.reporter.get_source_and_line = place
        reporter = self.document.reporter
        language = get_language(self.document.settings.language_code, reporter)
        memo = SimpleNamespace(
            document=apart, reporter=reporter, language=language, inliner=inliner
        )
        patch = nodes.paragraph()
        parsed, _ = inliner.parse(text, node.line or 0, memo, patch)
        patch += parsed
        updater = _NodeUpdater(node, patch, self.document, noqa=True)
        updater.update_autofootnote_references()
        updater.update_refnamed_references()
        updater.update_refnamed_footnote_references()
        updater.update_citation_references()
        updater.update_pending_xrefs()
        updater.update_leaves()


class RefuseClocks(SphinxTransform):
    """Refuse the words of Sphinx that are others tomorrow."""

    # Just before Sphinx puts them in.
    default_priority = 205

    def apply(self, **kwargs: Any) -> None:
        refused = _CLOCKS - set(self.document.substitution_defs)
        for reference in list(self.document.findall(nodes.substitution_reference)):
            if (name := reference["refname"]) in refused:
                message = "no text depends on the day of the build; write out what |%s| stands for"
                logger.error(message, name, location=reference, type="editions", subtype="day")
                reference.replace_self(nodes.Text(f"|{name}|"))


def _own_text(definition: nodes.Element) -> str:
    """Give the text of a definition, without the alternative text of a picture."""
    return "".join(text.astext() for text in definition.findall(nodes.Text))


def setup(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_transform(ChooseMessages)
    app.add_transform(TranslateVerbatim)
    app.add_transform(RefuseClocks)
