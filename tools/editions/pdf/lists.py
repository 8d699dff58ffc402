"""Handlers of lists, and of what is set like one: definitions, fields, options, signatures."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from docutils import nodes
from sphinx import addnodes

from editions.pdf.walk import Content, Data, Handler, Walk, elements

_COUNTERS = {
    "arabic": "1",
    "loweralpha": "a",
    "upperalpha": "A",
    "lowerroman": "i",
    "upperroman": "I",
}


def _list(walk: Walk, node: nodes.Element) -> Content:
    return [{"type": "list", "items": [walk.convert(item) for item in node.children]}]


def _columns(walk: Walk, node: addnodes.hlist) -> Content:
    """Set the columns of a list one below the other; paper is narrow."""
    columns = [part for column in elements(node) for part in elements(column)]
    items = [walk.convert(item) for part in columns for item in part.children]
    return [{"type": "list", "items": items}]


def _enumeration(walk: Walk, node: nodes.enumerated_list) -> Content:
    counter = _COUNTERS[node.get("enumtype", "arabic")]
    data: Data = {
        "type": "enumeration",
        "start": node.get("start", 1),
        "numbering": f"{node.get('prefix', '')}{counter}{node.get('suffix', '.')}",
        "items": [walk.convert(item) for item in node.children],
    }
    return [data]


def _definitions(walk: Walk, node: nodes.Element) -> Content:
    """Set definition, field and option lists alike: a term, and what is said of it."""
    items: list[Data] = []
    for item in elements(node):
        *terms, body = elements(item)
        term: Content = []
        for part in terms:
            term += [", "] if term and isinstance(part, nodes.term) else []
            term += walk.convert(part)
        items.append({"term": term, "content": walk.inside(body)})
    return [{"type": "definitions", "items": items}]


def _classifier(walk: Walk, node: nodes.classifier) -> Content:
    return [" (", *walk.all(node.children), ")"]


def _options(_walk: Walk, node: nodes.option_group) -> Content:
    text = ", ".join(option.astext() for option in node.children)
    return [{"type": "literal", "text": text}]


def _description(walk: Walk, node: addnodes.desc) -> Content:
    *signatures, body = elements(node)
    term: Content = []
    for signature in signatures:
        term += [{"type": "break"}] if term else []
        term += [*walk.anchors_below(signature), {"type": "literal", "text": signature.astext()}]
    item: Data = {"term": term, "content": walk.inside(body)}
    return [{"type": "definitions", "items": [item]}]


LISTS: Mapping[type[nodes.Node], Handler] = MappingProxyType(
    {
        nodes.bullet_list: _list,
        nodes.enumerated_list: _enumeration,
        addnodes.hlist: _columns,
        nodes.definition_list: _definitions,
        nodes.field_list: _definitions,
        nodes.option_list: _definitions,
        nodes.option_group: _options,
        nodes.classifier: _classifier,
        addnodes.desc: _description,
    }
)
