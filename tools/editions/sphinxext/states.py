"""What readers are told of passages that are not, or not any more, truly translated.

A passage alone has its mark after it. Where several in a row share a state, one mark before
them speaks for all, up to the next heading: thirty marks in a row would help nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform

from editions import config
from editions.sphinxext.passages import MSGID, SOURCE, STATE
from editions.sphinxext.typography import bind

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MARK = "mark"
"""The attribute of a container that is a mark: pairs of words and address ("" for none)."""

SAID = "said"
"""The attribute of a block with what is said of it alone; of a document, of what it lacks."""

_HEADINGS = (nodes.title, nodes.subtitle, nodes.rubric)
_WHOLES = (
    nodes.table,
    nodes.line_block,
    nodes.field_list,
    nodes.option_list,
    nodes.figure,
)
"""What is marked as one: a mark in each cell or line would tear it apart."""

_ALONE = (nodes.footnote, nodes.citation)
"""What shares no mark with others: the PDF sets notes at the feet of its pages."""

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
    *_ALONE,
)


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
        return title or any(isinstance(above, _ALONE) for above in _above(self.block))

    @property
    def numbers(self) -> list[int | str]:
        return [passage["number"] for passage in self.passages if passage.get("number")]


class MarkStates(SphinxPostTransform):
    """Put the marks into the document, for readers' builders only."""

    # The content of ``only`` is chosen by now (50); nothing later cares where blocks stand.
    default_priority = 700

    def run(self, **kwargs: Any) -> None:
        if self.app.builder.format not in {"html", "pdf"}:
            return
        units = list(_units(self.document)) if SOURCE in self.document else []
        for run in _runs(units):
            self._mark(run, near=_near(run, units))
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
                    "missing": not partly and state != "stale",
                    "language": self.document[SOURCE],
                    "url": self._source_address(_near([unit], units)),
                }

    def _mark(self, run: Sequence[Unit], *, near: int | str | None) -> None:
        source = self._source_address(near)
        language = self.config.language
        words = [bind(said, language) for said in _words(run)]
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
        document = self.env.current_document.docname
        fragment = f"#p{number}" if number else ""
        if self.app.builder.format == "html":
            address = self.app.builder.get_target_uri(document)
            up = "../" * (address.count("/") + 1)
            return f"{up}{source}/{address}{fragment}"
        # A PDF travels alone: without the publication's address it can lead nowhere.
        base = publication.base_url
        return f"{base}/{source}/{document}.html{fragment}" if base else ""


def _units(document: nodes.document) -> Iterator[Unit]:
    """Give the blocks of a document in order; what is in no language is passed over."""
    unit: Unit | None = None
    for passage in document.findall(nodes.TextElement):
        if MSGID not in passage or isinstance(passage, nodes.FixedTextElement):
            continue
        if not any(letter.isalpha() for letter in passage.astext()):
            continue
        wholes = [above for above in _above(passage) if isinstance(above, _WHOLES)]
        block = wholes[-1] if wholes else passage
        if unit is None or unit.block is not block:
            if unit is not None:
                yield unit
            unit = Unit(block)
        unit.passages.append(passage)
    if unit is not None:
        yield unit


def _runs(units: Iterable[Unit]) -> Iterator[Sequence[Unit]]:
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


def _near(run: Sequence[Unit], units: Sequence[Unit]) -> int | str | None:
    """Give the number of the paragraph at which a reader finds a run in another edition."""
    at = units.index(run[0])
    after = [number for unit in units[at:] for number in unit.numbers]
    before = [number for unit in units[:at] for number in unit.numbers]
    if after and (run[0].is_heading or run[0].numbers or not before):
        return after[0]
    return before[-1] if before else None


def _words(run: Sequence[Unit]) -> Iterator[str]:
    """Give what a mark says, in the language of the edition."""
    state = run[0].state
    texts = [unit for unit in run if not unit.is_heading]
    numbers = [number for unit in texts for number in unit.numbers]
    if state is None:
        yield from (of_part()[state] for state in run[0].states if state)
    elif len(texts) < 2:
        yield of_one()[state]
    elif len(numbers) < 2:
        yield _of_several()[state]
    else:
        yield _of_paragraphs()[state] % f"{numbers[0]}–{numbers[-1]}"


def of_one() -> dict[str, str]:
    """Give what the mark of one passage says, by its state."""
    return {
        "missing": _("Not translated yet"),
        "held": _("The translation is being checked"),
        "withdrawn": _("The translation is being revised"),
        "stale": _("The source has changed since it was translated"),
    }


def _of_paragraphs() -> dict[str, str]:
    # Translators: %s stands for two numbers or more, as "12–24".
    return {
        "missing": _("Paragraphs %s are not translated yet"),
        "held": _("The translation of paragraphs %s is being checked"),
        "withdrawn": _("The translation of paragraphs %s is being revised"),
        "stale": _("The source of paragraphs %s has changed since they were translated"),
    }


def _of_several() -> dict[str, str]:
    return {
        "missing": _("The passages below are not translated yet"),
        "held": _("The translation of the passages below is being checked"),
        "withdrawn": _("The translation of the passages below is being revised"),
        "stale": _("The source of the passages below has changed since they were translated"),
    }


def of_part() -> dict[str, str]:
    """Give what the mark of a block says that is in such a state in part, by the state."""
    return {
        "missing": _("Not all of this is translated yet"),
        "held": _("A part of this translation is being checked"),
        "withdrawn": _("A part of this translation is being revised"),
        "stale": _("A part of the source has changed since it was translated"),
    }


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


def _above(node: nodes.Element) -> Iterator[nodes.Element]:
    while (node := node.parent) is not None:
        yield node


def _is_page_title(title: nodes.title) -> bool:
    return isinstance(title.parent.parent, nodes.document)


def mark_of(node: nodes.Element) -> list[tuple[str, str]] | None:
    """Give what a mark says and where it leads, None if the node is no mark."""
    found: list[tuple[str, str]] | None = node.get(MARK)
    return found


def in_progress(percent: int, language: str, *, finished: bool = True) -> str:
    """Say how far a translation is; "" if it is complete and passed its gate."""
    if percent == 100:
        return "" if finished else _("The translation is being checked")
    # Translators: %s is a number, as in "Translation in progress: 83 %".
    return bind(_("Translation in progress: %s %%") % percent, language)


def setup(app: Sphinx) -> None:
    """Register the post-transform."""
    app.add_post_transform(MarkStates)
