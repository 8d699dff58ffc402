"""What a Word document hides, and what was changed and said in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from editions.intake import packages
from editions.intake.colours import WHITE, Colour, alike, colour
from editions.intake.concealed import Concealed
from editions.intake.markup import Element, cut, read_xml
from editions.problems import IntakeError

_MAIN = ("http://schemas.openxmlformats.org", "http://purl.oclc.org/ooxml")
PREFIXES = {
    f"{_MAIN[0]}/wordprocessingml/2006/main": "w",
    f"{_MAIN[1]}/wordprocessingml/main": "w",
    f"{_MAIN[0]}/drawingml/2006/wordprocessingDrawing": "wp",
    f"{_MAIN[1]}/drawingml/wordprocessingDrawing": "wp",
    f"{_MAIN[0]}/officeDocument/2006/relationships": "r",
    f"{_MAIN[1]}/officeDocument/relationships": "r",
    f"{_MAIN[0]}/markup-compatibility/2006": "mc",
    "urn:schemas-microsoft-com:vml": "v",
}
MAIN = "word/document.xml"
_ROOTS = frozenset({"w:document", "w:footnotes", "w:endnotes", "w:comments", "w:styles"})

_GONE = ("w:del", "w:moveFrom")
_COME = ("w:ins", "w:moveTo")

_TINY = 3
"""Half points of letters that nobody can read."""
_EMU = 635
"""Units of drawings in a twentieth of a point, Word's other unit."""
_WIDTH, _HEIGHT = 12240, 15840
_MARGIN = 2160

_OFF = {"0", "false", "off", "none"}
_HIGHLIGHTS = {"black": (0, 0, 0), "white": WHITE, "yellow": (255, 255, 0)}


def shown(data: bytes) -> tuple[bytes, Concealed]:
    """Give a DOCX without what it hides, and what that is."""
    concealed = Concealed()
    parts = list(texts(data))
    styles = _styles([root for _, _, root in parts if root.name == "w:styles"])
    changed: dict[str, bytes | None] = {}
    for name, text, root in parts:
        if root.name == "w:comments":
            concealed.comments += [_said(each) for each in root.all("w:comment")]
        elif root.name != "w:styles":
            pieces = [*_accepted(text, root), *_Page(root, styles).hidden(concealed)]
            _tracked(root, concealed)
            if pieces:
                changed[name] = cut(text, pieces)
    return (packages.rewritten(data, changed) if changed else data), concealed


def texts(data: bytes) -> Iterator[tuple[str, bytes, Element]]:
    """Give the parts that readers of a DOCX look into, by what they are: a name tells nothing."""
    for name in packages.names(data):
        if not name.lower().endswith(".xml"):
            continue
        try:
            text, root = read_xml(packages.part(data, name), PREFIXES)
        except IntakeError:
            if name == MAIN:
                raise
            continue
        if root.name in _ROOTS:
            yield name, text, root


def _said(element: Element) -> str:
    """Give the text of an element, a space between its paragraphs."""
    inside = list(element.all("w:p"))
    return " ".join(_letters(each) for each in inside) if inside else _letters(element)


def _letters(element: Element) -> str:
    return element.text("w:t", "w:delText")


def _accepted(text: bytes, root: Element) -> Iterator[tuple[int, int]]:
    """Give what goes when all changes are accepted: what was deleted, the tags of the others."""
    for each in root.all(*_GONE, *_COME):
        if each.name in _GONE or each.inner == each.end:
            yield each.start, each.end
        else:
            yield each.start, each.inner
            yield text.rindex(b"<", each.inner, each.end), each.end


def _tracked(root: Element, concealed: Concealed) -> None:
    """Note what was deleted and inserted, neighbours in a paragraph as one."""
    changes = [
        each
        for each in root.all(*_GONE, *_COME)
        if not any(around.name in {*_GONE, *_COME} for around in each.ancestors())
    ]
    last: Element | None = None
    for each in changes:
        texts = concealed.deleted if each.name in _GONE else concealed.inserted
        if last is not None and last.name == each.name and last.end == each.start:
            texts[-1] += _said(each)
        else:
            texts.append(_said(each))
        last = each


@dataclass(frozen=True, slots=True)
class _Style:
    """A style: what its letters are, what they stand on, and on which style it is based."""

    letters: Element | None = None
    paragraph: Element | None = None
    based_on: str = ""
    shades: bool = False


@dataclass(frozen=True, slots=True)
class _Styles:
    known: dict[str, _Style] = field(default_factory=dict)
    default: Element | None = None
    usual: str = ""

    def chain(self, name: str) -> Iterator[_Style]:
        seen: set[str] = set()
        while name in self.known and name not in seen:
            seen.add(name)
            yield self.known[name]
            name = self.known[name].based_on


def _styles(roots: Iterable[Element]) -> _Styles:
    known: dict[str, _Style] = {}
    default, usual = None, ""
    for root in roots:
        default = root.child("w:docDefaults", "w:rPrDefault", "w:rPr") or default
        for each in root.children("w:style"):
            name = each.attributes.get("w:styleId", "")
            known[name] = _Style(
                each.child("w:rPr"),
                each.child("w:pPr"),
                _value(each.child("w:basedOn")),
                any(True for _ in each.all("w:shd")),
            )
            if each.attributes.get("w:type") == "paragraph" and "w:default" in each.attributes:
                usual = name
    return _Styles(known, default, usual)


def _value(element: Element | None) -> str:
    return element.attributes.get("w:val", "") if element else ""


