"""Hints for a translator: the registered names and terms of a message, with the target's forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from editions.config import Publication
from editions.names import gazetteer, termbase
from editions.names.english import english
from editions.names.gazetteer import Name
from editions.names.match import Finder, Mention, finder
from editions.names.termbase import Termbase

NAMES = "names: "
TERMS = "terms: "

_UNREAD = re.compile(r"``.+?``|:[\w:-]+:(?=`)|<[^<>`]*>(?=`_?)|\b[a-z]+://\S+")
"""Literals, the names of roles, targets and addresses: no names are sought in them."""


@dataclass(frozen=True, slots=True)
class Registers:
    """What hints are made of: names by id, terms, and the scheme of the English edition."""

    names: Mapping[str, Name]
    terms: Termbase
    finder: Finder
    scheme: str


def registers(publication: Publication, language: str) -> Registers:
    """Read the registers for messages in `language`; raise `EditionsError` if one is no table."""
    names = gazetteer.rows(gazetteer.gazetteer_path(publication))
    return Registers(
        names={name.id: name for name in names},
        terms=Termbase(termbase.rows(termbase.termbase_path(publication))),
        finder=finder(names, language, cache=publication.work / "cache"),
        scheme=publication.romanization("en"),
    )


def hints(msgid: str, language_from: str, language_to: str, *, registers: Registers) -> list[str]:
    """Give the lines for a message: ``names: Minsk = Мінск; …`` and ``terms: …``, if any.

    Names come in the order of their first mention, a district or region with the town it is
    named after; a question mark follows what a person must judge. `registers` are those
    for messages in `language_from`.
    """
    text = _UNREAD.sub(lambda match: " " * len(match[0]), msgid)
    named = _named(registers.finder.find(text), (language_from, language_to), registers)
    termed = [
        f"{term.words(language_from)[0]} = {', '.join(term.words(language_to))}"
        for _, term in registers.terms.found(text, language_from)
        if term.words(language_from) and term.words(language_to)
    ]
    lines = ((NAMES, named), (TERMS, termed))
    return [head + "; ".join(told) for head, told in lines if told]


def is_hint(line: str) -> bool:
    """Tell whether a line of an extracted comment is one of ours."""
    return line.startswith((NAMES, TERMS))


def _named(
    mentions: Iterable[Mention], languages: tuple[str, str], registers: Registers
) -> list[str]:
    """Pair every name found with its forms in the other language."""
    groups: dict[str, dict[str, bool]] = {}
    for mention in mentions:
        name = registers.names[mention.id]
        head = name.seat if name.seat in registers.names else name.id
        sure = groups.setdefault(head, {})
        sure[name.id] = sure.get(name.id, False) or mention.sure
    told = []
    for head, sure in groups.items():
        source = _written(registers.names[head], languages[0], registers)
        target = dict.fromkeys(
            _written(registers.names[one], languages[1], registers) for one in (head, *sure)
        )
        doubt = "" if any(sure.values()) else "?"
        told.append(f"{source}{doubt} = {', '.join(target)}")
    return told


def _written(name: Name, language: str, registers: Registers) -> str:
    if language == "en":
        return english(name, registers.names, registers.scheme)
    return {"be": name.be, "ru": name.ru}[language]
