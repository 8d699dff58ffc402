"""Coverage: every node there is has its place in nodes.toml, and what it says is true."""

from __future__ import annotations

import inspect
import tomllib
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from sphinx import addnodes

from editions.pdf.tree import HANDLERS, tree
from editions.pdf.walk import TreeError
from tests.pdf.conftest import Built
from tests.pdf.reading import doctree_of
from tests.pdf.test_tree import Alone

LISTED: dict[str, Any] = tomllib.loads(Path(__file__).with_name("nodes.toml").read_text("utf-8"))
KNOWN = {
    name
    for module in (nodes, addnodes)
    for name, kind in inspect.getmembers(module, inspect.isclass)
    if issubclass(kind, nodes.Node) and kind.__module__ == module.__name__
}


def words() -> nodes.document:
    text, settings = "Title\n=====\n\nWords.\n", {"doctitle_xform": False}
    document: nodes.document = publish_doctree(text, settings_overrides=settings)
    return document


def stranger(name: str) -> nodes.Element:
    """Give a node of a kind, whatever that wants to be made of."""
    node = nodes.Element()
    node.__class__ = getattr(nodes, name, None) or getattr(addnodes, name)
    return node


def test_every_node_has_one_place() -> None:
    places = [
        name for part in ("set", "inside", "nothing", "refused", "never") for name in LISTED[part]
    ]
    assert sorted(places) == sorted(KNOWN)


def test_what_is_set_or_left_out_has_a_handler_and_nothing_else_has() -> None:
    assert {kind.__name__ for kind in HANDLERS} == {*LISTED["set"], *LISTED["nothing"]}


def test_the_test_documents_have_every_node_that_is_set(everything: dict[str, Built]) -> None:
    there = {
        type(node).__name__
        for issue in ("2021-03", "2021-04")
        for node in doctree_of(everything["en"].doctrees / f"reports/{issue}.doctree").findall()
    }
    assert sorted(set(LISTED["set"]) - there) == sorted(LISTED["rare"])


@pytest.mark.parametrize(
    "name", sorted({*LISTED["refused"], *LISTED["never"]} - {"Node", "Element"})
)
def test_what_is_not_handled_is_an_error_with_its_line(name: str) -> None:
    document = words()
    paragraph = next(document.findall(nodes.paragraph))
    paragraph += stranger(name)
    with pytest.raises(TreeError, match=f"cannot set '{name}'") as error:
        tree(document, Alone())
    assert error.value.line == 4


@pytest.mark.parametrize("name", sorted(LISTED["nothing"]))
def test_what_is_nothing_for_readers_adds_no_word(name: str) -> None:
    document = words()
    next(document.findall(nodes.section)).append(stranger(name))
    assert tree(document, Alone()).body == [{"type": "paragraph", "content": ["Words."]}]