@dataclass(slots=True)
class _Page:
    """Finds in one part what no reader of the printed page sees."""

    root: Element
    styles: _Styles
    ground: Colour = WHITE

    def hidden(self, concealed: Concealed) -> Iterator[tuple[int, int]]:
        """Give the places of what is hidden; its words go into `concealed`."""
        background = self.root.child("w:background")
        said_ground = colour(background.attributes.get("w:color", "")) if background else None
        self.ground = said_ground or WHITE
        goes_on = False
        end = -1
        for each in self.root.all("w:tr", "w:p", "w:r", "w:drawing", "w:pict"):
            if each.start < end:
                continue
            if not self._is_hidden(each):
                goes_on &= each.name != "w:p" and not _letters(each).strip()
                continue
            end = each.end
            yield each.start, each.end
            said = _said(each)
            if goes_on and each.name == "w:r":
                concealed.hidden[-1] += said
            elif said.strip() and said not in concealed.hidden[-1:]:  # a box stands there twice
                concealed.hidden.append(said)
                goes_on = each.name == "w:r"

    def _is_hidden(self, element: Element) -> bool:
        match element.name:
            case "w:tr":
                return self._on(element.child("w:trPr", "w:hidden"))
            case "w:p":
                return self._is_aside(element)
            case "w:drawing":
                return any(_is_outside(each) for each in element.all("wp:anchor"))
            case "w:pict":
                return any(_is_put_away(each) for each in element.all() if each.name[:2] == "v:")
        return any(True for _ in element.all("w:t")) and self._has_hidden_letters(element)

    @staticmethod
    def _on(element: Element | None) -> bool:
        return element is not None and _value(element).lower() not in _OFF

    def _is_aside(self, paragraph: Element) -> bool:
        """Tell whether a paragraph is indented out of the page."""
        indent = paragraph.child("w:pPr", "w:ind")
        if indent is None:
            return False
        left = _number(indent.attributes.get("w:left") or indent.attributes.get("w:start", "0"))
        return left < -_MARGIN * 2 or left > 2 * _WIDTH

    def _has_hidden_letters(self, run: Element) -> bool:
        if self._on(self._property(run, "w:vanish")):
            return True
        size = _value(self._property(run, "w:sz"))
        if size.isdigit() and int(size) <= _TINY:
            return True
        letters = colour(_value(self._property(run, "w:color")))
        ground = self._ground(run)
        return letters is not None and ground is not None and alike(letters, ground)

    def _property(self, run: Element, name: str) -> Element | None:
        """Find a property of letters: of the run, its style, its paragraph's style, or of all."""
        for letters in self._letters(run):
            if letters is not None and (found := letters.child(name)) is not None:
                return found
        return None

    def _letters(self, run: Element) -> Iterator[Element | None]:
        yield run.child("w:rPr")
        for style in self.styles.chain(_value(run.child("w:rPr", "w:rStyle"))):
            yield style.letters
        for style in self.styles.chain(self._style(run)):
            yield style.letters
        yield self.styles.default

    def _style(self, run: Element) -> str:
        paragraph = next((each for each in run.ancestors() if each.name == "w:p"), None)
        named = _value(paragraph.child("w:pPr", "w:pStyle")) if paragraph else ""
        return named or self.styles.usual

    def _ground(self, run: Element) -> Colour | None:
        """Give the colour that letters stand on, None where a table's style may give one."""
        highlight = _value(self._property(run, "w:highlight"))
        if highlight and highlight != "none":
            return _HIGHLIGHTS.get(highlight)
        grounds = [self._property(run, "w:shd")]
        for style in self.styles.chain(self._style(run)):
            grounds.append(style.paragraph.child("w:shd") if style.paragraph else None)
        for around in run.ancestors():
            match around.name:
                case "w:p":
                    grounds.insert(1, around.child("w:pPr", "w:shd"))
                case "w:tc":
                    grounds.append(around.child("w:tcPr", "w:shd"))
                case "w:tbl":
                    grounds.append(around.child("w:tblPr", "w:shd"))
                    named = _value(around.child("w:tblPr", "w:tblStyle"))
                    if not any(map(_shade, grounds)) and any(
                        style.shades for style in self.styles.chain(named)
                    ):
                        return None
                case "wp:anchor" | "wp:inline" | "w:pict":
                    return None  # a box may have any colour
        return next((found for each in grounds if (found := _shade(each))), self.ground)


def _shade(element: Element | None) -> Colour | None:
    return colour(element.attributes.get("w:fill", "")) if element else None


def _number(said: str) -> int:
    return int(said) if re.fullmatch(r"-?\d{1,9}", said) else 0


def _is_outside(anchor: Element) -> bool:
    """Tell whether a box is hidden or lies wholly beside the page."""
    properties = anchor.child("wp:docPr")
    if properties is not None and properties.attributes.get("hidden", "0") not in _OFF:
        return True
    extent = anchor.child("wp:extent")
    for way, side, most in (("H", "cx", _WIDTH), ("V", "cy", _HEIGHT)):
        offset = anchor.child(f"wp:position{way}", "wp:posOffset")
        if offset is None or extent is None:
            continue
        start = _number(offset.text().strip()) // _EMU
        size = _number(extent.attributes.get(side, "0")) // _EMU
        if start + size < -_MARGIN or start > 2 * most:
            return True
    return False


def _is_put_away(shape: Element) -> bool:
    style = shape.attributes.get("style", "").replace(" ", "").lower()
    if "visibility:hidden" in style or "display:none" in style:
        return True
    return any(abs(float(far)) > 1500 for far in re.findall(r"margin-(?:left|top):(-?\d+)", style))
