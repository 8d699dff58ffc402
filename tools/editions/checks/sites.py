"""Addresses said in words that a source has not, and links whose words hide where they lead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from docutils import nodes

from editions.catalogue import grammar
from editions.checks import FACT_LINK, LINK_WORDS
from editions.checks.addresses import addresses, elements
from editions.checks.findings import Finding
from editions.checks.texts import Text
from editions.checks.tree import read
from editions.facts.links import name_of
from editions.facts.sites import sites
from editions.problems import BuildError

_OVERLOOKED = frozenset(".,:;·•‧․'`’‘\"-‐‑_…")
"""Marks of a sentence: nobody takes one for a link."""
_LINK = re.compile(
    r"`(?P<title>[^`<]{0,200})(?:<[^`<>]{0,2000}>)?`_|(?<![\w.-])(?P<name>[\w.-]{3,80})(?<=_)(?!\w)"
)
"""What may be a link by its look; bounded, since a document may be one long line."""


def added(text: Text, told: Collection[str]) -> Iterator[Finding]:
    """Find the addresses a translation says, and its source does not; `told` are found already."""
    if text.source is None:
        return
    new = sites(_read(text.raw))
    if not new:
        return
    source = text.source
    ends = (*source.addresses.named.values(), *source.addresses.of(source.raw))
    known = sites(" ".join((source.raw, _read(source.raw), *ends)))
    before = {site.key for each in told for site in sites(each)}
    for site in new:
        if site.key in before or site.is_told_by(known) or any(map(site.is_at, known)):
            continue
        message = f"the translation has ‘{site.read}’, which the source has not"
        if not site.sure:
            message = f"the translation may have an address that the source has not: ‘{site.read}’"
        at = max(text.raw.find(site.read), 0)
        yield Finding(FACT_LINK, text, (at, at + len(site.read)), message, guess=not site.sure)


def _read(raw: str) -> str:
    """Give a message as it is read: without markup, escapes and the ends of links."""
    return raw if grammar.is_plain(raw) else grammar.read(raw).text


def find(text: Text) -> Iterator[Finding]:
    """Find the links that nobody sees, or that say they lead elsewhere.

    In a translation those that lead by a name: the others are held back by vetting.
    """
    for raw, title, target in _named(text) if text.source else _links(text.raw):
        at = max(text.raw.find(raw), 0)
        span = (at, at + len(raw))
        if _is_overlooked(title) and not text.source:
            words = f"'{title.strip()}' alone" if title.strip() else "no words"
            message = f"a link has {words}, which readers overlook: <{target}>; write some"
            yield Finding(LINK_WORDS, text, span, message)
        own = sites(target)
        for site in sites(title):
            if own and not site.is_told_by(own) and not any(map(site.is_at, own)):
                message = f"the words '{site.read}' lead elsewhere, to <{target}>; write where"
                yield Finding(LINK_WORDS, text, span, message, guess=not site.sure)


def _named(text: Text) -> Iterator[tuple[str, str, str]]:
    """Give the links of a translation that lead by a name: as written, words, address."""
    if text.source is None or grammar.is_plain(text.raw):
        return
    for title, target in grammar.read(text.raw).titled:
        end = text.source.addresses.named.get(name_of(target.removesuffix("_")))
        if target.endswith("_") and end:
            yield title, title, end


def _links(raw: str) -> Iterator[tuple[str, str, str]]:
    """Give the links of a document to addresses: as written, words, address.

    None of a document in which nothing looks as if it were to be told of: reading it takes long.
    """
    titles = ((match["title"] or match["name"] or "").rstrip("_") for match in _LINK.finditer(raw))
    if not any(_is_overlooked(title.replace("\\", "")) or sites(title) for title in titles):
        return
    try:
        found = list(elements(read(raw, "document")))
    except BuildError:
        return
    named = addresses(raw).named
    for node in found:
        if isinstance(node, nodes.reference) and node.rawsource:
            target = node.get("refuri") or named.get(name_of(node.get("refname", "")), "")
            if target and node.children:
                yield node.rawsource, node.astext(), target


def _is_overlooked(title: str) -> bool:
    seen = (sign for sign in title if unicodedata.category(sign)[0] not in "ZC")
    return all(sign in _OVERLOOKED for sign in seen)
