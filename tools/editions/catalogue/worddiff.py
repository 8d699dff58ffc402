"""What differs between two versions of a text, word by word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\w+(?:[-\u2010\u2011'’ʼ]\w+)*")
_TOKEN = re.compile(rf"{WORD.pattern}|\s+|.", re.DOTALL)
_NUMBER = (
    r"(?:(?<![\w.,:/)\]])[-−+±])?"  # a sign, unless it joins two words
    r"(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)|\d+)"  # 1 000, or digits alone
    r"(?:[.,:/'’\-\u2010\u2011–—−]\d+)*"  # 1,000, 7.5, 21:30, 1/2, 2020-12-01, 10–12
    r"(?:[-\u2010\u2011]?\w+|\s?[%‰°]\w*)?"  # 7a, 5th, 18-ы, 12%
)
_LETTERED = rf"{WORD.pattern}(?<=\d)(?:[.,:/]\d+)+\w*"  # v1.2.3, А1,5
_WHOLE = re.compile(rf"(?<!\w){_NUMBER}|{_LETTERED}|{WORD.pattern}|\s+|.", re.DOTALL)
"""Parts with each number as people read it, which one dot or comma does not cut."""
SHOWN = 3
"""How many differences a note tells of."""
SIDE = 48
"""How many characters of each side of a difference a note shows."""
MOST = 1_000_000
"""From so many pairs of tokens on, two texts are not compared but taken as wholly different."""
_INVISIBLE = {
    "\u00a0": "no-break space",
    "\u202f": "narrow no-break space",
    "\u00ad": "soft hyphen",
    "\u2011": "no-break hyphen",
    "\n": "line break",
    "\t": "tab",
}


@dataclass(frozen=True, slots=True)
class Hunk:
    """A place where two texts differ: the tokens of either."""

    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def old_words(self) -> tuple[str, ...]:
        return tuple(token for token in self.old if WORD.fullmatch(token))

    @property
    def new_words(self) -> tuple[str, ...]:
        return tuple(token for token in self.new if WORD.fullmatch(token))


def tokens(text: str) -> list[str]:
    """Part a text into words, runs of space and single signs; joined they give it again."""
    return _TOKEN.findall(text)


def hunks(old: str, new: str) -> list[Hunk]:
    """Give the differences of two texts in their order; neighbours across one space are one."""
    return _hunks(tokens(old), tokens(new))


def _hunks(left: list[str], right: list[str]) -> list[Hunk]:
    first = _same(left, right)
    last = _same(left[first:][::-1], right[first:][::-1])
    left, right = left[first : len(left) - last], right[first : len(right) - last]
    if len(left) * len(right) > MOST:
        return [Hunk(tuple(left), tuple(right))]
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    spans: list[tuple[int, int, int, int]] = []
    for tag, *span in matcher.get_opcodes():
        start, stop, begin, end = span
        if tag == "equal":
            continue
        if spans and _only_space(left[spans[-1][1] : start]):
            before = spans.pop()
            start, begin = before[0], before[2]
        spans.append((start, stop, begin, end))
    return [Hunk(tuple(left[a:b]), tuple(right[c:d])) for a, b, c, d in spans]


def alike(old: str, new: str) -> float:
    """Give the share of words two texts have in common and in the same order, 0 to 1."""
    left, right = WORD.findall(old.lower()), WORD.findall(new.lower())
    if len(left) * len(right) > MOST:
        return float(left == right)
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def note(old: str, new: str) -> str:
    """Tell in one short line what changed: ``«the» → «its»; + «allegedly»; − «two»``.

    The differences are given in their order, both sides, cut short, numbers whole; ``…``
    follows if there are more. An empty string if nothing changed.
    """
    found = list(_read(old, new))
    told = [_told(hunk) for hunk in found[:SHOWN]]
    return "; ".join(told) + (" …" if len(found) > SHOWN else "")


def _read(old: str, new: str) -> Iterator[Hunk]:
    """Give the differences as people read them; of a number's spaces the spaces alone."""
    for hunk in _hunks(_WHOLE.findall(old), _WHOLE.findall(new)):
        before, after = "".join(hunk.old), "".join(hunk.new)
        if "".join(before.split()) == "".join(after.split()):
            yield from hunks(before, after)
        else:
            yield hunk


def _same(left: list[str], right: list[str]) -> int:
    """Count the tokens two lists have in common at their beginning."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(left), len(right)))


def _only_space(between: list[str]) -> bool:
    return bool(between) and not "".join(between).strip()


def _told(hunk: Hunk) -> str:
    old, new = "".join(hunk.old), "".join(hunk.new)
    if old.strip() and new.strip():
        return f"{_shown(old)} → {_shown(new)}"
    if old.strip():
        return f"− {_shown(old)}"
    if new.strip():
        return f"+ {_shown(new)}"
    return f"{_spaces(old)} → {_spaces(new)}"


def _shown(text: str) -> str:
    """Show one side: on one line, cut in the middle, with what is invisible by its name."""
    bare = " ".join(text.split())
    if len(bare) > SIDE:
        half = SIDE // 2
        bare = f"{bare[:half].rstrip()} … {bare[-half:].lstrip()}"
    named = "".join(_named(sign) for sign in bare)
    # A quoted text that is itself a quotation mark reads badly in guillemets.
    return f"«{named}»" if not set(named) & set("«»") else f"[{named}]"


def _named(sign: str) -> str:
    if sign in _INVISIBLE:
        return f"‹{_INVISIBLE[sign]}›"
    if unicodedata.category(sign) in {"Cc", "Cf", "Co", "Cn", "Zl", "Zp"}:
        return f"‹U+{ord(sign):04X}›"
    return sign


def _spaces(text: str) -> str:
    names = dict.fromkeys(_INVISIBLE.get(sign, "space") for sign in text)
    many = f"{len(text)} × " if len(text) > 1 and len(names) == 1 else ""
    return many + (" and ".join(names) or "no space")
