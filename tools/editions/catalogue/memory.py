"""Translation memory: what has been translated before, in any document or beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import polib
from rapidfuzz import fuzz, process

from editions import limits
from editions.catalogue.remarks import has_text
from editions.catalogue.worddiff import WORD
from editions.documents import is_issue

SIMILAR = 75
"""Ratio from which the translation of another text is worth proposing."""
SHORT = 12
"""Below this many characters only the identical text is."""
CANDIDATES = 5
"""How many translations of one text are told of."""
WEIGHED = 40
"""How many texts are weighed letter by letter for a proposal."""
LOOKED = 5_000
"""How many places of words are looked up before that."""
SHOWN = 600
"""How many characters of a text a remark shows."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A text, its translation, where it stands and how new that is (greater: newer)."""

    source: str
    target: str
    origin: str
    age: tuple[int, str] = (0, "")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A translation to be reviewed, and the lines that tell where it comes from."""

    text: str
    lines: tuple[str, ...]
    identical: bool


@dataclass(slots=True)
class Memory:
    """Units by their text; of each text the newest first, every translation once."""

    units: dict[str, list[Unit]] = field(default_factory=dict)
    _texts: list[str] = field(default_factory=list)
    _having: dict[str, list[int]] = field(default_factory=dict)

    def learn(self, units: Iterable[Unit]) -> None:
        """Take more units in."""
        for unit in units:
            self.units.setdefault(unit.source, []).append(unit)
        for found in self.units.values():
            if len(found) > 1:
                found.sort(key=lambda unit: (unit.age, unit.origin, unit.target), reverse=True)
                once = {unit.target: unit for unit in reversed(found)}
                found[:] = [unit for unit in found if once[unit.target] is unit]
        self._texts = [text for text in self.units if len(text) >= SHORT]
        self._having = {}
        for place, text in enumerate(self._texts):
            for stem in _stems(text):
                self._having.setdefault(stem, []).append(place)

    def proposal(self, text: str) -> Proposal | None:
        """Give what is known of a text: its own translation, else that of one much like it."""
        if found := self.units.get(text):
            first, *others = found[:CANDIDATES]
            lines = [f"identical in {first.origin}"]
            lines += [f"or in {unit.origin}: «{_shown(unit.target)}»" for unit in others]
            return Proposal(first.target, tuple(lines), identical=True)
        if not SHORT <= len(text) <= limits.MESSAGE:
            return None
        near = process.extractOne(
            text, self._candidates(text), scorer=fuzz.ratio, score_cutoff=SIMILAR
        )
        if near is None:
            return None
        like, ratio, _ = near
        first, *others = self.units[like][:CANDIDATES]
        lines = [f"{int(ratio)} % like {first.origin}, of: «{_shown(like)}»"]
        lines += [f"or in {unit.origin}: «{_shown(unit.target)}»" for unit in others]
        return Proposal(first.target, tuple(lines), identical=False)

    def _candidates(self, text: str) -> list[str]:
        """Give the texts that share most of the rarer words with one.

        Weighing every text against every other would take minutes in a half-translated
        archive; texts alike in three letters of four share words.
        """
        shared: Counter[int] = Counter()
        looked = 0
        for places in sorted((self._having.get(stem, []) for stem in _stems(text)), key=len):
            looked += len(places)
            if looked > LOOKED and shared:
                break
            shared.update(places)
        return [self._texts[place] for place, _ in shared.most_common(WEIGHED)]


def _stems(text: str) -> list[str]:
    """Give the beginnings of the words of a text, each once: endings change."""
    return list(dict.fromkeys(word[:5] for word in WORD.findall(text.lower())))


def units_of(po: Iterable[polib.POEntry], origin: str, *, living: bool = True) -> list[Unit]:
    """Give the sound translations of a catalogue; what is obsolete counts as older."""
    name = origin.rpartition("/")[2]
    month = name if is_issue(name) else ""
    return [
        Unit(entry.msgid, entry.msgstr, origin, (int(living and not entry.obsolete), month))
        for entry in po
        if has_text(entry)
        and not (entry.fuzzy or entry.msgid_plural or entry.msgctxt)
        and max(len(entry.msgid), len(entry.msgstr)) <= limits.MESSAGE
    ]


def _shown(text: str) -> str:
    bare = " ".join(text.split())
    return bare if len(bare) <= SHOWN else f"{bare[: SHOWN - 1].rstrip()}…"
