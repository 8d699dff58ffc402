"""How Sphinx's own nodes become HTML where a publication needs it otherwise."""

from __future__ import annotations

import re
from html import escape
from logging import ERROR
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from editions.site.formula import FormulaError, equations, markup, mathml
from editions.sphinxext.html_lists import Lists
from editions.sphinxext.html_notes import Notes
from editions.sphinxext.html_pictures import Pictures
from editions.sphinxext.html_tables import Tables
from editions.sphinxext.messages import MSGID
from editions.sphinxext.passages import SOURCE
from editions.sphinxext.spoken import lang_within
from editions.sphinxext.states import mark_of

_CODE = (addnodes.desc_signature, addnodes.productionlist)
_LINKS = (nodes.reference, nodes.footnote_reference, nodes.citation_reference)

_LONG = 24
"""Signs of a formula that fit on a telephone, whatever they are."""

logger = logging.getLogger(__name__)


class Translator(Notes, Tables, Pictures, Lists):
    """HTML with linkable paragraph numbers and headings, and without inline style."""

    def starttag(
        self,
        node: nodes.Element,
        tagname: str,
        suffix: str = "\n",
        empty: bool = False,
        **attributes: Any,
    ) -> str:
        """Give a start tag; widths that docutils writes as inline style are left to site.css.

        The pages' policy forbids inline style, so it would only be a fault in the console.
        """
        kept = {name: value for name, value in attributes.items() if name.lower() != "style"}
        kept |= _declared(node, str(kept.get("CLASS", "")))
        return str(super().starttag(node, tagname, suffix, empty, **kept))

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Begin a paragraph, a numbered one with its number as a link to itself."""
        super().visit_paragraph(node)
        if number := node.get("number"):
            label = escape(_("Paragraph %s") % number, quote=True)
            # The label speaks the edition's language, whatever the passage is in.
            lang = lang_within(node, self.config.language)
            self.body.append(
                f'<a class="number" href="#p{number}" aria-label="{label}"{lang}>{number}</a> '
            )

    def visit_container(self, node: nodes.container) -> None:
        """Begin a container; write the mark of a passage that is not truly translated."""
        marks = mark_of(node)
        if marks is None:
            super().visit_container(node)
            return
        hreflang = f' hreflang="{node[SOURCE]}"'
        parts = [
            f'<a href="{escape(url)}"{hreflang}>{escape(said)}</a>' if url else escape(said)
            for said, url in marks
        ]
        self.body.append(f'<p class="{" ".join(node["classes"])}">{" ".join(parts)}</p>\n')
        raise nodes.SkipNode

    def visit_title(self, node: nodes.title) -> None:
        """Begin a heading; below the first one the heading itself is its permanent link."""
        super().visit_title(node)
        if _links_itself(node):
            self.body.append(f'<a class="self" href="#{node.parent["ids"][0]}">')

    def depart_title(self, node: nodes.title) -> None:
        """End a heading and its link."""
        if _links_itself(node):
            self.body.append("</a>")
        super().depart_title(node)

    def visit_math(self, node: nodes.math, math_env: str = "") -> None:
        """Write a formula as MathML, which needs no script."""
        shown = _formula(node, node.astext(), block=False)
        if _is_long([shown]):
            name = escape(_("Formula"), quote=True)
            box = f'<span class="math" role="group" tabindex="0" aria-label="{name}">'
            shown = f"{box}{shown}</span>"
        self.body.append(shown)
        raise nodes.SkipNode

    def visit_math_block(self, node: nodes.math_block, math_env: str = "") -> None:
        """Write displayed formulas and their number."""
        shown = [_formula(node, latex, block=True) for latex in equations(node.astext())]
        box: dict[str, Any] = {}
        if _is_long(shown):
            box = {"role": "region", "tabindex": "0", "aria-label": _("Formula")}
        if node.get("number"):
            # Sphinx gives an int where figures are not numbered.
            shown.append(f'<span class="eqno">({get_node_equation_number(self, node)})</span>')
        self.body.append(self.starttag(node, "div", CLASS="math", **box))
        self.body.append("\n".join([*shown, "</div>\n"]))
        raise nodes.SkipNode


def _declared(node: nodes.Element, classes: str) -> dict[str, str]:
    """Say of code that it is not to be translated, and nothing of the kind of prose."""
    if "notranslate" in classes.split():
        if MSGID in node:
            return {"CLASS": " ".join(name for name in classes.split() if name != "notranslate")}
        return {"translate": "no"}
    return {"translate": "no"} if isinstance(node, _CODE) else {}


def _formula(node: nodes.Node, latex: str, *, block: bool) -> str:
    """Give the MathML of a formula; what cannot be read is logged and stays as it was written."""
    try:
        return markup(mathml(latex, block=block))
    except FormulaError as error:
        logger.log(ERROR, "%s", error.message, location=node, type="editions", subtype="formula")
        return f"<code>{escape(latex)}</code>"


def _is_long(formulas: list[str]) -> bool:
    """Tell whether formulas may be wider than a narrow screen: then they scroll in a box."""
    return any(len(re.sub(r"<[^>]*>", "", formula)) > _LONG for formula in formulas)


def _links_itself(node: nodes.title) -> bool:
    section = node.parent
    return (
        isinstance(section, nodes.section)
        and bool(section["ids"])
        and not isinstance(section.parent, nodes.document)
        # A link cannot hold another one.
        and not any(isinstance(part, _LINKS) for part in node.findall())
    )
