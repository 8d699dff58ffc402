"""What an OpenDocument text hides, and what was changed and said in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from editions.intake import packages
from editions.intake.colours import WHITE, Colour, alike, colour
from editions.intake.concealed import Concealed
from editions.intake.markup import Element, cut, read_xml

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
PREFIXES = {
    **{f"{_ODF}:{name}:1.0": name for name in ("office", "text", "style", "table", "meta")},
    f"{_ODF}:drawing:1.0": "draw",
    f"{_ODF}:svg-compatible:1.0": "svg",
    f"{_ODF}:xsl-fo-compatible:1.0": "fo",
    f"{_ODF}:manifest:1.0": "manifest",
    f"{_ODF}:config:1.0": "config",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/1999/xlink": "xlink",
}
CONTENT = "content.xml"

_TINY = 1.5
"""Points of letters that nobody can read."""
_POINTS = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "pc": 12.0, "px": 0.75}
_FAR = 1200
"""Points from the edge of a page that lead out of any page."""

_ASIDE = ("text:tracked-changes", "office:annotation", "text:hidden-text")
_PARTS = (
    *("text:span", "text:p", "text:h", "text:a", "text:section", "text:hidden-paragraph"),
    *("draw:frame", "draw:custom-shape", "table:table-row"),
)


def shown(data: bytes) -> tuple[bytes, Concealed]:
    """Give an ODT without what it hides and what was deleted in it, and what that is."""
    text, root = read_xml(packages.part(data, CONTENT), PREFIXES)
    named = packages.part(data, "styles.xml")
    styles = _styles(read_xml(named, PREFIXES)[1] if named else None, root)
    concealed = Concealed()
    _changed(root, concealed)
    pieces = list(_hidden(root, styles, concealed))
    for each in root.all(*_ASIDE):
        pieces.append((each.start, each.end))
    changed: dict[str, bytes | None] = {CONTENT: cut(text, pieces)}
    return (packages.rewritten(data, changed) if pieces else data), concealed


def _said(element: Element) -> str:
    """Give what an element says, without comments and who made them."""
    paragraphs = list(element.all("text:p", "text:h"))
    if paragraphs and element not in paragraphs:
        return " ".join(_said(each) for each in paragraphs)
    if any(True for _ in element.all("office:annotation", "text:s", "text:tab")):
        return "".join(_pieces(element))
    return element.text()


def _pieces(element: Element) -> Iterator[str]:
    for each in element.content:
        if isinstance(each, str):
            yield each
        elif each.name in {"text:s", "text:tab", "text:line-break"}:
            yield " "
        elif each.name != "office:annotation":
            yield from _pieces(each)


def _changed(root: Element, concealed: Concealed) -> None:
    inserted = set()
    for region in root.all("text:changed-region"):
        name = next((v for k, v in region.attributes.items() if k.endswith("id")), "")
        for change in region.children("text:deletion"):
            bodies = [one for one in change.children() if one.name != "office:change-info"]
            concealed.deleted.append(" ".join(_said(one) for one in bodies))
        if region.children("text:insertion"):
            inserted.add(name)
    concealed.inserted += _inserted(root, inserted)
    for note in root.all("office:annotation"):
        said = [one for one in note.children() if one.name.startswith("text:")]
        concealed.comments.append(" ".join(_said(one) for one in said))


def _inserted(root: Element, names: set[str]) -> list[str]:
    """Give the words between the two marks of each change."""
    found: list[str] = []
    inside: set[str] = set()
    waiting: list[Element | str] = [root]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            if inside:
                found[-1] += one
            continue
        change = one.attributes.get("text:change-id", "")
        if one.name == "text:change-start" and change in names:
            inside.add(change)
            found.append("")
        elif one.name == "text:change-end":
            inside.discard(change)
        elif inside and one.name in {"text:p", "text:h", "text:s"}:
            found[-1] += " "
        if one.name not in _ASIDE:
            waiting += reversed(one.content)
    return found


@dataclass(slots=True)
class _Styles:
    """Styles by family and name; of letters, what `style` says or what it is based on."""

    known: dict[tuple[str, str], Element] = field(default_factory=dict)
    defaults: dict[str, Element] = field(default_factory=dict)

    def say(self, family: str, name: str, part: str, attribute: str) -> str:
        """Give what a style says of `attribute` in its `part`, "" for nothing."""
        seen: set[str] = set()
        while (style := self.known.get((family, name))) is not None and name not in seen:
            seen.add(name)
            properties = style.child(f"style:{part}-properties")
            if properties is not None and (said := properties.attributes.get(attribute)):
                return said
            name = style.attributes.get("style:parent-style-name", "")
        default = self.defaults.get(family)
        properties = default.child(f"style:{part}-properties") if default else None
        return properties.attributes.get(attribute, "") if properties else ""


def _styles(*roots: Element | None) -> _Styles:
    styles = _Styles()
    for root in roots:
        if root is None:
            continue
        for each in root.all("style:style", "style:default-style"):
            family = each.attributes.get("style:family", "")
            if each.name == "style:default-style":
                styles.defaults[family] = each
            else:
                styles.known[family, each.attributes.get("style:name", "")] = each
    return styles


def _hidden(root: Element, styles: _Styles, concealed: Concealed) -> Iterator[tuple[int, int]]:
    for note in root.all("text:hidden-text"):
        concealed.hidden.append(note.attributes.get("text:string-value", "") or note.text())
    end, last = -1, None
    for each in root.all(*_PARTS):
        if each.start < end or any(one.name in _ASIDE for one in each.ancestors()):
            continue
        whole = each
        if each.name == "text:hidden-paragraph" and each.parent is not None:
            whole = each.parent
        if not _is_hidden(each, styles):
            continue
        end = whole.end
        yield whole.start, whole.end
        if last is not None and last.end == whole.start and whole.name == "text:span":
            concealed.hidden[-1] += _said(whole)
        elif _said(whole).strip():
            concealed.hidden.append(_said(whole))
        last = whole if concealed.hidden else None


def _is_hidden(element: Element, styles: _Styles) -> bool:
    said = element.attributes
    match element.name:
        case "text:section":
            return said.get("text:display") == "none" or said.get("text:is-hidden") == "true"
        case "text:hidden-paragraph":
            return said.get("text:is-hidden") == "true"
        case "table:table-row":
            return said.get("table:visibility") in {"collapse", "filter"}
        case "draw:frame" | "draw:custom-shape":
            return _is_outside(said)
    return _has_hidden_letters(element, styles)


def _has_hidden_letters(element: Element, styles: _Styles) -> bool:
    """Tell whether the letters of a span, or of a paragraph as a whole, cannot be seen."""
    if element.name in {"text:p", "text:h"} and any(True for _ in element.all("text:span")):
        own = list(element.all("text:span"))
        inside = "".join(each.text() for each in own)
        if inside.strip() and not all(_has_hidden_letters(each, styles) for each in own):
            return False

    def say(attribute: str) -> str:
        for around in (element, *element.ancestors()):
            family = "text" if around.name in {"text:span", "text:a"} else "paragraph"
            if around.name in {"text:span", "text:a", "text:p", "text:h"}:
                name = around.attributes.get("text:style-name", "")
                if found := styles.say(family, name, "text", attribute):
                    return found
        return ""

    if say("text:display") == "none":
        return True
    size = points(say("fo:font-size"))
    if size is not None and size <= _TINY:
        return True
    letters, ground = colour(say("fo:color")), _ground(element, styles, say("fo:background-color"))
    return letters is not None and ground is not None and alike(letters, ground)


def _ground(element: Element, styles: _Styles, own: str) -> Colour | None:
    """Give the colour that letters stand on, None where it cannot be known."""
    if found := colour(own):
        return found
    for around in (element, *element.ancestors()):
        name = around.attributes.get("text:style-name", "")
        said = ""
        match around.name:
            case "text:p" | "text:h":
                said = styles.say("paragraph", name, "paragraph", "fo:background-color")
            case "text:section":
                said = styles.say("section", name, "section", "fo:background-color")
            case "table:table-cell" | "table:table-row" | "table:table":
                kind = around.name.removeprefix("table:")
                name = around.attributes.get("table:style-name", "")
                said = styles.say(kind, name, kind, "fo:background-color")
            case "draw:frame" | "draw:custom-shape" | "draw:text-box":
                return None
        if found := colour(said):
            return found
    return WHITE


def _is_outside(said: dict[str, str]) -> bool:
    for place, size in (("svg:x", "svg:width"), ("svg:y", "svg:height")):
        start, length = points(said.get(place, "")), points(said.get(size, "")) or 0
        if start is not None and (start + length < -72 or start > _FAR):
            return True
    return False


def points(said: str) -> float | None:
    """Read a length; None for one that is none, or a share of another.

    >>> points("0.5pt"), points("-2cm"), points("80%")
    (0.5, -56.7, None)
    """
    found = re.fullmatch(r"(-?\d+(?:\.\d+)?)([a-z]{2})", said.strip())
    return float(found[1]) * _POINTS[found[2]] if found and found[2] in _POINTS else None
