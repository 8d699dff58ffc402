"""Reading Markdown, DOCX, ODT and HTML through pandoc's tree of the document.

Pandoc comes inside its wheel. It runs in its sandbox (a received file is a stranger's:
nothing it names may be fetched or opened), with bounds on time and memory.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pypandoc

from editions.intake import budget, opendocument, unseen, webpage, word
from editions.intake.blocks import (
    Block,
    Definitions,
    Finding,
    Heading,
    Items,
    Literal,
    Paragraph,
    Quote,
    Received,
    Run,
    Runs,
    Style,
    plain,
    tidy,
)
from editions.intake.concealed import Concealed
from editions.intake.headings import outline
from editions.intake.sifting import Node, sift
from editions.intake.spans import Reporter, Spans, line_of
from editions.intake.tables import table
from editions.problems import IntakeError

# Straight quotes stay as received, "$5 to $6" is money, "2020. A year" or "A. Name" is text.
MARKDOWN = (
    "commonmark_x-smart-tex_math_dollars-emoji-fancy_lists-implicit_header_references"
    "-attributes-alerts-task_lists+sourcepos"
)
PIECES = 100
"""Pieces of HTML in Markdown, each of which pandoc is started for."""

_LEFT_OUT = frozenset(
    {"author", "authors", "by", "creator", "editor", "affiliation", "institute", "email", "e-mail"}
    | {"keywords", "lang", "language"}
)
"""Fields in the head of a file that are not for readers."""


def read_markdown(data: bytes) -> Received:
    """Read Markdown in UTF-8; lines are known."""
    return _read(data, MARKDOWN, Concealed())


def read_docx(data: bytes) -> Received:
    """Read a Word document."""
    data, concealed = word.shown(data)
    return _read(data, "docx", concealed)


def read_odt(data: bytes) -> Received:
    """Read an OpenDocument text."""
    data, concealed = opendocument.shown(data)
    return _read(data, "odt", concealed)


def read_html(data: bytes) -> Received:
    """Read a web page in UTF-8; what its <title> says counts only if the text has no title."""
    text, concealed = webpage.shown(data.decode("utf-8"))
    received = _read(text.encode("utf-8"), "html-smart", concealed, meta=("title",))
    if outline(received.blocks).title:
        return replace(received, title=())
    return received


def _read(data: bytes, source: str, concealed: Concealed, *, meta: Sequence[str] = ()) -> Received:
    tree = _tree(data, source)
    reader = _Reader(concealed)
    if source != MARKDOWN:
        reader.findings += unseen.told(json.dumps(tree, ensure_ascii=False))
    head = reader.meta(tree["meta"], only=meta)
    blocks = (*head, *reader.blocks(tree["blocks"]))
    title = reader.inlines(_meta_inlines(tree["meta"].get("title")))
    return Received(blocks, title=title, findings=(*reader.findings, *concealed.findings()))


def _tree(data: bytes, source: str) -> Node:
    """Run pandoc on `data`; raise `IntakeError` with what it said if it cannot read them."""
    command = [pypandoc.get_pandoc_path(), "--sandbox", f"--from={source}", "--to=json"]
    try:
        done = subprocess.run(
            budget.limited([*command, "+RTS", "-M1g", "-RTS"]),
            input=data,
            capture_output=True,
            check=False,
            timeout=budget.WAITING,
        )
    except subprocess.TimeoutExpired:
        raise IntakeError("takes pandoc too long; save it in a simpler form") from None
    except OSError as error:
        raise IntakeError(f"pandoc cannot be started: {error}") from None
    if budget.ended(done.returncode):
        raise IntakeError(budget.TOO_LONG.format(budget.SECONDS))
    if b"eap exhausted" in done.stderr or b"stack overflow" in done.stderr.lower():
        raise IntakeError("takes over 1 GB of memory; save it in a simpler form")
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").split()
        message = " ".join(said)[:200] or f"exit {done.returncode}"
        raise IntakeError(f"pandoc cannot read it ({message}); open it and save it anew")
    tree: Node = json.loads(done.stdout)
    return tree


def _meta_inlines(value: Node | None) -> list[Node]:
    """Give the inlines of a title, however the format keeps it."""
    match value:
        case {"t": "MetaInlines", "c": inlines}:
            return list(inlines)
        case {"t": "MetaString", "c": text}:
            return [{"t": "Str", "c": text}]
        case {"t": "MetaBlocks", "c": blocks}:
            return [i for b in blocks if b["t"] in {"Para", "Plain"} for i in b["c"]]
        case {"t": "MetaList", "c": values}:
            return [i for one in values for i in _meta_inlines(one)]
        case _:
            return []


@dataclass(slots=True)
class _Reader:
    """Turns pandoc's blocks into ours; `nested` inside lists, quotes, tables and notes."""

    concealed: Concealed
    findings: list[Finding] = field(default_factory=list)
    line: int | None = None
    nested: int = 0
    pieces: int = 0

    def inlines(self, nodes: Sequence[Node]) -> Runs:
        report = Reporter(self.findings, self.line, self.concealed)
        return tidy(Spans(report, self.inside).runs(nodes))

    def blocks(self, nodes: Sequence[Node]) -> tuple[Block, ...]:
        shown = sift(nodes, "RawBlock", self.concealed)
        return tuple(block for node in shown for block in self.block(node))

    def inside(self, nodes: Sequence[Node]) -> tuple[Block, ...]:
        """Read blocks that belong to another block, where no section can begin."""
        line = self.line
        self.nested += 1
        try:
            return self.blocks(nodes)
        finally:
            self.nested -= 1
            self.line = line

    def block(self, node: Node) -> list[Block]:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind in {"Para", "Plain"}:
            runs = self.inlines(content)
            return [Paragraph(runs, self.line)] if runs else []
        handler: Callable[[Any], list[Block]] | None = getattr(self, f"_{kind.lower()}", None)
        if handler is None:
            self._lost(f"a block of kind {kind}")
            return []
        return handler(content)

    def _div(self, content: Any) -> list[Block]:
        attributes, blocks = content
        line, self.line = self.line, line_of(attributes) or self.line
        found = self.blocks(blocks)
        self.line = line
        return list(found)

    def _header(self, content: Any) -> list[Block]:
        level, attributes, inlines = content
        line = line_of(attributes) or self.line
        runs = self.inlines(inlines)
        if not runs:
            return []
        if not self.nested:
            return [Heading(runs, level, line)]
        strong = (Run(r.text, r.styles | {Style.STRONG}, r.target, r.note) for r in runs)
        return [Paragraph(tidy(strong), line)]

    def _bulletlist(self, content: Any) -> list[Block]:
        return [Items(tuple(self.inside(item) for item in content))]

    def _orderedlist(self, content: Any) -> list[Block]:
        (start, style, _), items = content
        if style["t"] not in {"Decimal", "DefaultStyle"}:
            self._lost(f"numbering in the style {style['t']}", instead="1, 2, 3 stand instead")
        return [Items(tuple(self.inside(item) for item in items), start=start)]

    def _definitionlist(self, content: Any) -> list[Block]:
        return [
            Definitions(
                tuple(
                    (self.inlines(term), tuple(b for one in said for b in self.inside(one)))
                    for term, said in content
                )
            )
        ]

    def _blockquote(self, content: Any) -> list[Block]:
        return [Quote(self.inside(content))]

    def _lineblock(self, content: Any) -> list[Block]:
        nodes: list[Node] = []
        for line in content:
            nodes += [*([{"t": "LineBreak"}] if nodes else []), *line]
        runs = self.inlines(nodes)
        return [Paragraph(runs, self.line)] if runs else []

    def _codeblock(self, content: Any) -> list[Block]:
        return [Literal(content[1])] if content[1].strip() else []

    def _rawblock(self, content: Any) -> list[Block]:
        form, text = content
        if form == "html" and not text.lstrip().startswith("<!"):
            self.pieces += 1
            if self.pieces > PIECES:
                raise IntakeError(f"has over {PIECES} pieces of HTML; save it as HTML")
            return list(self.blocks(_tree(text.encode("utf-8"), "html-smart")["blocks"]))
        self._lost(f"a piece of {form}", instead=f"left out: {text.strip()[:60]!r}")
        return []

    def _horizontalrule(self, _content: Any) -> list[Block]:
        self._lost("a horizontal rule")
        return []

    def _figure(self, content: Any) -> list[Block]:
        _, (_, caption), blocks = content
        pictured, said = self.blocks(blocks), self.blocks(caption)
        alike = [plain(b.runs) for b in said if isinstance(b, Paragraph)]
        kept = [b for b in pictured if not (isinstance(b, Paragraph) and plain(b.runs) in alike)]
        return [*kept, *said]

    def _table(self, content: Any) -> list[Block]:
        read = table(content, self.inside, Reporter(self.findings, self.line, self.concealed))
        return [read] if read.rows else []

    def meta(self, meta: Node, *, only: Sequence[str]) -> list[Block]:
        """Take in what stands beside the text; a person's name is nothing we publish unasked."""
        found: list[Block] = []
        for key, value in sorted(meta.items()):
            if key == "title" or (only and key not in only):
                continue
            if key.lower() in _LEFT_OUT:
                self._lost(f"the field “{key}” of the file", instead="it was left out")
            elif value["t"] == "MetaBlocks":
                found += self.blocks(value["c"])
            elif runs := self.inlines(_meta_inlines(value)):
                found.append(Paragraph(runs))
        return found

    def _lost(self, what: str, *, instead: str = "it was left out") -> None:
        message = f"{what} cannot be carried over; {instead}"
        self.findings.append(Finding("not-carried-over", message, self.line))
