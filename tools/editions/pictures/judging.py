"""Whether a picture can be shown: sound, of a bearable size, in colours of screens.

Whatever a browser, an e-reader or Typst would choke on is found here, where the document that
shows the picture is still known.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image

from editions import pictures
from editions.problems import EditionsError

MOST = 50_000_000
"""Pixels. A page at 600 dots an inch has 35 million; Typst takes some 3.5 bytes for each."""
MOST_FRAMES = 1_000
MOST_MOVING = 10 * MOST
"""Pixels of all frames of a moving picture together."""

# The frame of a JPEG: baseline, progressive and so on, but no tables (C4, C8, CC).
_FRAME = re.compile(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]")


# Typst goes by the name of a file.
_NAMES = (
    (b"\x89PNG", ("png",)),
    (b"GIF8", ("gif",)),
    (b"\xff\xd8", ("jpg", "jpeg")),
    (b"RIFF", ("webp",)),
)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def check(path: Path) -> None:
    """Raise `EditionsError`, saying what to do, for a picture that cannot be shown."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EditionsError(f"cannot be read ({error.strerror}); save it anew") from None
    clean = pictures.clean(Path(path.name), data)
    if path.suffix.lower() == ".svg":
        _check_drawing(clean)
        return
    _check_name(path, clean)
    width, height, inks = _size(clean)
    if inks:
        raise EditionsError("is in the inks of printers (CMYK); save it anew in RGB")
    if width * height > MOST:
        size = round(width * height / 1_000_000)
        raise EditionsError(
            f"has {width} × {height} pixels, {size} million; scale it down to {MOST // 1_000_000} "
            "million or less (2500 across are plenty for a page)"
        )
    _check_pixels(clean)


def _check_name(path: Path, data: bytes) -> None:
    for start, names in _NAMES:
        if data.startswith(start) and path.suffix.lower().lstrip(".") not in names:
            raise EditionsError(f"is a {names[-1].upper()} by its content; name it '.{names[0]}'")


def _check_drawing(data: bytes) -> None:
    root = ElementTree.fromstring(data)  # noqa: S314 - parsed and written by `pictures` itself
    sides = [root.get("width", ""), root.get("height", ""), *root.get("viewBox", "").split()[2:]]
    if any(float(number[0]) <= 0 for side in sides if (number := _NUMBER.match(side))):
        raise EditionsError("has no width or no height; save it anew with both")


def _check_pixels(data: bytes) -> None:
    """Decode every pixel of every frame: what is damaged within shows nowhere else."""
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as picture:
            warnings.simplefilter("ignore")
            frames = getattr(picture, "n_frames", 1)
            if frames > MOST_FRAMES or frames * picture.width * picture.height > MOST_MOVING:
                raise EditionsError(f"moves through {frames} pictures; leave some out")
            for number in range(frames):
                picture.seek(number)
                picture.load()
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, struct.error) as error:
        message = f"this picture cannot be read ({error}); save it anew as PNG, JPEG or SVG"
        raise EditionsError(message) from None


def _size(data: bytes) -> tuple[int, int, bool]:
    """Give width, height and whether it is CMYK; nothing of what has no pixels."""
    width = height = 0
    if data.startswith(b"\x89PNG"):
        width, height = struct.unpack_from(">II", data, 16)
    elif data.startswith(b"GIF8"):
        width, height = struct.unpack_from("<HH", data, 6)
    elif data.startswith(b"\xff\xd8"):
        return _jpeg(data)
    elif data[8:12] == b"WEBP":
        width, height = _webp(data)
    return width, height, False


def _jpeg(data: bytes) -> tuple[int, int, bool]:
    """Read the frame, the first marker of its kind between segments that tell their lengths."""
    place = 2
    while place + 10 <= len(data):
        if _FRAME.match(data, place):
            height, width, parts = struct.unpack_from(">HHB", data, place + 5)
            return width, height, parts == 4
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return 0, 0, False


def _webp(data: bytes) -> tuple[int, int]:
    kind = data[12:16]
    if kind == b"VP8X":
        sides = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        return next(sides), next(sides)
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF
