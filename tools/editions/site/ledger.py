"""The ledger of an issue: the numbers and addresses under which it has been cited.

It lies beside the document as ``<issue>.ledger.toml``, written by ``editions freeze`` when the
issue is published. A paragraph keeps its number however its text is edited; one put in later
is 12a. Translations have no part in it: all editions are numbered by the source.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from editions import limits
from editions.documents import LEDGER as ENDING
from editions.problems import BuildError
from editions.sources import conflicts

_COUNTED_IN = frozenset(
    {"document", "section", "bullet_list", "enumerated_list", "list_item", "block_quote"}
)
"""What a paragraph may stand in to have a number, by docutils' names: no notes, no tables."""

_HEAD = """\
# The numbers and addresses of this issue, frozen by "editions freeze {issue}". Not edited by hand:
# who cites "paragraph 12" or links to it must find it again. Number = [fingerprint, beginning].
"""
_CONFLICT = (
    "a conflict of a merge was left here; run 'editions git setup' and merge again, or keep the "
    "lines of both sides, in the order of their numbers and each number once, without the marks"
)
_NUMBER = re.compile(r"(\d+)([a-z]*)")
_BEGINNING = 60


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's number ("12" or "12a"), the fingerprint of its text and how it begins."""

    number: str
    fingerprint: str
    begins: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """What of an issue is frozen: its paragraphs in their order, its sections' addresses.

    `editions` are those in which it was published as finished; None in a ledger of a time when
    that was not recorded.
    """

    paragraphs: tuple[Paragraph, ...] = ()
    places: tuple[str, ...] = ()
    editions: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Numbering:
    """The paragraphs as they are now, numbered; those that vanished, with where they stood.

    `vanished` has pairs of a paragraph and how many of today's stand before its place; `new`
    are the numbers the ledger does not have yet.
    """

    paragraphs: tuple[Paragraph, ...]
    vanished: tuple[tuple[Paragraph, int], ...] = ()
    new: tuple[str, ...] = ()


def ledger_path(document: Path) -> Path:
    """Give the file of a document's ledger, whether it is there or not."""
    return document.with_name(document.stem + ENDING)


def is_counted(paragraph: Any) -> bool:
    """Tell whether a paragraph of an issue, a node of docutils, has a number."""
    parent = paragraph.parent
    while parent is not None:
        if parent.tagname not in _COUNTED_IN:
            return False
        parent = parent.parent
    return True


def order(number: int | str) -> tuple[int, int, str]:
    """Give the sort key of a paragraph's number: 12, 12a, 12b, 12aa, 13.

    Raises `ValueError` for what is no number of a paragraph.
    """
    match = _NUMBER.fullmatch(str(number))
    if match is None:
        raise ValueError(f"'{number}' is no number of a paragraph")
    return int(match[1]), len(match[2]), match[2]


def load(path: Path) -> Ledger | None:
    """Read a ledger, None if there is none; raise `BuildError` if it is not what was frozen."""
    try:
        text = limits.read(path, limits.DOCUMENT).decode("utf-8").replace("\r\n", "\n")
        limits.refuse_lines(text, path)
        line = next(conflicts(text), None)
        if line is not None:
            raise BuildError(_CONFLICT, path=path, line=line)
        known = tomllib.loads(text)
        found = [Paragraph(number, *said) for number, said in known["paragraphs"].items()]
        places = tuple(map(str, known["places"]))
        editions = _editions(known.get("editions"))
        _refuse_disorder(found)
    except FileNotFoundError:
        return None
    except limits.OverLimitError as error:
        raise BuildError(error.message, path=path, line=error.line) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"not a ledger of published addresses ({error}); take back the committed one"
        raise BuildError(message, path=path) from None
    return Ledger(tuple(found), places, editions)


def _editions(known: Any) -> tuple[str, ...] | None:
    if known is None:
        return None
    if not isinstance(known, list):
        raise TypeError("editions is no list")
    return tuple(map(str, known))


def _refuse_disorder(found: Sequence[Paragraph]) -> None:
    for before, after in pairwise(found):
        if order(before.number) >= order(after.number):
            raise ValueError(f"{after.number} stands after {before.number}")


