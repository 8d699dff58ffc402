"""The language that a part of a document is marked with, read from its class ``language-xx``."""

from __future__ import annotations

from docutils import nodes

from editions.sphinxext.messages import MSGID


def language_of(node: nodes.Element) -> str | None:
    """Give the language a node is marked with, None if it is in the edition's own."""
    classes: list[str] = node.get("classes", [])
    for name in classes:
        if name.startswith("language-"):
            return name.removeprefix("language-")
    return None


def language_around(node: nodes.Element | None) -> str | None:
    """Give the language that a node, or the nearest around it, is marked with."""
    while node is not None:
        if language := language_of(node):
            return language
        node = node.parent
    return None


def has_foreign(block: nodes.Element) -> bool:
    """Tell whether a substitution in a block is in another language than the rest of it."""
    return any(MSGID in part and language_of(part) for part in block.findall(nodes.inline))


def lang_within(node: nodes.Node, language: str) -> str:
    """Give the attribute for interface words that stand within `node`, "" if it needs none.

    They speak the edition's language, whatever the passage around them is in.
    """
    spoken = language_around(node if isinstance(node, nodes.Element) else node.parent)
    return "" if spoken in {None, language} else f' lang="{language}"'
