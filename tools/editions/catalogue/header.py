"""The header of a catalogue without clocks, tools, machines and persons.

Whatever Poedit, Weblate, OmegaT, Lokalize, Virtaal, Transifex or Crowdin wrote, a
committed header says what the text is and nothing of who wrote it, when and where. Where
a line of the comment may be a name, it goes: no description is worth a person's name.
Unknown fields that tell nothing of a person stay.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from editions.config import AUTONYMS

_SLAVIC = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
    "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
)
PLURAL_FORMS = {"be": _SLAVIC, "ru": _SLAVIC, "en": "nplurals=2; plural=(n != 1);"}
UTF8 = "text/plain; charset=UTF-8"


def _any(words: Iterable[str]) -> str:
    """Give a pattern of one of these words."""
    return "|".join(map(re.escape, words))


_RULES: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
NEUTRAL: dict[str, str] = _RULES["neutral"]
"""The fields that say who and when, with what a committed header says instead."""
REMOVED = "‹address removed›"
"""What stands in a comment for what would lead to somebody."""
_DROPPED = {name.lower() for name in (*_RULES["dropped"], *NEUTRAL)}
_FAMILIES = tuple(prefix.lower() for prefix in _RULES["prefixes"])
_TELLING = set(_RULES["telling"])
_CLOCKS = {"date", "mtime", "time", "timestamp"}
_GROUPS = {"host", "team"}

EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]+\s?(?:@|\(at\)|\[at\]|\{at\})\s?[\w-]+(?:\.[\w-]+)+(?<!\.)",
    re.IGNORECASE,
)
"""An address of a person."""
HANDLE = re.compile(r"(?<![\w/.@])@[A-Za-z]\w{2,}|\bt\.me/\w+")
"""A name in a chat."""
EMAIL_SIGNS = ("@", "(at)", "[at]", "{at}")
"""A text with none of these, in any case, holds no such address."""
_ROOTS = (
    *("home", "Users", "root", "srv", "var", "tmp", "mnt", "media", "opt", "work", "data"),
    *("private", "Volumes"),
)
PATH = re.compile(
    rf"(?<![\w.:/<`])(?:/(?:{'|'.join(_ROOTS)})/"
    r"|~/)[^\s»”\"'`<]+|(?<!\w)[A-Za-z]:\\[^\s»”\"'`<]+|\bfile://[^\s<]+"
    r"|(?<!\\)\\\\\w[\w.-]*\\[^\s<]+"
)
"""A place on somebody's machine."""
PATH_SIGNS = ("~/", ":\\", "\\\\", "file://", *(f"/{root.lower()}/" for root in _ROOTS))
"""A text with none of these, in any case, holds no such place."""
_NOBODYS = re.compile(
    r"~/"
    rf"|/(?:home|users|media|volumes)/(?:{_any(_RULES['users'])})(?![\w.-])"
    rf"|[a-z]:\\+(?:users|documents and settings)\\+(?:{_any(_RULES['users'])})(?![\w.-])"
    rf"|[a-z]:\\+(?:{_any(_RULES['windows'])})(?![\w.-])"
    rf"|/(?:{_any(_RULES['unix'])})(?![\w.-])",
    re.IGNORECASE,
)
"""A place that every machine of its kind has."""
MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)\b"
    r"|\b\d\d:\d\d(?::\d\d)?\s?[+-]\d{4}\b"
)
"""A moment with its zone, which tells where a clock stood."""

_TRACE = re.compile(r"\S@\S|(?:^|[\s\"'=(<])(?:/|~/|[A-Za-z]:\\)\S")
_YEARS = r"(?:19|20)\d\d(?:\s*[-–,]\s*(?:19|20)\d\d)*"
_SIGNED = re.compile(rf"[^\d,:]+(?:,\s*)?\(?{_YEARS}\)?\s*\.?|{_YEARS},?\s[^\d,:]+")
_PLACEHOLDER = re.compile(r"FULL NAME|EMAIL@ADDRESS|YEAR-MO-DA|LL@li\.org|^$")
_OTHER_NAMES = {
    "be": ("belarusian", "byelorussian", "bel"),
    "ru": ("russian", "rus"),
    "en": ("english", "eng"),
    "": ("language", "ll"),  # what templates leave to be filled in
}
_NAMES = {name.casefold(): code for code, name in AUTONYMS.items()}
_NAMES |= {name: code for code, names in _OTHER_NAMES.items() for name in names}


