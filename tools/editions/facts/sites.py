"""Addresses that a text says in words: of sites and channels, as a reader would type them.

Who wants readers to go somewhere need not write a link: ``t.me/…``, ``@channel`` and
``evil[.]example`` are typed by hand. Points, slashes and letters that only look like those of an
address are read as what they look like.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

_DATA: dict[str, str] = tomllib.loads(
    Path(__file__).with_name("sites.toml").read_text(encoding="utf-8")
)
_POINTS = re.compile(f"[{_DATA['points']}]")
_SLASHES = re.compile(f"[{_DATA['slashes']}]")
_UNSEEN = re.compile(
    "[\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_ENDINGS = frozenset(f"{_DATA['countries']} {_DATA['endings']}".split())
_LOOKALIKES = str.maketrans(*_DATA["lookalikes"].split())
_FILES = frozenset(_DATA["files"].split())
_ALSO_WORDS = frozenset(_DATA["also_words"].split())
_LATIN = re.compile("[A-Za-z]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_WORDS = "|".join(_DATA["words"].split())
_SCHEMES = "|".join(_DATA["schemes"].split())

# The dot of a host: bare, in brackets, or said.
_SPELT = rf"\s?[\[({{<]\s?(?:\.|{_WORDS})\s?[\])}}>]\s?"
_POINT = re.compile(_SPELT, re.IGNORECASE)
_COLON = re.compile(r"[\[({<]:[\])}>]")
_SAID = re.compile(rf"(?<=\w)\s(?:{_WORDS})\s(?=[a-z]{{2,10}}\b)", re.IGNORECASE)
_APART = re.compile(r"(?<=\w)\s?\.\s?([a-z]{2,6})\s?/\s?(?=\w)")
_WAY = r"[^\s<>`\"«»“”]"

_URL = re.compile(
    rf"\b(?:[a-z][a-z0-9+.-]{{1,14}}://|(?:{_SCHEMES}):\+?(?=\w)){_WAY}+", re.IGNORECASE
)
_MAIL = re.compile(rf"(?<![\w.+@/-])[\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)+(?:/{_WAY}*)?")
_HOST = re.compile(
    rf"(?<![\w.@/-])(?:[\w-]+\.)+(?P<ending>[^\W\d_]{{2,24}}|xn--[a-z0-9-]+)(?![\w-]|\.\w)"
    rf"(?P<way>(?::\d+)?[/?]{_WAY}*)?",
    re.IGNORECASE,
)
_CHANNEL = re.compile(r"(?<![\w@./`])@[^\W\d]\w{2,}")
_NUMBERS = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])(?P<way>[:/]\S*)?")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:\s?(?://)?\s?", re.IGNORECASE)
_MAY = re.compile(r"\w[.:]|@\w")
_TRAILING = ".,;:!?…)]}*_'’"


@dataclass(frozen=True, slots=True)
class Site:
    """An address said in a text: as it was `read`, and its `key`, without scheme and ``www.``.

    It is not `sure` where an ending is no known one, or a file's as well.
    """

    read: str
    key: str
    sure: bool = True

    @property
    def host(self) -> str:
        """The site of it, or the channel."""
        return re.split(r"[/?:]", self.key, maxsplit=1)[0]

    def is_at(self, other: Site) -> bool:
        """Tell whether this is the site of another address, or what that belongs to."""
        part = other.host == self.host or other.host.endswith(f".{self.host}")
        return part and self.key == self.host

    def is_told_by(self, known: Iterable[Site]) -> bool:
        """Tell whether one of `known` is the same address, or leads on from it."""
        return any(self._is_part_of(other) for other in known)

    def _is_part_of(self, other: Site) -> bool:
        if other.key == self.key or (other.key.startswith(self.key) and self.key == self.host):
            return True
        short, long = sorted((self.key, other.key), key=len)
        # A channel and its address: @name, t.me/name.
        if short.startswith("@"):
            return long.rpartition("/")[2] == short[1:] or long == short[1:]
        if not self.sure and other.key.endswith(f"/{self.key}"):
            return True  # a file that the address ends in
        # What is left out in the middle: example.org/…/page.
        return self.host == other.host and "..." in self.key


def folded(text: str) -> str:
    """Give a text with the signs that only look like others read as those.

    >>> folded("ｅｖｉｌ。example, t․me∕x")
    'evil.example, t.me/x'
    """
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKC", _POINTS.sub(".", _UNSEEN.sub("", text)))
    return _SLASHES.sub("/", _POINTS.sub(".", plain))


def sites(text: str) -> list[Site]:
    """Give the addresses that a text says, each once.

    >>> [each.read for each in sites("Пішыце на t.me/evil і @evil_channel, evil[.]example.")]
    ['t.me/evil', 'evil.example', '@evil_channel']
    """
    plain = _COLON.sub(":", folded(text))
    joined = _POINT.sub(".", plain)
    found = {each.key: each for each in _written(joined)}
    if joined != plain:
        bare = {each.key for each in _written(plain)}
        # Nobody brackets a point but in an address: its ending need not be known.
        found = {
            key: each if key in bare else replace(each, sure=True) for key, each in found.items()
        }
    for spelt, point, sure in ((_APART, r".\1/", True), (_SAID, ".", False)):
        if spelt.search(joined):
            for each in _written(spelt.sub(point, joined)):
                found.setdefault(each.key, replace(each, sure=sure))
    return list(found.values())


def _written(text: str) -> Iterator[Site]:
    if not _MAY.search(text):
        return
    kept = text
    for pattern in (_URL, _MAIL, _NUMBERS):
        for match in pattern.finditer(kept):
            yield _site(match[0], sure=pattern is not _NUMBERS or bool(match["way"]))
        kept = pattern.sub(lambda match: " " * len(match[0]), kept)
    for match in _HOST.finditer(kept):
        sure = _is_sure(match)
        if sure and not match["way"] and match["ending"].lower() in _ALSO_WORDS:
            sure = _CYRILLIC.search(text) is not None
        if sure is not None:
            yield _site(match[0], sure=sure)
    for match in _CHANNEL.finditer(kept):
        yield _site(match[0], sure=True)


def _site(read: str, *, sure: bool) -> Site:
    read = read.rstrip(_TRAILING)
    key = _SCHEME.sub("", read, count=1) if ":" in read else read
    return Site(read, key.lower().removeprefix("www.").rstrip("/?"), sure)


def _is_sure(match: re.Match[str]) -> bool | None:
    """Say of a run of words and points whether it is an address; None if it is none.

    Abbreviations («т.е.», U.S.), a space left out behind a full stop, figures with a measure
    and names of people are none.
    """
    whole, ending, way = match[0], match["ending"], match["way"]
    labels = whole[: match.end("ending") - match.start()].split(".")[:-1]
    if whole.lower().startswith("www.") or ending.lower().startswith("xn--"):
        return True
    if not ending.islower() and not way and not _is_capital(labels, ending):
        return None
    alike = ending.translate(_LOOKALIKES)
    if alike != ending and alike.isascii() and _LATIN.search(whole):
        # Letters of two alphabets in one ending are no slip; of one, a space may be lacking.
        return (_LATIN.search(ending) is not None or bool(way)) if alike in _ENDINGS else None
    latin = ending.isascii()
    known = ending.lower() in _ENDINGS
    if not known:
        # A word behind a point that lacks its space is no guess of an address.
        return False if latin and all(len(each) > 1 and each.isascii() for each in labels) else None
    figures = not any(letter.isalpha() for letter in labels[-1])
    if (figures and not way) or (not latin and len(labels[-1]) == 1):
        return None
    return bool(way) or ending.lower() not in _FILES


def _is_capital(labels: list[str], ending: str) -> bool:
    """Tell whether the capitals of EVIL.ORG or Evil.Org are no beginning of a sentence."""
    known = ending.lower() in _ENDINGS
    return known and len(labels[-1]) > 1 and labels[-1][0].isupper()
