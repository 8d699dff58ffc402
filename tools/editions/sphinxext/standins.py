"""Documents as Sphinx may see them: those readers get, and stand-ins for those withheld.

A document that is withheld keeps its place: a page that says so takes it, in the language of
the edition, made here and never from the document itself.
"""

from __future__ import annotations

import re
from gettext import NullTranslations, translation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.locale import _
from sphinx.project import Project

from editions import config, files
from editions.documents import Document, documents, is_issue, outside
from editions.site.months import capital, month_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config

FOLDER = "stand-in"
"""The folder in that of the doctrees; also the class of what a stand-in says."""

_LABEL = re.compile(r"(?m)^\.\. _([a-z0-9][a-z0-9-]*):[ \t]*$")
_SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")


def setup(app: Sphinx) -> None:
    """Register the setting and the handler."""
    # Documents that are withheld, by language. Not "env": it says itself what is to be read again.
    app.add_config_value("editions_left_out", {}, "", types=[dict])
    app.connect("builder-inited", _take_over, priority=100)


def left_out(settings: Config) -> list[str]:
    """Give the documents this edition leaves out; what is put into the list is left out too."""
    found: list[str] = settings.editions_left_out.setdefault(settings.language, [])
    return found


def withheld() -> str:
    """Say of an issue or a page why it is not there."""
    return str(_("Withheld until corrected"))


def put(app: Sphinx, name: str) -> None:
    """Let Sphinx read a stand-in in the place of a document."""
    path = Path(app.doctreedir) / FOLDER / f"{name}.rst"
    publication = config.load(Path(app.config.editions_root))
    known = {each.name: each for each in documents(publication)}
    files.write_text(path, _text(app, publication, name, known.get(name)))
    app.project.docnames.add(name)
    app.project._docname_to_path[name] = path
    app.project._path_to_docname[path] = name


class Chosen(Project):
    """The documents that readers get: no copies that programs left, nothing from outside."""

    _app: Sphinx | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Give what is kept in the environment."""
        return {name: value for name, value in self.__dict__.items() if name != "_app"}

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Find the documents, and a stand-in for each that is left out."""
        app = self._app
        if app is None:
            return super().discover(exclude_paths, include_paths)
        publication = config.load(Path(app.config.editions_root))
        links = [path.relative_to(publication.docs).as_posix() for path in outside(publication)]
        # No walk through what a link out of the publication leads to.
        closed = (re.sub(r"([*?\[])", r"[\1]", link) for link in links)
        super().discover([*exclude_paths, *closed], include_paths)
        known = {document.name for document in documents(publication)}
        for name in self.docnames - known:
            if self.doc2path(name, absolute=False).suffix == ".rst":
                self.docnames.discard(name)
        for name in left_out(app.config):
            put(app, name)
        return self.docnames


def _take_over(app: Sphinx) -> None:
    chosen = Chosen(app.srcdir, app.config.source_suffix)
    chosen.restore(app.project)
    chosen._app = app
    app.project = app.env.project = chosen
    app.env.find_files(app.config, app.builder)


def _text(
    app: Sphinx, publication: config.Publication, name: str, document: Document | None
) -> str:
    """Give a stand-in as reStructuredText."""
    language = app.config.language
    title = _literally(_title(app, publication, name, document))
    # What others link to stays a place.
    labels = _LABEL.findall(document.text) if document is not None else []
    places = [f".. _{label}:\n" for label in dict.fromkeys(labels)]
    lines = [f":language: {language}", "", *places, title, "=" * (2 * len(title)), ""]
    if name == app.config.root_doc:
        # The front page lists what there is by itself; the others hang on its table.
        return "\n".join([*lines, ".. toctree::", "   :hidden:", "   :glob:", "", "   **", ""])
    said = _("This text is withheld until an error in it has been corrected.")
    meanwhile = _("Meanwhile it can be read in other languages:")
    lines += [f".. container:: {FOLDER}", "", f"   {_literally(str(said))}", ""]
    elsewhere = _elsewhere(app, publication, name)
    if elsewhere:
        lines += [f"   {_literally(str(meanwhile))}", ""]
        lines += [f"   * {link}" for link in elsewhere]
    return "\n".join([*lines, ""])


def _title(
    app: Sphinx, publication: config.Publication, name: str, document: Document | None
) -> str:
    """Give what a document is called in the edition without asking the document, if it can be."""
    language = app.config.language
    folder, _slash, month = name.partition("/")
    if name == app.config.root_doc:
        return str(_(publication.title))
    if folder == "reports" and is_issue(month):
        return capital(month_of(month, language))
    title = document.title if document is not None else ""
    if document is not None and document.language == language and title:
        return title
    return _translated(app, name, title) or withheld()


def _translated(app: Sphinx, name: str, title: str) -> str:
    known: NullTranslations = NullTranslations()
    for folder in app.config.locale_dirs:
        known = translation(name, Path(app.srcdir, folder), [app.config.language], fallback=True)
    found = known.gettext(title) if title else ""
    return found if found != title else ""


def _elsewhere(app: Sphinx, publication: config.Publication, name: str) -> list[str]:
    """Give links to the editions that have the document finished."""
    up = "../" * (name.count("/") + 1)
    found = []
    for edition in publication.editions:
        other = edition.language
        absent = (app.config.editions_withheld, app.config.editions_left_out)
        if other == app.config.language or any(name in each.get(other, ()) for each in absent):
            continue
        autonym = _literally(edition.autonym)
        found.append(f"`{autonym} <{up}{other}/{name}.html>`__")
    return found


def _literally(text: str) -> str:
    """Write a text on one line so that no sign of it is markup."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
