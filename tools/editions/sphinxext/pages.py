"""What the theme's templates know of a page, an edition and its neighbours.

Nothing here grows with the number of issues but the front page: no page carries a list of
all the others. Which pages must be written again when such a fact has changed,
`editions.inputs` decides.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _
from sphinx.util import logging

from editions import config, files
from editions.site import facts, volumes
from editions.site.copies import zip_name
from editions.site.months import months_of
from editions.site.style import carried, carried_source, styles
from editions.sphinxext import assets, standins
from editions.sphinxext.again import because
from editions.sphinxext.edition import (
    Issue,
    Title,
    gather,
    languages_there,
    opening,
    title_of,
)
from editions.sphinxext.html import Translator
from editions.sphinxext.spoken import language_of
from editions.sphinxext.states import mark_of
from editions.sphinxext.typography import bind
from editions.sphinxext.wording import in_progress

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

_SAID = "editions_said_of_others"

THEME = Path(__file__).parent.parent / "theme"

_PLAIN = (
    nodes.Text,
    nodes.document,
    nodes.section,
    nodes.title,
    nodes.paragraph,
    nodes.bullet_list,
    nodes.enumerated_list,
    nodes.list_item,
    nodes.footnote,
    nodes.citation,
    nodes.label,
    nodes.container,
    nodes.compound,
    nodes.docinfo,
    nodes.Invisible,
    nodes.Inline,
)
"""What a page may hold without the sheet for blocks."""


def setup(app: Sphinx) -> None:
    """Register the theme, its settings and the handlers that feed its templates."""
    pages = _Pages()
    # The reports that have a PDF (None: all); a page must not link into the void.
    app.add_config_value("editions_pdfs", None, "html", types=[list, type(None)])
    # What is announced but not linked as finished: language, document, translated per cent.
    # Not "html": that would write all pages for one; `pages.outdated` knows which it concerns.
    app.add_config_value("editions_withheld", {}, "", types=[dict])
    # The editions the site has (None: all); what is not there is a word without a link.
    app.add_config_value("editions_there", None, "html", types=[list, type(None)])
    app.add_html_theme("editions", str(THEME))
    app.set_translator("html", Translator, override=True)
    app.connect("config-inited", _take_settings)
    app.connect("doctree-read", _note_title)
    app.connect("env-updated", pages.outdated)
    app.add_transform(assets.FilesAsNamed)
    # After Sphinx has named them.
    app.connect("doctree-read", assets.name_downloads, priority=900)
    app.connect("env-updated", assets.name_pictures)
    app.connect("html-page-context", pages.fill)
    app.connect("build-finished", pages.finish)


def _take_settings(_app: Sphinx, settings: Config) -> None:
    settings.html_theme = "editions"
    settings.html_title = settings.html_short_title = settings.project
    settings.html_additional_pages = {**settings.html_additional_pages, "404": "404.html"}
    settings.html_scaled_image_link = False  # a picture is a link where that shows more of it
    settings.math_numfig = False  # formulas count within their document
    settings.html_permalinks = False  # headings and paragraphs are links to themselves
    settings.html_use_index = settings.html_domain_indices = False
    settings.html_copy_source = settings.html_show_sourcelink = False
    settings.html_show_sphinx = settings.html_show_copyright = False
    settings.html_last_updated_fmt = None
    settings.highlight_language = "none"


def _note_title(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the language of a document's title, which Sphinx's own list of titles loses."""
    title = next(doctree.findall(nodes.title), None)
    if title is not None and (language := language_of(title)):
        app.env.metadata[app.env.docname]["title_language"] = language


