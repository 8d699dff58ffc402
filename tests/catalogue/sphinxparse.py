"""What Sphinx itself makes of a text from a catalogue: the judge of what vetting lets through."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.i18n import _publish_msgstr, parse_noqa
from sphinx.util.docutils import docutils_namespace, sphinx_domains

_CARRIES_NOTHING = (nodes.emphasis, nodes.strong, nodes.Text, nodes.target)

_VERBATIM = (nodes.literal, nodes.math, nodes.raw, nodes.substitution_reference)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The blocks of a text, the text of the first, and what in it is more than text."""

    blocks: tuple[str, ...]
    text: str
    active: Counter[tuple[str, ...]]


@contextmanager
def sphinx(folder: Path) -> Iterator[SphinxParser]:
    """Start a Sphinx without any document, in an empty folder."""
    (folder / "src").mkdir(parents=True)
    (folder / "src" / "index.rst").write_text("Index\n=====\n", encoding="utf-8")
    with docutils_namespace():
        app = Sphinx(
            folder / "src",
            None,
            folder / "out",
            folder / "trees",
            "html",
            confoverrides={"extensions": ["editions.sphinxext.passages"]},
            status=None,
            warning=io.StringIO(),
            freshenv=True,
        )
        app.env.prepare_settings("index")
        with sphinx_domains(app.env):
            yield SphinxParser(app)


class SphinxParser:
    """Parses as the Locale transform does."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        settings = get_default_settings(Parser)  # type: ignore[arg-type]  # takes classes
        for name, value in app.env.settings.items():
            setattr(settings, name, value)
        self._settings = settings

    def parse(self, text: str, *, title: bool = False) -> Parsed:
        text, _ = parse_noqa(text)
        if text.strip().endswith("::"):
            text += "\n\n   dummy literal"
        if title:
            text += "\n" + "=" * len(text) * 2
        app = self._app
        first = _publish_msgstr(
            text,
            "index.rst",
            1,
            config=app.config,
            env=app.env,
            registry=app.registry,
            settings=self._settings,
        )
        document = first if isinstance(first, nodes.document) else first.parent
        assert isinstance(document, nodes.Element)
        blocks = tuple(type(child).__name__ for child in document.children)
        patch = first.next_node() if title else first
        assert isinstance(patch, nodes.Element)
        found = Counter(mark for node in patch.findall() for mark in _active(node))
        return Parsed(blocks, patch.astext(), found)


def _active(node: nodes.Node) -> Iterator[tuple[str, ...]]:
    """Give what a translation must not change: everything that is no text and no emphasis."""
    if isinstance(node, _CARRIES_NOTHING) and not getattr(node, "rawsource", "").startswith("_`"):
        return
    assert isinstance(node, nodes.Element)
    kind = type(node).__name__
    given: list[str] = node.get("classes", [])
    classes = [name for name in given if not name.startswith("language-")]
    if isinstance(node, (nodes.paragraph, nodes.title)) or (kind == "inline" and not classes):
        return
    facts = [str(node[key]) for key in ("refuri", "refname", "reftype", "reftarget") if key in node]
    # The words of a cross-reference stand in a literal or an inline of their own.
    own = not isinstance(node.parent, (addnodes.pending_xref, addnodes.download_reference))
    if own and isinstance(node, _VERBATIM):
        facts.append(" ".join(node.astext().split()))
    yield (kind, *facts, *sorted(classes))
