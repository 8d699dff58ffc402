"""Planting slips into copies of the December 2020 report: what a tired person does to names."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from editions.catalogue import po

REPORT = "reports/2020-12"
KINDS = ("convention", "swapped", "dropped", "letter")

CONVENTION = {
    "be": {
        "Мінск": "Менск",
        "Мінску": "Менску",
        "Мінска": "Минска",
        "Беларусь": "Белоруссия",
        "Беларусі": "Белоруссии",
        "Магілёўскай вобласці": "Могилевской области",
        "Мінскай вобласці": "Минской области",
        "Масквы": "Москвы",
        "Масква": "Москва",
        "Маскву": "Москву",
        "Лукашэнка": "Лукашенко",
        "Лукашэнку": "Лукашенко",
        "Егіпце": "Египте",
        "Расіяй": "Россией",
        "Расіі": "России",
        "Украінай": "Украиной",
    },
    "ru": {
        "Минск": "Мінск",
        "Минску": "Менску",
        "Минске": "Мінску",
        "Минска": "Менска",
        "Беларусь": "Белоруссия",
        "Беларуси": "Белоруссии",
        "Беларусью": "Белоруссией",
        "Могилёвской области": "Магілёўскай вобласці",
        "Минской области": "Мінскай вобласці",
        "Брестской области": "Брэсцкай вобласці",
        "Москвы": "Масквы",
        "Лукашенко": "Лукашэнка",
        "Египте": "Егіпце",
        "Россией": "Расіяй",
    },
    "en": {
        "Mahilioŭ": "Mahilioú",
        "Mahilioŭ region": "Mogilev region",
        "Minsk": "Miensk",
        "Minsk region": "Mensk region",
        "Belarus": "Byelarus",
        "Belarus ": "Belorussia ",
        "Lukashenka": "Lukashenko",
        "Aliaksandr Lukashenka": "Alexander Lukashenko",
        "Valery Vakulchyk": "Valery Vakulchik",
        "Siarhei Tsiarentseu": "Sergei Terentyev",
        "Moscow": "Moskva",
    },
}
SWAPPED = {
    "be": {
        "Мінск": "Брэст",
        "Мінску": "Гомелі",
        "Мінска": "Віцебска",
        "Беларусі": "Украіны",
        "Расіяй": "Літвой",
        "Магілёўскай вобласці": "Гомельскай вобласці",
        "Брэсцкай вобласці": "Гродзенскай вобласці",
        "Масквы": "Варшавы",
        "Масква": "Варшава",
        "Варшавы": "Вільнюса",
        "Лукашэнка": "Пуцін",
        "Лукашэнку": "Пуціна",
        "Егіпце": "Ізраілі",
        "Егіпта": "Ірана",
        "Украінай": "Расіяй",
    },
    "ru": {
        "Минск": "Брест",
        "Минске": "Гомеле",
        "Минска": "Витебска",
        "Беларуси": "Украины",
        "Россией": "Литвой",
        "Могилёвской области": "Гомельской области",
        "Брестской области": "Гродненской области",
        "Москвы": "Варшавы",
        "Москва": "Варшава",
        "Варшавы": "Вильнюса",
        "Лукашенко": "Путин",
        "Египте": "Израиле",
        "Египта": "Ирана",
        "Украиной": "Россией",
    },
}
DROPPED = {
    "be": (
        r"[А-ЯЁІЎ][а-яёіў]*(?:русі|русь|руссю)",
        r"Мінск\w*",
        r"Лукашэн\w+",
        r"НАТА",
        r"АДКБ",
        r"Маск[вo]\w+",
        r"Егіп\w+",
        r"Рас[іе]\w+",
        r"Варшав\w+",
        r"ЕС",
        r"Пуцін",
        r"Вакульчык\w*",
    ),
    "ru": (
        r"[А-Я][а-яё]*(?:руси|русь|русью)",
        r"Минск\w*",
        r"Лукашенко",
        r"НАТО",
        r"ОДКБ",
        r"Москв\w+",
        r"Египт\w+",
        r"Росси\w+",
        r"Варшав\w+",
        r"ЕС",
        r"Путин",
        r"Вакульчик\w*",
    ),
}
LOOKALIKE = {
    "be": {"а": "a", "е": "e", "о": "o", "с": "c", "і": "i", "М": "M", "Е": "E", "ў": "у"},
    "ru": {"а": "a", "е": "e", "о": "o", "с": "c", "и": "і", "М": "M", "Е": "E", "р": "p"},
    "en": {"a": "а", "e": "е", "o": "о", "i": "і", "ŭ": "ú", "M": "М", "s": "ѕ", "n": "h"},
}
NAMED = {
    "be": r"\b(?:Мінск\w*|Лукашэн\w+|Магілёў\w+|Беларус[ьі]\w*|Масквы|Егіп\w+|Варшав\w+|Вакуль\w+)",
    "ru": r"\b(?:Минск\w*|Лукашенко|Могилёв\w+|Беларус[ьи]\w*|Москв\w+|Варшав\w+|Вакуль\w+)",
    "en": r"\b(?:Minsk|Lukashenka|Mahilioŭ|Belarus|Moscow|Egypt|Warsaw|Vakulchyk|Tsiarentseu)\b",
}


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip that was planted: where the message or paragraph begins, what stood, what stands."""

    kind: str
    language: str
    path: str
    line: int
    old: str
    new: str


