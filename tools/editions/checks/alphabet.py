"""Letters: of another alphabet, of another language, composed, invisible, broken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from editions import fonts
from editions.checks import (
    LETTER_BROKEN,
    LETTER_COMPOSED,
    LETTER_FOREIGN,
    LETTER_INVISIBLE,
    LETTER_MIXED,
    LETTER_SCRIPT,
    LETTER_UNSET,
)
from editions.checks.findings import Finding
from editions.checks.rules import rules
from editions.checks.texts import Text
from editions.documents import is_issue

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:[\u0300-\u036f]+[^\W_]*)*")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
# Greek among them: a formula or a unit may well have been written out.
_OTHER_SCRIPT = re.compile(r"[^\W\d_A-Za-zªµºÀ-ɏ\u0370-\u052f\u1e00-\u1fff²³¹¼-¾\u2070-\u218f]")
_LONE = re.compile(r"(?<![\w.’'|/-])[A-Za-z](?![\w.’'|/-])")
_BEGINS = re.compile(r"(?:\A|[.!?…]\s+)[«„“(]?\Z")
_AFTER = re.compile(r"[,;]?\s+[«„]?(?P<next>[\u0400-\u045f])")
_BEFORE = re.compile(r"[\u0400-\u045f][»“)]?,?\s+\Z")
_SAME = "ABCEHIKMOPTXYaceiopxy"
_TO_CYRILLIC = str.maketrans(_SAME, "АВСЕНІКМОРТХУасеіорху")
_TO_LATIN = str.maketrans("АВСЕНІКМОРТХУЅЈасеіорхуѕј", "ABCEHIKMOPTXYSJaceiopxysj")
_LOOKALIKE = re.compile(rf"(?<![\w.’'|/@-])[{_SAME}]{{2,}}(?![\w’'|/@-])")
_EMOJI = re.compile(
    r"[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?"
    r"(?:\u200d[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?|[\U0001f3fb-\U0001f3ff])*"
    r"|[0-9#*]\ufe0f\u20e3"
)
"""A picture among letters, and what it is joined of."""
_COMPOSED = re.compile(r"[^\W\d_][\u0300-\u036f]+")
_NAMES_A_FILE = re.compile(r"(?:\b(?:image|figure|include|literalinclude)::|:download:`).*")
_RUN = re.compile(r"[^\x00-\x7f]+")
_READ_WRONGLY = ("cp1251", "cp1252", "latin-1")
_BOXES = re.compile(r"[\u0400-\u04ff][\u2500-\u259f]{1,2}[\u0400-\u04ff]")
_WESTERN = re.compile(r"(?<!\w)[À-ÿ][À-ÿ¡-ª¬-º¼-¿]{2,}(?!\w)|[ÃÐÑ][\u0080-\u00bf]")
_INVERTED = re.compile(r"(?<!\w)[а-яёіў][А-ЯЁІЎ]{4,}(?!\w)")
_LOST = re.compile(r"\?{4,}|(?<=[^\W\d_])\?(?=[^\W\d_])")
_MISREAD = (
    (_WESTERN, re.compile("[À-ÿ]")),
    (_BOXES, re.compile("[\u2500-\u259f]")),
    (_INVERTED, re.compile("[А-ЯЁІЎ]")),
    (_LOST, re.compile(r"\?")),
)
"""What tells of a wrong encoding, and a sign without which it stands nowhere."""
_CONTINUING = frozenset(
    "".join(bytes(range(0x80, 0xC0)).decode(encoding, "ignore") for encoding in _READ_WRONGLY)
)
"""What the second byte of a letter in UTF-8 was read as."""
_NEAR = 40
_QUOTATION = 60
"""So many letters at most lie between a word and the mark of the name it belongs to."""
_OPENING, _CLOSING = '«„“"(', re.compile(r"[»“”\")]")
_PLAIN = frozenset("\t\n\r")
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2028\u2029\u3164\uffa0\ufffc")
_LANGUAGES = {"be": "Belarusian", "ru": "Russian", "en": "English"}
_KINDS = {"Cc": "control character", "Cf": "invisible character", "Co": "private-use character"}


def find(text: Text) -> Iterator[Finding]:
    """Find what is wrong with the letters of a text, each word once."""
    yield from _invisible(text)
    signs = signs_of(text.text)
    broken = list(_broken(text, signs))
    yield from broken
    if broken:
        return
    yield from _composed(text)
    latin, cyrillic = (bool(each.search(signs)) for each in (_LATIN, _CYRILLIC))
    if latin and cyrillic:
        yield from _mixed(text)
    if latin:
        yield from _posing(text)
    if cyrillic:
        yield from _foreign(text, signs)
    yield from _of_another_script(text, signs) if text.source else _unset(text)


def signs_of(text: str) -> str:
    """Give each sign of a text and of its words, composed or not: a few instead of thousands.

    What looks for a sign that is not among them need not look through the text.
    """
    signs = set(text)
    if not unicodedata.is_normalized("NFC", text):
        composed = (unicodedata.normalize("NFC", each) for each in (text, *signs))
        signs.update(*composed)
    return "".join(signs)


def _invisible(text: Text) -> Iterator[Finding]:
    if not any(map(_unseen, set(text.raw))):
        return
    plain = _EMOJI.sub(lambda match: " " * len(match[0]), text.raw)
    for sign in sorted(set(plain)):
        if kind := _unseen(sign):
            check = LETTER_BROKEN if sign == "\ufffd" else LETTER_INVISIBLE
            name = unicodedata.name(sign, "no name")
            at = plain.index(sign)
            times = plain.count(sign)
            often = f", {times} times" if times > 1 else ""
            near = "".join(one for one in text.raw[max(0, at - 12) : at + 13] if not _unseen(one))
            message = f"{kind} U+{ord(sign):04X} ({name}){often}, near '{' '.join(near.split())}'"
            yield Finding(check, text, (at, at + 1), message)


@cache
def _unseen(sign: str) -> str:
    """Name what is wrong with a sign that no reader sees; "" for every other sign."""
    if sign in _PLAIN or " " <= sign <= "~":
        return ""
    if sign == "\ufffd":
        return "lost letter"
    if sign in _FILLERS or "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef":
        return "invisible character"
    category = unicodedata.category(sign)
    return _KINDS.get(category, "unassigned character" if category in {"Cn", "Cs"} else "")


def _broken(text: Text, signs: str) -> Iterator[Finding]:
    for pattern, sign in _MISREAD:
        if sign.search(signs) is None:
            continue
        for match in pattern.finditer(text.text):
            if pattern is not _WESTERN or text.language != "en" or "\x7f" < match[0][1] < "À":
                # A string of question marks may be what somebody wrote.
                yield _broken_at(text, match.span(), guess=True)
                return
    for match in _RUN.finditer(text.text):
        if match[0][1:2] in _CONTINUING and _decodes(match[0]):
            yield _broken_at(text, match.span())
            return


def _decodes(run: str) -> bool:
    """Tell whether a run of signs is UTF-8 that was read as something else."""
    if len(run) < 4:
        return False  # «Ні» decodes as well
    for encoding in _READ_WRONGLY:
        try:
            read = run.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if read.isprintable():
            return True
    return False


def _broken_at(text: Text, span: tuple[int, int], *, guess: bool = False) -> Finding:
    shown = text.text[max(0, span[0] - 8) : span[1] + 8].strip()
    verb = "may have" if guess else "has"
    message = f"'{shown}' {verb} been read in a wrong encoding; take it from the original again"
    return Finding(LETTER_BROKEN, text, span, message, guess=guess)


def _composed(text: Text) -> Iterator[Finding]:
    if not _COMPOSED.search(text.raw):
        return
    # A Mac writes names of files so; they are found in either form.
    names = _NAMES_A_FILE.sub(lambda name: "\0" * len(name[0]), text.raw)
    for match in _COMPOSED.finditer(names):
        whole = unicodedata.normalize("NFC", match[0])
        if len(whole) < len(match[0]):
            codes = " + ".join(f"U+{ord(sign):04X}" for sign in match[0])
            message = f"'{match[0]}' is put together of {codes}; write {whole} as one letter"
            yield Finding(LETTER_COMPOSED, text, match.span(), message, whole, sure=True)


def _mixed(text: Text) -> Iterator[Finding]:
    for match in _WORD.finditer(text.text):
        word = unicodedata.normalize("NFC", match[0])
        latin, cyrillic = _LATIN.findall(word), _CYRILLIC.findall(word)
        if latin and cyrillic:
            minor = latin if len(latin) <= len(cyrillic) else cyrillic
            meant = word.translate(_TO_CYRILLIC if minor is latin else _TO_LATIN)
            mended = not (_LATIN if minor is latin else _CYRILLIC).search(meant)
            kind = "Latin" if minor is latin else "Cyrillic"
            message = f"'{match[0]}' has {kind} letters: {_named(minor)}"
            message += f"; write {meant}" if mended else ""
            # A model or an illness with figures is written in either alphabet: Т-72B3, А(Н1N1).
            figures = any(sign.isdigit() for sign in word)
            better = meant if mended else None
            yield Finding(LETTER_MIXED, text, match.span(), message, better, guess=figures)


def _posing(text: Text) -> Iterator[Finding]:
    """Find words written with Latin letters alone that only look like Cyrillic ones."""
    known = rules(text.language)
    if not known.alphabet:
        return
    for match in _LONE.finditer(text.text):
        head, tail = _around(text.text, match)
        within = match[0] in known.lone and _BEFORE.search(head)
        begins = match[0] in "AOYCBK" and _BEGINS.search(head)
        after = _AFTER.match(tail)
        if after and (within or (begins and after["next"].islower())):
            yield _posed(text, match)
    for match in _LOOKALIKE.finditer(text.text):
        head, tail = _around(text.text, match)
        among = _BEFORE.search(head) or _AFTER.match(tail)
        if among and match[0].translate(_TO_CYRILLIC) in known.lookalikes:
            yield _posed(text, match)


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    return text[max(0, match.start() - _NEAR) : match.start()], text[
        match.end() : match.end() + _NEAR
    ]


def _posed(text: Text, match: re.Match[str]) -> Finding:
    meant = match[0].translate(_TO_CYRILLIC)
    if text.language == "ru":
        meant = meant.replace("і", "и")
    message = f"'{match[0]}' is written with Latin letters; write {meant} with Cyrillic ones"
    return Finding(LETTER_MIXED, text, match.span(), message, meant)


def _foreign(text: Text, signs: str) -> Iterator[Finding]:
    alphabet = rules(text.language).alphabet
    allowed = set(alphabet) | set(alphabet.upper())
    if allowed.issuperset(_CYRILLIC.findall(signs)):
        return
    met: set[str] = set()
    for match in _WORD.finditer(text.text):
        word = unicodedata.normalize("NFC", match[0])
        strange = [letter for letter in _CYRILLIC.findall(word) if letter not in allowed]
        # A word of two alphabets is said by `_mixed`.
        if strange and word not in met and not _LATIN.search(word):
            if _is_quoted(text, match):
                continue
            met.add(word)
            yield _strange(text, match, strange)


def _is_quoted(text: Text, match: re.Match[str]) -> bool:
    """Tell whether a word belongs to a name in another language, in quotation marks.

    «Вечерний Минск» is one; «Мiнскiй» or «минскі» in the marks is a slip.
    """
    paragraph = text.text.rfind("\n\n", 0, match.start()) + 1
    before = text.text[max(paragraph, match.start() - _QUOTATION) : match.start()]
    opening = max(before.rfind(sign) for sign in _OPENING)
    after = _CLOSING.search(text.text, match.end(), match.end() + _QUOTATION)
    if opening < 0 or after is None or _CLOSING.search(before, opening + 1):
        return False
    name = before[opening + 1 :] + text.text[match.start() : after.start()]
    own = rules(text.language).letters
    return name[:1].isupper() and not any(letter in own for letter in name.lower())


def _strange(text: Text, match: re.Match[str], strange: list[str]) -> Finding:
    likely = rules(text.language).likely
    meant = "".join(likely.get(letter, letter) for letter in match[0])
    advice = f"; was '{meant}' meant?" if meant != match[0] else ""
    message = (
        f"'{match[0]}' has letters that {_LANGUAGES[text.language]} lacks: {_named(strange)}"
        f"{advice} (a quotation is marked with its language, as :ru:`…`)"
    )
    return Finding(LETTER_FOREIGN, text, match.span(), message)


def _of_another_script(text: Text, signs: str) -> Iterator[Finding]:
    """Find letters a translator hardly types by will: the edition has none, nor the source."""
    if _OTHER_SCRIPT.search(signs) is None:
        return
    source = text.source.raw if text.source else ""
    new = [match for match in _OTHER_SCRIPT.finditer(text.text) if match[0] not in source]
    if new:
        letters = _named([match[0] for match in new])
        message = f"letters of a script that the source has not: {letters}; is that meant?"
        yield Finding(LETTER_SCRIPT, text, new[0].span(), message)


def _unset(text: Text) -> Iterator[Finding]:
    """Find, all at once, what the PDF of an issue has to do without."""
    letters = fonts.lacking(text.text) if is_issue(text.file.stem) else ()
    if letters:
        at = min(max(text.text.find(letter[0]), 0) for letter in letters)
        message = (
            f"no font has {fonts.named(letters)}; {fonts.mend(letters)} "
            f"(the PDF shows '{fonts.LOST}' there)"
        )
        yield Finding(LETTER_UNSET, text, (at, at + 1), message)


def _named(letters: list[str]) -> str:
    return ", ".join(f"{one} (U+{ord(one):04X})" for one in dict.fromkeys(letters))
