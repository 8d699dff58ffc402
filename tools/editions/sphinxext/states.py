"""The marks of passages that are not, or not any more, truly translated.

A passage alone has its mark after it. Where several in a row share a state, one mark before
them speaks for all, up to the next heading: thirty marks in a row would help nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from editions import config
from editions.site.progress import MARKED
from editions.sphinxext.edition import languages_there
from editions.sphinxext.passages import SOURCE, STATE
from editions.sphinxext.typography import bind
from editions.sphinxext.units import ALONE, Unit, number_near, runs, units_of
from editions.sphinxext.wording import of_one, of_part, said_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MARK = "mark"
"""The attribute of a container that is a mark: pairs of words and address ("" for none)."""

SAID = "said"
"""The attribute of a block with what is said of it alone; of a document, of what it lacks."""

_MAY_HOLD = (
    nodes.document,
    nodes.section,
    nodes.list_item,
    nodes.block_quote,
    nodes.definition,
    *nodes.Admonition.__subclasses__(),
    nodes.topic,
    nodes.sidebar,
    nodes.container,
    nodes.compound,
    *ALONE,
)


class MarkStates(SphinxPostTransform):
    """Put the marks into the document, for readers' builders only."""

    # The content of ``only`` is chosen by now (50); nothing later cares where blocks stand.
    default_priority = 700

    def run(self, **kwargs: Any) -> None:
        if self.app.builder.format not in {"html", "pdf"}:
            return
        units = list(units_of(self.document)) if SOURCE in self.document else []
        for run in runs(units):
            self._mark(run, near=number_near(run, units))
        if self.app.builder.format == "pdf":
            self._say(units)

    def _say(self, units: Sequence[Unit]) -> None:
        """Keep with each block what is to be said of it alone, for the pages of two languages."""
        language = self.config.language
        self.document[SAID] = {"text": bind(of_one()["missing"], language)}
        for unit in units:
            if state := next((state for state in unit.states if state), None):
                partly = len(unit.states) > 1
                words = of_part() if partly else of_one()
                unit.block[SAID] = {
                    "text": bind(words[state], language),
                    "missing": not partly and state not in MARKED,
                    "language": self.document[SOURCE],
                    "url": self._source_address(number_near([unit], units)),
                }

    def _mark(self, run: Sequence[Unit], *, near: int | str | None) -> None:
        source = self._source_address(near)
        language = self.config.language
        words = [bind(said, language) for said in said_of(run)]
        ahead = _is_ahead(run)
        mark = nodes.container("", classes=[STATE, *(["ahead"] if ahead else [])])
        mark[MARK] = [(said, source) for said in words]
        mark[SOURCE] = self.document[SOURCE]
        _place(mark, run, ahead=ahead)

    def _source_address(self, number: int | str | None) -> str:
        """Give the address of a paragraph in the edition of the source, "" if there is none."""
        publication = config.load(Path(self.config.editions_root))
        source = self.document[SOURCE]
        if source not in publication.languages:
            return ""
        on_site = source in languages_there(self.config, publication)
        if self.app.builder.format == "html" and not on_site:
            return ""
        document = self.env.current_document.docname
        fragment = f"#p{number}" if number else ""
        if self.app.builder.format == "html":
            address = self.app.builder.get_target_uri(document)
            up = "../" * (address.count("/") + 1)
            return f"{up}{source}/{address}{fragment}"
        # A PDF travels alone: without the publication's address it can lead nowhere.
        base = publication.base_url
        return f"{base}/{source}/{document}.html{fragment}" if base else ""


def _is_ahead(run: Sequence[Unit]) -> bool:
    """Tell whether the mark stands before what it speaks of: it does, for several passages."""
    return len([unit for unit in run if not unit.is_heading]) > 1


def _place(mark: nodes.Element, run: Sequence[Unit], *, ahead: bool) -> None:
    """Put the mark of one passage after it, that of several before them, under a heading."""
    headings = [unit for unit in run if unit.is_heading]
    if headings or not ahead:
        _insert(mark, (headings or run)[-1].block, behind=True)
        return
    block = run[0].block
    while _begins(block):
        block = block.parent
    _insert(mark, block, behind=False)


def _insert(mark: nodes.Element, block: nodes.Element, *, behind: bool) -> None:
    if isinstance(block, nodes.term):
        definition = block.parent.next_node(nodes.definition)
        if definition is not None:
            definition.insert(0, mark)
            return
    while not _may_hold(block.parent):
        block = block.parent
    block.parent.insert(block.parent.index(block) + behind, mark)


def _may_hold(node: nodes.Element) -> bool:
    return isinstance(node, _MAY_HOLD)


def _begins(block: nodes.Element) -> bool:
    """Tell whether a block is the first thing in a list or quotation, beside its bullet."""
    inside = (nodes.list_item, nodes.bullet_list, nodes.enumerated_list, nodes.block_quote)
    return isinstance(block.parent, inside) and block.parent.index(block) == 0


def mark_of(node: nodes.Element) -> list[tuple[str, str]] | None:
    """Give what a mark says and where it leads, None if the node is no mark."""
    found: list[tuple[str, str]] | None = node.get(MARK)
    return found


def setup(app: Sphinx) -> None:
    """Register the post-transform."""
    app.add_post_transform(MarkStates)