class _Pages:
    """The handlers of one build; what they know of the edition is gathered once."""

    def __init__(self) -> None:
        self._edition: dict[str, Any] | None = None

    def fill(
        self,
        app: Sphinx,
        name: str,
        _template: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> str | None:
        """Add to a page's context what the theme shows; give the template of its kind."""
        if app.builder.format != "html":
            return None
        edition = self._about(app)
        context |= edition | {
            "page_title": title_of(app.env, name) if name in app.env.titles else None,
            # Another edition has other letters.
            "picker": _picker(app, context.get("entry_page", name)),
            "has_blocks": doctree is not None and not all(map(_is_plain, doctree.findall())),
            "carried_style": carried(),
            "carried_source": carried_source(),
            "address": f"{app.config.language}/{app.builder.get_target_uri(name)}",
            "months": months_of(app.config.language),
        }
        if name == app.config.root_doc:
            context["front"] = self._front(app)
            return "front.html"
        issue = next((issue for issue in edition["issues"] if issue.document == name), None)
        if issue is None or doctree is None:
            return None
        context |= _issue_page(issue, doctree) | self._neighbours(app, issue)
        # Facts and contents stand between the title and the text, inside Sphinx's section.
        end = "</p>" if _title_has_mark(doctree) else "</h1>"
        title, end, rest = str(context["body"]).partition(end)
        context["body_title"] = title + end
        context["body_text"] = rest
        return "issue.html"

    def outdated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Give the pages to be written again because they speak of others that changed.

        The front page is always among them: it quotes and lists the issues.
        """
        if app.builder.format != "html":
            return []
        said, before = self._said_of_others(app), getattr(env, _SAID, {})
        setattr(env, _SAID, said)
        there = sorted(said.keys() & env.found_docs)
        changed = [name for name in there if said[name] != before.get(name)]
        because(app, changed, "what it says of its neighbours or other editions has changed")
        front = [name for name in (app.config.root_doc,) if name in env.found_docs]
        return [*because(app, front, "the front page is made in every build"), *changed]

    def _said_of_others(self, app: Sphinx) -> dict[str, object]:
        """Give what an issue's page says of itself, its neighbours and other editions."""
        return {
            issue.document: [
                issue.state,
                *(
                    other and (other.finished, other.state)
                    for other in self._neighbours(app, issue).values()
                ),
                sorted(
                    (language, below[issue.document])
                    for language, below in app.config.editions_withheld.items()
                    if issue.document in below
                ),
                sorted(
                    language
                    for language, names in app.config.editions_left_out.items()
                    if issue.document in names
                ),
            ]
            for issue in self._about(app)["issues"]
        }

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Leave the facts for what spans editions; remove what no page of ours loads."""
        if exception is not None or app.builder.format != "html":
            return
        files.write_text(Path(app.doctreedir) / facts.FACTS, facts.dumps(self._facts(app)))
        for name, sheet in styles().items():
            files.write_bytes(Path(app.outdir) / "_static" / name, sheet)
        assets.remove_unused(app)
        assets.keep_used(app)

    def _about(self, app: Sphinx) -> dict[str, Any]:
        if self._edition is None:
            self._edition = gather(app)
        return self._edition

    def _neighbours(self, app: Sphinx, issue: Issue) -> dict[str, Issue | None]:
        issues = self._about(app)["issues"]
        # Sorted by their keys, newest first; a search from the start would cost the archive.
        at = bisect_left(issues, -_rank(issue), key=lambda each: -_rank(each))
        return {
            "later": issues[at - 1] if at else None,
            "earlier": issues[at + 1] if at + 1 < len(issues) else None,
        }

    def _front(self, app: Sphinx) -> dict[str, Any]:
        issues = self._about(app)["issues"]
        newest = next((issue for issue in issues if issue.finished), None)
        return {
            "newest": newest,
            "opening": opening(app.env, newest.document) if newest else None,
            "zip": zip_name(app.config.language),
            "volumes": volumes.years_of(app.config.editions_pdfs or ()),
            "announced": [each for each in issues if not each.finished and not each.withheld],
            "withheld": [each for each in issues if each.withheld],
            "years": [
                (year, list(group)) for year, group in groupby(issues, key=lambda issue: issue.year)
            ],
        }

    def _facts(self, app: Sphinx) -> facts.EditionFacts:
        language = app.config.language
        edition = self._about(app)
        issue = next((issue for issue in edition["issues"] if issue.finished), None)
        newest = issue and facts.NewestIssue(
            title=issue.title.text,
            language=issue.title.language or language,
            key=issue.key,
            month=issue.month,
            url=f"{language}/{app.builder.get_target_uri(issue.document)}",
        )
        return facts.EditionFacts(
            language=language,
            autonym=_publication(app).edition(language).autonym,
            series_title=edition["series"].text,
            series_language=edition["series"].language or language,
            words=facts.Words(
                choose=_("Choose a language"),
                newest=_("Latest issue"),
                not_found=_("There is no such page"),
                front=_("All issues"),
            ),
            newest=newest,
            state=issue.state if issue else "",
        )


def _rank(issue: Issue) -> int:
    return int(issue.key.replace("-", ""))


def _issue_page(issue: Issue, doctree: nodes.document) -> dict[str, Any]:
    parts = [part for part in doctree.findall(nodes.section) if part.parent.parent is doctree]
    contents = [
        (part["ids"][0], Title(_words(title), language_of(title)))
        for part in parts
        if (title := part.next_node(nodes.title)) is not None
    ]
    up = "../" * (issue.document.count("/") + 1)
    return {
        "issue": issue,
        "landing": f"{up}{issue.key}/index.html",
        "contents": contents if len(contents) > 1 else [],
    }


def _words(title: nodes.title) -> str:
    """Give a heading's text without the numbers of its notes."""
    texts = (
        text.astext()
        for text in title.findall(nodes.Text)
        if not isinstance(text.parent, nodes.footnote_reference)
    )
    return "".join(texts).strip()


def _title_has_mark(doctree: nodes.document) -> bool:
    title = doctree.next_node(nodes.title)
    after = title and title.next_node(descend=False, siblings=True)
    return isinstance(after, nodes.Element) and mark_of(after) is not None


def _picker(app: Sphinx, name: str) -> list[tuple[config.Edition, str | None, str]]:
    """Give every edition, the same page's address there, and its state.

    The edition itself has no address, and neither has one in which the page is withheld, or one
    that the site does not have; only then there is a state to tell.
    """
    address = app.builder.get_target_uri(name)
    up = "../" * (address.count("/") + 1)
    language = app.config.language
    picker: list[tuple[config.Edition, str | None, str]] = []
    publication = _publication(app)
    there = languages_there(app.config, publication)
    for edition in publication.editions:
        below = app.config.editions_withheld.get(edition.language, {})
        if edition.language == language:
            picker.append((edition, None, ""))
        elif name in app.config.editions_left_out.get(edition.language, ()):
            picker.append((edition, None, standins.withheld()))
        elif name in below:
            picker.append((edition, None, in_progress(below[name], language, finished=False)))
        elif edition.language not in there:
            picker.append((edition, None, bind(_("Not published yet"), language)))
        else:
            picker.append((edition, f"{up}{edition.language}/{address}", ""))
    return picker


def _publication(app: Sphinx) -> config.Publication:
    return config.load(Path(app.config.editions_root))


def _is_plain(node: nodes.Node) -> bool:
    """Tell whether a node needs nothing of the sheet for blocks."""
    if isinstance(node, nodes.enumerated_list):
        signs = (node.get("enumtype"), node.get("prefix"), node.get("suffix"))
        return signs == ("arabic", "", ".")
    return isinstance(node, _PLAIN) and not isinstance(node, nodes.image | nodes.math)
