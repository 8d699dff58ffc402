"""The languages of the search page: Belarusian, which Sphinx lacks, and folding for all.

What is done to a word here for the index, ``theme/static/search.js`` does to the reader's
query; a test holds the two together. Folding makes Mahiliou find Mahilioŭ, еще find ещё
and абʼект find аб’ект.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.search import SearchLanguage, js_index
from sphinx.search.en import SearchEnglish
from sphinx.search.ru import SearchRussian

from editions import files

RULES = Path(__file__).parent.parent / "theme" / "search"

_CYRILLIC = "а-яёіў"
_LETTERS = str.maketrans({"ё": "е", "ł": "l", "\u00ad": None})


def setup(app: Sphinx) -> None:
    """Register the search languages with Sphinx."""
    for language in (Belarusian, Russian, English):
        app.add_search_language(language)
    app.connect("build-finished", _drop_vanished_words)


def _drop_vanished_words(app: Sphinx, exception: Exception | None) -> None:
    """Take words no document has any more out of the index.

    Sphinx keeps them with an empty list, so that an incremental build would differ from a
    cold one.
    """
    path = Path(app.outdir) / "searchindex.js"
    if exception is None and app.builder.format == "html" and path.is_file():
        index = js_index.loads(path.read_text("utf-8"))
        for name in ("terms", "titleterms"):
            index[name] = {word: where for word, where in index[name].items() if where != []}
        files.write_text(path, js_index.dumps(index))


def fold(text: str) -> str:
    """Give `text` in small letters without what readers leave out when they type.

    >>> fold("Mahilioŭ, Ещё, аб’ект, сёння")
    'mahiliou, еще, абект, сення'
    """
    # Stress marks go everywhere, other marks on Latin letters only: й and ў are letters.
    marked = re.sub("[\u0300\u0301]", "", unicodedata.normalize("NFD", text.lower()))
    plain = unicodedata.normalize("NFC", re.sub("([a-z])[\u0302-\u036f]+", r"\1", marked))
    return re.sub(f"([{_CYRILLIC}])['’ʼ](?=[{_CYRILLIC}])", r"\1", plain).translate(_LETTERS)


class Folding(SearchLanguage):
    """A search language whose words are folded; numbers are words too."""

    def split(self, input: str) -> list[str]:  # noqa: A002 - the name Sphinx gives it
        return super().split(fold(input))

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
            fitting = [
                ending
                for ending in self.rules["endings"]
                if word.endswith(ending) and len(word) - len(ending) >= self.rules["shortest"]
            ]
            if not fitting:
                break
            word = word.removesuffix(max(fitting, key=len))
        for rule in self.rules["even"]:
            if word.endswith(rule["end"]) and len(word) >= rule["letters"]:
                return word.removesuffix(rule["end"]) + str(rule["to"])
        return word
