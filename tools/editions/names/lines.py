"""Lines and columns of offsets in a text."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate


class Lines:
    """Line and column of offsets; the lines are counted when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []

    def at(self, offset: int) -> tuple[int, int]:
        """Give line and column, both from 1."""
        if not self._starts:
            self._starts = [0, *accumulate(len(line) + 1 for line in self._text.split("\n"))]
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
