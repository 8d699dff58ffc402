"""Pandoc's inlines as runs of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from editions.intake.blocks import BREAK, Block, Finding, Run, Style, plain
from editions.intake.concealed import Concealed
from editions.intake.letters import clean
from editions.intake.sifting import Node, sift
from editions.problems import Severity

ReadBlocks = Callable[[Sequence[Node]], tuple[Block, ...]]

_STYLES = {
    "Strong": Style.STRONG,
    "Emph": Style.EMPHASIS,
    "Superscript": Style.SUPERSCRIPT,
    "Subscript": Style.SUBSCRIPT,
}
_PLAIN = {
    "Underline": "an underline",
    "SmallCaps": "small capitals",
    "Strikeout": "a line through the text (is it meant to be there?)",
}
_INVISIBLE = re.compile(r"(?i)</?ins[^>]*>")
_QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}


@dataclass(frozen=True, slots=True)
class Reporter:
    """Puts findings about one block into `findings`."""

    findings: list[Finding]
    line: int | None
    concealed: Concealed = field(default_factory=Concealed)

    def warn(self, kind: str, message: str, line: int | None = None) -> None:
        self.findings.append(Finding(kind, message, line or self.line))

    def note(self, kind: str, message: str) -> None:
        self.findings.append(Finding(kind, message, self.line, Severity.INFO))


@dataclass(frozen=True, slots=True)
class Spans:
    """Reads inlines; `blocks` reads what a footnote consists of."""

    report: Reporter
    blocks: ReadBlocks

    def runs(self, nodes: Sequence[Node], *, base: Run = Run("")) -> Iterator[Run]:  # noqa: B008 - frozen
        """Give the runs of `nodes`, each set as `base` is and in its own style."""
        for node in sift(nodes, "RawInline", self.report.concealed):
            yield from self._one(node["t"], node.get("c"), base)

    def _text(self, nodes: Sequence[Node]) -> str:
        """Give the text of `nodes` for a message, without reporting what they contain."""
        return plain(Spans(Reporter([], None), lambda _: ()).runs(nodes))

    def _one(self, kind: str, content: Any, base: Run) -> Iterator[Run]:
        match kind:
            case "Str":
                yield Run(clean(content), base.styles, base.target)
            case "Space" | "SoftBreak":
                yield Run(" ", base.styles, base.target)
            case "LineBreak":
                yield BREAK
            case "Code" | "Math":
                yield from self._literal(kind, content[1], base)
            case "Link":
                yield from self._link(content, base)
            case "Note":
                note = self.blocks(content)
                yield from [Run("", note=note)] if note else []
            case "Image":
                yield from self._image(content, base)
            case "RawInline":
                yield from self._raw(content)
            case _:
                yield from self._wrapped(kind, content, base)

    def _literal(self, kind: str, text: str, base: Run) -> Iterator[Run]:
        if kind == "Math":
            self.report.warn("not-carried-over", f"a formula is set as its source: {text!r}")
        yield Run(clean(text), base.styles | {Style.LITERAL}, base.target)

    def _wrapped(self, kind: str, content: Any, base: Run) -> Iterator[Run]:
        if kind in _STYLES:
            styles = base.styles | {_STYLES[kind]}
            if len(styles) > len(base.styles) >= 1:
                self.report.note("markup-in-markup", f"of {_both(styles)} only one can be shown")
            yield from self.runs(content, base=Run("", styles, base.target))
        elif kind in _PLAIN:
            text = self._text(content)
            self.report.warn("not-carried-over", f"{_PLAIN[kind]} was left out at “{text[:60]}”")
            yield from self.runs(content, base=base)
        elif kind == "Quoted":
            opening, closing = _QUOTES[content[0]["t"]]
            yield Run(opening, base.styles, base.target)
            yield from self.runs(content[1], base=base)
            yield Run(closing, base.styles, base.target)
        elif kind in {"Span", "Cite"}:
            yield from self.runs(content[1], base=base)
        else:
            self.report.warn("not-carried-over", f"an inline of kind {kind} was left out")

    def _link(self, content: Any, base: Run) -> Iterator[Run]:
        attributes, inlines, (target, _) = content
        text = self._text(inlines)
        line = line_of(attributes)
        target = target.strip()
        if target.lower().startswith(("http://", "https://")) and len(target) > len("https://"):
            base = Run("", base.styles, target)
            yield from self.runs(inlines, base=base) if text else [Run(target, base.styles, target)]
            return
        if target in {"", "#"}:
            message = f"a link to nowhere (“{target}”) was set as text: “{text}”"
            self.report.warn("dead-link", message, line)
        else:
            message = f"a link to “{target[:60]}”, no web address, was set as text: “{text}”"
            self.report.warn("not-a-web-link", message, line)
        yield from self.runs(inlines, base=base)

    def _image(self, content: Any, base: Run) -> Iterator[Run]:
        _, inlines, (target, title) = content
        text = self._text(inlines) or title
        name = target.rpartition("/")[2][:60]
        message = f"the picture “{name}” was left out; its description stands: “{text}”"
        self.report.warn("picture", message)
        yield Run(clean(text), base.styles, base.target)

    def _raw(self, content: Any) -> Iterator[Run]:
        form, text = content
        if form == "html" and text.lower().rstrip(" />") == "<br":
            yield BREAK
        elif not (form == "html" and _INVISIBLE.fullmatch(text)):
            self.report.warn("not-carried-over", f"{form} was left out: {text.strip()[:60]!r}")


def _both(styles: frozenset[Style]) -> str:
    return " and ".join(sorted(styles))


def line_of(attributes: Any) -> int | None:
    """Read the line from the ``data-pos`` attribute ("3:1-7:1") that pandoc leaves."""
    line = dict(attributes[2]).get("data-pos", "").rpartition("@")[2].partition(":")[0]
    return int(line) if line.isdigit() else None
