"""A translation read the short way is node by node what Sphinx makes of it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from hypothesis import given
from hypothesis import strategies as st
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, sphinx_domains

from editions.sphinxext import short_messages
from editions.sphinxext.short_messages import publish, publish_by_sphinx

MESSAGES = Path(__file__).with_name("short_messages.txt").read_text("utf-8").splitlines()
ODD = ["two\nlines", " begins with a space", "ends with a space ", "a\u2028b", "a\x00b", "", " "]
PIECES = [piece for message in MESSAGES for piece in (message, *message.split(" "))]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Any]]:
    """Give what reads a message by a function: nodes with all they know, and what was said."""
    folder = tmp_path_factory.mktemp("messages")
    (folder / "src").mkdir()
    (folder / "src" / "index.rst").write_text("Index\n=====\n", encoding="utf-8")
    said = io.StringIO()
    extensions = {"extensions": ["editions.sphinxext.passages"]}
    with docutils_namespace():
        app = Sphinx(
            folder / "src",
            None,
            folder / "out",
            folder / "trees",
            "html",
            confoverrides=extensions,
            status=None,
            warning=said,
        )
        app.env.prepare_settings("index")
        made = get_default_settings(Parser)  # type: ignore[arg-type]  # takes classes
        for name, value in app.env.settings.items():
            setattr(made, name, value)

        def read_by(function: Any, text: str, *, title: bool) -> Any:
            said.seek(0)
            said.truncate()
            app.env.current_document.clear()
            app.env.current_document.docname = "index"
            source = f"{text}\n{'=' * len(text) * 2}" if title else text
            options = {"config": app.config, "env": app.env, "registry": app.registry}
            node = function(source, "index.rst", 7, settings=made, **options)
            node = node.next_node() if title else node
            # Where it stands nobody asks, and of a title nobody sees the section.
            if node is not None:
                node.source = node.line = None
            return _all(node), said.getvalue()

        with sphinx_domains(app.env):
            yield read_by


def _all(node: nodes.Node | None) -> Any:
    if node is None or isinstance(node, nodes.Text):
        return node and str(node)
    assert isinstance(node, nodes.Element)
    return (
        type(node),
        node.attributes,
        node.rawsource,
        (node.source, node.line),
        [_all(child) for child in node.children],
    )


@pytest.mark.parametrize("title", [False, True])
@pytest.mark.parametrize("text", [*MESSAGES, *ODD])
def test_a_message_is_read_as_by_sphinx(read: Callable[..., Any], text: str, title: bool) -> None:
    assert read(publish, text, title=title) == read(publish_by_sphinx, text, title=title)


@given(
    text=st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join)
    | st.lists(st.sampled_from(PIECES), max_size=4).map("".join)
    | st.text(alphabet="aб1 .:-*`_|[]#\\@<>()=«»\u2014\u00a0\t", max_size=12),
    title=st.booleans(),
)
def test_any_message_is_read_as_by_sphinx(read: Callable[..., Any], text: str, title: bool) -> None:
    assert read(publish, text, title=title) == read(publish_by_sphinx, text, title=title)


def test_a_line_of_text_is_not_read_as_a_document(
    read: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: Any, **_options: Any) -> nodes.Element:
        raise AssertionError

    monkeypatch.setattr(short_messages, "publish_by_sphinx", refuse)
    for text, title in (("Усе пайшлі: і я.", True), ("Тут [#]_ *так*, https://example.org", False)):
        assert read(publish, text, title=title)
