"""What a web page hides: told, and left out before anything else reads the page.

Of styles in the page the simple rules are followed (a tag, classes, an id, one within another);
what another file says of it is not there to be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from editions.intake.colours import WHITE, Colour, alike, colour
from editions.intake.concealed import Concealed
from editions.intake.markup import Element, cut_text, read_html

_NEVER = frozenset({"template", "noembed", "noframes", "datalist", "object", "canvas"})
_NO_TEXT = frozenset(
    {"script", "style", "title", "head", "!--", "meta", "link", "base", "noscript"}
)
_GROUND = "background-color"
_FAR = 400
"""Pixels from the edge of the page that lead out of it."""
_HIDING = {
    ("visibility", "hidden"),
    ("visibility", "collapse"),
    ("mso-hide", "all"),
    ("content-visibility", "hidden"),
}
_RULES = 5000
"""Rules of a page that are followed."""

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_MEDIA = re.compile(r"@([^{};]*)\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}")
_SIMPLE = re.compile(r"^(\*|[a-z][a-z0-9]*)?((?:[.#][\w-]+)*)$", re.I)
_LENGTH = re.compile(r"(-?\d*\.?\d+)(px|pt|em|rem|%|)$")

Style = dict[str, str]


def shown(text: str) -> tuple[str, Concealed]:
    """Give a page without what it hides, its deleted words and its comments, and what those are."""
    root = read_html(text)
    rules = _rules(root)
    kept, concealed = _without(text, root, rules, colours=True)
    if not read_html(kept).text().strip():
        # White on what another file colours: nobody sends a page on which all is hidden.
        kept, concealed = _without(text, root, rules, colours=False)
    return kept, concealed


def _without(text: str, root: Element, rules: Rules, *, colours: bool) -> tuple[str, Concealed]:
    concealed = Concealed()
    pieces = []
    seen = {id(root): _Seen(ground=WHITE if colours else None)}
    end = -1
    for each in root.all():
        if each is root or each.start < end or id(each.parent) not in seen:
            continue
        here = seen[id(each)] = seen[id(each.parent)].within(each, rules.style(each))
        texts = _goes(each, here, rules, concealed)
        if each.name == "ins":
            concealed.inserted.append(_said(each))
        if texts is not None:
            texts.append(_said(each))
            pieces.append((each.start, each.end))
            end = each.end
    return cut_text(text, pieces), concealed


def _goes(element: Element, seen: _Seen, rules: Rules, concealed: Concealed) -> list[str] | None:
    """Give the list that the words of an element belong to which is left out, None if it stays."""
    if element.name == "!--":
        conditional = re.match(r"\s*(?:\[if|<!\[endif)", element.text(), re.I)
        return [] if conditional else concealed.comments
    if element.name == "del":
        return concealed.deleted
    if element.name in _NO_TEXT or not (seen.hidden or seen.unreadable):
        return None
    if not element.text().strip() or _shows_something(element, seen, rules):
        return None
    return concealed.hidden


def _said(element: Element) -> str:
    texts: list[str] = []
    for each in element.all():
        if each.name not in {"script", "style"} and (each.name != "!--" or each is element):
            texts += [one if isinstance(one, str) else " " for one in each.content]
    return element.text() if not element.children() else " ".join("".join(texts).split())


def _shows_something(element: Element, seen: _Seen, rules: Rules) -> bool:
    """Tell whether an element that hides something has another inside that is seen."""
    inside = [rules.style(each) for each in element.all() if each is not element]
    if seen.hidden:
        mine = rules.style(element).get("visibility", "")
        return mine != "" and any(each.get("visibility") == "visible" for each in inside)
    return any(name in each for each in inside for name in ("color", "background", _GROUND))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is known of the text of an element: hidden, its colour, and that of its ground."""

    hidden: bool = False
    unreadable: bool = False
    letters: Colour | None = None
    ground: Colour | None = WHITE

    def within(self, element: Element, style: Style) -> _Seen:
        """Give what is seen of an element inside this one."""
        letters = _letters(element, style) or self.letters
        said = f"{style.get(_GROUND, '')} {style.get('background', '')}".strip()
        said = said or element.attributes.get("bgcolor", "")
        ground = self.ground if not said or said.startswith("transparent") else _first_colour(said)
        unreadable = letters is not None and ground is not None and alike(letters, ground)
        return _Seen(_is_away(element, style), unreadable, letters, ground)


def _letters(element: Element, style: Style) -> Colour | None:
    return colour(style.get("color", "") or element.attributes.get("color", ""))


def _first_colour(said: str) -> Colour | None:
    return next((found for word in said.split() if (found := colour(word))), None) or colour(said)


