"""Typography: quotation marks, dashes, spaces, signs, apostrophes, as each language has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from editions.checks import (
    TYPO_APOSTROPHE,
    TYPO_DASH,
    TYPO_DECIMAL,
    TYPO_MARKS,
    TYPO_PAIRS,
    TYPO_PERCENT,
    TYPO_QUOTES,
    TYPO_SPACE,
    Check,
)
from editions.checks.findings import Finding
from editions.checks.rules import rules
from editions.checks.texts import Text
from editions.facts.quantities import is_measured

Better = str | Callable[[re.Match[str]], str | None] | None

_QUOTES = re.compile(r"[\"«»„“”‟‹›‘‚]|(?<![\w’])'(?=\w)|(?<=[\w.,!?])'(?!\w)")
_EMOTICON = re.compile(r"(?<![\w:])[:;=8][-^]?[)(\[\]]+")
_LABEL = re.compile(r"(?:\A|[\s(,;])(?:\d{1,3}|[^\W\d_])\Z")
_LABELLED = 4
"""So many signs a label has at most, with what stands before it."""
_TABLE = re.compile(r"(?m)^[ \t]*[=+|-][=+| -]{3,}$")
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?![ \t]*\n))+")
_EM, _EN = re.compile(r"(?<=\s)—(?=\s)"), re.compile(r"(?<=\s)–(?=\s)")

_RANGE = re.compile(
    r"(?<![\w.,:/–-])(?P<a>\d{1,4}(?:[.,:]\d+)?)-(?P<b>\d{1,4}(?:[.,:]\d+)?)(?![\w/-]|[.,:]\d)"
)
_LETTER = r"[^\W\d_]"
_Pattern = tuple[str, str, str]
"""A pattern, what is wrong there, and the signs without which the pattern is nowhere."""
_DASHES: tuple[_Pattern, ...] = (
    (r"(?<=[^\s|])[ \u00a0]-(?=[ \u00a0\n])", "a hyphen between spaces; write {dash}", "-"),
    (r"(?<![-\w|])-{2,3}(?![-|])|(?<=\w)-{2,3}(?=\w)", "hyphens for a dash; write {dash}", "--"),
    (rf"(?<={_LETTER})[ \u00a0]-(?={_LETTER})", "a space on one side of the hyphen only", "-"),
)
_GLUED = re.compile(r"(?<=[а-яёіў])[–—](?=[а-яёіў])")
_HANGING = re.compile(rf"(?<={_LETTER})-[ \u00a0\n](?P<next>{_LETTER}+)")

_SPACE = "[ \u00a0\u202f]"
_SPACES: tuple[_Pattern, ...] = (
    (rf"(?<=[^\s|]){_SPACE}{{2,}}(?=[^\s|])", "two spaces", _SPACE * 2),
    (rf"(?<=[\w»”)]){_SPACE}+[,;!?](?![\d!?.…])", "a space before '{mark}'", rf"{_SPACE}[,;!?]"),
    (rf"(?<=[\w»”)]){_SPACE}+[.](?=\s|\Z)", "a space before '{mark}'", rf"{_SPACE}\."),
    (rf"(?<=[\w»”)]){_SPACE}+:(?=\s|\Z)", "a space before '{mark}'", f"{_SPACE}:"),
    (rf"(?<={_LETTER})[,;](?={_LETTER})", "no space after '{mark}'", rf"[,;]{_LETTER}"),
    (r"(?<=[а-яёіў])[!?:](?=[а-яёіўА-ЯЁІЎ])", "no space after '{mark}'", "[!?:][а-яёіўА-ЯЁІЎ]"),
    (
        r"(?<=[а-яёіў]{2})\.(?=[А-ЯЁІЎ])|(?<=[a-z]{2})\.(?=[A-Z][a-z])",
        "no space after '{mark}'",
        r"\.[А-ЯЁІЎA-Z]",
    ),
    (rf"[(\[«„]{_SPACE}+", "a space after '{mark}'", rf"[(\[«„]{_SPACE}"),
    (rf"(?<=[^\s|]){_SPACE}+[)\]»]", "a space before '{mark}'", rf"{_SPACE}[)\]»]"),
    (rf"(?<={_LETTER})[«„(](?={_LETTER}{{4}})", "no space before '{mark}'", rf"[«„(]{_LETTER}"),
    (rf"[»)](?={_LETTER}{{2}})", "no space after '{mark}'", rf"[»)]{_LETTER}"),
    (
        r"(?<!\w)[А-ЯЁІЎ]\.(?=[А-ЯЁІЎ][а-яёіў]{2})",
        "no space after the initial '{mark}'",
        r"\.[А-ЯЁІЎ]",
    ),
)
_MARKS: tuple[_Pattern, ...] = (
    (r"(?<!\.)\.{3}(?!\.)", "three full stops; write …", r"\.\.\."),
    (r"(?<=[\w»”)])\.{2}(?!\.)|\.{4,}", "full stops repeated", r"\.\."),
    (
        r",[,.;:]|;[;,.]|:[:;,](?!`)|!{4,}|\?{4,}",
        "marks that do not go together",
        "[,;:!?][,.;:!?]",
    ),
)
_STOPPED = re.compile(r"(?<!\w)(?P<word>[^\W\d_]+)\.(?=[ \u00a0][^\W\dA-ZА-ЯЁІЎ_])")
_FRACTION = re.compile(
    r"(?<![\w.,:/–-])(?P<whole>\d{1,4})(?P<sign>[.,])(?P<rest>\d{1,3})(?![\w.,:/-]?\d)"
)
_APOSTROPHE = re.compile(rf"(?<={_LETTER})['ʼ‘`´′](?={_LETTER})")
_SIGNS: dict[str, tuple[_Pattern, ...]] = {
    "spaced": (
        (r"(?<=\d)%(?!-)", "no space before %", "%"),
        (r"[№§](?=\w)", "no space after {mark}", "[№§]"),
    ),
    "tight": ((rf"(?<=\d){_SPACE}%", "a space before %", "%"),),
}


def find(text: Text) -> Iterator[Finding]:
    """Find what is not set as the text's language sets it."""
    yield from _quotes(text)
    yield from _pairs(text)
    yield from _dashes(text)
    yield from _spaces(text)
    yield from _signs(text)
    yield from _decimals(text)


