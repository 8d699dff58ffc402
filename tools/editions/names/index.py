"""The table the matcher searches: forms of all names in one language, kept in a cache.

A cache is a JSON file whose first line is the sum of the rest; whatever is not exactly what
this code would write, for these rows, is made anew.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from editions.files import keep
from editions.names import latin
from editions.names.forms import GENERIC, RULES, Form, forms, is_abbreviation, is_female
from editions.names.gazetteer import Name
from editions.names.known import given_names
from editions.names.spellings import TOKEN, fold, head_variants, tokens

EXACT, ALONE, ADJECTIVE, INSTRUMENTAL, WEAK, SMALL, TRAILING, ALSO_WORD, ALSO_GIVEN, ONLY_CUED = (
    1 << bit for bit in range(10)
)
"""What an entry's number says: see `_flags`; ADJECTIVE is a district's or region's."""

PLACES = frozenset({"border crossing", "city", "town", "settlement", "village", "quarter", "place"})
DATA = (
    "cues.toml", "inflection.toml", "forms.py", "index.py", "inflect_be.py", "inflect_ru.py",
    "gazetteer.py", "paradigm.py", "spellings.py", "english.py", "romanize.py", "latin.py",
    "known.py", "lookalikes.py", "data/given.be.txt", "data/given.ru.txt", "data/given.en.txt",
    "data/words.en.txt",
)  # fmt: skip

Index = dict[str, Any]
"""``names``: rows of id, kind, traps, initials, divisions; ``heads``: the tree of words;
``small``: first words that names write small; ``given``: given names in every case; ``both``:
those that are places, too."""


def load(names: tuple[Name, ...], language: str, folder: Path | None) -> Index:
    """Give the index from `folder`, or build it and, if there is a folder, put it there."""
    return kept(f"names-{language}", names, folder, lambda: build(names, language))


def kept(
    table: str,
    names: tuple[Name, ...],
    folder: Path | None,
    make: Callable[[], dict[str, Any]],
    *,
    code: Iterable[Path] = (),
) -> dict[str, Any]:
    """Give a table of JSON's types that is made of names, from `folder` if it was made before.

    It depends on the names and on the code beside this, and on more `code` where that is given.
    """
    if folder is None:
        return make()
    path = folder / f"{table}-{digest_of(names, code)[:16]}.json"
    known = _read(path)
    if known is None:
        known = make()
        text = json.dumps(known, ensure_ascii=False, separators=(",", ":")).encode()
        keep(path, hashlib.sha256(text).hexdigest().encode() + b"\n" + text)
        for old in folder.glob(f"{table}-*.json"):
            if old != path:
                old.unlink(missing_ok=True)
    return known


def _read(path: Path) -> Index | None:
    try:
        total, _, text = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if hashlib.sha256(text).hexdigest().encode() != total:
        return None
    found: Index = json.loads(text)
    return found


def digest_of(names: Iterable[Name], code: Iterable[Path] = ()) -> str:
    """Give the digest (SHA-256) of names, of the code beside this, and of more `code`."""
    total = hashlib.sha256(repr(tuple(names)).encode() + _code())
    for path in code:
        total.update(path.read_bytes())
    return total.hexdigest()


@cache
def _code() -> bytes:
    """Give the sum of the code and data an index depends on."""
    total = hashlib.sha256()
    here = Path(__file__).parent
    for path in sorted([*(here / name for name in DATA), *here.glob("schemes/*.toml")]):
        total.update(path.read_bytes() if path.exists() else b"")
    return total.digest()


@cache
def cues(language: str) -> Mapping[str, Any]:
    """Give the words that tell what a name beside them is."""
    text = Path(__file__).with_name("cues.toml").read_text(encoding="utf-8")
    table: Mapping[str, Any] = tomllib.loads(text)[language]
    return table


def build(names: Iterable[Name], language: str) -> Index:
    """Make the index of `names` in `language` (be, ru, en)."""
    rows = list(names)
    by_id = {name.id: name for name in rows}
    divisions = {(name.seat, name.kind): name.id for name in rows if name.kind in GENERIC}
    heads: dict[str, list[Any]] = {}
    small: set[str] = set()
    table = []
    for place, name in enumerate(rows):
        seats = [divisions.get((name.id, kind), "") for kind in ("district", "region")]
        table.append([name.id, name.kind, _traps(name, language), _initials(name, language), seats])
        for form, flags in spellings(name, language, by_id):
            _enter(heads, form, language, [place, flags, form if flags & EXACT else ""])
            if flags & SMALL:
                small.update(_heads_of(form, language))
    given = _given(rows, language)
    places = {
        word
        for word in given & heads.keys()
        if any(rows[entry[0]].kind != "person" for entry in heads[word][0])
    }
    return {
        "names": table,
        "heads": heads,
        "small": sorted(small),
        "given": sorted(given - places),
        "both": sorted(places),
    }


def _heads_of(form: str, language: str) -> Iterator[str]:
    if language == "en":
        yield from latin.shapes(form)
        return
    found = TOKEN.search(form)
    if found is not None:
        yield from head_variants(found["word"], fold(found["word"], language))


