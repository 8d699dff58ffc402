"""Notes against page breaks: Typst can part a note from its call (typst#5376, #5603)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from editions.pdf.walk import Remark

PLACES = "query(<check>).map(it => it.value)"
"""The Typst expression for all the places that the template marks."""

_LINE = 16.0  # points: anything higher on a page than this is in its first line


@dataclass(frozen=True, slots=True)
class Place:
    """Where something came to stand.

    A "note" has the page of its `call` and its own (`page`); the "start" and "end" of a
    paragraph that calls notes have a page and a height `y` below the top margin (points).
    `id` is the note's, of a paragraph its first note's.
    """

    kind: str
    id: str
    page: int
    call: int = 0
    y: float = 0.0


def early_notes(places: Sequence[Place]) -> set[str]:
    """Give the notes that came out on a page before their call."""
    return {place.id for place in places if place.kind == "note" and place.page < place.call}


def remarks_on(places: Sequence[Place]) -> tuple[Remark, ...]:
    """Tell the editor of notes away from their calls and of lines they left alone."""
    said = [
        f"note '{place.id}' begins on page {place.page}, its call is on page {place.call}"
        for place in places
        if place.kind == "note" and place.page != place.call
    ]
    starts = {place.id: place.page for place in places if place.kind == "start"}
    said += [
        f"the last line of the paragraph with note '{place.id}' is alone on page {place.page}"
        for place in places
        if place.kind == "end" and starts[place.id] < place.page and place.y < _LINE
    ]
    return tuple(
        Remark(f"{text}; shorten or lengthen a paragraph before it", None) for text in said
    )