def _all(
    text: Text, check: Check, patterns: tuple[_Pattern, ...]
) -> Iterator[tuple[re.Match[str], Finding]]:
    for pattern, said, signs in patterns:
        for match in _within(text.text, _compiled(pattern), signs):
            mark = match[0].strip()
            what = said.format(mark=mark, dash=rules(text.language).dash)
            yield match, _finding(text, check, match.span(), what)


def _within(text: str, pattern: re.Pattern[str], signs: str) -> Iterator[re.Match[str]]:
    """Look for a pattern where there are signs of it: looking for these takes next to no time."""
    if _compiled(signs).search(text):
        yield from pattern.finditer(text)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _finding(text: Text, check: Check, span: tuple[int, int], what: str) -> Finding:
    around = text.text[max(0, span[0] - 12) : span[1] + 12].replace("|", "")
    return Finding(check, text, span, f"{what}: '{' '.join(around.split())}'")


def _quotes(text: Text) -> Iterator[Finding]:
    """Find signs that are no quotation marks of the language; foreign quotations keep theirs."""
    pairs = rules(text.language).quotes
    right = set("".join(pairs))
    for match in _within(text.text, _QUOTES, "[\"«»„“”‟‹›‘‚']"):
        sign, (start, end) = match[0], match.span()
        if sign in right or _around_blank(text.text, start, sign):
            continue
        outer = f"{pairs[0][0]}…{pairs[0][1]}"
        yield _finding(text, TYPO_QUOTES, (start, end), f"{sign} is not used here; write {outer}")
    if text.language != "en":
        yield from _nested(text)


def _around_blank(text: str, place: int, sign: str) -> bool:
    """Tell whether the mark stands right beside something blanked out: «:ru:`…`» in English."""
    if sign == "«":
        return text[place + 1 : place + 2] == "|"
    return sign == "»" and text[place - 1 : place] == "|"


def _nested(text: Text) -> Iterator[Finding]:
    depth = 0
    for match in _within(text.text, _compiled("[«»]"), "«"):
        depth = max(0, depth + (1 if match[0] == "«" else -1))
        if match[0] == "«" and depth == 2:
            yield _finding(text, TYPO_QUOTES, match.span(), "« inside «; write „…“ there")


def _pairs(text: Text) -> Iterator[Finding]:
    """Find signs without a partner in their paragraph, unless the source has such too."""
    if text.source and any(_unpaired(text.source.text, text.source.language)):
        return
    for place, said in _unpaired(text.text, text.language):
        yield _finding(text, TYPO_PAIRS, (place, place + 1), said)


