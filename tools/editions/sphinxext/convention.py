"""The one switch: English text prints registered places by the scheme of the settings.

Sources and catalogues are written in the national system of 2007; an edition of another
scheme changes the spelling as it is printed. Quotations, literals, addresses, passages in
another language and names marked with an id stay as they stand, and so do persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from editions import config
from editions.names.english import english
from editions.names.gazetteer import Name, gazetteer_path, load
from editions.sphinxext.marks import dissolve
from editions.sphinxext.names import MARK

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

ENGLISH = "en"
KEPT = "name_as_marked"
_VERBATIM = (nodes.FixedTextElement, nodes.literal, nodes.math, nodes.raw)
_QUOTES = re.compile("[“”]")


@dataclass(frozen=True, slots=True)
class Switch:
    """From the spelling in the sources to the printed one; `pattern` matches any of the former."""

    pattern: re.Pattern[str]
    printed: dict[str, str]

    def convert(self, text: str, depth: int = 0) -> tuple[str, int]:
        """Give the text as it is printed; `depth` tells in how many quotations it begins.

        The second value is in how many quotations it ends.
        """
        parts, start = [], 0
        for match in _QUOTES.finditer(text):
            parts.append(self._piece(text[start : match.start()], depth) + match[0])
            depth = depth + 1 if match[0] == "“" else max(0, depth - 1)
            start = match.end()
        parts.append(self._piece(text[start:], depth))
        return "".join(parts), depth

    def _piece(self, text: str, depth: int) -> str:
        return text if depth else self.pattern.sub(lambda found: self.printed[found[0]], text)


def switch(names: Iterable[Name], scheme: str) -> Switch | None:
    """Make the switch to a scheme, None if it changes no name."""
    register = tuple(names)
    by_id = {name.id: name for name in register}
    printed: dict[str, str] = {}
    kept = {name.en for name in register if name.en}
    for name in register:
        if name.en or name.kind in {"person", "body"}:
            continue
        written = english(name, by_id, config.ROMANIZATION)
        other = english(name, by_id, scheme)
        if printed.setdefault(written, other) != other:
            # Two names, one spelling here and two there: which is meant, a person must say.
            kept.add(written)
    changed = {written: other for written, other in printed.items() if written != other}
    if not changed:
        return None
    changed |= {name: name for name in kept}
    changed |= {
        written.upper(): other.upper() for written, other in changed.items() if len(written) > 3
    }
    # Longest first: "Kosava" inside "Novaja Kosava" is no name of its own.
    spellings = "|".join(re.escape(each) for each in sorted(changed, key=len, reverse=True))
    # docutils ends a bare address at the first letter beyond ASCII: "/Mahilioŭ" may be its rest.
    return Switch(re.compile(rf"(?<!\w)(?<!\A/)(?:{spellings})(?!\w)"), changed)


@lru_cache(maxsize=4)
def _made(root: Path, scheme: str) -> Switch | None:
    publication = config.load(root)
    register, _ = load(gazetteer_path(publication), root)
    return switch(register.names, scheme)


def switch_of(settings: Config) -> Switch | None:
    """Give the switch of a build, None (at no cost) for the scheme of the sources."""
    scheme = settings.editions_romanization
    if scheme == config.ROMANIZATION:
        return None
    return _made(Path(settings.editions_root), scheme)


def printed(text: str, settings: Config) -> str:
    """Give a piece of English text outside any document as the edition prints it."""
    chosen = switch_of(settings)
    return chosen.convert(text)[0] if chosen else text


class KeepMarked(SphinxTransform):
    """Keep apart what an author marked with an id; the marks themselves are dissolved at 890."""

    default_priority = 889

    def apply(self, **kwargs: Any) -> None:
        if switch_of(self.config) is None:
            return
        for mark in list(self.document.findall(nodes.inline)):
            if MARK in mark:
                kept = nodes.inline("", "", *mark.children)
                kept[KEPT] = True
                mark.children = []
                mark.append(kept)


class PrintByConvention(SphinxPostTransform):
    """Change the spelling of places in English text."""

    # References have their text by now; the no-break spaces (900) come after.
    default_priority = 850

    def run(self, **kwargs: Any) -> None:
        if chosen := switch_of(self.config):
            convert_tree(self.document, chosen, self.config.language)


def convert_tree(tree: nodes.Element, chosen: Switch, language: str) -> None:
    """Change the English text nodes of a tree in place; `language` is that of the tree."""
    depths: dict[int, int] = {}
    for text, block in _english(tree, language):
        converted, depths[id(block)] = chosen.convert(text.astext(), depths.get(id(block), 0))
        if converted != text.astext():
            text.parent.replace(text, nodes.Text(converted))
    _release(tree)


def _release(tree: nodes.Element) -> None:
    """Put what was kept apart back among its neighbours."""
    for kept in [node for node in tree.findall(nodes.inline) if node.get(KEPT)]:
        dissolve(kept)


def _english(tree: nodes.Element, language: str) -> Iterator[tuple[nodes.Text, nodes.Node]]:
    """Give the English texts, each with the paragraph (or the like) that it belongs to."""
    for text in list(tree.findall(nodes.Text)):
        spoken, block, ancestor = "", None, text.parent
        while ancestor is not None and not isinstance(ancestor, nodes.document):
            if _stays(ancestor, text):
                break
            if block is None and not isinstance(ancestor, nodes.Inline):
                block = ancestor
            spoken = spoken or _spoken(ancestor)
            ancestor = ancestor.parent
        else:
            if (spoken or language) == ENGLISH:
                yield text, block or tree


def _stays(node: nodes.Element, text: nodes.Text) -> bool:
    if isinstance(node, _VERBATIM):
        return True
    if isinstance(node, nodes.reference) and text.astext() in node.get("refuri", ""):
        return True
    # A role :en:`…` quotes; a paragraph of that class is a passage left untranslated.
    return isinstance(node, nodes.inline) and bool(_spoken(node) or node.get(KEPT))


def _spoken(node: nodes.Element) -> str:
    classes: list[str] = node.get("classes", [])
    for name in classes:
        if name.startswith("language-"):
            return name.removeprefix("language-")
    return ""


def convert_titles(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Change the titles that other pages show: neighbours, front page, contents."""
    chosen = switch_of(app.config)
    if chosen is None:
        return []
    for kept in (env.titles, env.longtitles, env.tocs):
        for document, node in kept.items():
            spoken = env.metadata[document].get("title_language") or app.config.language
            convert_tree(node, chosen, spoken)
    return []


def take_scheme(_app: Sphinx, settings: Config) -> None:
    """Take the scheme from the publication's settings; a change of it reads all documents anew."""
    publication = config.load(Path(settings.editions_root))
    settings.editions_romanization = publication.romanization(ENGLISH)


def spare_templates(app: Sphinx) -> None:
    """Leave the messages of templates as the sources have them."""
    if app.builder.name == "gettext":
        app.config.editions_romanization = config.ROMANIZATION


def setup(app: Sphinx) -> None:
    """Register the switch."""
    app.add_config_value("editions_romanization", config.ROMANIZATION, "env", types=[str])
    app.connect("config-inited", take_scheme, priority=200)
    app.connect("builder-inited", spare_templates)
    app.connect("env-updated", convert_titles)
    app.add_transform(KeepMarked)
    app.add_post_transform(PrintByConvention)
