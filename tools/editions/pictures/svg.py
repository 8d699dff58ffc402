"""SVG: only the drawing and its words; no editor's notes, comments, scripts or calls elsewhere.

What a drawing may have is listed (``svg.toml``); all else is left out with what is in it. What
would load a file, from the network or from beside the drawing, is refused: a drawing without it
would be another one.
"""

from __future__ import annotations

import base64
import binascii
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias
from xml.etree import ElementTree

from editions.pictures.parts import BrokenError

DEEPEST = 200
"""How deep its elements may be nested; programs that read it go down as deep."""
MOST_ELEMENTS = 200_000
MOST_SHOWN = 1_000_000
"""How many elements there may be once what is drawn several times (<use>) is counted so often."""

_Parser: TypeAlias = "ElementTree.XMLPullParser[ElementTree.Element]"

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_LISTS: dict[str, str] = tomllib.loads(
    Path(__file__).with_name("svg.toml").read_text(encoding="utf-8")
)
_ELEMENTS = frozenset(_LISTS["elements"].split())
_ATTRIBUTES = frozenset(_LISTS["attributes"].split())
_HREFS = ("href", f"{{{_XLINK}}}href")
# "inkscape:export-filename" is a path with a user's name in it, "sodipodi:docname" a file's.
_KEPT_ATTRIBUTES = frozenset({f"{{{_XLINK}}}href", f"{{{_XML}}}lang", f"{{{_XML}}}space"})
_DATA = re.compile(r"data:image/[\w.+-]+;base64,([\w+/=\s]+)", re.IGNORECASE)
_OWN = re.compile(r"#|data:(?:image/(?:png|jpe?g|gif|webp)|font/|application/[\w.-]*font)", re.I)
_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_CSS_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.DOTALL)
_LOADS = re.compile(
    r"""@import\b[^;]*|(?:\burl|\bsrc|image-set)\(\s*["']?(?P<to>[^"')]*)""", re.IGNORECASE
)
_RUNS = re.compile(r"expression\(|javascript:|-moz-binding|behavior\s*:", re.IGNORECASE)

ElementTree.register_namespace("", _SVG)
ElementTree.register_namespace("xlink", _XLINK)


def clean(data: bytes, *, raster: Callable[[bytes], bytes]) -> bytes:
    """Give the drawing bare; pictures set in it go through `raster`."""
    root = _read(data)
    if root.tag not in (f"{{{_SVG}}}svg", "svg"):
        raise BrokenError("it is no SVG")
    _bare(root, raster)
    _bound_uses(root)
    drawing: bytes = ElementTree.tostring(root, encoding="utf-8")
    return drawing + b"\n"


def _read(data: bytes) -> ElementTree.Element:
    """Parse a drawing, and stop where it is too deep or too long."""
    # expat itself bounds what entities may grow to; comments are not read at all.
    parser: _Parser = ElementTree.XMLPullParser(("start", "end"))
    depth = count = 0
    root: ElementTree.Element | None = None
    try:
        for at in range(0, len(data), 65_536):
            parser.feed(data[at : at + 65_536])
            for event, element in parser.read_events():  # type: ignore[misc] # these two alone
                if root is None and isinstance(element, ElementTree.Element):
                    root = element
                depth += 1 if event == "start" else -1
                count += event == "start"
                if depth > DEEPEST:
                    raise BrokenError(f"its elements are nested deeper than {DEEPEST}")
                if count > MOST_ELEMENTS:
                    raise BrokenError(f"it has more than {MOST_ELEMENTS} elements")
        parser.close()
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise BrokenError(f"no sound SVG: {error}") from None
    if root is None:
        raise BrokenError("no sound SVG: it is empty")
    return root


