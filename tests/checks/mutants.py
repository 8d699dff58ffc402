"""Mutants of the December 2020 translations: one slip each that changes what the text says.

They are made from the text by rules of their own, which call nothing of the code under test.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from editions.catalogue import po
from tests.checks.slips import DROPPED

REPORT = "reports/2020-12"
KINDS = ("digit", "month", "magnitude", "name", "negation", "link", "letter")

# Nominative, genitive, locative.
MONTHS = {
    "be": (
        ("студзень", "студзеня", "студзені"),
        ("сакавік", "сакавіка", "сакавіку"),
        ("жнівень", "жніўня", "жніўні"),
        ("кастрычнік", "кастрычніка", "кастрычніку"),
        ("снежань", "снежня", "снежні"),
    ),
    "ru": (
        ("январь", "января", "январе"),
        ("март", "марта", "марте"),
        ("август", "августа", "августе"),
        ("октябрь", "октября", "октябре"),
        ("декабрь", "декабря", "декабре"),
    ),
}
MAGNITUDES = {
    "be": ("тысяч", "мільёнаў", "млн", "мільярдаў", "млрд", "трыльёнаў"),
    "ru": ("тысяч", "миллионов", "млн", "миллиардов", "млрд", "триллионов"),
}
SAME = ({"мільёнаў", "миллионов", "млн"}, {"мільярдаў", "миллиардов", "млрд"})
DENIALS = {"be": "не|няма|без|нельга", "ru": "не|нет|без|нельзя"}
LATIN = dict(zip("аеосрхіМКНТВАЕОСР", "aeocpxiMKHTBAEOCP", strict=True))
TARGETS = (
    "https://reform.by/archives/20201",
    "https://news.example.org/2020/12/17/sanctions",
    "https://www.mil.by/ru/news/104812/",
    "http://example.com/a?b=1&c=2",
)
SWAPS: tuple[Callable[[str], str], ...] = (
    lambda target: target.replace("e", "е", 1),  # a Cyrillic letter in the address
    lambda target: target.replace("://", "://user@"),
    lambda target: target.replace("1", "7", 1),
    lambda target: re.sub(r"//[^/]+", "//example.net", target),
    lambda target: target.replace("http", "ftp", 1),
    lambda target: target + "x",
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A translation with one slip: the message, what stood, what stands, and all of it."""

    kind: str
    language: str
    path: str
    line: int
    msgid: str
    msgstr: str
    old: str
    new: str


