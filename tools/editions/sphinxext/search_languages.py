"""The stemmers of the search: Sphinx's for Russian and English, our own for Belarusian.

What is done to a word here for the index, ``theme/static/search.js`` does to the reader's
query; a test holds the two together.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import sphinx
from sphinx.search import SearchLanguage
from sphinx.search.en import SearchEnglish
from sphinx.search.ru import SearchRussian

from editions.site.search_words import fold, words

RULES = Path(__file__).parent.parent / "theme" / "search"
_STEMMERS = Path(sphinx.__file__).parent / "search" / "minified-js"


class Folding(SearchLanguage):
    """A search language whose words are folded; numbers are words too."""

    def split(self, input: str) -> list[str]:  # noqa: A002 - the name Sphinx gives it
        return words(input)

    def word_filter(self, word: str) -> bool:
        return word not in self.stopwords


class English(Folding, SearchEnglish):
    """English as Sphinx stems it."""

    stopwords = frozenset(map(fold, SearchEnglish.stopwords))


class Russian(Folding, SearchRussian):
    """Russian as Sphinx stems it."""

    stopwords = frozenset(map(fold, SearchRussian.stopwords))


def _rules(language: str) -> dict[str, Any]:
    return tomllib.loads((RULES / f"{language}.toml").read_text(encoding="utf-8"))


class Belarusian(Folding):
    """Belarusian by the light rules of theme/search/belarusian.toml."""

    lang = "be"
    language_name = "Belarusian"
    rules = _rules("belarusian")
    endings = frozenset(rules["endings"])
    longest = max(map(len, endings))
    stopwords = frozenset(fold(rules["stopwords"]).split())
    js_stemmer_code = "const stemmerRules = {};\n{}".format(
        json.dumps(
            {key: value for key, value in rules.items() if key != "stopwords"}, ensure_ascii=False
        ),
        (RULES / "stemmer.js").read_text(encoding="utf-8"),
    )

    def stem(self, word: str) -> str:
        """Take the endings off a folded word and even out what is left.

        >>> stem = Belarusian({}).stem
        >>> stem("абарона") == stem("абаронай"), stem("бяспецы") == stem("бяспека")
        (True, True)
        """
        for _ in range(self.rules["passes"]):
            ends = range(min(self.longest, len(word) - self.rules["shortest"]), 0, -1)
            length = next((length for length in ends if word[-length:] in self.endings), 0)
            if not length:
                break
            word = word[:-length]
        for rule in self.rules["even"]:
            if word.endswith(rule["end"]) and len(word) >= rule["letters"]:
                return word.removesuffix(rule["end"]) + str(rule["to"])
        return word


LANGUAGES: Mapping[str, type[Folding]] = {"be": Belarusian, "ru": Russian, "en": English}


@cache
def _language(language: str) -> Folding:
    return LANGUAGES[language]({})


@lru_cache(maxsize=1 << 15)
def _term(word: str, language: str) -> str:
    kind = _language(language)
    if not kind.word_filter(word):
        return ""
    stem = kind.stem(word).lower()
    return stem if kind.word_filter(stem) else word


def terms(text: str, language: str) -> list[str]:
    """Give the terms of a text in its order, stop words left out.

    >>> terms("The roads of Mahilioŭ", "en")
    ['road', 'mahiliou']
    """
    return [term for word in words(text) if (term := _term(word, language))]


def script(language: str) -> str:
    """Give the script with the stop words and the stemmer of a language."""
    kind = LANGUAGES[language]
    code = kind.js_stemmer_code
    if kind.js_stemmer_rawcode:
        parts = [_STEMMERS / "base-stemmer.js", _STEMMERS / kind.js_stemmer_rawcode]
        code = "\n".join(path.read_text(encoding="utf-8").strip() for path in parts)
        code += f"\nconst Stemmer = {kind.language_name}Stemmer;\n"
    stopwords = json.dumps(sorted(kind.stopwords), ensure_ascii=False)
    return f"const stopwords = new Set({stopwords});\n{code}"
