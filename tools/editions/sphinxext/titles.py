"""The language of titles where other places quote them: contents, references, lists of pages.

Sphinx hands titles on as bare words. What is not translated at its own place is not
translated where it is quoted either, and is marked there too.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from editions.sphinxext.spoken import language_around, language_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

FOREIGN = "editions_foreign"
"""What the metadata of a document say of its titles and captions: id to language.

Only those in another language than the edition's are there; "" is the document itself.
"""


class MarkContents(SphinxTransform):
    """Mark the titles in a table of contents within a document (``contents``)."""

    # After docutils has made it (720).
    default_priority = 730

    def apply(self, **kwargs: Any) -> None:
        for topic in self.document.findall(nodes.topic):
            if "contents" not in topic["classes"]:
                continue
            for reference in topic.findall(nodes.reference):
                section = self.document.ids.get(reference.get("refid", ""))
                title = section.next_node(nodes.title) if section is not None else None
                if title is not None and (language := language_of(title)):
                    reference["classes"].append(f"language-{language}")


class MarkReferences(SphinxPostTransform):
    """Mark the titles that references show without words of their own."""

    # Before they are resolved (10): then nobody knows whose words they are.
    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        for reference in list(self.document.findall(addnodes.pending_xref)):
            if reference.get("refexplicit") or reference.get("refdomain") not in {"std", ""}:
                continue
            place = self._place(reference)
            if place is None or place[0] not in self.env.found_docs:
                continue
            own = self.config.language
            said = self.env.metadata[place[0]].get(FOREIGN, {}).get(place[1], own)
            if said != (language_around(reference) or own):
                marked = nodes.inline("", "", classes=[f"language-{said}"])
                reference.replace_self(marked)
                marked += reference

    def _place(self, reference: nodes.Element) -> tuple[str, str] | None:
        """Give the document and the id whose title a reference shows, None for other words."""
        kind, target = reference.get("reftype"), str(reference.get("reftarget", ""))
        if kind in {"ref", "any"}:
            labels = self.env.domains.standard_domain.labels
            if (found := labels.get(target.lower())) is not None:
                return found[0], found[1]
        if kind in {"doc", "any"}:
            here = reference.get("refdoc", self.env.current_document.docname)
            folder = PurePosixPath(here).parent
            name = target[1:] if target.startswith("/") else (folder / target).as_posix()
            return self.env.relfn2path(f"/{name}")[0], ""
        return None


def note_titles(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the languages of titles and captions, and mark those in Sphinx's table of contents."""
    env = app.env
    found: dict[str, str] = {}
    for title in doctree.findall(lambda node: isinstance(node, nodes.title | nodes.caption)):
        if isinstance(title, nodes.Element) and (language := language_of(title)):
            found |= dict.fromkeys(title.parent["ids"], language)
            if title.parent.parent is doctree or title.parent is doctree:
                found.setdefault("", language)
    name = env.current_document.docname
    if found:
        env.metadata[name][FOREIGN] = found
    _mark_toc(env, name, found)


def _mark_toc(env: BuildEnvironment, name: str, found: dict[str, str]) -> None:
    for reference in env.tocs[name].findall(nodes.reference):
        if language := found.get(reference["anchorname"].removeprefix("#")):
            # A title written in a list of pages replaces what is in the reference, not that.
            inner = nodes.inline("", "", *reference.children, classes=[f"language-{language}"])
            reference.children = []
            reference.append(inner)


def setup(app: Sphinx) -> None:
    """Register the transforms and what they read."""
    app.add_transform(MarkContents)
    app.add_post_transform(MarkReferences)
    app.connect("doctree-read", note_titles)