def dumps(ledger: Ledger, issue: str) -> str:
    """Write a ledger as TOML text."""
    lines = [_HEAD.format(issue=issue)]
    if ledger.editions is not None:
        named = ", ".join(map(_quoted, ledger.editions))
        lines += ["# The editions it was published in: they stay, whatever is corrected.",
                  f"editions = [{named}]", ""]  # fmt: skip
    lines += ["places = ["]
    lines += [f"    {_quoted(place)}," for place in ledger.places]
    lines += ["]", "", "[paragraphs]"]
    lines += [
        f"{each.number} = [{_quoted(each.fingerprint)}, {_quoted(each.begins)}]"
        for each in ledger.paragraphs
    ]
    return "\n".join(lines) + "\n"


def numbered(texts: Sequence[str], ledger: Ledger | None) -> Numbering:
    """Number the paragraphs of an issue, given as their source texts in order.

    What the ledger knows keeps its number: the same text, or between two known ones what is
    likest to it. Without a ledger they count from 1.
    """
    today = [_paragraph("", text) for text in texts]
    known = ledger.paragraphs if ledger else ()
    pairs = dict(_pairs(known, today))
    numbers = _numbers([known[pairs[at]].number if at in pairs else "" for at in range(len(today))],
                       {each.number for each in known})  # fmt: skip
    kept = {old: at for at, old in pairs.items()}
    vanished = []
    stands_after = 0
    for old, each in enumerate(known):
        if old in kept:
            stands_after = kept[old] + 1
        else:
            vanished.append((each, stands_after))
    return Numbering(
        tuple(
            Paragraph(number, each.fingerprint, each.begins)
            for number, each in zip(numbers, today, strict=True)
        ),
        tuple(vanished),
        tuple(number for at, number in enumerate(numbers) if at not in pairs) if ledger else (),
    )


def _paragraph(number: str, text: str) -> Paragraph:
    plain = " ".join(text.split())
    return Paragraph(
        number, hashlib.sha256(plain.encode()).hexdigest()[:12], plain[:_BEGINNING].rstrip()
    )


def _pairs(known: Sequence[Paragraph], today: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """Give which of today's paragraphs (index) is which of the known ones (index)."""
    matcher = SequenceMatcher(
        None,
        [each.fingerprint for each in known],
        [each.fingerprint for each in today],
        autojunk=False,
    )
    for kind, start, end, low, high in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(range(low, high), range(start, end), strict=True)
        else:
            for old, new in _likest(known[start:end], today[low:high]):
                yield low + new, start + old


def _likest(known: Sequence[Paragraph], today: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """Pair as many as there are on the shorter side, in order and with the highest likeness."""
    best: list[list[tuple[int, float, list[tuple[int, int]]]]]
    best = [[(0, 0.0, []) for _ in range(len(today) + 1)] for _ in range(len(known) + 1)]
    for old, mine in enumerate(known):
        for new, theirs in enumerate(today):
            count, likeness, pairs = best[old][new]
            score = fuzz.ratio(mine.begins, theirs.begins)
            best[old + 1][new + 1] = max(
                (count + 1, likeness + score, [*pairs, (old, new)]),
                best[old][new + 1],
                best[old + 1][new],
                key=lambda each: each[:2],
            )
    return best[-1][-1][2]


def _numbers(kept: Sequence[str], taken: set[str]) -> list[str]:
    """Fill in the numbers of new paragraphs: after 12 comes 12a, after the last the next whole.

    A number that was ever given is never given to another paragraph.
    """
    used = set(taken)
    last = max((at for at, number in enumerate(kept) if number), default=-1)
    highest = max((order(number)[0] for number in used), default=0)
    given: list[str] = []
    base = 0
    for at, number in enumerate(kept):
        if number:
            base = order(number)[0]
            given.append(number)
        elif at > last:
            highest += 1
            given.append(str(highest))
        else:
            given.append(lettered(base, used))
        used.add(given[-1])
    return given


def lettered(base: int, used: set[str]) -> str:
    """Give the first free of 12a … 12z, 12aa …; 0a stands before the first paragraph."""
    letters = "a"
    while f"{base}{letters}" in used:
        letters = _after(letters)
    return f"{base}{letters}"


def _after(letters: str) -> str:
    rest = letters.rstrip("z")
    turned = "a" * (len(letters) - len(rest))
    return f"{rest[:-1]}{chr(ord(rest[-1]) + 1)}{turned}" if rest else f"a{turned}"


def _quoted(text: str) -> str:
    """Write a basic string of TOML, which JSON's are, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
