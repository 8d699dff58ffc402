"""The blocks of every page, recorded while its HTML is written, for what is built of them.

Search, the pages in two languages and the survival copy need the paragraphs of an issue, not
its page; reading them back from HTML would mean guessing what the writer knew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _

from editions import config, files
from editions.site.blocks import FOLDER, Block, Frame, Issue, Page, Words, dumps, path_of
from editions.site.parallel import order
from editions.sphinxext.edition import languages_there
from editions.sphinxext.html import Translator
from editions.sphinxext.html_lists import signs_of
from editions.sphinxext.spoken import language_around
from editions.sphinxext.states import mark_of
from editions.sphinxext.typography import bind
from editions.sphinxext.units import Unit, passages_of
from editions.sphinxext.wording import of_one, of_part

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_RECORDED = "recorded_blocks"

_OPEN = (
    nodes.document,
    nodes.section,
    nodes.bullet_list,
    nodes.enumerated_list,
    nodes.list_item,
    nodes.block_quote,
    nodes.compound,
    nodes.container,
)
"""What holds blocks; all else in it is a block, however much that holds in its turn."""

_FRAMES: dict[type[nodes.Element], str] = {
    nodes.bullet_list: "bullets",
    nodes.enumerated_list: "numbers",
    nodes.block_quote: "quotation",
}


class RecordingTranslator(Translator):
    """The translator of a page, which also notes where each block begins and ends."""

    def __init__(self, document: nodes.document, builder: Any) -> None:
        super().__init__(document, builder)
        self._blocks: list[Block] = []
        self._at: tuple[nodes.Node, int] | None = None
        document[_RECORDED] = self._blocks

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Write the beginning of a node, or all of it."""
        if self._at is None and _is_block(node):
            self._at = node, len(self.body)
        try:
            super().dispatch_visit(node)
        except nodes.SkipNode:
            # There will be no departure from it.
            self._note(node)
            raise

    def dispatch_departure(self, node: nodes.Node) -> None:
        """Write the end of a node."""
        super().dispatch_departure(node)
        self._note(node)

    def _note(self, node: nodes.Node) -> None:
        if self._at is None or self._at[0] is not node or not isinstance(node, nodes.Element):
            return
        start, self._at = self._at[1], None
        html = "".join(_own(node, self.body[start:])).strip()
        # Comments, labels and entries of an index leave nothing.
        if html:
            self._blocks.append(_block(node, html, frames=tuple(self._frames(node))))

    def _frames(self, node: nodes.Element) -> Iterator[Frame]:
        """Give what a node stands in, the outermost first."""
        way = [node]
        while way[-1].parent is not None:
            way.append(way[-1].parent)
        for at in range(len(way) - 1, 0, -1):
            around = way[at]
            kind = _FRAMES.get(type(around))
            if kind == "quotation":
                yield Frame(kind)
            elif kind:
                item = way[at - 1]
                begins = all(_is_first(inner) for inner in way[: at - 1])
                number = around.get("start", 1) + around.index(item) if begins else 0
                signs: dict[str, str] = {}
                if isinstance(around, nodes.enumerated_list) and number:
                    signs = _signs(around)
                yield Frame(kind, number, **signs)


def _signs(node: nodes.enumerated_list) -> dict[str, str]:
    attributes, classes = signs_of(node)
    return {"sign": attributes.get("type", ""), "classes": " ".join(classes)}


def _is_block(node: nodes.Node) -> bool:
    if not isinstance(node, nodes.Element):
        return False
    return not isinstance(node, _OPEN) or mark_of(node) is not None


def _is_first(node: nodes.Element) -> bool:
    """Tell whether a node is the first thing a reader sees in what it stands in."""
    before = node.parent.children[: node.parent.index(node)]
    return all(isinstance(child, nodes.Invisible) for child in before)


def _own(node: nodes.Element, html: list[str]) -> list[str]:
    """Leave out what docutils writes around a group of notes."""
    if isinstance(node, nodes.footnote | nodes.citation):
        kind = type(node)
        after = node.next_node(descend=False, siblings=True)
        return html[
            not isinstance(node.previous_sibling(), kind) : len(html)
            - (not isinstance(after, kind))
        ]
    return html