def _is_away(element: Element, style: Style) -> bool:
    """Tell whether an element is not set at all, or where or as nobody sees it."""
    if element.name in _NEVER or (element.name == "dialog" and "open" not in element.attributes):
        return True
    display = style.get("display", "")
    if display == "none" or ("hidden" in element.attributes and display == ""):
        return True
    said = {(name, style.get(name)) for name in ("visibility", "mso-hide", "content-visibility")}
    return bool(said & _HIDING) or _is_too_small(style) or _is_outside(style)


def _is_too_small(style: Style) -> bool:
    if any(_is_nothing(style.get(name, "")) for name in ("opacity", "font-size")):
        return True
    clipped = style.get("overflow", "") == "hidden"
    return clipped and any(_is_nothing(style.get(name, "")) for name in ("height", "max-height"))


def _is_outside(style: Style) -> bool:
    placed = style.get("position") in {"absolute", "fixed"}
    if placed and re.match(r"rect\(\s*[01](?:px)?[\s,]+[01]", style.get("clip", "")):
        return True
    if re.search(r"inset\((?:50|100)%", style.get("clip-path", "")):
        return True
    ways = ("left", "top", "right", "margin-left", "margin-top") if placed else ("margin-left",)
    return any(_length(style.get(way, "")) < -_FAR for way in (*ways, "text-indent"))


def _is_nothing(said: str) -> bool:
    found = _LENGTH.match(said)
    most = 1.5 if found and found[2] in {"px", "pt"} else 0.05
    return found is not None and float(found[1]) <= most


def _length(said: str) -> float:
    found = _LENGTH.match(said)
    if not found:
        return 0.0
    return float(found[1]) * {"em": 16, "rem": 16, "%": 10}.get(found[2], 1)


@dataclass(frozen=True, slots=True)
class _Selector:
    tag: str
    needed: frozenset[str]

    def fits(self, element: Element) -> bool:
        if self.tag not in {"", "*", element.name}:
            return False
        own = {f".{name}" for name in element.attributes.get("class", "").split()}
        return self.needed <= own | {f"#{element.attributes.get('id', '')}"}


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a page's own styles by what they need: a class, an id or a tag."""

    known: Mapping[str, list[tuple[int, int, tuple[_Selector, ...], Style]]] = field(
        default_factory=dict
    )
    asked: dict[int, Style] = field(default_factory=dict)

    def style(self, element: Element) -> Style:
        """Give what is said of an element, by the rules and by itself; asked for often."""
        if id(element) in self.asked:
            return self.asked[id(element)]
        keys = [f".{name}" for name in element.attributes.get("class", "").split()]
        keys += [f"#{element.attributes.get('id', '')}", element.name, "*"]
        found = [each for key in keys for each in self.known.get(key, ()) if _fit(each[2], element)]
        style: Style = {}
        for *_, declared in sorted(found, key=lambda one: one[:2]):
            style |= declared
        style |= _declared(element.attributes.get("style", ""))
        self.asked[id(element)] = style
        return style


def _fit(selectors: tuple[_Selector, ...], element: Element) -> bool:
    *around, own = selectors
    if not own.fits(element):
        return False
    above: Iterator[Element] = element.ancestors()
    return all(any(one.fits(each) for each in above) for one in reversed(around))


def _rules(root: Element) -> Rules:
    known: dict[str, list[tuple[int, int, tuple[_Selector, ...], Style]]] = {}
    number = 0
    for sheet in root.all("style"):
        css = _COMMENT.sub("", sheet.text())
        css = _MEDIA.sub(lambda found: found[2] if re.search("screen|all", found[1]) else "", css)
        for found in _RULE.finditer(css):
            if "@" in found[1] or number > _RULES:
                continue
            declared = _declared(found[2])
            for one in found[1].split(",") if declared else ():
                selectors = _selectors(one)
                if selectors:
                    number += 1
                    own = selectors[-1]
                    weight = sum(
                        100 if name[0] == "#" else 10 for each in selectors for name in each.needed
                    ) + sum(bool(each.tag) for each in selectors)
                    key = min(own.needed, default=own.tag or "*")
                    known.setdefault(key, []).append((weight, number, selectors, declared))
    return Rules(known)


def _selectors(said: str) -> tuple[_Selector, ...]:
    """Read a selector; none for one that is not simple."""
    found = []
    for word in said.replace(">", " ").split():
        simple = _SIMPLE.match(word)
        if simple is None:
            return ()
        needed = frozenset(re.findall(r"[.#][\w-]+", simple[2]))
        found.append(_Selector((simple[1] or "").lower(), needed))
    return tuple(found)


def _declared(css: str) -> Style:
    pairs = (each.partition(":") for each in css.split(";"))
    return {
        name.strip().lower(): value.replace("!important", "").strip().lower()
        for name, _, value in pairs
        if value.strip()
    }
