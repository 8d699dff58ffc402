"""The fonts PDFs are set in, and the letters they have.

What a font has stands in ``fonts.toml``, made from the fonts themselves by
tools/make_fonts.py; here is asked only which packages are installed. So pages, PDFs and
checks decide alike, without a font being opened, whatever else a machine has.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import metadata, resources
from pathlib import Path

from editions.problems import BuildError

FACES = ("PT Serif", "PT Sans", "Libertinus Serif")
"""What every PDF is set in; the other families help out, in the order of ``fonts.toml``."""

LOST = "\ufffd"
"""What stands in a PDF for a letter that no font has."""

_UNSEEN = re.compile(
    "[\t\n\r\xad\u034f\u061c\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f"
    "\U000e0100-\U000e01ef]"
)
"""What is set as nothing, so that no font need have it."""


@dataclass(frozen=True)
class Font:
    """A family: the package it comes in, the extra that brings it ("" for all), its letters."""

    family: str
    package: str
    extra: str
    ranges: str

    @property
    def installed(self) -> bool:
        """Tell whether the family is at hand on this machine."""
        return bool(_version(self.package))

    @cached_property
    def letters(self) -> frozenset[str]:
        """Give all letters of the family; there are 45,000 in the largest."""
        found: set[str] = set()
        for each in self.ranges.split():
            first, _, last = each.partition("-")
            found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
        return frozenset(found)

    def has(self, cluster: str) -> bool:
        """Tell whether the family has a letter with all its marks, composed or in pieces."""
        return any(
            self.letters.issuperset(unicodedata.normalize(form, cluster)) for form in ("NFC", "NFD")
        )


def lacking(text: str) -> tuple[str, ...]:
    """Give the letters of a text, with their marks, that no font at hand has, each once."""
    return tuple(cluster for cluster in _rare(text) if not _first(cluster))


def helping(text: str) -> tuple[Font, ...]:
    """Give the fonts besides `FACES` that a text needs, in the order they are looked into."""
    needed = {_first(cluster) for cluster in _rare(text)}
    return tuple(font for font in fonts() if font in needed and font.family not in FACES)


def replaced(text: str) -> str:
    """Give the text with `LOST` in the place of every letter no font at hand has."""
    for cluster in lacking(text):
        text = text.replace(cluster, LOST)
    return text


def named(letters: Iterable[str]) -> str:
    """Name letters for a message.

    >>> named(["漢", "й́"])
    "'漢' (U+6F22), 'й́' (U+0439 U+0301)"
    """
    return ", ".join(map(_named, letters))


def _named(letter: str) -> str:
    codes = " ".join(f"U+{ord(sign):04X}" for sign in letter)
    return f"'{letter}' ({codes})" if letter.isprintable() else codes


def mend(letters: Iterable[str]) -> str:
    """Say what to do about letters that no font at hand has."""
    extras = {font.extra for font in fonts() for each in letters if font.extra and font.has(each)}
    if not extras:
        return "write them another way"
    return f"write them another way, or install 'editions[{','.join(sorted(extras))}]'"


def folders(helpers: Iterable[Font] = ()) -> list[Path]:
    """Give the folders of `FACES` and of others; raise `BuildError` if one is not installed."""
    found = []
    for package in _packages(helpers):
        try:
            found.append(Path(str(resources.files(package.replace("-", "_")))))
        except ModuleNotFoundError:
            raise BuildError(f"the font package '{package}' is not installed") from None
    return found


def versions(helpers: Iterable[Font] | None = None) -> list[str]:
    """Give the packages of `FACES` and of `helpers` (of all fonts) with their versions."""
    return [
        f"{package} {_version(package)}"
        for package in _packages(fonts() if helpers is None else helpers)
        if _version(package)
    ]


@cache
def fonts() -> tuple[Font, ...]:
    """Give all fonts there are, installed or not, in the order they are looked into."""
    table = tomllib.loads(Path(__file__).with_name("fonts.toml").read_text(encoding="utf-8"))
    return tuple(
        Font(each["family"], each["package"], each.get("extra", ""), each["letters"])
        for each in table["fonts"]
    )


def _packages(helpers: Iterable[Font]) -> list[str]:
    """Give the packages of fonts; Typst's own fonts come with Typst."""
    found = [*(font for font in fonts() if font.family in FACES), *helpers]
    return [name for name in dict.fromkeys(font.package for font in found) if name != "typst"]


def _rare(text: str) -> Iterator[str]:
    """Give the letters that not all faces have, with their marks, each once."""
    if text.isascii() or not _beyond().search(text):
        return
    clusters: list[str] = []
    for sign in _UNSEEN.sub("", text):
        if clusters and unicodedata.category(sign).startswith("M"):
            clusters[-1] += sign
        else:
            clusters.append(sign)
    for cluster in dict.fromkeys(clusters):
        if _beyond().search(cluster):
            yield cluster


@cache
def _beyond() -> re.Pattern[str]:
    """Match what one of the two PT has not: all else needs no second look."""
    both = frozenset.intersection(
        *(font.letters for font in fonts() if font.package != "typst" and font.family in FACES)
    )
    return re.compile(f"[^{re.escape(''.join(sorted(both)))}\t\n\r]")


@cache
def _first(cluster: str) -> Font | None:
    """Give the first family at hand that has a letter with its marks."""
    return next((font for font in fonts() if font.installed and font.has(cluster)), None)


@cache
def _version(package: str) -> str:
    """Give the version of a package, "" for one that is not installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
