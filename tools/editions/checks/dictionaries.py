"""Hunspell dictionaries of the machine and the publication's own word lists.

The library is chunspell (module ``hunspell``), and optional: without it, or without a
dictionary, spelling is not checked, and a run says so.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from editions import limits
from editions.checks.derived import linked, relatives
from editions.checks.installed import LIBRARY, chosen, word_list
from editions.config import Publication
from editions.names import termbase
from editions.problems import UsageError

_APOSTROPHES = re.compile(r"[’ʼ‘]")
_STRESS = re.compile("[\u0300\u0301]")
_NEAR = 2
"""How many letters of a suggestion may be other ones."""

_ENDING = 4
"""How many letters more a word may have than an entry of a list that ends in ``*``."""


@dataclass(slots=True)
class Speller:
    """The dictionary of one language and the words a publication adds; verdicts are kept."""

    language: str
    dictionary: Any
    words: frozenset[str]
    stems: tuple[str, ...]
    verdicts: dict[str, bool] = field(default_factory=dict)
    right: set[str] = field(default_factory=set)
    """Words as they stand that were asked for and need no second look."""

    def knows(self, word: str) -> bool:
        """Tell whether a word is right, as it stands or but for a sentence's capital."""
        small = word.lower()
        if small not in self.verdicts:
            self.verdicts[small] = (
                self._listed(small)
                or self._spelt(word)
                or self._spelt(small)
                or any(
                    relative in self.words or self._spelt(relative)
                    for relative in relatives(small, self.language)
                )
            )
        return self.verdicts[small]

    def spells(self, word: str) -> bool:
        """Tell whether a word stands in the dictionary or a list just so: Linda, not linda."""
        return self._listed(word.lower()) or self._spelt(_STRESS.sub("", word))

    def links(self, piece: str) -> bool:
        """Tell whether what stands before a hyphen is an adjective: беларуска-."""
        whole = linked(piece.lower(), self.language)
        return whole is not None and self.knows(whole)

    def suggestion(self, word: str) -> str | None:
        """Give the word that was probably meant; slow, so ask for few words."""
        plain = _APOSTROPHES.sub("'", word)
        for meant in self.dictionary.suggest(plain):
            near = Levenshtein.distance(meant.lower(), plain.lower(), score_cutoff=_NEAR)
            if near <= _NEAR and " " not in meant:
                return str(meant).replace("'", "’")
        return None

    def _listed(self, word: str) -> bool:
        small = _APOSTROPHES.sub("’", word)
        return small in self.words or any(
            small.startswith(stem) and len(small) - len(stem) <= _ENDING for stem in self.stems
        )

    def _spelt(self, word: str) -> bool:
        return bool(self.dictionary.spell(_APOSTROPHES.sub("'", word)))


def speller(publication: Publication, language: str) -> Speller | str:
    """Give the speller of a language, or in words why there is none.

    Raises `UsageError` if a word list of the publication is not UTF-8.
    """
    name, known, found = chosen(publication, language)
    if found is None:
        # Another one would call right words wrong: British ones American, say.
        advice = f"; on Debian: apt install {known['package']}" if known else ""
        return f"no Hunspell dictionary {name} is installed{advice}"
    loaded = _loaded(str(found))
    if loaded is None:
        return (
            "the library that reads Hunspell dictionaries is not installed: pip install chunspell"
        )
    shipped = files(__package__).joinpath(f"words.{language}.txt").read_text("utf-8")
    listed = [*_words(shipped), *_own(word_list(publication, language)), *_terms(publication)]
    stems = tuple(sorted({word[:-1] for word in listed if word.endswith("*")}))
    words = frozenset(word for word in listed if not word.endswith("*"))
    return Speller(language, loaded, words, stems)


def _own(path: Path) -> list[str]:
    try:
        text = limits.read(path, limits.TABLE).decode("utf-8-sig") if path.is_file() else ""
        limits.refuse_lines(text, path)
        return _words(text)
    except limits.OverLimitError as error:
        raise UsageError(error.message, path=path, line=error.line) from None
    except UnicodeDecodeError as error:
        raise UsageError(f"is not UTF-8: byte {error.start}", path=path) from None


def _words(text: str) -> list[str]:
    """Give the words of a list: one a line, # begins a remark, * stands for any ending."""
    bare = (line.partition("#")[0].strip() for line in text.splitlines())
    return [_APOSTROPHES.sub("’", word).lower() for word in bare if word]


def _terms(publication: Publication) -> Iterator[str]:
    """Give the words of the termbase, in their base forms."""
    for term in termbase.rows(termbase.termbase_path(publication)):
        for wording in (*term.be, *term.ru, *term.en):
            yield from _APOSTROPHES.sub("’", wording).lower().split()


@cache
def _loaded(path: str) -> Any:
    """Load a dictionary; None if there is no library for it."""
    try:
        library = importlib.import_module(LIBRARY)
    except ImportError:
        return None
    place = Path(path)
    return library.Hunspell(place.name, hunspell_data_dir=str(place.parent))
