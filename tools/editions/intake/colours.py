"""Whether letters can be told from what they stand on."""

from __future__ import annotations

import re

from PIL import ImageColor

WHITE = (255, 255, 255)
_NEAR = 20
"""Steps of 255 by which a colour must differ in some part to be seen."""

_THREE = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})[^()]*\)")
_BARE = re.compile(r"[0-9a-f]{6}(?:ff)?")
"""How Word writes a colour."""

Colour = tuple[int, int, int]


def colour(said: str) -> Colour | None:
    """Read a colour of CSS, Word or OpenDocument; None for one that is not known.

    >>> colour("#FFF"), colour("FFFFFF"), colour("rgb(1, 2,3)"), colour("auto")
    ((255, 255, 255), (255, 255, 255), (1, 2, 3), None)
    """
    said = said.strip().lower()
    said = f"#{said}" if _BARE.fullmatch(said) else _THREE.sub(r"rgb(\1,\2,\3)", said)
    try:
        red, green, blue = ImageColor.getrgb(said)[:3]
    except ValueError:
        return None
    return min(red, 255), min(green, 255), min(blue, 255)


def alike(one: Colour, other: Colour) -> bool:
    """Tell whether nobody can read the one on the other."""
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))
