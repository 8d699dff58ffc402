"""The closed grammar of a translation: one run of inline markup, read without carrying it out.

The text is parsed by docutils' own inline parser, so that what is read here is what Sphinx
will read; only that roles are looked up nowhere and yield inert text. What counts is the
multiset of marks: every role with its target, link, note, citation, substitution, literal
and reference. Emphasis and the roles that tell a passage's language may come and go: they
carry nothing away, and where a stress falls is the language's own affair.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock
from types import SimpleNamespace
from typing import Any, NamedTuple

from docutils import frontend, nodes, utils
from docutils.parsers.rst import Parser
from docutils.parsers.rst.states import Body, Inliner

from editions.config import AUTONYMS

FREE_ROLES = frozenset({"emphasis", "strong", *AUTONYMS})
"""Roles a translation may add or drop."""
TEXT_ROLES = frozenset(
    {"abbr", "abbreviation", "ab", "acronym", "dfn", "guilabel", "menuselection", "sub"}
    | {"subscript", "sup", "superscript", "title", "title-reference", "t"}
)
"""Roles whose text is translated; of any role not named here it must stay as it is."""
TARGET_ROLES = frozenset(
    {"any", "doc", "download", "eq", "keyword", "name", "numref", "option", "ref", "term", "token"}
)
"""Roles whose text is, or ends with, a target: ``:doc:`x``` says the same as ``:doc:`y <x>```."""

_NAMED_ROLES = frozenset({"any", "name", "term"})
"""Roles that show what is written in them, even without a title of their own."""

_SIGNS = re.compile(r"[`*|_\[@\\]|:(?=\S)")
_TITLED = re.compile(r"(?P<title>.+?)\s*(?<!\x00)<(?P<target>.*?)>$", re.DOTALL)
"""As Sphinx parts them: the target begins at the first bracket."""
_LEFT_OVER = re.compile(r"(?<!\x00)`+|(?<=[^\W\d_])(?<!\x00)\*+(?=[^\W\d_])")
_BLOCKS = tuple(
    re.compile(pattern)
    for name, pattern in Body.patterns.items()
    if name not in {"text", "explicit_markup"}
)


class Mark(NamedTuple):
    """Something a translation must have as often as its source, as it is shown to people."""

    kind: str
    shown: str


class Named(NamedTuple):
    """A reference that names its target by its own words: ``text_``."""

    mark: Mark
    raw: str


class Titled(NamedTuple):
    """A link, with its words and where it leads: ``name_`` by a name, ``__`` by its order."""

    title: str
    target: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What docutils sees in a text.

    `named` are the references without a target of their own; `ordered` is the raw
    text of notes and references by name; `faults` are start-strings without end and signs left
    over; `spoken` are the words that are the text's own and of the language it is in.
    """

    text: str
    marks: Counter[Mark]
    named: tuple[Named, ...] = ()
    ordered: tuple[str, ...] = ()
    titled: tuple[Titled, ...] = ()
    faults: tuple[str, ...] = ()
    spoken: str = ""


def is_plain(text: str) -> bool:
    """Tell whether a text holds nothing that inline markup could begin with."""
    return _SIGNS.search(text) is None


def begins_block(text: str) -> bool:
    """Tell whether docutils would take the line for a list, a table, a field or the like.

    Explicit markup (``.. ``) is not meant: it is no text at all.

    >>> begins_block("2020. Снег"), begins_block("- Снег"), begins_block("Снег")
    (True, True, False)
    """
    return any(pattern.match(text) for pattern in _BLOCKS)


@lru_cache(maxsize=4096)
def read(text: str) -> Reading:
    """Read one line of inline markup; directives, roles and targets are only looked at."""
    with _ALONE:
        return _read(text)


def _read(text: str) -> Reading:
    inliner = _inliner()
    inliner.left = []
    document = utils.new_document("", _settings())
    parent = nodes.paragraph()
    memo = SimpleNamespace(document=document, language=None)
    parsed, _ = inliner.parse(text, 0, memo, parent)
    found = list(_elements(parsed))
    named = tuple(
        Named(mark, node.rawsource) for node in found if _is_bare(node) for mark in _marks(node)
    )
    return Reading(
        text="".join(node.astext() for node in parsed),
        marks=Counter(mark for node in found for mark in _marks(node)),
        named=named,
        ordered=tuple(node.rawsource for node in found if "refname" in node or "auto" in node),
        titled=tuple(titled for node in found for titled in _titled(node)),
        faults=tuple(inliner.left),
        spoken="".join(_spoken(node) for node in parsed),
    )


_ALONE = Lock()
"""Editions are vetted by threads side by side, and docutils keeps what it reads in one place.

Its defaults, too, are made under a filter of warnings that holds for all threads.
"""


