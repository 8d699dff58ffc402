"""SVG: only the drawing and its words; no editor's notes, comments, paths, scripts."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from xml.etree import ElementTree

from editions.pictures.parts import BrokenError

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
# "inkscape:export-filename" is a path with a user's name in it, "sodipodi:docname" a file's.
_KEPT_ATTRIBUTES = (f"{{{_XLINK}}}href", f"{{{_XML}}}lang", f"{{{_XML}}}space")
_DROPPED = {"metadata", "script"}
_DATA = re.compile(r"data:image/[\w.+-]+;base64,([\w+/=\s]+)", re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

ElementTree.register_namespace("", _SVG)
ElementTree.register_namespace("xlink", _XLINK)


def clean(data: bytes, *, raster: Callable[[bytes], bytes]) -> bytes:
    """Give the drawing bare; pictures set in it go through `raster`."""
    try:
        # expat itself bounds what entities may grow to; comments are not read at all.
        root = ElementTree.fromstring(data)  # noqa: S314 - a picture of our own documents
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise BrokenError(f"no sound SVG: {error}") from None
    if root.tag not in (f"{{{_SVG}}}svg", "svg"):
        raise BrokenError("it is no SVG")
    _bare(root, raster)
    drawing: bytes = ElementTree.tostring(root, encoding="utf-8")
    return drawing + b"\n"


def _bare(element: ElementTree.Element, raster: Callable[[bytes], bytes]) -> None:
    for name in list(element.attrib):
        value = element.attrib.pop(name)
        if _is_drawing(name, value):
            element.attrib[name] = _embedded(value, raster)
    if element.text and element.tag.endswith("style"):
        element.text = _CSS_COMMENT.sub("", element.text)
    before: ElementTree.Element | None = None
    for child in list(element):
        space, _, name = child.tag.rpartition("}")
        if space.lstrip("{") in ("", _SVG) and name not in _DROPPED:
            _bare(child, raster)
            before = child
            continue
        if child.tail and before is not None:
            before.tail = (before.tail or "") + child.tail
        elif child.tail:
            element.text = (element.text or "") + child.tail
        element.remove(child)


def _is_drawing(name: str, value: str) -> bool:
    if name.startswith("{"):
        return name in _KEPT_ATTRIBUTES and "javascript:" not in value.lower()
    # "data-name" is what Illustrator calls a layer; "onload" runs when the file is opened.
    return not name.startswith(("data-", "on")) and "javascript:" not in value.lower()


def _embedded(value: str, raster: Callable[[bytes], bytes]) -> str:
    def cleaned(match: re.Match[str]) -> str:
        try:
            inner = raster(base64.b64decode("".join(match[1].split()), validate=True))
        except binascii.Error:
            raise BrokenError("a picture set in it is damaged") from None
        return match[0][: match.start(1) - match.start()] + base64.b64encode(inner).decode()

    return _DATA.sub(cleaned, value)