def _block(node: nodes.Element, html: str, *, frames: tuple[Frame, ...]) -> Block:
    heading = isinstance(node, nodes.title) and isinstance(node.parent, nodes.section)
    kind = "heading" if heading else "mark" if mark_of(node) is not None else node.tagname
    mine = node.parent if heading else node
    passages: list[nodes.Element] = list(passages_of(node))
    languages = {language_around(passage) for passage in passages}
    around = language_around(node.parent)
    if around:
        # What tells the language stays behind where the block is taken from.
        html = f'<div lang="{around}">{html}</div>'
    states = Unit(node, passages).states
    marks = mark_of(node) or []
    return Block(
        kind=kind,
        html=html,
        text=" ".join(said for said, _url in marks) or _text(node),
        ids=tuple(mine.get("ids", ())),
        number=node.get("number"),
        level=_level(node) if heading else 0,
        frames=frames,
        language=languages.pop() if len(languages) == 1 else None,
        state=next((state for state in states if state), ""),
        partly=len(states) > 1,
    )


def _level(node: nodes.Element) -> int:
    level = 0
    while (node := node.parent) is not None:
        level += isinstance(node, nodes.section)
    return min(level, 6)


def _text(node: nodes.Element) -> str:
    """Give the words of a block; the numbers of its notes are none of them."""
    parts: list[str] = []
    for part in node.findall():
        if isinstance(part, nodes.Text):
            if not isinstance(part.parent, nodes.footnote_reference | nodes.label):
                parts.append(part.astext())
        elif isinstance(part, nodes.image):
            parts.append(f" {part.get('alt', '')} ")
        elif not isinstance(part, nodes.Inline):
            parts.append(" ")
    # No-break spaces stay: they are of the typography, not of the lay-out of the source.
    return re.sub(r"[ \n\t]+", " ", "".join(parts)).strip(" ")


def _words(language: str) -> Words:
    return Words(
        skip=_("Skip to the text"),
        languages=_("Languages"),
        pairs=_("Two languages side by side"),
        paragraph=_("Paragraph %s"),
        pdf=_("The issue as PDF"),
        about=_("About this publication"),
        onward=_("Other issues"),
        earlier=_("Earlier issue:"),
        later=_("Later issue:"),
        front=_("All issues"),
        one={state: bind(said, language) for state, said in of_one().items()},
        part={state: bind(said, language) for state, said in of_part().items()},
    )


def _page(app: Sphinx, name: str, context: dict[str, Any], blocks: list[Block]) -> Page:
    issue, title, series = context.get("issue"), context["page_title"], context["series"]
    return Page(
        document=name,
        language=app.config.language,
        title=title.text if title else "",
        title_language=(title.language if title else None) or "",
        series=series.text,
        series_language=series.language or "",
        words=_words(app.config.language),
        issue=issue
        and Issue(
            key=issue.key,
            month=issue.month,
            origin=issue.origin,
            state=issue.state,
            published=issue.published,
            corrected=issue.corrected,
            finished=issue.finished,
            pdf=issue.pdf,
        ),
        blocks=tuple(blocks),
    )


def _keep(
    app: Sphinx,
    name: str,
    _template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write the blocks of a page; let an issue know the pages it stands on beside another."""
    if doctree is None or _RECORDED not in doctree or app.builder.format != "html":
        return
    page = _page(app, name, context, doctree[_RECORDED])
    files.write_text(path_of(Path(app.doctreedir), name), dumps(page), flushed=False)
    if page.issue is not None and page.issue.finished:
        context["pairs"] = _pairs(app, name)


def _pairs(app: Sphinx, name: str) -> list[tuple[config.Edition, str, str]]:
    """Give the editions that are finished too, the address of the page with both, its PDF's.

    The last is "" where the site has no such PDF.
    """
    publication = config.load(Path(app.config.editions_root))
    address = app.builder.get_target_uri(name)
    up = "../" * (address.count("/") + 1)
    own, found = app.config.language, []
    for pair in combinations(languages_there(app.config, publication), 2):
        for other in set(pair) - {own}:
            if own in pair and name not in app.config.editions_withheld.get(other, {}):
                beside = f"{'-'.join(order(*pair))}/{name}"
                pdf = f"{up}{beside}.pdf" if beside in app.config.editions_pairs else ""
                folder = beside.partition("/")[0]
                found.append((publication.edition(other), f"{up}{folder}/{address}", pdf))
    return found


def _clean(app: Sphinx, exception: Exception | None) -> None:
    """Remove the blocks of documents that are gone."""
    folder = Path(app.doctreedir) / FOLDER
    if exception is not None or app.builder.format != "html":
        return
    for path in sorted(folder.rglob("*.json")):
        if path.relative_to(folder).with_suffix("").as_posix() not in app.env.found_docs:
            path.unlink()


def setup(app: Sphinx) -> None:
    """Register the recording; it comes after the pages, whose context it reads."""
    # The PDFs in two languages that the site has ("be-en/reports/2020-12").
    app.add_config_value("editions_pairs", [], "html", types=[list, tuple])
    app.set_translator("html", RecordingTranslator, override=True)
    app.connect("html-page-context", _keep)
    app.connect("build-finished", _clean)