def _unpaired(text: str, language: str) -> Iterator[tuple[int, str]]:
    """Give the first such sign of each paragraph: its place and what is wrong."""
    opening = {pair[0]: pair[1] for pair in rules(language).quotes if pair != "‘’"}
    opening |= {"(": ")", "[": "]"}
    closing = set(opening.values())
    signs = _compiled(f"[{re.escape(''.join(sorted({*opening, *closing})))}]")
    if signs.search(text) is None:
        return
    # What is no quotation mark here at all is told of as such.
    english = "“" in closing and "„" not in text
    text = _EMOTICON.sub(lambda match: " " * len(match[0]), text)
    text = text.replace("“", " ") if english else text
    for paragraph in _PARAGRAPH.finditer(text):
        stack: list[tuple[str, int]] = []
        for match in signs.finditer(text, *paragraph.span()):
            sign, place = match[0], match.start()
            if sign in closing and stack and opening[stack[-1][0]] == sign:
                stack.pop()
            elif sign in opening:
                stack.append((sign, place))
            elif sign in closing and not (
                sign == ")"
                and (
                    _LABEL.search(text, max(0, place - _LABELLED), place)
                    or "))" in text[place - 1 : place + 2]
                )
            ):
                yield place, f"{sign} closes nothing"
                break
        else:
            yield from ((place, f"{sign} is not closed") for sign, place in stack[:1])


def _dashes(text: Text) -> Iterator[Finding]:
    for _, finding in _all(text, TYPO_DASH, _DASHES):
        yield finding
    for match in _within(text.text, _RANGE, r"\d-\d"):
        low, high = (float(re.sub(r"[,:]", ".", match[part])) for part in ("a", "b"))
        if low < high and not _is_telephone(text.text, match):
            yield _finding(text, TYPO_DASH, match.span(), "a hyphen in a range; write –")
    for match in _within(text.text, _GLUED, "[–—][а-яёіў]"):
        yield _finding(text, TYPO_DASH, match.span(), "a dash without spaces; or write a hyphen")
    for match in _within(text.text, _HANGING, "-[ \u00a0\n]"):
        if match["next"] not in rules(text.language).suspended:
            yield _finding(text, TYPO_DASH, match.span(), "a hyphen with a space; a dash?")
    if text.source and "—" in text.text and "–" in text.text:
        long = _EM.search(text.text)
        if long and _EN.search(text.text):
            yield _finding(text, TYPO_DASH, long.span(), "both — and – stand between words here")


def _is_telephone(text: str, match: re.Match[str]) -> bool:
    """Tell a number of a telephone, or of a room or a case, from a range: (017) 222-3344."""
    before = text[max(0, match.start() - 3) : match.start()].rstrip()
    lengths = (len(match["a"]), len(match["b"]))
    return before.endswith(")") or lengths == (3, 4) or lengths[1] - lengths[0] >= 3


def _spaces(text: Text) -> Iterator[Finding]:
    document = text.source is None
    tables = [match.span() for match in _tables(text.text)] if document else []
    for match, finding in _all(text, TYPO_SPACE, _SPACES):
        # A colon between spaces parts a term from its classifier; columns are set with spaces.
        classifier = document and match[0].endswith(":") and match[0] != ":"
        if not classifier and not any(start <= match.start() < end for start, end in tables):
            yield finding
    if text.source and text.raw != text.raw.strip() and text.source.raw == text.source.raw.strip():
        end = (0, 1) if text.raw[0].isspace() else (len(text.raw) - 1, len(text.raw))
        yield _finding(text, TYPO_SPACE, end, "a space at the beginning or end")


def _tables(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _PARAGRAPH.finditer(text) if _TABLE.search(match[0]))


def _decimals(text: Text) -> Iterator[Finding]:
    """Find fractions with another language's sign, where a measure tells that they are ones."""
    right = rules(text.language).decimal
    for match in _within(text.text, _FRACTION, r"\d[.,]\d"):
        thousands = match["sign"] == "," and len(match["rest"]) == 3
        if match["sign"] != right and not thousands and is_measured(text.text, match.end()):
            said = f"{match['sign']} in a fraction; write {match['whole']}{right}{match['rest']}"
            yield _finding(text, TYPO_DECIMAL, match.span(), said)


def _signs(text: Text) -> Iterator[Finding]:
    for _, finding in _all(text, TYPO_PERCENT, _SIGNS[rules(text.language).percent]):
        yield finding
    for _, finding in _all(text, TYPO_MARKS, _MARKS):
        yield finding
    for match in _within(text.text, _STOPPED, r"\.[ \u00a0][^\W\dA-ZА-ЯЁІЎ_]"):
        if match["word"] in rules(text.language).bare:
            yield _finding(text, TYPO_MARKS, match.span(), f"no full stop after {match['word']}")
    for match in _within(text.text, _APOSTROPHE, "['ʼ‘`´′]"):
        yield _finding(text, TYPO_APOSTROPHE, match.span(), f"{match[0]} for the apostrophe ’")
    if text.language != "en":
        for match in _within(text.text, _compiled(r"(?P<word>[^\W_]+)\.»"), r"\.»"):
            if match["word"].lower() not in rules(text.language).short:
                what = "a full stop stands after the closing mark"
                yield _finding(text, TYPO_MARKS, match.span(), what)