def _enter(heads: dict[str, list[Any]], form: str, language: str, entry: list[Any]) -> None:
    """Put one spelling into the tree: word → [entries, following words]."""
    if form.endswith(".") and form.count(".") > 1:  # U.S., met as a whole
        _graft(heads.setdefault(form.lower(), [[], {}]), (), entry)
        return
    rest = tokens(form, language)[1:]
    variants = list(_heads_of(form, language))
    if rest and rest[0].startswith("-") and form.partition("-")[2][:1].islower():
        # A line may end at the hyphen of Ростов-на-Дону, which then looks like a broken word.
        glued = [variant + rest[0][1:] for variant in variants]
        for variant in glued:
            _graft(heads.setdefault(variant, [[], {}]), rest[1:], entry)
    for variant in variants:
        _graft(heads.setdefault(variant, [[], {}]), rest, entry)


def _graft(node: list[Any], rest: Sequence[str], entry: list[Any]) -> None:
    for word in rest:
        node = node[1].setdefault(word, [[], {}])
    if entry not in node[0]:
        node[0].append(entry)


def spellings(name: Name, language: str, by_id: Mapping[str, Name]) -> Iterator[tuple[str, int]]:
    """Give each spelling to look for, with its flags."""
    if language == "en":
        yield from _latin_spellings(name, by_id)
        return
    for form in forms(name, language):
        if name.kind in GENERIC and form.part == "noun" and " " in form.text:
            continue  # found by the adjective and the word that follows
        also = ALSO_GIVEN if fold(form.text, language) in _declined(language) else 0
        yield form.text, _flags(form.text, name, form, language) | also
        if name.kind == "person" and form.text.count(" ") == 1:
            given, surname = form.text.split(" ")
            yield f"{surname} {given}", 0


def _latin_spellings(name: Name, by_id: Mapping[str, Name]) -> Iterator[tuple[str, int]]:
    for one in latin.spellings(name, by_id):
        flags = _flags(one.text, name, Form(one.text), "en")
        flags |= TRAILING if one.text.endswith("’") else 0
        word, given = latin.is_word(one.text), latin.is_given(one.text)
        if flags & EXACT or not (word or given):
            yield one.text, flags
        elif one.own:
            cued = word and name.kind not in {"person", "body"} and one.text != name.en
            yield one.text, flags | (ONLY_CUED if cued else (ALSO_WORD * word | ALSO_GIVEN * given))
    for text in (name.en, *name.variants):
        if is_abbreviation(text) and text.isascii() and len(text) < 6:
            yield "".join(f"{letter}." for letter in text), EXACT


def _flags(text: str, name: Name, form: Form, language: str) -> int:
    """Tell what kind of spelling this is.

    EXACT: an abbreviation, to be met letter by letter; ALONE: a surname without a given name;
    INSTRUMENTAL: Минском, which is also an adjective; WEAK: a form few people use; SMALL: one
    that the register writes with a small letter. `spellings` adds ALSO_WORD and ALSO_GIVEN: a
    common word, a given name too; ONLY_CUED: a word that is a name only beside words that say so.
    """
    flags = ADJECTIVE if form.part == "adjective" else 0
    known = name.be if language == "be" else name.ru if language == "ru" else name.en
    if is_abbreviation(text) or (is_abbreviation(text.rstrip("ауеом")) and text[:2].isupper()):
        flags |= EXACT
    if name.kind == "person" and known.count(" ") and (" " not in text or text[0].islower()):
        flags |= ALONE
    if language == "ru" and text.endswith(("ском", "цком")) and name.kind in PLACES:
        flags |= INSTRUMENTAL
    if language == "ru" and known.endswith("о") and form.cases - {"nom"} and text != known:
        flags |= WEAK
    return flags | (SMALL if text[0].islower() else 0)


def _traps(name: Name, language: str) -> str:
    """Give the letters of the traps a name stands in (see judge.py)."""
    spelling = {"be": name.be, "ru": name.ru}.get(language, "")
    note = name.ambiguous.lower()
    traps = "p" if name.kind in PLACES else ""
    common = language in name.common_word
    if name.kind not in {"person", "body"}:
        traps += "c" if common or spelling.lower() in COMMON else ""
        surnames = ("аў", "оў", "еў", "ёў", "ава", "іна", "ов", "ев", "ёв", "ово", "ин")
        known = "surname" in note
        traps += "s" if known or (language != "en" and spelling.endswith(surnames)) else ""
        traps += "S" if known else ""
        traps += "e" if " in " in f" {note} " or "same name" in note else ""
        traps += "k" if "kosovo" in note else ""
    elif note:
        traps += "o" if name.kind == "body" else "a"
    return traps


COMMON = frozenset({"глыбокае", "круглае", "высокае", "печи", "мосты"})


def _initials(name: Name, language: str) -> str:
    """Give the first letter of a person's given name."""
    if name.kind != "person":
        return ""
    known = {"be": name.be, "ru": name.ru}.get(language) or name.en or name.be
    return known[0] if " " in known else ""


def _given(rows: Iterable[Name], language: str) -> set[str]:
    """Give given names, folded, in every case; none that is also a word (Will, May)."""
    known = [
        {"be": name.be, "ru": name.ru, "en": name.en}[language].split()
        for name in rows
        if name.kind == "person"
    ]
    found = {parts[0] for parts in known if len(parts) > 1}
    if language == "en":
        every = latin.all_given_names() | {fold(word, language) for word in found}
        return {word for word in every if not latin.is_word(word)}
    return {*_declined(language), *_in_every_case(found, language)}


@cache
def _declined(language: str) -> frozenset[str]:
    return frozenset(_in_every_case(given_names(language), language))


def _in_every_case(words: Iterable[str], language: str) -> Iterator[str]:
    for word in words:
        paradigm = RULES[language].given(word, female=is_female([word, word]))
        yield from (fold(form, language) for cell in paradigm.values() for form in cell)
