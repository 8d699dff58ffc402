"""Whether letters can be told from what they stand on."""

from __future__ import annotations

import re

WHITE = (255, 255, 255)
_NEAR = 20
"""Steps of 255 by which a colour must differ in some part to be seen."""

_NAMES = {
    "white": WHITE,
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245),
    "floralwhite": (255, 250, 240),
    "black": (0, 0, 0),
    "red": (255, 0, 0),
    "yellow": (255, 255, 0),
    "green": (0, 128, 0),
    "blue": (0, 0, 255),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "navy": (0, 0, 128),
}

Colour = tuple[int, int, int]


def colour(said: str) -> Colour | None:
    """Read a colour of CSS, Word or OpenDocument; None for one that is not known.

    >>> colour("#FFF"), colour("FFFFFF"), colour("rgb(1, 2,3)"), colour("auto")
    ((255, 255, 255), (255, 255, 255), (1, 2, 3), None)
    """
    said = said.strip().lower()
    if said in _NAMES:
        return _NAMES[said]
    if found := re.fullmatch(r"#?([0-9a-f]{6})(?:ff)?", said):
        digits = found[1]
    elif found := re.fullmatch(r"#([0-9a-f])([0-9a-f])([0-9a-f])", said):
        digits = "".join(2 * digit for digit in found.groups())
    elif found := re.fullmatch(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3}).*\)", said):
        red, green, blue = (min(255, int(part)) for part in found.groups())
        return red, green, blue
    else:
        return None
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


def alike(one: Colour, other: Colour) -> bool:
    """Tell whether nobody can read the one on the other."""
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))
