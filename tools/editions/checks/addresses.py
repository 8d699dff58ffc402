"""Where the links of a document lead that say it elsewhere: by a name, or by their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from docutils import nodes

from editions.checks.tree import read, unknown
from editions.facts.links import name_of
from editions.problems import BuildError


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of a document's links.

    `named` gives them by the names that docutils knows, `anonymous` those of the links without
    a name (`` `weather office`__ ``) in the order of each passage, by the passage as it is written.
    """

    named: Mapping[str, str] = field(default_factory=dict)
    anonymous: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, passage: str) -> tuple[str, ...]:
        """Give the addresses of a passage's links without a name; none if they are not known."""
        return self.anonymous.get(_written(passage), ())


@lru_cache(maxsize=64)
def addresses(text: str) -> Addresses:
    """Read where the links of a document lead; of a text that cannot be parsed, nothing."""
    try:
        found = list(elements(read(text, "document")))
    except BuildError:
        return Addresses()
    named: dict[str, str] = {}
    links, ends = [], []
    for node in found:
        if _is_anonymous(node):
            links.append(node)
        elif isinstance(node, nodes.target):
            if node.get("anonymous"):
                ends.append(node.get("refuri", ""))
            if "refuri" in node:
                for name in (*node["names"], *node["dupnames"]):
                    named.setdefault(name_of(name), node["refuri"])
    anonymous: dict[str, tuple[str, ...]] = {}
    if len(links) == len(ends):  # else docutils links none of them
        for link, end in zip(links, ends, strict=True):
            passage = _written(_passage(link).rawsource)
            anonymous[passage] = (*anonymous.get(passage, ()), end)
    return Addresses(named, anonymous)


def elements(tree: nodes.document) -> Iterator[nodes.Element]:
    """Give the elements of a tree in order, with those of directives unknown to docutils."""
    for node in tree.findall(nodes.Element):
        yield node
        if isinstance(node, nodes.system_message):
            found = unknown(node)
            if found is not None and found.body is not None:
                yield from elements(found.body)


def _is_anonymous(node: nodes.Element) -> bool:
    """Tell whether a node is a link without a name, or was one that docutils could not link."""
    if isinstance(node, nodes.problematic):
        # Its end stands outside of the directive it is in, or beside one that is not known.
        return node.rawsource.endswith("__")
    return isinstance(node, nodes.reference) and bool(node.get("anonymous"))


def _passage(link: nodes.Element) -> nodes.Element:
    """Give the block that a link stands in, which is a message of the catalogues."""
    block = link
    while isinstance(block, nodes.Inline) and isinstance(block.parent, nodes.Element):
        block = block.parent
    return block


def _written(passage: str) -> str:
    return " ".join(passage.split())