def _bare(element: ElementTree.Element, raster: Callable[[bytes], bytes]) -> None:
    """Leave of an element, and of what is in it, what is listed; refuse what loads or runs."""
    _bare_attributes(element, raster)
    if element.text and element.tag.endswith("style"):
        element.text = _CSS_COMMENT.sub("", element.text)
        _refuse_loading(element.text)
    before: ElementTree.Element | None = None
    for child in list(element):
        space, _, name = child.tag.rpartition("}")
        if space.lstrip("{") in ("", _SVG) and (name in _ELEMENTS or name == "a"):
            if name == "a":
                _unlink(child, "tspan" if _is_text(element) else "g")
            _bare(child, raster)
            before = child
            continue
        if child.tail and before is not None:
            before.tail = (before.tail or "") + child.tail
        elif child.tail:
            element.text = (element.text or "") + child.tail
        element.remove(child)


def _bare_attributes(element: ElementTree.Element, raster: Callable[[bytes], bytes]) -> None:
    for name in list(element.attrib):
        value = element.attrib.pop(name)
        if name in _HREFS:
            _refuse(value)
        elif name in _ATTRIBUTES:
            _refuse_loading(value)
        if name in (_KEPT_ATTRIBUTES if name.startswith("{") else _ATTRIBUTES):
            element.attrib[name] = _embedded(value, raster)


def _unlink(element: ElementTree.Element, name: str) -> None:
    """Leave of a link the drawing within it: where it leads belongs into the document."""
    element.tag = element.tag.removesuffix("a") + name
    for attribute in _HREFS:
        element.attrib.pop(attribute, None)


def _is_text(element: ElementTree.Element) -> bool:
    return element.tag.rpartition("}")[2] in {"text", "tspan", "textPath"}


def _refuse(target: str) -> None:
    """Refuse a reference that leads out of the drawing."""
    # A browser reads past tabs and line ends within an address.
    bare = re.sub(r"[\x00-\x20]", "", target)
    if bare and not _OWN.match(bare):
        shown = bare if len(bare) <= 60 else f"{bare[:59]}…"
        raise BrokenError(f"it shows another file, '{shown}', and must hold all it shows")


def _refuse_loading(css: str) -> None:
    """Refuse style that loads something, or that runs."""
    read = _CSS_ESCAPE.sub(_unescaped, _CSS_COMMENT.sub("", css))
    for match in _LOADS.finditer(read):
        if match["to"] is None:
            raise BrokenError("its style loads another ('@import'), and it must hold all it shows")
        _refuse(match["to"])
    if runs := _RUNS.search(read):
        raise BrokenError(f"its style has '{runs[0]}', which some programs run")


def _unescaped(match: re.Match[str]) -> str:
    if match[2]:
        return match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code < 0x110000 else "\ufffd"


def _embedded(value: str, raster: Callable[[bytes], bytes]) -> str:
    def cleaned(match: re.Match[str]) -> str:
        try:
            inner = raster(base64.b64decode("".join(match[1].split()), validate=True))
        except binascii.Error:
            raise BrokenError("a picture set in it is damaged") from None
        return match[0][: match.start(1) - match.start()] + base64.b64encode(inner).decode()

    return _DATA.sub(cleaned, value)


def _bound_uses(root: ElementTree.Element) -> None:
    """Refuse what grows without measure, drawn again within what is drawn again."""
    named = {element.attrib["id"]: element for element in root.iter() if "id" in element.attrib}
    sizes: dict[str, int] = {}

    def size(element: ElementTree.Element, above: tuple[str, ...]) -> int:
        total = 0
        for each in element.iter():
            total += 1
            target = next((each.attrib[name] for name in _HREFS if name in each.attrib), "")[1:]
            if each.tag.endswith("use") and target in named:
                if target in above or len(above) > DEEPEST:
                    raise BrokenError("it draws a part of itself within that part")
                if target not in sizes:
                    sizes[target] = size(named[target], (*above, target))
                total += sizes[target]
            if total > MOST_SHOWN:
                raise BrokenError(f"it draws more than {MOST_SHOWN} elements")
        return total

    size(root, ())
