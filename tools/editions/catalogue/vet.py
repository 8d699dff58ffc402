"""Holding back what a translation must not be: the light vetting of the first release.

A translation is untrusted: docutils would carry out a directive in it. What is let
through is one run of inline text with the markup of its source message, by multiset.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import polib

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_LITERAL = re.compile(r"``.+?``", re.DOTALL)
_ROLE = re.compile(r"(:(?:[\w.+-]+:)+)(?=`)|(?<=`)(:(?:[\w.+-]+:)+)(?!`)")
_TARGET = re.compile(r"<([^<>`]+)>`")
_PLAIN_TARGET = re.compile(r":(?:doc|ref|numref|any|download|term|keyword|eq):`([^<>`]+)`")
_NOTE = re.compile(r"\[[^\]\s]+\]_")
_SUBSTITUTION = re.compile(r"(?<![\w|])\|[^|\s](?:[^|]*[^|\s])?\|(?!\w)")
_REFERENCE = re.compile(r"`__?(?![\w`])|(?<![\w`_])\w[\w-]*[^\W_]__?(?![\w`_])")
_ADDRESS = re.compile(
    r"\b(?:https?|ftps?|file|data|javascript|vbscript|mailto|tel|news|git|ssh)"
    r":[^\s<>`\"«»“”]*[^\s<>`\"«»“”.,;:!?)\]}']"
    r"|[\w.+-]+@[\w-]+\.[\w.-]*\w",
    re.IGNORECASE,
)
_BLOCK = re.compile(
    r"\s|\.\.(?:\s|$)|[-*+•‣⁃]\s|\(?(?:\d+|[A-Za-z#]|[ivxlcdmIVXLCDM]+)[.)]\s"
    r"|:[^:`\s][^:]*:(?:\s|$)|\|\s|>>>|__\s|--?\w+\s\s|/\w\s\s"
    r"|([!-/:-@[-`{-~])\1{3,}\s*$"
)
_TAG = re.compile(r"<< >>|</?\w[^>]*>|[<>]")
_FORMAT = re.compile(r"%(?:\(\w+\))?[-#0+]*\d*(?:\.\d+)?[diouxXeEfFgGcrs%]")


def fault(entry: polib.POEntry, *, interface: bool = False) -> str | None:
    """Say why a translation must be held back, None if it may be published.

    `interface` is for the words of ``sphinx.po``, which are no reStructuredText: theme and
    code put them into HTML and fill in their %-places.
    """
    source, text = entry.msgid, entry.msgstr
    if match := _CONTROL.search(text):
        return f"holds the control character U+{ord(match[0]):04X}; delete it"
    if re.search(r"\n[ \t]*\n", text):
        return "has a blank line; a translation is one paragraph"
    if interface:
        return _difference(_places(source), _places(text))
    return _block(source, text) or _difference(_markup(source), _markup(text))


def _block(source: str, text: str) -> str | None:
    """Say what makes a text more than one run of inline text; Sphinx would drop or obey it."""
    if "\n" in text.strip("\n") and "\n" not in source.strip("\n"):
        return "has a line break; a translation is one line"
    if (match := _BLOCK.match(text)) and not _BLOCK.match(source):
        sign = match[0].strip() or "a space"
        return f"begins with '{sign}', which starts a list or a directive; begin otherwise"
    if text.rstrip().endswith("::") and not source.rstrip().endswith("::"):
        return "ends with '::', which starts a literal block; end with one colon"
    return None


def _difference(source: Counter[str], text: Counter[str]) -> str | None:
    lost = sorted((source - text).elements())
    added = sorted((text - source).elements())
    parts = [f"lacks {', '.join(lost)} of the source"] if lost else []
    parts += [f"has {', '.join(added)}, which the source lacks"] if added else []
    return " and ".join(parts) or None


def _markup(text: str) -> Counter[str]:
    return Counter(_marks(_LITERAL.sub(" ", text)))


def _marks(text: str) -> Iterator[str]:
    """Give roles, targets, notes, substitutions, references and addresses of a message."""
    yield from (match[1] or match[2] for match in _ROLE.finditer(text))
    yield from (f"<{match[1]}>" for match in _TARGET.finditer(text))
    # :doc:`about/method` may become :doc:`the method <about/method>`.
    yield from (f"<{match[1]}>" for match in _PLAIN_TARGET.finditer(text))
    yield from _NOTE.findall(text)
    yield from _SUBSTITUTION.findall(text)
    # The words of a reference are translated: only how many there are is compared.
    yield from ("a reference (…_)" for _ in _REFERENCE.finditer(_NOTE.sub(" ", text)))
    outside = _TARGET.sub("`", text)
    yield from _ADDRESS.findall(outside)


def _places(text: str) -> Counter[str]:
    # Sphinx sets "<<original entry>>" so, in words to be translated; it is text, no tag.
    text = re.sub(r"<<[^<>]*>>", "<< >>", text)
    return Counter([*_TAG.findall(text), *_FORMAT.findall(text)])
