"""What readers get of the names: the index page and the locator map at an issue's end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _

from editions import config, files
from editions.documents import documents
from editions.site.gazetteer_page import NAMES, RECENT, Mentions, index, is_long, parted
from editions.site.locator import DARK, LIGHT, draw, places, sheet
from editions.site.months import capital, month_of
from editions.sphinxext import names
from editions.sphinxext.again import because

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_SHOWN = "editions_names_shown"


def setup(app: Sphinx) -> None:
    """Register the role, the transform, the index page and the map."""
    pages = _Pages(names.setup(app))
    app.connect("env-updated", _rewrite_all_if_turned)
    app.connect("html-page-context", pages.fill)
    app.connect("html-collect-pages", pages.collect)


def _mentions(env: BuildEnvironment, document: str) -> Mentions:
    found: Mentions = env.metadata[document].get(NAMES, {})
    return found


def _any(env: BuildEnvironment) -> bool:
    return any(_mentions(env, document) for document in sorted(env.found_docs))


def _rewrite_all_if_turned(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Have every page written anew when the index page, to which all link, comes or goes."""
    shown, before = _any(env), getattr(env, _SHOWN, None)
    setattr(env, _SHOWN, shown)
    if before in {None, shown}:
        return ()
    return because(app, sorted(env.found_docs), "the index of names has come or gone")


class _Pages:
    """The handlers of one build."""

    def __init__(self, known: names.Names) -> None:
        self._names = known
        self._any: bool | None = None

    def fill(
        self,
        app: Sphinx,
        name: str,
        _template: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Say whether there is an index to link to; give an issue its map."""
        if app.builder.format != "html":
            return
        if self._any is None:
            self._any = _any(app.env)
        context["names_page"] = NAMES if self._any else None
        if doctree is not None and NAMES in app.env.metadata[name]:
            context["locator"] = self._locator(app, name)

    def collect(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Give the index, a page or one more for each letter; it is written in every build."""
        for page in (f"{NAMES}.html", f"{NAMES}-*.html"):
            for path in Path(app.outdir).glob(page):
                if path.stem not in app.env.found_docs:
                    path.unlink()
        if not _any(app.env):
            return
        language = app.config.language
        publication = config.load(Path(app.config.editions_root))
        issues = {
            document.name: capital(month_of(document.issue, language))
            for document in reversed(documents(publication))
            if document.issue is not None and document.name in app.env.found_docs
            # An index is of what is finished: the others are announced on the front page.
            if document.name not in app.config.editions_withheld.get(language, {})
        }
        found = {document: _mentions(app.env, document) for document in issues}
        letters = index(found, self._names.register, language)
        long = is_long(letters)
        context = {"letters": letters, "months_of_issues": issues, "letter": None, "long": long}
        yield NAMES, context, "names.html"
        more = {"parted": parted, "recent": frozenset(list(issues)[:RECENT])}
        for letter in letters if long else ():
            yield (
                letter.page,
                {**context, **more, "letter": letter, "entry_page": NAMES},
                "names.html",
            )

    def _locator(self, app: Sphinx, name: str) -> dict[str, Any] | None:
        """Write the drawings beside the page; give the list, None if there is nothing to show."""
        language, register = app.config.language, self._names.register
        shown = places(_mentions(app.env, name), register, language)
        made = sheet(shown, register, language)
        for ending, ink in ((".svg", LIGHT), ("-dark.svg", DARK)):
            path = Path(app.outdir) / f"{name}{ending}"
            if shown:
                title = _("Map of the places in Belarus that this issue mentions")
                drawn = draw(made, title=title, language=language, ink=ink)
                files.write_text(path, drawn, flushed=False)
            else:
                path.unlink(missing_ok=True)
        if not shown:
            return None
        return {"file": name.rpartition("/")[2], "places": shown}
