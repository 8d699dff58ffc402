"""A resolved doctree → the data the template sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from sphinx import addnodes

from editions.pdf.blocks import BLOCKS
from editions.pdf.code import CODE
from editions.pdf.inline import INLINE
from editions.pdf.lists import LISTS
from editions.pdf.math import MATH
from editions.pdf.sides import objects
from editions.pdf.tables import TABLES
from editions.pdf.walk import Content, Data, Remark, Surroundings, TreeError, Walk, target

HANDLERS = {**INLINE, **BLOCKS, **LISTS, **CODE, **TABLES, **MATH}


@dataclass(frozen=True, slots=True)
class Tree:
    """A document as data: the heading that is its title, and all else in order."""

    title: Data
    body: Content
    images: Mapping[str, Path]
    remarks: tuple[Remark, ...]
    labels: Mapping[str, str]
    """The one label of a section or paragraph for each of its other ids."""


def tree(document: nodes.document, surroundings: Surroundings) -> Tree:
    """Turn a document into data.

    Raises `TreeError` for a document without a title, and for a node nobody handles.
    """
    notes = _called_notes(document)
    walk = Walk(
        HANDLERS,
        surroundings,
        notes=notes,
        labels=_labels(document),
        wanted=_wanted(document) - notes.keys(),
    )
    content = walk.all(document.children)
    title = next((part for part in content if _is_title(part)), None)
    if not isinstance(title, dict):
        raise TreeError("a report needs a title", node=document)
    content.remove(title)
    _unlink(walk, content, known=_known([title, *content]))
    others = {name: label for name, label in walk.labels.items() if name != label}
    return Tree(title, content, walk.images, tuple(walk.remarks), others)


def _called_notes(document: nodes.document) -> dict[str, nodes.footnote]:
    called = {call.get("refid") for call in document.findall(nodes.footnote_reference)}
    return {
        identifier: note
        for note in document.findall(nodes.footnote)
        for identifier in note["ids"]
        if identifier in called
    }


def _labels(document: nodes.document) -> dict[str, str]:
    """Choose one label for what may have several ids; Typst allows a thing only one."""
    return {
        identifier: node["ids"][0]
        for node in document.findall(nodes.Element)
        if isinstance(node, nodes.section)
        or (isinstance(node, nodes.paragraph) and "number" in node)
        for identifier in node["ids"]
    }


def _wanted(document: nodes.document) -> frozenset[str]:
    referring = (nodes.reference, nodes.citation_reference, addnodes.number_reference)
    found = (
        target(node) for node in document.findall(nodes.Element) if isinstance(node, referring)
    )
    return frozenset(identifier for identifier in found if identifier)


def _is_title(part: str | Data) -> bool:
    return isinstance(part, dict) and part["type"] == "heading" and part["level"] == 1


def _known(content: Content) -> set[str]:
    kinds = {"anchor", "heading", "note", "paragraph"}
    return {item["id"] for item in objects(content) if item.get("type") in kinds and "id" in item}


def _unlink(walk: Walk, content: Content, *, known: set[str]) -> None:
    """Make plain text of links into nowhere, which Typst would refuse."""
    for item in objects(content):
        if item.get("type") == "link" and "to" in item and item["to"] not in known:
            message = f"a link leads to '{item['to']}', which is not here"
            walk.remarks.append(Remark(message, walk.led.get(item["to"])))
            item["type"] = "plain"
