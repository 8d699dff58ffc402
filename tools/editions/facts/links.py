"""Links of a text: addresses, targets of inline links and roles, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from editions.facts.model import Fact

_EMBEDDED = re.compile(r"`(?P<text>[^`<]*)<(?P<target>[^<>`]+)>`_{1,2}")
_ROLE = re.compile(
    r":(?P<role>doc|ref|numref|download|any|term):`(?:[^`<]*<(?P<target>[^<>`]+)>|(?P<bare>[^`<>]+))`"
)
_NAMED = re.compile(
    r"(?<![`\w:])`(?P<quoted>[^`<>]+)`_(?![\w`])|(?<![\w`\]|/.@-])(?P<bare>[^\W\d_]\w*(?:[-.]\w+)*)(?<!_)_(?![\w`])"
)
"""A link by its name: `weather office`_; its address stands elsewhere in the document."""
_ANONYMOUS = re.compile(
    r"(?<![`\w:])`[^`<>]+`__(?![\w`])|(?<![\w`\]|/.@-])(?<![^\W_][+:])[^\W_]+(?:[-.+:][^\W_]+)*__(?![\w`])"
)
"""A link without a name: `weather office`__; its address stands elsewhere in the document."""
_NOTE = re.compile(r"\[(?P<target>#?[\w.-]*|\*)\]_(?!\w)")
_SUBSTITUTION = re.compile(r"(?<![\w|])\|(?P<target>[^|\s][^|\n]*)\|_{0,2}(?!\w)")
_URL = re.compile(r"\b(?:(?:https?|ftp)://|mailto:|tel:)[^\s<>`\"«»“”]+", re.IGNORECASE)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.\w+")
_DOMAIN = r"(?:by|ru|com|org|net|info|eu|ua|pl|lt)\b"
_SITE = re.compile(rf"(?<![\w@./-])(?:[a-z0-9-]+\.)+{_DOMAIN}(?:/[^\s<>`\"«»“”]*)?")
_ADDRESSES = (
    (re.compile(r":\S"), _URL),
    (re.compile("@"), _MAIL),
    (re.compile(rf"\.{_DOMAIN}"), _SITE),
)
"""What stands in every address of a kind, and the kind."""
NAMED = "name:"
"""What the value of a link by its name begins with."""
ANONYMOUS = "anonymous"
"""The value of a link without a name."""
_TRAILING = ".,;:!?…)]}*_"


def links(text: str) -> tuple[list[Fact], str]:
    """Give the links, and the text with what is address and not words blanked out.

    Each kind is looked for only where a sign of one stands: most texts have no link.
    """
    found = []
    taken = []
    for kind, target, (start, end) in _targets(text):
        found.append(Fact("link", f"{kind}{target}", text[start:end], start, end))
        taken.append((start, end))
    plain = _blanked(text, taken)
    if "_" in plain:
        for match in _NAMED.finditer(plain):
            # Its words stay: they are text as well.
            name = name_of(match["quoted"] or match["bare"])
            found.append(Fact("link", NAMED + name, match[0], *match.span()))
    if "__" in plain:
        for match in _ANONYMOUS.finditer(plain):
            found.append(Fact("link", ANONYMOUS, match[0], *match.span()))
    for sign, pattern in _ADDRESSES:
        if sign.search(plain) is None:
            continue
        taken = []
        for match in pattern.finditer(plain):
            address = _trimmed(match[0])
            start, end = match.start(), match.start() + len(address)
            found.append(Fact("link", address, address, start, end))
            taken.append((start, end))
        plain = _blanked(plain, taken)
    return found, plain


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    if not spans:
        return text
    kept = list(text)
    for start, end in spans:
        kept[start:end] = "|" * (end - start)
    return "".join(kept)


def name_of(text: str) -> str:
    """Give the name that docutils knows a link by: `Weather  Office`_, weather office."""
    return " ".join(text.strip("`").split()).casefold()


def _targets(text: str) -> Iterator[tuple[str, str, tuple[int, int]]]:
    if "`" in text:
        yield from _marked_targets(text)
    if "]_" in text:
        for match in _NOTE.finditer(text):
            yield "note:", match["target"], match.span()
    if "|" in text:
        for match in _SUBSTITUTION.finditer(text):
            yield "|", match["target"], match.span()


def _marked_targets(text: str) -> Iterator[tuple[str, str, tuple[int, int]]]:
    for match in _EMBEDDED.finditer(text):
        target = " ".join(match["target"].split())
        named = target.endswith("_") and not target.endswith("\\_")
        kind, target = (NAMED, name_of(target[:-1])) if named else ("", target)
        yield kind, target, match.span("target")
    for match in _ROLE.finditer(text):
        group = "target" if match["target"] else "bare"
        yield f"{match['role']}:", " ".join(match[group].split()), match.span(group)


def _trimmed(address: str) -> str:
    """Leave the sentence's own marks out of an address that ends it."""
    bare = address.rstrip(_TRAILING)
    return bare + ")" if bare.count("(") > bare.count(")") and bare != address else bare
