"""What pages load: Sphinx copies more than that, and never takes anything away again."""

from __future__ import annotations

import json
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import sphinx

from editions import files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

RECORD = "assets.json"
"""The file in the doctrees folder that says which documents use what of `FOLDERS`."""

FOLDERS = ("_images", "_downloads")

KEPT = frozenset({"language_data.js"})
"""The one file of Sphinx's own that the search page loads: stop words and stemmer."""


def name_pictures(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pictures as a first build would; give the documents that show a renamed one.

    Sphinx numbers pictures of one name (`face.png`, `face1.png`) in the order in which it meets
    them, so that the numbers would tell what was edited when.
    """
    changed: set[str] = set()
    taken: set[str] = set()
    for path, (shown_in, before) in sorted(env.images.items()):
        name = _free(Path(path), taken)
        if name != before:
            env.images[path] = (shown_in, name)
            changed |= shown_in
    env.images._existing = {name for _shown_in, name in env.images.values()}
    return sorted(changed)


def _free(path: Path, taken: set[str]) -> str:
    """Give a name that no other has, not even where capitals and accents are one and the same."""
    name, number = path.name, 0
    while (folded := unicodedata.normalize("NFC", name).casefold()) in taken:
        number += 1
        name = f"{path.stem}{number}{path.suffix}"
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
