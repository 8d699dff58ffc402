"""Handlers of blocks: sections, paragraphs, quotations, notes, boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile
from types import MappingProxyType

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels

from editions.pdf.inline import opened, remark
from editions.pdf.walk import Content, Data, Handler, TreeError, Walk, join, repeated


def _nothing(_walk: Walk, _node: nodes.Node) -> Content:
    return []


def _inside(walk: Walk, node: nodes.Element) -> Content:
    return walk.all(node.children)


def _section(walk: Walk, node: nodes.section) -> Content:
    walk.depth += 1
    heading: Data = {"type": "heading", "level": walk.depth, "id": node["ids"][0]}
    title, rest = node.children[0], node.children[1:]
    heading["content"] = walk.convert(title)
    heading["words"] = repeated(heading["content"])
    if isinstance(title, nodes.Element) and "said" in title:
        heading["said"] = title["said"]
    content = walk.all(rest)
    walk.depth -= 1
    return content if _idle(walk, title, rest) else [heading, *content]


def _title(walk: Walk, node: nodes.title) -> Content:
    return walk.all(node.children)


def _paragraph(walk: Walk, node: nodes.Element) -> Content:
    data: Data = {"type": "paragraph", "content": walk.all(node.children)}
    if "number" in node:
        data |= {"number": node["number"], "id": node["ids"][0]}
    return [data]


def _styled(style: str) -> Handler:
    def handle(walk: Walk, node: nodes.Element) -> Content:
        return [{"type": "paragraph", "style": style, "content": walk.all(node.children)}]

    return handle


def _rubric(walk: Walk, node: nodes.rubric) -> Content:
    if _idle(walk, node, _under(node)):
        return []
    return [{"type": "paragraph", "style": "rubric", "content": walk.all(node.children)}]


def _under(heading: nodes.Node) -> list[nodes.Node]:
    """Give what follows in the same section, up to the next rubric."""
    siblings = heading.parent.children
    rest = siblings[siblings.index(heading) + 1 :]
    return list(takewhile(lambda sibling: not isinstance(sibling, nodes.rubric), rest))


def _idle(walk: Walk, heading: nodes.Node, content: Sequence[nodes.Node]) -> bool:
    """Tell whether a heading has nothing below it but notes, set at the feet of the pages.

    One that calls a note itself is set all the same, or the note would be lost with it.
    """
    return next(heading.findall(nodes.footnote_reference), None) is None and _moved(walk, content)


def _moved(walk: Walk, content: Sequence[nodes.Node]) -> bool:
    """Tell whether nothing is there but notes that are set at the feet of pages."""
    seen = [
        node
        for node in content
        if not isinstance(node, nodes.Invisible | addnodes.index) and not _is_mark(node)
    ]
    return bool(seen) and all(
        isinstance(node, nodes.footnote) and _called(walk, node) for node in seen
    )


def _called(walk: Walk, note: nodes.footnote) -> bool:
    return any(identifier in walk.notes for identifier in note["ids"])


def _note(walk: Walk, node: nodes.footnote) -> Content:
    """Leave a called note to its call; set one that nobody calls where it stands."""
    return [] if _called(walk, node) else _labelled(walk, node)


def _labelled(walk: Walk, node: nodes.Element) -> Content:
    label, *body = node.children
    mark = f"[{label.astext()}]"
    return [{"type": "labelled", "label": mark, "content": opened(walk, body)}]


def _quotation(walk: Walk, node: nodes.block_quote) -> Content:
    quotation: Data = {"type": "quotation", "content": walk.all(node.children)}
    return [quotation | {"kind": "epigraph"} if "epigraph" in node["classes"] else quotation]


def _lines(walk: Walk, node: nodes.line_block) -> Content:
    return [{"type": "lines", "lines": _indented(walk, node, 0)}]


def _indented(walk: Walk, node: nodes.line_block, indent: int) -> list[Data]:
    lines: list[Data] = []
    for child in node.children:
        if isinstance(child, nodes.line_block):
            lines += _indented(walk, child, indent + 1)
        else:
            lines.append({"indent": indent, "content": walk.convert(child)})
    return lines


def _container(walk: Walk, node: nodes.Element) -> Content:
    if _is_mark(node):
        return _mark(walk, node)
    if "toctree-wrapper" in node["classes"] and node.children:  # a hidden one has left nothing
        message = "a list of other documents ('toctree') belongs on the front page, or ':hidden:'"
        raise TreeError(message, node=node)
    return walk.all(node.children)


def _caption(walk: Walk, node: nodes.caption) -> Content:
    number = walk.surroundings.caption_number(node.parent)
    content: Content = [number] if number else []
    for part in walk.all(node.children):
        join(content, part)
    return [{"type": "paragraph", "style": "caption", "content": content}]


def _is_mark(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and "mark" in node


def _mark(walk: Walk, node: nodes.Element) -> Content:
    siblings = node.parent.children
    before = siblings[max(0, siblings.index(node) - 1)]
    if isinstance(before, nodes.title | nodes.rubric) and _idle(walk, before, _under(node)):
        return []  # said of a heading that is not set
    style = "ahead" if "ahead" in node["classes"] else "mark"
    return [{"type": "paragraph", "style": style, "content": remark(node)}]


def _named_box(walk: Walk, node: nodes.Element) -> Content:
    title: Content = [str(admonitionlabels[node.tagname])]
    return [{"type": "box", "title": title, "content": walk.all(node.children)}]


def _box(walk: Walk, node: nodes.Element) -> Content:
    if "contents" in node["classes"]:
        return []  # ``.. contents::``: the edition has its own, with pages
    title: Content = []
    body = list(node.children)
    if body and isinstance(body[0], nodes.title):
        title = walk.convert(body.pop(0))
    kind = node.tagname if node.tagname in {"topic", "sidebar"} else "admonition"
    return [{"type": "box", "kind": kind, "title": title, "content": walk.all(body)}]


BLOCKS: Mapping[type[nodes.Node], Handler] = MappingProxyType(
    {
        nodes.section: _section,
        nodes.title: _title,
        nodes.subtitle: _styled("caption"),
        nodes.paragraph: _paragraph,
        addnodes.compact_paragraph: _paragraph,
        addnodes.centered: _styled("centered"),
        nodes.attribution: _styled("attribution"),
        nodes.caption: _caption,
        nodes.rubric: _rubric,
        nodes.footnote: _note,
        nodes.citation: _labelled,
        nodes.list_item: _inside,
        nodes.term: _inside,
        nodes.field_name: _inside,
        nodes.block_quote: _quotation,
        nodes.line_block: _lines,
        nodes.line: _inside,
        nodes.container: _container,
        nodes.compound: _container,
        addnodes.acks: _inside,
        addnodes.glossary: _inside,
        addnodes.only: _inside,
        addnodes.start_of_file: _inside,
        addnodes.versionmodified: _inside,
        **dict.fromkeys(
            (
                nodes.attention,
                nodes.caution,
                nodes.danger,
                nodes.error,
                nodes.hint,
                nodes.important,
                nodes.note,
                nodes.tip,
                nodes.warning,
                addnodes.seealso,
            ),
            _named_box,
        ),
        nodes.admonition: _box,
        nodes.topic: _box,
        nodes.sidebar: _box,
        nodes.transition: lambda _walk, _node: [{"type": "divider"}],
        # Nothing of these is meant for readers; Sphinx has already said the messages.
        **dict.fromkeys(
            (
                nodes.comment,
                nodes.meta,
                nodes.substitution_definition,
                nodes.system_message,
                addnodes.highlightlang,
                addnodes.index,
                addnodes.tabular_col_spec,
            ),
            _nothing,
        ),
    }
)
