"""How notes, sources and the calls of them become HTML."""

from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.locale import _
from sphinx.writers.html5 import HTML5Translator

from editions.sphinxext.spoken import lang_within


class Notes(HTML5Translator):
    """Notes whose text has the whole measure and whose links back say what they are.

    docutils puts several links back between a note's label and its text, where they leave the
    text the column of the label; here they close the note.
    """

    def visit_label(self, node: nodes.label) -> None:
        """Begin the label of a note; that of a note called once is the link back."""
        self.body.append('<span class="label"><span class="fn-bracket">[</span>')
        if len(calls := _calls(node.parent)) == 1:
            said = _("Note %s: back to the text") % node.astext()
            self.body.append(self._back(node.parent, calls[0], said))

    def depart_label(self, node: nodes.label) -> None:
        """End the label of a note."""
        if len(_calls(node.parent)) == 1:
            self.body.append("</a>")
        self.body.append('<span class="fn-bracket">]</span></span>\n')

    def visit_citation(self, node: nodes.citation) -> None:
        """Begin a source; "doc-biblioentry" is withdrawn from ARIA, and no list may hold it."""
        if not isinstance(node.previous_sibling(), nodes.citation):
            self.body.append('<div class="citation-list">\n')
        self.body.append(self.starttag(node, "div", classes=[node.tagname]))

    def depart_citation(self, node: nodes.citation) -> None:
        """End a source."""
        self._links_back(node)
        super().depart_citation(node)

    def depart_footnote(self, node: nodes.footnote) -> None:
        """End a note."""
        self._links_back(node)
        super().depart_footnote(node)

    def _links_back(self, node: nodes.Element) -> None:
        calls = _calls(node)
        if len(calls) < 2:
            return
        # Outside of the string below: the extractor of words does not look into those.
        said = _("Back to the text, place %s")
        links = (
            f"{self._back(node, call, said % place)}{place}</a>"
            for place, call in enumerate(calls, start=1)
        )
        self.body.append(f'<p class="backrefs">↑ {" ".join(links)}</p>\n')

    def _back(self, note: nodes.Element, call: str, said: str) -> str:
        lang = lang_within(note, self.config.language)
        label = escape(said, quote=True)
        return f'<a role="doc-backlink" href="#{call}" aria-label="{label}"{lang}>'


def _calls(note: nodes.Element) -> list[str]:
    calls: list[str] = note.get("backrefs", [])
    return calls
