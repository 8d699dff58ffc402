"""Pictures on their way to readers: what a picture tells of people and machines is dropped.

The pixels stay as they are, bit by bit: nothing is decoded and encoded anew, only the parts
of the file that no picture needs are left out. What stays beside the pixels: how the picture
is to be turned, its resolution, and of a colour profile the colours.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from editions.pictures import gif, jpeg, png, svg, webp
from editions.pictures.parts import BrokenError
from editions.problems import EditionsError

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg"})
"""The pictures a browser and the PDF can show."""

_READERS: tuple[tuple[bytes, int, Callable[[bytes], bytes]], ...] = (
    (b"\xff\xd8", 0, jpeg.clean),
    (b"\x89PNG\r\n\x1a\n", 0, png.clean),
    (b"WEBP", 8, webp.clean),
    (b"GIF8", 0, gif.clean),
)


def is_picture(path: Path) -> bool:
    """Tell whether `clean` is meant for a file of this name."""
    return path.suffix.lower() in SUFFIXES


def clean(path: Path, data: bytes) -> bytes:
    """Give a picture without EXIF, XMP, IPTC, comments, thumbnails and editors' notes.

    What is clean already comes back as it is. Raises `EditionsError` naming `path` for a
    file that is damaged or no picture a browser can show.
    """
    try:
        if path.suffix.lower() == ".svg":
            return svg.clean(data, raster=_raster)
        return _raster(data)
    except BrokenError as error:
        message = f"this picture cannot be read ({error}); save it anew as PNG, JPEG or SVG"
        raise EditionsError(message, path=path) from None


def _raster(data: bytes) -> bytes:
    for signature, place, reader in _READERS:
        if data[place : place + len(signature)] == signature:
            return reader(data)
    raise BrokenError("it is no JPEG, PNG, WebP, GIF or SVG")
