"""The locator map of an issue: the places in Belarus it mentions, as a drawing and as a list.

The drawing is a file of its own, in colours for a light and for a dark page: the pages'
policy forbids inline style, and servers that send it with every file would blind a
``<style>`` within the drawing too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from editions.names.collate import sort_key
from editions.site.gazetteer_page import Mentions, Register

BELARUS = "by-"
"""How the ids of places in Belarus begin."""

LETTERS = 28
"""The height of a label's letters on a sheet 800 wide."""

_WIDE = 0.6  # of a letter, in heights; no font is at hand to ask
_DOT = 7
_NO_POINTS = frozenset({"person", "body", "river"})
_AREAS = {"region": 1, "district": 2}


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of a drawing."""

    land: str
    region: str
    border: str
    quiet: str
    text: str
    dot: str


LIGHT = Ink("#f1eee7", "#c9c4b8", "#8b867b", "#5d5a53", "#1f1e1b", "#17497a")
DARK = Ink("#232527", "#46484b", "#85827c", "#aaa69d", "#e2dfd8", "#9cc4ec")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the list beside the map: its name in the edition, the paragraphs."""

    id: str
    text: str
    paragraphs: tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """Text on the sheet; its `anchor` (start, middle, end) stands at `x` on the line `y`."""

    x: int
    y: int
    text: str
    anchor: str = "start"
    size: int = LETTERS

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Give left, top, right and bottom, as wide as the text will be at most."""
        width = len(self.text) * self.size * _WIDE
        left = self.x - width * {"start": 0, "middle": 0.5, "end": 1}[self.anchor]
        return left, self.y - self.size * 0.75, left + width, self.y + self.size * 0.25


@dataclass(frozen=True, slots=True)
class Sheet:
    """A map before it is drawn: dots, their labels, and neighbours' names."""

    dots: tuple[tuple[int, int], ...]
    labels: tuple[Label, ...]
    neighbours: tuple[Label, ...]


_NEIGHBOURS = (("lt", 70, 160), ("lv", 330, 32), ("pl", 8, 420), ("ru", 690, 120), ("ua", 430, 630))
_NEIGHBOURS_LETTERS = 25


def places(mentions: Mentions, names: Register, language: str) -> tuple[Place, ...]:
    """Give the places in Belarus among the mentions, in alphabetical order."""
    found = [
        Place(identifier, names.spelling(names.by_id[identifier], language), tuple(paragraphs))
        for identifier, paragraphs in mentions.items()
        if _is_here(identifier, names)
    ]
    return tuple(sorted(found, key=lambda place: (sort_key(place.text, language), place.id)))


def sheet(shown: Iterable[Place], names: Register, language: str) -> Sheet:
    """Place dots and labels; a label for which there is no room is left to the list."""
    spots = _spots(shown, names)
    neighbours = tuple(
        Label(x, y, names.spelling(names.by_id[country], language), size=_NEIGHBOURS_LETTERS)
        for country, x, y in _NEIGHBOURS
        if country in names.by_id
    )
    taken = [label.box for label in neighbours]
    taken += [(x - _DOT, y - _DOT, x + _DOT, y + _DOT) for x, y in spots]
    labels = []
    for (x, y), text in spots.items():
        for label in _around(x, y, text):
            if _fits(label, taken, own=(x, y)):
                labels.append(label)
                taken.append(label.box)
                break
    return Sheet(tuple(sorted(spots)), tuple(labels), neighbours)


def draw(made: Sheet, *, title: str, language: str, ink: Ink = LIGHT) -> str:
    """Draw a map as a whole SVG file."""
    borders = _borders()
    width, height = borders["width"], borders["height"]
    lines = (
        (borders["neighbours"], f'stroke="{ink.region}" stroke-width="2"'),
        (borders["border"], f'fill="{ink.land}" stroke="{ink.border}" stroke-width="3"'),
        (borders["regions"], f'stroke="{ink.region}" stroke-width="2"'),
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" role="img" xml:lang="{language}"'
        ' font-family="system-ui, PT Sans, Noto Sans, Liberation Sans, sans-serif">',
        f"<title>{escape(title)}</title>",
        '<g fill="none" stroke-linejoin="round">',
        *(f'<path {look} d="{path}"/>' for path, look in lines),
        "</g>",
        *_texts(made.neighbours, f'fill="{ink.quiet}"'),
        *_texts(
            made.labels,
            f'fill="{ink.text}" stroke="{ink.land}" stroke-width="5" stroke-linejoin="round"'
            ' paint-order="stroke"',
        ),
        f'<g fill="{ink.dot}">',
        *(f'<circle cx="{x}" cy="{y}" r="{_DOT}"/>' for x, y in made.dots),
        "</g>",
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _texts(labels: tuple[Label, ...], look: str) -> Iterator[str]:
    if labels:
        yield f'<g {look} font-size="{labels[0].size}">'
        for label in labels:
            anchor = "" if label.anchor == "start" else f' text-anchor="{label.anchor}"'
            yield f'<text x="{label.x}" y="{label.y}"{anchor}>{escape(label.text)}</text>'
        yield "</g>"


@cache
def _borders() -> Mapping[str, Any]:
    text = files("editions.site").joinpath("data", "borders.json").read_text("utf-8")
    borders: dict[str, Any] = json.loads(text)
    return borders


def _is_here(identifier: str, names: Register) -> bool:
    name = names.by_id.get(identifier)
    return (
        name is not None
        and identifier.startswith(BELARUS)
        and name.kind not in _NO_POINTS
        and names.place(name) is not None
    )


def _spots(shown: Iterable[Place], names: Register) -> dict[tuple[int, int], str]:
    """Give the points with one label each: a town's name goes before its district's.

    Towns come first and what is mentioned often comes before what is not, so that they
    find room for their labels.
    """
    borders = _borders()

    def rank(place: Place) -> tuple[int, int, str]:
        return _AREAS.get(names.by_id[place.id].kind, 0), -len(place.paragraphs), place.id

    spots: dict[tuple[int, int], str] = {}
    for place in sorted(shown, key=rank):
        at = names.place(names.by_id[place.id])
        if at is not None:
            x = round((at[1] - borders["west"]) * borders["across"])
            y = round((borders["north"] - at[0]) * borders["down"])
            spots.setdefault((x, y), place.text)
    return spots


def _around(x: int, y: int, text: str) -> Iterator[Label]:
    """Give the positions to try: right, left, above, below, askew, then farther off."""
    right, left = (x + _DOT + 5, "start"), (x - _DOT - 5, "end")
    middle = (x, "middle")
    level, above, below = y + LETTERS // 3, y - _DOT - 7, y + _DOT + LETTERS
    for (side, anchor), height in (
        (right, level), (left, level), (middle, above), (middle, below),
        (right, above), (right, below), (left, above), (left, below),
        (middle, above - LETTERS // 2), (middle, below + LETTERS // 2),
    ):  # fmt: skip
        yield Label(side, height, text, anchor)


def _fits(
    label: Label, taken: Iterable[tuple[float, float, float, float]], *, own: tuple[int, int]
) -> bool:
    borders = _borders()
    left, top, right, bottom = label.box
    if left < 0 or top < 0 or right > borders["width"] or bottom > borders["height"]:
        return False
    x, y = own
    return not any(
        left < there[2] and there[0] < right and top < there[3] and there[1] < bottom
        for there in taken
        if there != (x - _DOT, y - _DOT, x + _DOT, y + _DOT)
    )