def reduced(metadata: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Give the fields a header is written with, in their order."""
    language = metadata.get("Language", "")
    content = metadata.get("Content-Type", "")
    fixed = {
        **NEUTRAL,
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": content if content.lower() == UTF8.lower() else UTF8,
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS.get(language, metadata.get("Plural-Forms", "")),
    }
    kept = {
        name: value
        for name, value in metadata.items()
        if name not in fixed and not is_dropped(name, value)
    }
    said = ((name, value) for name, value in fixed.items() if value or name in NEUTRAL)
    return (*said, *kept.items())


def reduced_comment(lines: Sequence[str]) -> list[str]:
    """Give the lines of the comment above a header that say something and name nobody."""
    personal = personal_lines(lines)
    kept = [
        line
        for number, line in enumerate(lines)
        if number not in personal and not any(left in line for left in _RULES["placeholders"])
    ]
    return kept if any(kept) else []


def personal_lines(lines: Sequence[str]) -> set[int]:
    """Give the numbers, from 0, of the lines of a header's comment that name somebody."""
    found = set()
    listing = False
    for number, line in enumerate(lines):
        bare = line.strip()
        word = bare.rstrip(":").strip().casefold()
        heading = word in _RULES["headings"]
        listing = bool(bare) and (listing or heading)
        if listing or _has_trace(bare) or _names_somebody(bare):
            found.add(number)
    return found


def told(name: str, value: str) -> str | None:
    """Say what a field of a header tells that must not be known; None if it tells nothing."""
    if _PLACEHOLDER.search(value) or NEUTRAL.get(name) == value:
        return None
    words = _words(name)
    if MOMENT.search(value) or (words & _CLOCKS and re.search(r"\d", value)):
        return "a moment"
    if _has_trace(value):
        return "an address or a folder"
    return "a person" if words & (_TELLING - _CLOCKS - _GROUPS) else None


def is_nobodys(place: str) -> bool:
    r"""Tell whether a place leads to nobody: a system has it everywhere, a manual names it so.

    >>> [is_nobodys(place) for place in (r"C:\Windows\Temp", "/Users/Shared/.x", "/Users/aname")]
    [True, True, False]
    """
    return bool(_NOBODYS.match(place))


def traces(text: str) -> list[str]:
    """Give the addresses, chat names, folders and moments that stand in a text.

    >>> traces("ask a.name@mail.example, then see /Users/aname/notes, not /Users/Shared")
    ['a.name@mail.example', '/Users/aname/notes']
    """
    return [told for _, told in _traces_at(text)]


def _traces_at(text: str) -> list[tuple[int, str]]:
    return sorted(
        (match.start(), match[0].rstrip(",.;:!?)"))
        for pattern in (EMAIL, HANDLE, PATH, MOMENT)
        for match in pattern.finditer(text)
        if pattern is not PATH or not is_nobodys(match[0])
    )


def without_traces(text: str, msgid: str = "") -> str:
    """Give a comment without its traces, but for those of the source message."""
    kept, end = [], 0
    for start, told in _traces_at(text):
        if start >= end and told not in msgid:
            kept += [text[end:start], REMOVED]
            end = start + len(told)
    return "".join([*kept, text[end:]])


def is_known(name: str) -> bool:
    """Tell whether a field is one by which tools say who, where and when."""
    lower = name.lower()
    return lower in _DROPPED or lower.startswith(_FAMILIES)


def language_of(value: str) -> str:
    """Give the code of what a field Language says; "" if it says nothing that is known.

    >>> [language_of(said) for said in ("be_BY", "ru-RU.UTF-8", "Belarusian", "LANGUAGE")]
    ['be', 'ru', 'be', '']
    """
    word = value.strip().casefold()
    if word in _NAMES:
        return _NAMES[word]
    code = re.split(r"[_.@-]", word)[0]
    return _NAMES.get(code, code if re.fullmatch(r"[a-z]{2,3}", code) else "")


def is_dropped(name: str, value: str) -> bool:
    """Tell whether a field goes, or what it says, from a header that is committed."""
    return is_known(name) or bool(_words(name) & _TELLING) or _has_trace(value)


def _words(name: str) -> set[str]:
    return set(re.split(r"[-_]", name.lower()))


def _has_trace(text: str) -> bool:
    patterns = (_TRACE, EMAIL, HANDLE, PATH, MOMENT)
    return any(pattern.search(text) for pattern in patterns)


def _names_somebody(line: str) -> bool:
    low = line.casefold()
    role, colon, _ = low.partition(":")
    if colon and role.strip() in _RULES["roles"]:
        return True
    if any(low.startswith(by) for by in _RULES["by"]):
        return True
    words = re.sub(_YEARS, "", line).strip(" .,()").split()
    if _SIGNED.fullmatch(line) and len(words) <= 4:
        return True
    return 2 <= len(words) <= 3 and all(_is_capitalised(word) for word in words)


def _is_capitalised(word: str) -> bool:
    """Tell whether a word may be a part of a name: Jane, О’Брайен, I."""
    if re.fullmatch(r"\w\.", word):
        return word[0].isupper()
    plain = re.fullmatch(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", word.strip(".,")) is not None
    return plain and word[0].isupper() and not word.isupper()