class _Inliner(Inliner):
    """docutils' inline parser, with roles that do nothing."""

    left: list[str]

    def interpreted(self, rawsource: str, text: str, role: str, lineno: int) -> Any:
        titled = _split(role.lower(), text)
        shown = titled.title if titled else text
        return [nodes.inline(rawsource, shown, role=role.lower(), escaped=text)], []

    def problematic(self, text: str, rawsource: str, message: nodes.system_message) -> Any:
        self.left.append(text)
        return nodes.inline(rawsource, text)

    def implicit_inline(self, text: str, lineno: int) -> Any:
        found = super().implicit_inline(text, lineno)
        for node in found:
            if isinstance(node, nodes.Text):
                self.left += _LEFT_OVER.findall(str(node))
        return found


@cache
def _settings() -> Any:
    settings = frontend.get_default_settings(Parser)  # type: ignore[arg-type]  # takes classes
    settings.report_level, settings.halt_level = 5, 6  # it is for us to say what is wrong
    return settings


@cache
def _inliner() -> _Inliner:
    # docutils takes its patterns from the class itself, not from what that inherits.
    stock = Inliner()
    stock.init_customizations(_settings())
    inliner = _Inliner()
    inliner.patterns = stock.patterns
    # What finds addresses; typed too narrowly in types-docutils.
    inliner.implicit_dispatch = [(stock.patterns.uri, inliner.standalone_uri)]  # type: ignore[list-item]
    return inliner


def _elements(parsed: list[nodes.Node]) -> Iterator[nodes.Element]:
    for top in parsed:
        yield from (node for node in top.findall() if isinstance(node, nodes.Element))


def _is_bare(node: nodes.Element) -> bool:
    """Tell whether a reference names its target by its own words."""
    if not isinstance(node, nodes.reference) or "refname" not in node:
        return False
    return re.search(r"<[^<>]+>`_{1,2}\Z|\|_\Z", node.rawsource) is None


def _marks(node: nodes.Element) -> Iterator[Mark]:
    """Give what must stay of one element; of nothing else may docutils find an element."""
    match node:
        case nodes.emphasis() | nodes.strong():
            return
        case nodes.literal():
            yield Mark("literal", f"``{node.astext()}``")
        case nodes.footnote_reference() | nodes.citation_reference():
            yield Mark("note", node.rawsource)
        case nodes.substitution_reference():
            yield Mark("substitution", f"|{' '.join(node.astext().split())}|")
        case nodes.reference():
            yield from _of_reference(node)
        case nodes.target():
            # The other targets belong to a reference, which was counted.
            if node.rawsource.startswith("_`"):
                yield Mark("target", node.rawsource)
        case nodes.inline():
            yield from _of_role(node)
        case _:
            yield Mark("element", node.rawsource)


def _of_reference(node: nodes.Element) -> Iterator[Mark]:
    if "refuri" in node:
        yield Mark("link", f"<{node['refuri']}>")
    elif "anonymous" in node:
        yield Mark("reference", "a reference (…__)")
    else:
        yield Mark("reference", f"<{node['refname']}_>")


def _of_role(node: nodes.Element) -> Iterator[Mark]:
    if "role" not in node:
        return
    role, text = node["role"], node["escaped"]
    if role in FREE_ROLES:
        return
    shown = f":{role}:" if role else "`…`"
    if not role or role in TEXT_ROLES:
        yield Mark("role", shown)
    elif titled := _split(role, text):
        yield Mark("role", f":{role}:`{titled.target}`")
    else:
        yield Mark("role", f":{role}:`{_bare(text)}`")


def _spoken(node: nodes.Node) -> str:
    """Give the words of a node that a translation says in another language."""
    match node:
        case nodes.Text():
            return str(node)
        case nodes.literal() | nodes.substitution_reference():
            return ""
        case nodes.footnote_reference() | nodes.citation_reference():
            return ""
        case nodes.reference() if node.get("refuri", "").removeprefix("mailto:") == node.astext():
            return ""
        case nodes.inline() if "role" in node and not _says_own_words(node):
            return ""
    return "".join(_spoken(child) for child in node.children)


def _says_own_words(node: nodes.Element) -> bool:
    role, text = node["role"], node["escaped"]
    if role in AUTONYMS:
        return False
    own = not role or role in TEXT_ROLES | FREE_ROLES | _NAMED_ROLES
    return own or _split(role, text) is not None


def _split(role: str, text: str) -> Titled | None:
    """Part the title from the target, in roles that have one."""
    if role.rpartition(":")[2] not in TARGET_ROLES or not (match := _TITLED.match(text)):
        return None
    return Titled(_bare(match["title"]), _bare(match["target"]))


def _titled(node: nodes.Element) -> Iterator[Titled]:
    if isinstance(node, nodes.reference):
        if not node.rawsource.endswith("|_"):
            name = node.get("refname")
            yield Titled(node.astext(), node.get("refuri", f"{name}_" if name else "__"))
    elif "role" in node and (titled := _split(node["role"], node["escaped"])):
        yield titled


def _bare(text: str) -> str:
    return " ".join(nodes.unescape(text).split())