def link(root: Path, wanted: int) -> None:
    """Give the last word of some paragraphs of the report a link, the same in each language."""
    document = root / "docs" / f"{REPORT}.rst"
    said = document.read_text("utf-8")
    files = [_catalogue(root, language) for language in ("be", "ru")]
    long = [entry.msgid for entry in po.read(files[0]) if re.search(r"\w{3}\.\Z", entry.msgid)]
    linked = long[:: len(long) // wanted][:wanted]
    for number, msgid in enumerate(linked):
        target = TARGETS[number % len(TARGETS)]
        said = said.replace(msgid, _linked(msgid, target))
        for file in files:
            entry = next(each for each in po.read(file) if each.msgid == msgid)
            _write(file, entry, _linked(msgid, target), _linked(entry.msgstr, target))
    document.write_text(said, "utf-8")


def mutants(root: Path, wanted: int) -> list[Mutant]:
    """Give mutants of both translations, as many of each kind, the same at every call."""
    chance = random.Random(2020)  # noqa: S311 - a test wants the same mutants every time
    chosen: list[Mutant] = []
    for language in ("be", "ru"):
        found: dict[str, list[Mutant]] = {kind: [] for kind in KINDS}
        file = _catalogue(root, language)
        for entry in po.read(file):
            for mutant in _of_entry(entry, language, file.relative_to(root).as_posix()):
                found[mutant.kind].append(mutant)
        used: Counter[str] = Counter()
        for kind in sorted(KINDS, key=lambda kind: len({each.msgid for each in found[kind]})):
            chance.shuffle(found[kind])
            for _ in range(min(len(found[kind]), wanted // len(KINDS) // 2 + 1)):
                # Spread over the messages, so that few rounds are needed.
                mutant = min(found[kind], key=lambda each: used[each.msgid])
                found[kind].remove(mutant)
                used[mutant.msgid] += 1
                chosen.append(mutant)
    return chosen


def rounds(chosen: list[Mutant]) -> Iterator[list[Mutant]]:
    """Share out the mutants so that a message has one at most each time."""
    left = list(chosen)
    while left:
        taken = {(mutant.language, mutant.msgid): mutant for mutant in reversed(left)}
        yield list(taken.values())
        left = [mutant for mutant in left if mutant not in taken.values()]


def plant(root: Path, planted: list[Mutant]) -> None:
    """Write mutants, at most one a message, into the catalogues; no line moves."""
    for mutant in planted:
        file = root / mutant.path
        text = file.read_text("utf-8")
        source = f'msgid "{polib.escape(mutant.msgid)}"\nmsgstr "'
        start = text.index(source) + len(source)
        end = text.index("\n", start) - 1
        file.write_text(text[:start] + polib.escape(mutant.msgstr) + text[end:], "utf-8")


def _catalogue(root: Path, language: str) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / f"{REPORT}.po"


def _linked(text: str, target: str) -> str:
    return re.sub(r"(\w+)\.\Z", lambda word: f"`{word[1]} <{target}>`__.", text)


def _write(file: Path, entry: polib.POEntry, msgid: str, msgstr: str) -> None:
    text = file.read_text("utf-8")
    pair = 'msgid "{}"\nmsgstr "{}"'
    before = pair.format(polib.escape(entry.msgid), polib.escape(entry.msgstr))
    assert before in text
    after = pair.format(polib.escape(msgid), polib.escape(msgstr))
    file.write_text(text.replace(before, after), "utf-8")


def _of_entry(entry: polib.POEntry, language: str, path: str) -> Iterator[Mutant]:
    text = entry.msgstr
    for kind, start, end, new in _places(text, language):
        changed = re.sub(r"  +", " ", text[:start] + new + text[end:]).strip()
        line = entry.linenum or 0
        yield Mutant(kind, language, path, line, entry.msgid, changed, text[start:end], new)


def _places(text: str, language: str) -> Iterator[tuple[str, int, int, str]]:
    running = re.sub(r"<[^>]*>`__", lambda match: "|" * len(match[0]), text)
    for match in re.finditer(r"\d", running):
        yield "digit", *match.span(), ""
    for place, month in _swapped(running, MONTHS[language]):
        yield "month", *place, month
    for place, word in _swapped(running, tuple(zip(MAGNITUDES[language], strict=True))):
        if not any({running[slice(*place)], word} <= each for each in SAME):
            yield "magnitude", *place, word
    for pattern in DROPPED[language]:
        for match in re.finditer(rf"(?<![\w-]){pattern}(?![\w-])", running):
            yield "name", *match.span(), ""
    for match in re.finditer(rf"(?i)\b(?:{DENIALS[language]})\b ?", running):
        yield "negation", *match.span(), ""
    for match in re.finditer(r"<([^>]*)>`__", text):
        yield from (("link", *match.span(1), swap(match[1])) for swap in SWAPS)
    yield from _lettered(running)


def _swapped(
    text: str, words: tuple[tuple[str, ...], ...]
) -> Iterator[tuple[tuple[int, int], str]]:
    """Give the place of every word, and the same form of each other word."""
    for forms in words:
        for case, form in enumerate(forms):
            for match in re.finditer(rf"\b{form}\b", text):
                yield from ((match.span(), other[case]) for other in words if other != forms)


def _lettered(text: str) -> Iterator[tuple[str, int, int, str]]:
    for match in re.finditer(r"\b[^\W\d_]{4,}\b", text):
        for place in range(*match.span()):
            if text[place] in LATIN:
                yield "letter", place, place + 1, LATIN[text[place]]
