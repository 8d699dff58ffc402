"""The style sheets as readers get them: without the comments and blanks that are for us."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

_THEME = Path(__file__).parent.parent / "theme"
SOURCE = _THEME / "static" / "site.css"
NAME = SOURCE.name
BLOCKS = "blocks.css"
"""The sheet for blocks that most pages do not have, and that those do not load."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND = re.compile(r"\s*([{};,])\s*")


def styles() -> dict[str, bytes]:
    """Give the style sheets of the site by their names."""
    return {
        NAME: squeezed(SOURCE.read_text("utf-8")).encode(),
        BLOCKS: with_signs(SOURCE.with_name(BLOCKS)).encode(),
    }


@cache
def carried() -> str:
    """Give the style within pages that cannot load one, wherever they are read."""
    return with_signs(_THEME / "survival.css")


@cache
def carried_source() -> str:
    """Give what a policy says to allow the style within a page, and no other."""
    digest = hashlib.sha256(carried().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def with_signs(path: Path) -> str:
    """Give a style sheet of the theme, squeezed, with the signs of lists that all share."""
    return squeezed(path.read_text("utf-8") + (_THEME / "signs.css").read_text("utf-8"))


def squeezed(css: str) -> str:
    """Leave out of a style sheet what browsers pass over; text in quotation marks stays.

    >>> squeezed('/* Why. */ a { color: red; }\\np::after { content: " ( x"; }')
    'a{color: red}p::after{content: " ( x"}'
    """
    # Every second piece stands in quotation marks.
    pieces = re.split(r'("[^"\n]*")', _COMMENT.sub("", css))
    pieces[::2] = [_tight(piece) for piece in pieces[::2]]
    return "".join(pieces).replace(";}", "}").strip()


def _tight(piece: str) -> str:
    return re.sub(r"\s+", " ", _AROUND.sub(r"\1", piece))
