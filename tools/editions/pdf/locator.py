"""The locator map at an issue's end: a figure, and the same as a list."""

from __future__ import annotations

from pathlib import Path

from sphinx.locale import _

from editions.files import write_text
from editions.pdf.walk import Content, Data
from editions.site.gazetteer_page import Mentions, Register
from editions.site.locator import draw, places, sheet

FILE = "locator.svg"
_WIDTH = 80.0  # of the text's, in per cent


def locator(
    mentions: Mentions, names: Register, *, language: str, work: Path
) -> tuple[Content, dict[str, Path]]:
    """Give what follows the text, and the drawing (kept in `work`) by the name it has there.

    Nothing is given for an issue that mentions no place in Belarus.
    """
    shown = places(mentions, names, language)
    if not shown:
        return [], {}
    alt = _("Map of the places in Belarus that this issue mentions")
    write_text(work / FILE, draw(sheet(shown, names, language), title=alt, language=language))
    credit = _("Borders: Natural Earth, public domain; places: GeoNames, CC BY 4.0")
    figure: Data = {
        "type": "figure",
        "of": "image",
        "sticky": True,  # the list under it says the same in words
        "caption": [credit.replace("CC BY ", "CC\u00a0BY\u00a0")],
        "content": [
            {
                "type": "image",
                "file": FILE,
                "alt": alt,
                "inline": False,
                "width": {"share": _WIDTH},
            }
        ],
    }
    heading: Data = {
        "type": "heading",
        "level": 2,
        "id": "issue_places",
        "content": [_("Places in this issue")],
        "words": [_("Places in this issue")],
    }
    items = [_item(place.text, place.paragraphs) for place in shown]
    return [heading, figure, {"type": "list", "sorted": True, "items": items}], {FILE: work / FILE}


def _item(text: str, paragraphs: tuple[int | str, ...]) -> Content:
    content: Content = [text]
    for number in paragraphs:
        content += [" " if content == [text] else ", "]
        content += [{"type": "link", "to": f"p{number}", "content": [str(number)]}]
    return [{"type": "paragraph", "content": content}]
