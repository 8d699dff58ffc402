"""What pages load: Sphinx copies more than that, and never takes anything away again."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import sphinx
from docutils import nodes
from sphinx.addnodes import download_reference
from sphinx.transforms import SphinxTransform
from sphinx.util._pathlib import _StrPath

from editions import files, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

RECORD = "assets.json"
"""The file in the doctrees folder that says which documents use what of `FOLDERS`."""

FOLDERS = ("_images", "_downloads")

KEPT = frozenset({"language_data.js"})
"""The one file of Sphinx's own that the search page loads: stop words and stemmer."""


class FilesAsNamed(SphinxTransform):
    """Call pictures and attached files as they are called on the disk, whichever way typed."""

    default_priority = 400

    def apply(self, **_kwargs: object) -> None:
        """Give each node the name of its file, where there is one."""
        docs, document = Path(self.env.srcdir), Path(self.env.doc2path(self.env.docname))
        named: list[tuple[nodes.Element, str]] = [
            *((node, "uri") for node in self.document.findall(nodes.image)),
            *((node, "reftarget") for node in self.document.findall(download_reference)),
        ]
        for node, key in named:
            name = str(node.get(key, ""))
            if name.isascii() or shown.is_elsewhere(name):
                continue
            if path := shown.find(docs, document, name):
                node[key] = f"/{path.relative_to(docs).as_posix()}"


def name_downloads(app: Sphinx, document: nodes.document) -> None:
    """Publish attached files under names that every system writes alike."""
    for path, (offered_in, name) in list(app.env.dlfiles.items()):
        app.env.dlfiles[path] = (offered_in, _StrPath(shown.composed(str(name))))
    for node in document.findall(download_reference):
        if "filename" in node:
            node["filename"] = shown.composed(node["filename"])


def name_pictures(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pictures as a first build would; give the documents that show a renamed one.

    Sphinx numbers pictures of one name (`face.png`, `face1.png`) in the order in which it meets
    them, so that the numbers would tell what was edited when. Those count too that no document
    shows now: what was published of a withheld one stays, and its pictures with it.
    """
    changed: set[str] = set()
    taken: set[str] = set()
    for path in sorted({*env.images, *_namesakes(Path(env.srcdir), env.images)}):
        name = _free(Path(path), taken)
        shown_in, before = env.images.get(path, (set(), name))
        if name != before:
            env.images[path] = (shown_in, name)
            changed |= shown_in
    env.images._existing = {name for _shown_in, name in env.images.values()}
    return sorted(changed)


def _namesakes(docs: Path, shown_ones: Iterable[str]) -> Iterator[str]:
    """Give the files that are called like a picture that is shown."""
    names = {shown.composed(Path(path).name).casefold() for path in shown_ones}
    for path in docs.rglob("*") if names else ():
        if shown.composed(path.name).casefold() in names and path.is_file():
            yield path.relative_to(docs).as_posix()


def _free(path: Path, taken: set[str]) -> str:
    """Give a name that no other has, not even where capitals and accents are one and the same."""
    given = Path(shown.composed(path.name))
    name, number = given.name, 0
    while (folded := name.casefold()) in taken:
        number += 1
        name = f"{given.stem}{number}{given.suffix}"
    taken.add(folded)
    return name


def keep_used(app: Sphinx) -> None:
    """Delete the pictures and files that no document uses any more; record who uses the others."""
    used = {f"_images/{name}": docs for docs, name in app.env.images.values()}
    used |= {f"_downloads/{name}": docs for docs, name in app.env.dlfiles.values()}
    output = Path(app.outdir)
    unknown = {
        path.relative_to(output).as_posix(): path
        for folder in FOLDERS
        for path in (output / folder).rglob("*")
        if path.is_file() and path.relative_to(output).as_posix() not in used
    }
    for name in unknown.keys() - _shown(output, unknown):
        unknown[name].unlink()
    told = {name: sorted(docs) for name, docs in sorted(used.items())}
    files.write_text(Path(app.doctreedir) / RECORD, json.dumps(told, indent=1) + "\n")


def _shown(output: Path, unknown: Mapping[str, Path]) -> set[str]:
    """Give what pages show although no document asked for it: an extension draws it, say."""
    shown: set[str] = set()
    for page in output.rglob("*.html") if unknown else ():
        text = page.read_text("utf-8")
        shown |= {name for name in unknown if name in text or quote(name) in text}
    return shown


def remove_unused(app: Sphinx) -> None:
    """Delete Sphinx's own static files from the output, never one of the publication's."""
    own = {
        file.name
        for folder in app.config.html_static_path
        for file in (Path(app.confdir) / folder).rglob("*")
    }
    for name in set(_of_sphinx()) - KEPT - own:
        (Path(app.outdir) / "_static" / name).unlink(missing_ok=True)
    # Sphinx makes this folder although it is told to copy no sources; full, it stays.
    with suppress(OSError):
        (Path(app.outdir) / "_sources").rmdir()


def _of_sphinx() -> Iterator[str]:
    package = Path(sphinx.__file__).parent
    for file in (package / "themes" / "basic" / "static").iterdir():
        yield file.name.removesuffix(".jinja")
    for file in (package / "search" / "non-minified-js").glob("*.js"):
        yield file.name
    yield from ("pygments.css", "translations.js")
