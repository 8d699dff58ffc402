"""The blocks of a document as their state is told: which passages belong together, which blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from docutils import nodes

from editions.catalogue.speech import needs_translation
from editions.site.progress import MARKED
from editions.sphinxext.messages import MSGID
from editions.sphinxext.passages import STATE

_HEADINGS = (nodes.title, nodes.subtitle, nodes.rubric)
_WHOLES = (
    nodes.table,
    nodes.line_block,
    nodes.field_list,
    nodes.option_list,
    nodes.figure,
)
"""What is marked as one: a mark in each cell or line would tear it apart."""

ALONE = (nodes.footnote, nodes.citation)
"""What shares no mark with others: the PDF sets notes at the feet of its pages."""


@dataclass(slots=True)
class Unit:
    """A block of text that is marked as one: its passages, and the state they share.

    `state` is None if all is translated; `partly` says that only some passages are in it.
    """

    block: nodes.Element
    passages: list[nodes.Element] = field(default_factory=list)

    @property
    def states(self) -> list[str]:
        """The states of its passages, each once; a suggestion is nothing to a reader."""
        found = (passage.get(STATE, "") for passage in self.passages)
        return list(dict.fromkeys(said.replace("suggested", "missing") for said in found))

    @property
    def state(self) -> str | None:
        """The one state of all of it, None if there are several or it is translated."""
        states = self.states
        return states[0] or None if len(states) == 1 else None

    @property
    def is_heading(self) -> bool:
        return isinstance(self.block, _HEADINGS)

    @property
    def is_alone(self) -> bool:
        """Whether it shares no mark: notes, and the title, under which comes the page's head."""
        title = isinstance(self.block, nodes.title) and _is_page_title(self.block)
        return title or any(isinstance(above, ALONE) for above in _above(self.block))

    @property
    def numbers(self) -> list[int | str]:
        return [passage["number"] for passage in self.passages if passage.get("number")]


def units_of(document: nodes.document) -> Iterator[Unit]:
    """Give the blocks of a document in order; what is in no language is passed over."""
    unit: Unit | None = None
    for passage in passages_of(document):
        block = _block_of(passage)
        if unit is None or unit.block is not block:
            if unit is not None:
                yield unit
            unit = Unit(block)
        unit.passages.append(passage)
    if unit is not None:
        yield unit


def _block_of(passage: nodes.TextElement) -> nodes.Element:
    wholes = [above for above in _above(passage) if isinstance(above, _WHOLES)]
    block: nodes.Element = wholes[-1] if wholes else passage
    while isinstance(block, nodes.Inline):
        # A substitution, or what stands behind "Changed in version": its paragraph.
        block = block.parent
    return block


def passages_of(around: nodes.Element) -> Iterator[nodes.TextElement]:
    """Give the passages in a node that speak a language, in order.

    A substitution in a passage that is not translated either is no passage of its own.
    """
    for passage in around.findall(nodes.TextElement):
        if MSGID not in passage or not needs_translation(passage[MSGID]):
            continue
        outer = next((above for above in _above(passage) if MSGID in above), None)
        if outer is not None and needs_translation(outer[MSGID]) and not _differs(passage, outer):
            continue
        yield passage


def _differs(passage: nodes.Element, outer: nodes.Element) -> bool:
    """Tell whether a passage is not translated, while the one it stands in is."""
    return STATE in passage and (STATE not in outer or outer[STATE] in MARKED)


def runs(units: Iterable[Unit]) -> Iterator[Sequence[Unit]]:
    """Give the units that share a mark: neighbours in one state, up to the next heading."""
    run: list[Unit] = []
    for unit in units:
        joins = (
            bool(run)
            and unit.state is not None
            and run[-1].state == unit.state
            and not (unit.is_alone or run[-1].is_alone)
            and (run[-1].is_heading or not unit.is_heading)
        )
        if not joins:
            if run:
                yield run
            run = []
        if unit.states != [""]:
            run.append(unit)
    if run:
        yield run


def number_near(run: Sequence[Unit], units: Sequence[Unit]) -> int | str | None:
    """Give the number of the paragraph at which a reader finds a run in another edition."""
    at = units.index(run[0])
    after = [number for unit in units[at:] for number in unit.numbers]
    before = [number for unit in units[:at] for number in unit.numbers]
    if after and (run[0].is_heading or run[0].numbers or not before):
        return after[0]
    return before[-1] if before else None


def _above(node: nodes.Element) -> Iterator[nodes.Element]:
    while (node := node.parent) is not None:
        yield node


def _is_page_title(title: nodes.title) -> bool:
    return isinstance(title.parent.parent, nodes.document)
