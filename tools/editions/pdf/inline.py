"""Handlers of what stands inside a line: text, emphasis, links, calls of notes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from docutils import nodes
from sphinx import addnodes

from editions.pdf.code import verbatim
from editions.pdf.walk import Content, Handler, TreeError, Walk, line_of, running, target


def _text(walk: Walk, node: nodes.Text) -> Content:
    return verbatim(node.astext()) if walk.verbatim else [running(node.astext())]


def _inside(walk: Walk, node: nodes.Element) -> Content:
    return walk.all(node.children)


def _wrapped(kind: str) -> Handler:
    def handle(walk: Walk, node: nodes.Element) -> Content:
        return [{"type": kind, "content": walk.all(node.children)}]

    return handle


def _literal(_walk: Walk, node: nodes.Element) -> Content:
    return [{"type": "literal", "text": running(node.astext())}]


def _abbreviation(walk: Walk, node: nodes.abbreviation) -> Content:
    """Say what it stands for where it is first met; paper has no tooltip."""
    meaning = node.get("explanation", "")
    short = node.astext()
    content = walk.all(node.children)
    if not meaning or short in walk.explained:
        return content
    walk.explained.add(short)
    return [*content, f" ({meaning})"]


def _reference(walk: Walk, node: nodes.reference) -> Content:
    content = walk.all(node.children)
    if identifier := target(node):
        label = walk.labels.get(identifier, identifier)
        walk.led[label] = line_of(node)
        return [{"type": "link", "to": label, "content": content}]
    if address := walk.surroundings.address(node):
        return [{"type": "link", "url": address, "content": content}]
    if node.get("internal"):
        # In a volume the other document may be at hand.
        return [{"type": "plain", "url": node["refuri"], "content": content}]
    return content


def _download(walk: Walk, node: addnodes.download_reference) -> Content:
    """Say where the file lies, which does not travel with the PDF; else what it is called."""
    content = walk.all(node.children)
    if address := walk.surroundings.download(node):
        return [{"type": "link", "url": address, "content": content}]
    name = PurePosixPath(node.get("reftarget", "")).name
    return content if name in node.astext() else [*content, f" ({name})"]


def _note_call(walk: Walk, node: nodes.footnote_reference) -> Content:
    """Set the note at its first call; a later call repeats its mark."""
    identifier = node.get("refid", "")
    note = walk.notes.get(identifier)
    if note is None:
        raise TreeError(f"the note '{node.astext()}' does not exist", node=node)
    # Sphinx leaves the call empty in a translated title; the note itself knows its mark.
    mark = "".join(child.astext() for child in note.children if isinstance(child, nodes.label))
    if identifier in walk.set_notes:
        return [{"type": "note-again", "id": identifier, "mark": mark}]
    walk.set_notes.add(identifier)
    body = [child for child in note.children if not isinstance(child, nodes.label)]
    return [{"type": "note", "id": identifier, "mark": mark, "content": opened(walk, body)}]


def opened(walk: Walk, body: list[nodes.Node]) -> Content:
    """Let a first paragraph run on from the mark, where a block would begin a new line.

    What is said of its translation runs on too: notes have to be short.
    """
    if not body or not isinstance(body[0], nodes.paragraph):
        return walk.all(body)
    content = walk.inside(body[0])
    rest = body[1:]
    if rest and isinstance(rest[0], nodes.container) and "mark" in rest[0]:
        content += [" ", {"type": "remark", "content": remark(rest.pop(0))}]
    return [*content, *walk.all(rest)]


def remark(mark: nodes.Node) -> Content:
    """Give what a mark says of passages that are not truly translated, as links to the source."""
    content: Content = []
    for said, url in mark["mark"] if isinstance(mark, nodes.Element) else ():
        content += [" "] if content else []
        content.append({"type": "link", "url": url, "content": [said]} if url else said)
    return content


def _citation_call(walk: Walk, node: nodes.citation_reference) -> Content:
    label = ["[", *walk.all(node.children), "]"]
    return [{"type": "link", "to": node["refid"], "content": label}] if "refid" in node else label


INLINE: Mapping[type[nodes.Node], Handler] = MappingProxyType(
    {
        nodes.Text: _text,
        nodes.emphasis: _wrapped("emphasis"),
        nodes.title_reference: _wrapped("emphasis"),
        addnodes.literal_emphasis: _wrapped("emphasis"),
        addnodes.manpage: _wrapped("emphasis"),
        nodes.strong: _wrapped("strong"),
        addnodes.literal_strong: _wrapped("strong"),
        nodes.subscript: _wrapped("subscript"),
        nodes.superscript: _wrapped("superscript"),
        nodes.literal: _literal,
        nodes.abbreviation: _abbreviation,
        nodes.acronym: _abbreviation,
        nodes.inline: _inside,
        nodes.generated: _inside,
        nodes.target: _inside,
        # Sphinx has already complained of what these two stand for.
        nodes.problematic: _inside,
        addnodes.pending_xref: _inside,
        addnodes.download_reference: _download,
        addnodes.desc_inline: _literal,
        addnodes.number_reference: _reference,
        nodes.reference: _reference,
        nodes.footnote_reference: _note_call,
        nodes.citation_reference: _citation_call,
    }
)
