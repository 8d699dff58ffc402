"""The frozen sentences: a text a line, with the mentions a reader would mark in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from editions.names.gazetteer import rows
from editions.names.match import Finder, finder
from tests.conftest import DECEMBER

HERE = Path(__file__).parent / "data"
REGISTER = DECEMBER / "locale" / "gazetteer.csv"


@dataclass(frozen=True, slots=True)
class Score:
    """Mentions found and missed, and false alarms among those the finder is sure of."""

    found: int
    missed: tuple[str, ...]
    alarms: tuple[str, ...]

    @property
    def recall(self) -> float:
        return self.found / (self.found + len(self.missed))

    @property
    def precision(self) -> float:
        return self.found / (self.found + len(self.alarms))


def load(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give each sentence with its expected ids and matched words."""
    lines = (HERE / f"sentences.{language}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    made = []
    for line in lines:
        text, expected = line.replace("\\n", "\n").split("\t")
        pairs = [part.partition("=") for part in expected.split("; ") if part]
        made.append((text, [(identifier, words) for identifier, _, words in pairs]))
    return made


def score(language: str) -> Score:
    """Run the finder over the sentences of `language`."""
    search = shared(language)
    found, missed, alarms = 0, [], []
    for text, expected in load(language):
        left = list(expected)
        for mention in search.find(text):
            if (mention.id, mention.text) in left:
                left.remove((mention.id, mention.text))
                found += 1
            elif mention.sure:
                alarms.append(f"{mention.id} {mention.text!r} in {text!r}")
        missed += [f"{identifier} {words!r} in {text!r}" for identifier, words in left]
    return Score(found, tuple(missed), tuple(alarms))


_FINDERS: dict[str, Finder] = {}


def shared(language: str) -> Finder:
    """Give one finder of the register of December a language."""
    if language not in _FINDERS:
        _FINDERS[language] = finder(rows(REGISTER), language)
    return _FINDERS[language]
