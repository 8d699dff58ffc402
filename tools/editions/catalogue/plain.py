"""Interface words: plain text with the places and tags of their source, and nothing more.

They are printed into HTML, into attributes and, by code, into %-formats; a word that says
anything but text there could break every page.
"""

from __future__ import annotations

import re
from collections import Counter

from editions.catalogue.grammar import Titled

_PLACE = re.compile(r"%(?:\(\w+\))?[-#0+]*\d*(?:\.\d+)?[diouxXeEfFgGcrs%]")
_BRACED = re.compile(r"\{[^{}]*\}")
_TAG = re.compile(r"<< >>|</?\w[^>]*>|[<>]")
_ENTITY = re.compile(r"&(?:#\w+|\w+);")
_ORIGINAL = re.compile(r"<<[^<>]*>>")
"""Sphinx writes "<<original entry>>" so, in words to be translated; it is text, no tag."""
_LINK = re.compile(r'<a\s[^>]*?href="(?P<target>[^"]*)"[^>]*>(?P<title>.*?)</a>', re.DOTALL)


def titled(text: str) -> list[Titled]:
    """Give the links of an interface word."""
    return [Titled(match["title"], match["target"]) for match in _LINK.finditer(text)]


def fault(source: str, text: str) -> str | None:
    """Say why an interface word must be held back, None if it may be published."""
    if "\n" in text.strip("\n") and "\n" not in source:
        return "has a line break; an interface word is one line"
    if why := _difference(_places(source), _places(text)):
        return why
    if '"' in text and text.count('"') > source.count('"'):
        return "has a straight quotation mark, which ends an attribute; write those of the language"
    return _formats(source, text)


def _places(text: str) -> Counter[str]:
    text = _ORIGINAL.sub("<< >>", text)
    # "100 %" is no place; that of "%%" and of a bare % is for `_formats`.
    places = [place for place in _PLACE.findall(text) if place != "%%"]
    return Counter([*_TAG.findall(text), *_ENTITY.findall(text), *_BRACED.findall(text), *places])


def _formats(source: str, text: str) -> str | None:
    """Refuse a sign that breaks the filling in of places; without places it is a sign."""
    left, braces = _PLACE.sub("", text), _BRACED.sub("", text)
    if any(place != "%%" for place in _PLACE.findall(source)) and "%" in left:
        return "has a '%' that belongs to no place; write %%"
    for brace in "{}":
        if braces.count(brace) > _BRACED.sub("", source).count(brace):
            return f"has '{brace}', which the source lacks; delete it"
    return None


def _difference(source: Counter[str], text: Counter[str]) -> str | None:
    lost = sorted((source - text).elements())
    added = sorted((text - source).elements())
    parts = [f"lacks {', '.join(lost)} of the source"] if lost else []
    parts += [f"has {', '.join(added)}, which the source lacks"] if added else []
    return " and ".join(parts) or None
