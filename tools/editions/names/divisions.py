"""Districts and regions named in a row: «Мінскага, Барысаўскага і Лідскага раёнаў»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from editions.names.index import cues
from editions.names.judge import Found
from editions.names.spellings import CAPITALS

GAP = r"[ \t\u00a0\u202f]*(?:\r?\n)?[ \t]*"
LONGEST = 12
"""How many members an enumeration can have."""


class Divisions:
    """Reads a row of adjectives, or of towns, before the noun that makes them divisions."""

    def __init__(self, language: str, names: list[list[Any]]) -> None:
        cue = cues(language)
        self._english = language == "en"
        self._names = names
        self._places = {row[0]: place for place, row in enumerate(names)}
        self._generic = {
            kind: re.compile(rf"(?=\s){GAP}(?:{cue[kind]})(?!\w)", re.IGNORECASE)
            for kind in ("district", "region")
        }
        also = rf"(?:{cue['gap_words']})(?!\w)"
        joint = rf"(?:{GAP},(?:{GAP}{also})?|(?=\s){GAP}{also}){GAP}"
        member = (
            r"\w+(?:-\w+)*(?:ск|цк)\w{1,4}"
            if language != "en"
            else rf"[{CAPITALS['en']}][\w’']*(?:[ -][{CAPITALS['en']}][\w’']*)?"
        )
        self._also = re.compile(
            joint + rf"(?P<member>{member})", re.IGNORECASE if language != "en" else 0
        )

    def of_adjective(self, text: str, span: tuple[int, int], entries: list[Any]) -> Iterator[Found]:
        """Read «Мінскага, Барысаўскага і Лідскага раёнаў»: the first member, or all of one."""
        start, end = span
        at, alone = end, True
        for _ in range(LONGEST):
            for kind, generic in self._generic.items():
                noun = generic.match(text, at)
                rows = [entry for entry in entries if self._names[entry[0]][1] == kind]
                if noun and rows:
                    yield Found(start, noun.end() if alone else end, rows[0][0], rows[0][1])
                    return
                if noun:
                    return
            following = self._also.match(text, at)
            if following is None:
                return
            at, alone = following.end(), False

    def of_towns(self, text: str, named: Found) -> Iterator[Found]:
        """Read “Brest and Hrodna regions” as the regions; give the town as it is otherwise."""
        districts = self._names[named.place][4]
        if not self._english or not any(districts):
            yield named
            return
        at = named.end
        for _ in range(LONGEST):
            following = self._also.match(text, at)
            if following is None:
                break
            at = following.end()
            for (kind, generic), identifier in zip(self._generic.items(), districts, strict=True):
                if identifier and (noun := generic.match(text, at)) and noun[0].lower()[-1] == "s":
                    yield Found(named.start, named.end, self._places[identifier], named.flags)
                    return
                if kind and not identifier:
                    continue
        for identifier, generic in zip(districts, self._generic.values(), strict=True):
            if (
                identifier
                and (noun := generic.match(text, named.end))
                and noun[0].lower()[-1] == "s"
            ):
                yield Found(named.start, noun.end(), self._places[identifier], named.flags)
                return
        yield named
