"""How large a picture is by its file, and how large its author wants it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree

from docutils import nodes
from sphinx.util.images import get_image_size

COLUMN = 600
"""The measure of the text on a screen with room for it, in pixels."""

PIXELS: Mapping[str, float] = MappingProxyType(
    {
        "": 1,
        "px": 1,
        "in": 96,
        "cm": 96 / 2.54,
        "mm": 9.6 / 2.54,
        "q": 2.4 / 2.54,
        "pt": 4 / 3,
        "pc": 16,
        "em": 18,
        "ex": 9,
        "ch": 9,
        "rem": 16,
        **dict.fromkeys(("vw", "vh", "vmin", "vmax"), COLUMN / 100),
    }
)
"""What docutils knows as units; those of the letters and of the window are those of a page."""

_LENGTH = re.compile(r"\s*([\d.]+)\s*([A-Za-z]*)")


@dataclass(frozen=True, slots=True)
class Shown:
    """The size of a picture on a page: `width` and `height` in pixels, 0 if nobody knows.

    `percent` is the share of the text's measure it is to have, 0 for a size of its own;
    `free` says that its author gave both sides, whatever they are in the file.
    """

    width: int
    height: int
    percent: int = 0
    free: bool = False


def shown(node: nodes.image, natural: tuple[int, int] | None) -> Shown:
    """Give the size at which a picture is shown; `natural` is that of its file."""
    scale = node.get("scale", 100) / 100
    wide, high = (str(node.get(side, "")) for side in ("width", "height"))
    percent = _percent(wide, scale)
    width, height = (0.0 if percent else pixels(wide) * scale), pixels(high) * scale
    free = bool(width and height)
    if natural and all(natural):
        ratio = natural[0] / natural[1]
        if not width and not height:
            width, height = (side * (1 if percent else scale) for side in natural)
        width, height = width or height * ratio, height or width / ratio
    return Shown(_whole(width), _whole(height), percent, free)


def share(length: str) -> int:
    """Give a length as a share of the text's measure, in per cent; 0 if it is none."""
    given = _percent(length, 1) or round(pixels(length) * 100 / COLUMN)
    return min(given, 100)


def pixels(length: str) -> float:
    """Give a length in pixels, 0 for what is none.

    >>> round(pixels("40mm")), pixels("12"), pixels("a third")
    (151, 12.0, 0)
    """
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * PIXELS.get(found[2].lower(), 0) if found else 0


def natural(path: Path) -> tuple[int, int] | None:
    """Give the size of the picture in a file; a drawing without one fills the measure."""
    if path.suffix.lower() == ".svg":
        return _of_drawing(path)
    return get_image_size(path)


def _of_drawing(path: Path) -> tuple[int, int] | None:
    try:
        # Only its first element is read.
        with path.open("rb") as file:
            _event, root = next(ElementTree.iterparse(file, events=("start",)))  # noqa: S314
    except (OSError, ElementTree.ParseError, StopIteration, ValueError, LookupError):
        return None
    width, height = (pixels(root.get(side, "")) for side in ("width", "height"))
    if width and height:
        return _whole(width), _whole(height)
    box = [pixels(side) for side in re.split(r"[\s,]+", root.get("viewBox", "").strip())[2:]]
    if len(box) != 2 or not all(box):
        return None
    wide = width or (height * box[0] / box[1] if height else COLUMN)
    return _whole(wide), _whole(wide * box[1] / box[0])


def _percent(length: str, scale: float) -> int:
    number, sign, _rest = length.partition("%")
    return min(100, _whole(float(number) * scale)) if sign and number.strip() else 0


def _whole(side: float) -> int:
    return max(1, round(side)) if side else 0
