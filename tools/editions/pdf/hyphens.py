"""Hyphens at line ends: too many in a row, and those within a word where they read badly."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

import pypdfium2

from editions.pdf.walk import Data, plain

MOST = 2
"""So many lines in a row may end in a hyphen."""

RULES = "division.toml"

# pdfium gives a paragraph's lines apart, but joins those between which a word is divided.
_DIVIDED = "\ufffe"
# In a pair the number of a paragraph stands after its first line, and keeps them apart.
_BEFORE_NUMBER = re.compile("\u00ad[ \\d]*\u00a0?\r\n")
_AROUND = 30  # letters that tell one place in a text from all others
_NO_LETTERS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Hyphens:
    """The ids of the paragraphs and notes that have a ladder, or a word divided badly.

    `narrow` are columns side by side, where a line has few blanks to widen.
    """

    ladders: frozenset[str] = frozenset()
    misplaced: frozenset[str] = frozenset()
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class _Text:
    id: str
    language: str
    letters: str


def hyphens(pdf: bytes, data: Data) -> Hyphens:
    """Look at the ends of the lines of `pdf`, which was made of `data`."""
    lines = [line.split(_DIVIDED) for text in _texts(pdf) for line in text.split("\r\n")]
    divided = [[_letters(part) for part in line] for line in lines if len(line) > 1]
    # First what is amiss, then where: in a volume few of very many lines are, and paragraphs.
    rungs = {"".join(line[1:-1]) for line in divided if len(line) - 2 >= MOST}
    if "rows" in data:
        rungs |= set(_at_page_ends(divided, data))
    amiss = {
        language: {place for line in divided for place in _misplaced(line, rule)}
        for language, rule in rules().items()
    }
    ladders, misplaced = set(), set()
    for text in _with_ids(data, data.get("language", "")):
        if any(rung in text.letters for rung in rungs):
            ladders.add(text.id)
        if any(place in text.letters for place in amiss.get(text.language, ())):
            misplaced.add(text.id)
    return Hyphens(frozenset(ladders), frozenset(misplaced), "rows" in data)


def _at_page_ends(divided: list[list[str]], data: Data) -> Iterator[str]:
    """Give the last line of a page in a column where it and the one before end in a hyphen.

    The text goes on with the other column there, so nobody knows what the next page begins with.
    """
    said = " ".join(text.letters for text in _with_ids(data, data.get("language", "")))
    for line in divided:
        for here, after in pairwise(line[1:]):
            ends = not after or here + after[:_AROUND] not in said
            if ends and len(here) > _AROUND / 2 and here in said:
                yield here


def _misplaced(line: list[str], rule: re.Pattern[str]) -> Iterator[str]:
    """Give the letters around each division that the rule of a language forbids."""
    for at in range(1, len(line)):
        before, after = "".join(line[:at]), "".join(line[at:])
        match = rule.match(before[-1:] + after)
        if match is None or (len(match[0]) > 2 and match[0][1] == match[0][2]):
            continue
        yield before[-_AROUND:] + after[:_AROUND]


@cache
def rules() -> dict[str, re.Pattern[str]]:
    """Give by language the pattern after whose first letter no word is divided."""
    table = tomllib.loads(files("editions.pdf").joinpath(RULES).read_text("utf-8"))
    return {language: re.compile(pattern) for language, pattern in table.items()}


def _texts(pdf: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            text = page.get_textpage()
            yield _BEFORE_NUMBER.sub(_DIVIDED, text.get_text_range())
            text.close()
            page.close()
    finally:
        document.close()


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text)


def _with_ids(value: object, language: str) -> Iterator[_Text]:
    """Give every paragraph and note that has an id, with the language it is in."""
    if isinstance(value, dict):
        if value.get("type") == "language":
            language = value["language"]
        if value.get("type") in {"paragraph", "note"} and "id" in value:
            # In a pair the id says it: "be-p8".
            own, _, _ = value["id"].partition("-")
            spoken = own if own in rules() else language
            yield _Text(value["id"], spoken, _letters(plain(value["content"])))
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _with_ids(item, language)
