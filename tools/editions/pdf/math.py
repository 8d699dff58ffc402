"""Handlers of formulas."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element

from docutils import nodes

from editions.pdf.walk import Content, Data, Handler, TreeError, Walk, line_of
from editions.site.formula import ACCENTS, FormulaError, equations, mathml, reading

_GROUPS = {"mrow", "mtd", "mstyle"}
_FORMS = {
    "mfrac": "fraction",
    "mroot": "root",
    "msub": "below",
    "msup": "above",
    "msubsup": "both",
    "munder": "under",
    "mover": "over",
    "munderover": "around",
}
_LINES = {
    ("mover", "\u2015"): "line-over",
    ("munder", "\u2015"): "line-under",
    ("mover", "\u23de"): "brace-over",
    ("munder", "\u23df"): "brace-under",
}
_BRACKETS = ("([{|\u2016", ")]}|\u2016")


def _math(_walk: Walk, node: nodes.math) -> Content:
    return [{"type": "math", **_formula(node.astext(), node, block=False)}]


def _display(walk: Walk, node: nodes.math_block) -> Content:
    """Set each formula of a display on a line of its own; the last one has the number."""
    displays: list[Data] = [
        {"type": "math-block", "line": line_of(node), **_formula(latex, node, block=True)}
        for latex in equations(node.astext())
    ]
    if displays and (number := walk.surroundings.equation_number(node)):
        displays[-1]["number"] = f"({number})"
    return list(displays)


def _formula(latex: str, node: nodes.Node, *, block: bool) -> Data:
    try:
        element = mathml(latex, block=block)
    except FormulaError as error:
        raise TreeError(error.message, node=node) from None
    return {"alt": reading(element), "parts": _parts(element)}


def _parts(element: Element) -> list[Data]:
    """Give the parts of a formula, each with what it ``is``: see `formula` in formulas.typ."""
    row: list[Data] = []
    parts = [_part(child) for child in element if not _is_empty(child)]
    for part in _bracketed(_fences(parts)):
        before = row[-1] if row else {}
        if part["is"] == before.get("is") == "upright":
            before["text"] += part["text"]
        else:
            row.append(part)
    return row


def _is_empty(element: Element) -> bool:
    return not len(element) and not element.text and element.tag in {"mi", "mrow", "mtd"}


def _part(element: Element) -> Data:
    tag, text = element.tag, element.text or ""
    if tag in {"mi", "mo", "mn", "mtext"}:
        return _leaf(element, text)
    if tag == "mspace":
        return {"is": "space", "em": float((element.get("width") or "0em").removesuffix("em"))}
    if tag == "mtable":
        # Signs of relation under each other, or cells of a matrix.
        lined = element.get("columnspacing", "").startswith("0em")
        rows = [[_parts(cell) for cell in row] for row in element]
        return {"is": "lines" if lined else "cells", "rows": rows}
    if tag in _GROUPS or tag == "msqrt":
        return {"is": "root" if tag == "msqrt" else "group", "parts": [_parts(element)]}
    return _composed(element)


def _leaf(element: Element, text: str) -> Data:
    if element.get("fence"):
        return {"is": element.get("form"), "text": text}
    if element.tag in {"mn", "mtext"}:
        return {"is": "text", "text": text}
    if len(text) == 1 and element.get("mathvariant") != "normal":
        return {"is": "symbol", "text": text}
    return {"is": "operator" if element.tag == "mo" else "upright", "text": text}


def _composed(element: Element) -> Data:
    mark = element[1].text or ""
    if (form := _LINES.get((element.tag, mark))) is not None:
        return {"is": form, "parts": [_inner(element[0])]}
    if element.tag == "mover" and mark in ACCENTS:
        return {"is": "accent", "mark": mark, "parts": [_inner(element[0])]}
    bare = element.get("linethickness") == "0"
    form = "stack" if bare else _FORMS[element.tag]
    return {"is": form, "parts": [_inner(child) for child in element]}


def _inner(element: Element) -> list[Data]:
    return _parts(element) if element.tag in _GROUPS else [_part(element)]


def _fences(parts: list[Data]) -> list[Data]:
    """Make one part of an opening fence and what follows up to the closing one, if any."""
    if not parts or parts[0]["is"] != "prefix":
        return parts
    closed = parts[-1]["is"] == "postfix"
    inner = parts[1:-1] if closed else parts[1:]
    fenced: Data = {
        "is": "fenced",
        "open": parts[0]["text"],
        "close": parts[-1]["text"] if closed else "",
        "parts": [inner],
    }
    return [fenced]


def _bracketed(parts: list[Data]) -> list[Data]:
    """Make one part of a matrix and its brackets, which have to grow with it."""
    row = list(parts)
    for at in range(len(row) - 2, 0, -1):
        before, part, after = row[at - 1 : at + 2]
        opens, closes = before.get("text", " "), after.get("text", " ")
        if part["is"] in {"cells", "stack"} and opens in _BRACKETS[0] and closes in _BRACKETS[1]:
            row[at - 1 : at + 2] = [
                {"is": "fenced", "open": opens, "close": closes, "parts": [[part]]}
            ]
    return row


MATH: Mapping[type[nodes.Node], Handler] = MappingProxyType(
    {nodes.math: _math, nodes.math_block: _display}
)
