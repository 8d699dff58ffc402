"""The parts of a text by language: a passage may be marked as being in another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_QUOTED = re.compile(r":(?P<language>be|ru|en):`(?P<text>[^`]*)`")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text, in one language, that begins at character `start`."""

    text: str
    language: str
    start: int


def parts(text: str, language: str) -> Iterator[Part]:
    """Give the text with its passages in other languages blanked out, then each of these.

    >>> [part.text for part in parts("Было :en:`ten` гадоў", "be")]
    ['Было ||||||||| гадоў', 'ten']
    """
    bare = _QUOTED.sub(lambda match: "|" * len(match[0]), text)
    yield Part(bare, language, 0)
    for match in _QUOTED.finditer(text):
        yield Part(match["text"], match["language"], match.start("text"))
