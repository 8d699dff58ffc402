"""Which characters of a document's file are its text, by its tree: no bullets, no options."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from docutils import nodes

from editions.checks.markup import BLANK
from editions.checks.tree import read, unknown
from editions.names.words import is_word
from editions.problems import BuildError

_SIGN = re.compile(r"\S")
_NEAR = 4
"""So many lines a block is looked for about the line that its node names, then everywhere."""


@lru_cache(maxsize=64)
def running(text: str) -> str:
    """Blank out what the tree of a document does not hold as text; the length stays.

    A text that cannot be parsed is given as it is: another check tells of that.

    >>> running("* - Month\\n  - Days\\n")
    '| | Month\\n  | Days\\n'
    """
    try:
        tree = read(text, "document")
    except BuildError:
        return text
    sheet = _Sheet(text)
    sheet.take(tree, 0)
    return sheet.result()


class _Sheet:
    """The lines of a file, and what of them has been found in the tree."""

    def __init__(self, text: str):
        self.lines = text.split("\n")
        self.kept: list[list[tuple[int, int]]] = [[] for _ in self.lines]

    def take(self, tree: nodes.document, first: int) -> None:
        """Find the blocks of a tree that begins at line `first`, counted from 0."""
        last = first
        for node in tree.findall(nodes.Element):
            if isinstance(node, nodes.system_message):
                self._unknown(node, first)
            elif _is_text(node):
                near = first + node.line - 1 if node.line else last
                last = self._keep(node.rawsource, near)

    def result(self) -> str:
        return "\n".join(map(self._shown, range(len(self.lines))))

    def _shown(self, number: int) -> str:
        line = self.lines[number]
        shown = list(_SIGN.sub(BLANK, line))
        for start, end in self.kept[number]:
            shown[start:end] = line[start:end]
        return "".join(shown)

    def _keep(self, raw: str, near: int) -> int:
        """Keep a block where it stands nearest to a line; give its line, `near` if nowhere."""
        raw = raw[:-1] if raw.endswith("::") else raw  # readers see one colon
        wanted = [line.strip() for line in raw.split("\n")]
        while wanted and not wanted[0]:
            wanted.pop(0)
        if not wanted:
            return near
        close = range(near - _NEAR, near + _NEAR + 1)
        for numbers in (close, range(len(self.lines))):
            for number in sorted(numbers, key=lambda line: abs(line - near)):
                if spans := self._spans(wanted, number):
                    for offset, span in enumerate(spans):
                        self.kept[number + offset].append(span)
                    return number
        return near

    def _spans(self, wanted: list[str], number: int) -> list[tuple[int, int]] | None:
        """Give where the lines of a block stand, if it begins at a line and is not taken yet."""
        if not 0 <= number <= len(self.lines) - len(wanted):
            return None
        spans = []
        for offset, said in enumerate(wanted):
            line, kept = self.lines[number + offset], self.kept[number + offset]
            found = _places(said, line)
            free = next((span for span in found if _is_free(span, kept)), None)
            if free is None:
                return None
            spans.append(free)
        return spans

    def _unknown(self, node: nodes.system_message, first: int) -> None:
        """Find what stands in a directive that docutils does not know."""
        found = unknown(node)
        if found is None:
            return
        begin = first + found.line - 1
        if found.argument:
            self._keep(found.argument, begin)
        if found.body is not None:
            self.take(found.body, begin + found.below)


def _is_free(span: tuple[int, int], kept: list[tuple[int, int]]) -> bool:
    return not any(start < span[1] and span[0] < end for start, end in kept)


def _places(said: str, line: str) -> Iterator[tuple[int, int]]:
    """Give where the words of one line stand in another; docutils sees spaces where it has tabs."""
    words, place = said.split(), 0
    if not words:
        yield (0, 0)
        return
    while (place := line.find(words[0], place)) >= 0:
        end = _end(words, line, place)
        if end and not (said[:1].isalnum() and _is_cut(line, place, end)):
            yield place, end
            place = end
        else:
            place += 1


def _end(words: list[str], line: str, place: int) -> int | None:
    """Give where words end that begin at a place and have any spaces between them."""
    end = place + len(words[0])
    for word in words[1:]:
        start = _spaces_end(line, end)
        if start == end or not line.startswith(word, start):
            return None
        end = start + len(word)
    return end


def _spaces_end(line: str, place: int) -> int:
    while line[place : place + 1].isspace():
        place += 1
    return place


def _is_cut(line: str, start: int, end: int) -> bool:
    """Tell whether a place in a line begins or ends inside a word."""
    return is_word(line[start - 1 : start]) or is_word(line[end : end + 1])


def _is_text(node: nodes.Element) -> bool:
    """Tell whether a node holds text itself and says how it is written in the file."""
    if not isinstance(node, nodes.TextElement) or not node.rawsource:
        return False
    silent = (nodes.Inline, nodes.FixedTextElement, nodes.comment, nodes.raw, nodes.field_name)
    options = (nodes.option_string, nodes.option_argument)
    return not isinstance(node, (*silent, *options))


__all__ = ["running"]
