"""Writing the blocks of a report as the document of an issue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from docutils.utils import column_width

from editions.intake import inline
from editions.intake.blocks import (
    BREAK,
    Block,
    Definitions,
    Heading,
    Items,
    Literal,
    Paragraph,
    Quote,
    Runs,
    Table,
    plain,
)
from editions.intake.headings import Outline, slug

UNDERLINES = "-~^\"'+"
"""The underlines of sections by level; the title has "="."""

Lines = list[str]


def render(outline: Outline, *, issue: str, language: str) -> str:
    """Give the text of docs/reports/<issue>.rst."""
    writer = _Writer(issue)
    label = writer.label("")
    title = writer.heading(outline.title, label=label, underline="=")
    body = writer.blocks(outline.blocks)
    head = [f":language: {language}", f":issue: {issue}", ""]
    return "\n".join([*head, *title, *body, *writer.footnotes()]).rstrip("\n") + "\n"


@dataclass(slots=True)
class _Writer:
    issue: str
    labels: set[str] = field(default_factory=set)
    sections: int = 0
    notes: list[tuple[Block, ...]] = field(default_factory=list)

    def label(self, name: str) -> str:
        """Give a label no other place of the document has."""
        wanted = f"report-{self.issue}" + (f"-{name}" if name else "")
        label, number = wanted, 1
        while label in self.labels:
            number += 1
            label = f"{wanted}-{number}"
        self.labels.add(label)
        return label

    def heading(self, runs: Runs, *, label: str, underline: str) -> Lines:
        text = inline.guard(" ".join(inline.lines(runs, self.mark)))
        # Under four characters docutils takes an underline for text.
        return [f".. _{label}:", "", text, underline * max(column_width(text), 4), ""]

    def mark(self, note: tuple[Block, ...]) -> str:
        """Keep a footnote for the end of the document and give its mark."""
        self.notes.append(note)
        return f"[#note-{len(self.notes)}]_"

    def footnotes(self) -> Lines:
        lines: Lines = []
        done = 0
        while done < len(self.notes):  # a footnote can have footnotes
            done += 1
            lines += _hang(f".. [#note-{done}] ", self.blocks(self.notes[done - 1]), indent=3)
        return lines

    def blocks(self, blocks: Sequence[Block]) -> Lines:
        """Give the lines of `blocks`, an empty one after each block."""
        lines: Lines = []
        last: Block | None = None
        for block in blocks:
            if _would_merge(last, block):
                lines += ["..", ""]
            lines += self.block(block)
            last = block
        return lines

    def block(self, block: Block) -> Lines:
        match block:
            case Heading():
                lines = self.section(block)
            case Paragraph():
                lines = self.paragraph(block)
            case Items():
                lines = self.items(block)
            case Definitions():
                lines = self.definitions(block)
            case Quote(blocks):
                # A dash would make the last paragraph of a quotation its author's name.
                lines = [rf"\{s}" if s.startswith("—") else s for s in self.blocks(blocks)]
                lines = _indent(lines, 3)
            case Table():
                lines = self.table(block)
            case Literal(text):
                lines = ["::", "", *_indent(text.expandtabs().splitlines(), 3), ""]
        return lines

    def section(self, heading: Heading) -> Lines:
        self.sections += 1
        label = self.label(slug(plain(heading.runs), number=self.sections))
        underline = UNDERLINES[min(heading.level, len(UNDERLINES)) - 1]
        return self.heading(heading.runs, label=label, underline=underline)

    def paragraph(self, paragraph: Paragraph) -> Lines:
        lines = inline.lines(paragraph.runs, self.mark)
        if BREAK in paragraph.runs:
            return [*(f"| {line}".rstrip() for line in lines), ""]
        return [inline.guard(lines[0]), ""] if lines[0] else []

    def items(self, items: Items) -> Lines:
        lines: Lines = []
        for number, item in enumerate(items.items, items.start or 0):
            mark = "- " if items.start is None else f"{number}. "
            lines += _hang(mark, self.blocks(item), indent=len(mark))
        return lines

    def definitions(self, definitions: Definitions) -> Lines:
        lines: Lines = []
        for term, said in definitions.items:
            name = inline.guard(" ".join(inline.lines(term, self.mark))).replace(" : ", r" \: ")
            lines += [name, *_indent(self.blocks(said) or ["..", ""], 3)]
        return lines

    def table(self, table: Table) -> Lines:
        caption = " ".join(inline.lines(table.caption, self.mark))
        lines = [f".. list-table:: {caption}".rstrip()]
        lines += [f"   :header-rows: {table.head}"] if table.head else []
        lines.append("")
        for row in table.rows:
            for column, cell in enumerate(row):
                mark = "   * - " if column == 0 else "     - "
                lines += _tight(_hang(mark, self.blocks(cell), indent=7))
        return [*lines, ""]


def _hang(mark: str, lines: Lines, *, indent: int) -> Lines:
    """Put `mark` before the first line and set the others in below its text."""
    first, *rest = lines or ["", ""]
    # A block that begins set in, or with an underline's label, needs a line of its own.
    if first.startswith((" ", "..", "::", "|")):
        first, rest = "", ["", first, *rest] if mark.startswith(".. [") else [first, *rest]
    return [(mark + first).rstrip(), *_indent(rest, indent)]


def _tight(lines: Lines) -> Lines:
    return lines[:-1] if lines and not lines[-1] else lines


def _indent(lines: Lines, width: int) -> Lines:
    return [f"{' ' * width}{line}".rstrip() for line in lines]


def _would_merge(last: Block | None, block: Block) -> bool:
    """Tell whether docutils would take `block` for a part of the block before it."""
    if isinstance(block, Quote):
        return isinstance(last, Items | Definitions | Quote | Table | Literal)
    if isinstance(block, Items) and isinstance(last, Items):
        return (block.start is None) == (last.start is None)
    if isinstance(block, Paragraph) and isinstance(last, Paragraph):
        return BREAK in block.runs and BREAK in last.runs
    return isinstance(block, Definitions | Literal) and isinstance(last, type(block))
