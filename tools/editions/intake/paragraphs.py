"""Putting together the paragraphs that a page end had broken."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from importlib.resources import files
from itertools import pairwise

from editions.intake.blocks import (
    BREAK,
    Block,
    Finding,
    Paragraph,
    Quote,
    Run,
    Style,
    plain,
    set_in,
    tidy,
    words,
)
from editions.problems import Severity

LONG = 80
"""Characters from which a paragraph without a full stop is prose and no caption."""
SHORT = 60
"""Characters below which three paragraphs in a row are a verse or a list of their own."""

_ENDED = re.compile(r"[.!?…:;][\"'’”»“)\]}*]*$")
_LIST_MARK = re.compile(r"(?:[-–—•‣▪*·]\s|\(?\d{1,3}[.)]\s|\(?[^\W\d_]\)\s|[a-zа-яіў]\.\s)")
_HYPHEN = re.compile(r"[^\W\d_][-‐]$")
_PAIRS = (("(", ")"), ("[", "]"), ("«", "»"), ("“", "”"))


class Verdict(Enum):
    """What two neighbouring paragraphs are to each other."""

    APART = 0
    DOUBTFUL = 1
    LIKELY = 2
    BROKEN = 3


@dataclass(frozen=True, slots=True)
class _Words:
    dangling: frozenset[str]
    captions: frozenset[str]


def rejoin(
    blocks: Sequence[Block], *, by_lines: bool = False
) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """Join what page ends had broken; give the blocks and a finding for every join and doubt.

    Only a paragraph directly after a paragraph is ever joined to it. `by_lines` is that
    of `Received`.
    """
    known = frozenset(word.strip('.,;:!?()«»“”"').lower() for word in words(blocks))
    verses = _verses(blocks)
    joined: list[Block] = []
    findings: list[Finding] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Quote):
            inner, found = rejoin(block.blocks, by_lines=by_lines)
            joined.append(Quote(inner))
            findings += found
            continue
        last = joined[-1] if joined else None
        if not (isinstance(block, Paragraph) and isinstance(last, Paragraph)):
            joined.append(block)
            continue
        found_now = verdict(last, block)
        if index in verses and not hyphenated(plain(last.runs)):
            found_now = min(found_now, Verdict.DOUBTFUL, key=lambda one: one.value)
        if found_now is not Verdict.APART:
            findings.append(_finding(last, block, found_now))
        if found_now in {Verdict.LIKELY, Verdict.BROKEN}:
            joined[-1] = _join(last, block, known=known, by_lines=by_lines)
        else:
            joined.append(block)
    return tuple(joined), tuple(findings)


def verdict(first: Paragraph, second: Paragraph) -> Verdict:
    """Tell whether `second` is the rest of `first`, by how one ends and the other begins."""
    before, after = plain(_unmarked(first.runs)), plain(second.runs)
    if not before or not after or _ENDED.search(before) or _set_apart(first, second):
        return Verdict.APART
    if _LIST_MARK.match(after):
        return Verdict.DOUBTFUL if _dangles(before) else Verdict.APART
    if _caption(before) or _caption(after):
        return Verdict.APART
    if _dangles(before) or after[0].islower() or after[0] in ",.;:)]»”":
        return Verdict.BROKEN
    return Verdict.LIKELY if len(before) >= LONG else Verdict.DOUBTFUL


def divided(before: str, after: str, *, known: frozenset[str], by_lines: bool) -> bool:
    """Tell whether the hyphen `before` ends with only divides a word, so that it goes.

    A word met undivided elsewhere (`known`) decides; else a compound keeps its hyphen.
    """
    head, tail = before.rsplit(maxsplit=1)[-1], after.split(maxsplit=1)[0]
    head, tail = head.lstrip('(«“"').lower(), tail.rstrip('.,;:!?)»”"')
    if head[:-1] + tail.lower() in known:
        return True
    return by_lines and tail[:1].islower() and head + tail.lower() not in known


def hyphenated(text: str) -> bool:
    """Tell whether `text` ends with a hyphen inside a word."""
    return _HYPHEN.search(text) is not None


def _unmarked(runs: Sequence[Run]) -> list[Run]:
    """Leave out superscript at the end: a footnote's mark stands after the full stop."""
    kept = list(runs)
    while kept and (Style.SUPERSCRIPT in kept[-1].styles or not kept[-1].text.strip()):
        kept.pop()
    return kept


def _set_apart(first: Paragraph, second: Paragraph) -> bool:
    if BREAK in first.runs or BREAK in second.runs:
        return True
    if set_in(Style.STRONG, first.runs) or set_in(Style.STRONG, second.runs):
        return True
    return set_in(Style.EMPHASIS, first.runs) != set_in(Style.EMPHASIS, second.runs)


def _dangles(text: str) -> bool:
    """Tell whether `text` breaks off: at a comma, a divided word, in a bracket, at "of the"."""
    if text[-1] in ",(–—-‐" or any(text.count(a) > text.count(b) for a, b in _PAIRS):
        return True
    return text.rsplit(maxsplit=1)[-1].strip('«“"(').lower() in _vocabulary().dangling


def dangles(text: str) -> bool:
    """Tell whether a title's line `text` goes on in the next one.

    >>> dangles("Situation in the field of"), dangles("Conclusions")
    (True, False)
    """
    return text.endswith(":") or _dangles(text)


def _caption(text: str) -> bool:
    first = re.match(r"[^\W\d_]+", text)
    if first is None or first[0].lower() not in _vocabulary().captions or not text[0].isupper():
        return False
    return re.match(r"\.?\s*(?:№\s*)?\d|\s*[:.–—]", text[first.end() :]) is not None


def _verses(blocks: Sequence[Block]) -> set[int]:
    """Give the indexes of paragraphs that belong with the one before to a run of short ones."""
    short = [isinstance(b, Paragraph) and len(plain(b.runs)) < SHORT for b in blocks]
    inside = {i for i in range(len(short) - 2) if all(short[i : i + 3])}
    members = {i + n for i in inside for n in range(3)}
    return {j for i, j in pairwise(range(len(blocks))) if i in members and j in members}


def _join(
    first: Paragraph, second: Paragraph, *, known: frozenset[str], by_lines: bool
) -> Paragraph:
    before, after = plain(first.runs), plain(second.runs)
    last = first.runs[-1]
    if last.note or not hyphenated(before):
        return replace(first, runs=tidy((*first.runs, Run(" "), *second.runs)))
    if divided(before, after, known=known, by_lines=by_lines):
        last = replace(last, text=last.text[:-1])
    return replace(first, runs=tidy((*first.runs[:-1], last, *second.runs)))


def _finding(first: Paragraph, second: Paragraph, found: Verdict) -> Finding:
    end = " ".join(plain(first.runs).split()[-4:])
    start = " ".join(plain(second.runs).split()[:4])
    if found is Verdict.DOUBTFUL:
        message = f"left apart, though “{end}” has no full stop before “{start}”: one paragraph?"
        return Finding("maybe-broken", message, second.line, Severity.INFO)
    sure = "" if found is Verdict.BROKEN else " (only the full stop was missing: check)"
    message = f"a paragraph broken at a page end was joined: “{end}” + “{start}”{sure}"
    return Finding("joined", message, second.line, Severity.INFO)


@cache
def _vocabulary() -> _Words:
    data = tomllib.loads(files(__package__).joinpath("dangling.toml").read_text(encoding="utf-8"))
    return _Words(
        *(frozenset(" ".join(data[key].values()).split()) for key in ("dangling", "captions"))
    )
