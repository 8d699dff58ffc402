"""Links of a text: addresses, targets of inline links and roles, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_SITE = re.compile(
    r"(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:by|ru|com|org|net|info|eu|ua|pl|lt)\b(?:/[^\s<>`\"«»“”]*)?"
)
NAMED = "name:"
"""What the value of a link by its name begins with."""
ANONYMOUS = "anonymous"
"""The value of a link without a name."""
_TRAILING = ".,;:!?…)]}*_"


def links(text: str) -> tuple[list[Fact], str]:
    """Give the links, and the text with what is address and not words blanked out."""
    kept = list(text)
    found = []
    for kind, target, (start, end) in _targets(text):
        found.append(Fact("link", f"{kind}{target}", text[start:end], start, end))
        kept[start:end] = "|" * (end - start)
    plain = "".join(kept)
    for match in _NAMED.finditer(plain):
        # Its words stay: they are text as well.
        name = name_of(match["quoted"] or match["bare"])
        found.append(Fact("link", NAMED + name, match[0], *match.span()))
    for match in _ANONYMOUS.finditer(plain):
        found.append(Fact("link", ANONYMOUS, match[0], *match.span()))
    for pattern in (_URL, _MAIL, _SITE):
        for match in pattern.finditer(plain):
            address = _trimmed(match[0])
            end = match.start() + len(address)
            found.append(Fact("link", address, address, match.start(), end))
            kept[match.start() : end] = "|" * len(address)
        plain = "".join(kept)
    return found, plain


def name_of(text: str) -> str:
    """Give the name that docutils knows a link by: `Weather  Office`_, weather office."""
    return " ".join(text.strip("`").split()).casefold()


def _targets(text: str) -> Iterator[tuple[str, str, tuple[int, int]]]:
    for match in _EMBEDDED.finditer(text):
        target = " ".join(match["target"].split())
        named = target.endswith("_") and not target.endswith("\\_")
        kind, target = (NAMED, name_of(target[:-1])) if named else ("", target)
        yield kind, target, match.span("target")
    for match in _ROLE.finditer(text):
        group = "target" if match["target"] else "bare"
        yield f"{match['role']}:", " ".join(match[group].split()), match.span(group)
    for match in _NOTE.finditer(text):
        yield "note:", match["target"], match.span()
    for match in _SUBSTITUTION.finditer(text):
        yield "|", match["target"], match.span()


def _trimmed(address: str) -> str:
    """Leave the sentence's own marks out of an address that ends it."""
    bare = address.rstrip(_TRAILING)
    return bare + ")" if bare.count("(") > bare.count(")") and bare != address else bare