def plant(root: Path, seed: int, wanted: int) -> list[Slip]:
    """Plant slips of the four kinds, at most one a message or paragraph; give what was planted."""
    chance = random.Random(seed)  # noqa: S311 - a test wants the same slips every time
    slips = [
        *_in_catalogue(root, "be", chance, wanted * 37 // 100),
        *_in_catalogue(root, "ru", chance, wanted * 37 // 100),
    ]
    return slips + list(_in_document(root, chance, wanted - len(slips)))


def _in_catalogue(root: Path, language: str, chance: random.Random, wanted: int) -> Iterator[Slip]:
    file = root / "locale" / language / "LC_MESSAGES" / f"{REPORT}.po"
    catalogue = po.read(file)  # its lines are those of the msgid, below any hints
    entries = [entry for entry in catalogue if entry.msgstr and not entry.obsolete]
    chance.shuffle(entries)
    turn, planted = 0, 0
    for entry in entries:
        for kind in (*KINDS[turn % 4 :], *KINDS[: turn % 4]):
            if planted < wanted and (found := _slip(entry.msgstr, kind, language, chance)):
                entry.msgstr, old, new = found
                path = file.relative_to(root).as_posix()
                yield Slip(kind, language, path, entry.linenum or 0, old, new)
                turn, planted = turn + 1, planted + 1
                break
    text = file.read_text("utf-8")
    for entry in entries:
        # Only the msgstr changes, so that the lines stay those of the file.
        source = f'msgid "{polib.escape(entry.msgid)}"\nmsgstr "'
        start = text.index(source) + len(source)
        text = text[:start] + polib.escape(entry.msgstr) + text[text.index("\n", start) - 1 :]
    file.write_text(text, "utf-8")


def _in_document(root: Path, chance: random.Random, wanted: int) -> Iterator[Slip]:
    file = root / "docs" / f"{REPORT}.rst"
    lines = file.read_text("utf-8").split("\n")
    places = [
        number for number, line in enumerate(lines) if len(line) > 80 and line[0] not in ".=-"
    ]
    chance.shuffle(places)
    planted = 0
    for number in places:
        for kind in ("convention", "letter") if planted % 2 else ("letter", "convention"):
            if planted < wanted and (found := _slip(lines[number], kind, "en", chance)):
                lines[number], old, new = found
                planted += 1
                yield Slip(kind, "en", f"docs/{REPORT}.rst", number + 1, old, new)
                break
    file.write_text("\n".join(lines), "utf-8")


def _slip(
    text: str, kind: str, language: str, chance: random.Random
) -> tuple[str, str, str] | None:
    makers: dict[str, Callable[[], list[tuple[re.Match[str], str]]]] = {
        "convention": lambda: _by_table(text, CONVENTION[language]),
        "swapped": lambda: _by_table(text, SWAPPED[language]),
        "dropped": lambda: [
            (match, "")
            for pattern in DROPPED[language]
            for match in re.finditer(rf"(?<![\w-]){pattern}(?![\w-])", text)
        ],
        "letter": lambda: [
            (match, wrong)
            for match in re.finditer(NAMED[language], text)
            if (wrong := _misspelt(match[0], language, chance)) != match[0]
        ],
    }
    found = makers[kind]()
    if not found:
        return None
    match, new = chance.choice(found)
    changed = text[: match.start()] + new + text[match.end() :]
    return re.sub(r"  +", " ", changed).strip(), match[0], new


def _by_table(text: str, table: dict[str, str]) -> list[tuple[re.Match[str], str]]:
    return [
        (match, new)
        for old, new in table.items()
        for match in re.finditer(rf"(?<![\w-]){re.escape(old)}(?![\w-])", text)
    ]


def _misspelt(word: str, language: str, chance: random.Random) -> str:
    places = [place for place, letter in enumerate(word) if letter in LOOKALIKE[language]]
    if not places:
        return word
    place = chance.choice(places)
    return word[:place] + LOOKALIKE[language][word[place]] + word[place + 1 :]
