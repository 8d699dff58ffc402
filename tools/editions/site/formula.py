"""LaTeX formulas → checked MathML, the same for pages and PDFs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from xml.etree.ElementTree import Element, tostring

from latex2mathml import converter

from editions.problems import EditionsError

ELEMENTS = frozenset(
    {
        *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot"),
        *("msub", "msup", "msubsup", "munder", "mover", "munderover"),
        *("mtable", "mtr", "mtd", "mstyle"),
    }
)
_ATTRIBUTES = frozenset(
    {
        *("accent", "columnalign", "columnspacing", "display", "displaystyle", "fence", "form"),
        *("linethickness", "mathvariant", "maxsize", "minsize", "movablelimits", "rowspacing"),
        *("scriptlevel", "stretchy", "width"),
    }
)
_SAME = {"aligned": "split", "equation": "split", "equation*": "split", "gathered": "matrix"}
"""Environments that the converter does not know, and what sets the same."""

ACCENTS = {
    "^": "\u0302",
    "~": "\u0303",
    "\u00af": "\u0304",
    "\u02d9": "\u0307",
    "\u00a8": "\u0308",
    "\u2192": "\u20d7",
}
"""Marks above a letter, and the same as characters that combine with it."""

_NEXT_LINE = re.compile(r"\\\\|(?<!\\)&")
_BRACES = re.compile(r"\\.|[{}]")


class FormulaError(EditionsError):
    """A formula that cannot be read; says which and why."""


def mathml(latex: str, *, block: bool) -> Element:
    """Give a formula as MathML with its reading as alternative text.

    Raises `FormulaError` for what is no LaTeX, or not of the part of it that can be set.
    """
    prepared = _prepared(latex)
    try:
        root = converter.convert_to_element(prepared, display="block" if block else "inline")
    # The converter has a dozen errors without a common ancestor, and lets others through.
    except Exception as error:
        why = re.sub(r"(?<!^)(?=[A-Z])", " ", type(error).__name__.removesuffix("Error")).lower()
        raise FormulaError(f"the formula '{latex}' cannot be read: {why}") from None
    for element in root.iter():
        element.text = unescape(element.text or "") or None
        if fault := _fault(element):
            raise FormulaError(f"the formula '{latex}' cannot be set: {fault}")
    root.set("alttext", reading(root))
    return root


def markup(formula: Element) -> str:
    """Give the HTML of a formula."""
    formula.set("xmlns", "http://www.w3.org/1998/Math/MathML")
    return tostring(formula, encoding="unicode", short_empty_elements=False)


def equations(latex: str) -> list[str]:
    """Give the formulas of a display; an empty line parts them."""
    return [part.strip() for part in re.split(r"\n\s*\n", latex) if part.strip()]


def reading(element: Element) -> str:
    """Give a formula as one line of plain text, for ears and for who copies it.

    >>> reading(mathml(r"\\frac{a+b}{2} \\le x_1^2", block=False))
    '(a + b) / 2 ≤ x_1^2'
    """
    return re.sub(r"\s+", " ", _read(element)).strip()


def _prepared(latex: str) -> str:
    """Put lines into the environment that sets them, as Sphinx says of the directive."""
    if sum(_balance(latex)):
        raise FormulaError(f"the formula '{latex}' cannot be read: its braces do not match")
    text = re.sub(
        r"\\(begin|end)\{([a-z]+\*?)\}",
        lambda match: f"\\{match[1]}{{{_SAME.get(match[2], match[2])}}}",
        latex.strip(),
    )
    if r"\begin" not in text and _NEXT_LINE.search(text):
        text = rf"\begin{{split}}{text}\end{{split}}"
    return text


def _balance(latex: str) -> Iterator[int]:
    for match in _BRACES.finditer(latex):
        yield {"{": 1, "}": -1}.get(match[0], 0)


def _fault(element: Element) -> str:
    text = element.text or ""
    unknown = re.search(r"\\[A-Za-z]+", text) if element.tag != "mtext" else None
    if unknown:
        return f"'{unknown[0]}' is not known"
    if element.tag != "mtext" and text == "&":
        return "'&' stands outside of any alignment"
    if element.tag not in ELEMENTS:
        return f"it needs '{element.tag}'"
    strange = sorted(set(element.attrib) - _ATTRIBUTES - {"xmlns"})
    return f"it needs '{strange[0]}'" if strange else ""


def _read(element: Element) -> str:
    parts = [_read(child) for child in element]
    if len(element) > 1 and element[1].text in _LINES:
        return _closed(parts[0])
    if element.tag in _READINGS:
        return _READINGS[element.tag](parts)
    if element.tag == "mo":
        return _operator(element)
    if element.tag == "mover":
        mark = element[1].text or ""
        return parts[0] + ACCENTS[mark] if mark in ACCENTS else f"{parts[0]}^{_closed(parts[1])}"
    text = element.text or ""
    return f"{text} " if element.tag == "mi" and len(text) > 1 else text + "".join(parts)


def _operator(element: Element) -> str:
    text = element.text or ""
    tight = text in {"", ",", ".", "!", "′"} or element.get("fence") or element.get("accent")
    if tight or element.get("stretchy") == "false" or text in "()[]{}|":
        return text
    return f" {text} "


def _closed(text: str) -> str:
    """Put what is more than one thing into brackets."""
    text = text.strip()
    return text if len(text) < 2 or text.isalnum() else f"({text})"


_READINGS: dict[str, Callable[[list[str]], str]] = {
    "mspace": lambda _parts: " ",
    "mfrac": lambda parts: f"{_closed(parts[0])} / {_closed(parts[1])}",
    "msqrt": lambda parts: f"√{_closed(''.join(parts))}",
    "mroot": lambda parts: f"√[{parts[1].strip()}]{_closed(parts[0])}",
    "msub": lambda parts: f"{parts[0].rstrip()}_{_closed(parts[1])}{parts[0][1:] and ' '}",
    "msup": lambda parts: f"{parts[0].rstrip()}^{_closed(parts[1])}",
    "msubsup": lambda parts: f"{parts[0].rstrip()}_{_closed(parts[1])}^{_closed(parts[2])} ",
    "mtable": lambda parts: "; ".join(part.strip() for part in parts),
    "mtr": lambda parts: " ".join(part.strip() for part in parts if part.strip()),
}
_READINGS |= {"munder": _READINGS["msub"], "munderover": _READINGS["msubsup"]}
_LINES = {"\u2015", "\u23de", "\u23df"}
