"""Raw HTML among the nodes of pandoc's tree: what it hides, begun in one node, ended in another."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import Any

from editions.intake.concealed import Concealed
from editions.intake.webpage import shown

Node = dict[str, Any]


def sift(nodes: Sequence[Node], kind: str, concealed: Concealed) -> list[Node]:
    """Give `nodes` without what the raw HTML among them hides; `kind` is RawBlock or RawInline.

    Each other node stands in the page as one element with its words, by which it is known again.
    """
    raw = [_raw(node, kind) for node in nodes]
    if not any(text is not None for text in raw):
        return list(nodes)
    mark = "x-node"
    while any(text and mark in text.lower() for text in raw):
        mark += "-x"
    page = "".join(
        f'<{mark} n="{number}">{html.escape(_words(node))}</{mark}>' if text is None else text
        for number, (node, text) in enumerate(zip(nodes, raw, strict=True))
    )
    page, found = shown(page)
    concealed.add(found)
    kept: list[Node] = []
    place = 0
    for one in re.finditer(rf'<{mark} n="(\d+)">.*?</{mark}>', page, re.S):
        kept += _piece(page[place : one.start()], kind)
        kept.append(nodes[int(one[1])])
        place = one.end()
    return [*kept, *_piece(page[place:], kind)]


def _piece(text: str, kind: str) -> list[Node]:
    return [{"t": kind, "c": ["html", text]}] if text.strip() else []


def _raw(node: Node, kind: str) -> str | None:
    """Give the HTML of a raw node, in the wrapping that tells its line or bare; None for others."""
    while node["t"] in {"Div", "Span"} and len(node["c"][1]) == 1:
        node = node["c"][1][0]
    if node["t"] == kind and node["c"][0] == "html":
        return str(node["c"][1])
    return None


def _words(node: Node) -> str:
    return "".join(_texts(node))


def _texts(node: Any) -> Iterator[str]:
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += reversed(one)
        elif isinstance(one, dict):
            match one.get("t"):
                case "Str":
                    yield one["c"]
                case "Space" | "SoftBreak" | "LineBreak":
                    yield " "
                case "Code" | "CodeBlock" | "Math":
                    yield one["c"][1]
                case kind:
                    yield " " if kind in {"Para", "Plain", "Header"} else ""
                    waiting.append(one.get("c"))
