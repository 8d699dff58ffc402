"""Which documents are read again: those whose content is another, or that of a file they use.

Sphinx asks for the times of files. A correction that was copied with its old time, unpacked or
synchronised would never be seen, so the times are not asked here at all.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from editions import config, files
from editions.contents import BESIDE
from editions.site.progress import states_folder
from editions.sphinxext.again import because

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_READ = "editions_read"
"""The environment's attribute with what each document was read from: file → digest."""

_TARGETS = "editions_targets"
"""The one with what links to other documents say: titles of sections, terms, numbers."""

_ABSENT = b"absent"

_NAMED = ("html_static_path", "html_extra_path", "templates_path", "html_logo", "html_favicon")
"""The settings of a conf.py that name files and folders beside it."""


def setup(app: Sphinx) -> None:
    """Register the handlers; `_note` after all others have said what they read."""
    # What is to be read again whatever it was read from: it is to be told of once more.
    app.add_config_value("editions_again", [], "", types=[list])
    app.connect("env-get-outdated", _choose)
    app.connect("env-updated", _note, priority=900)
    app.connect("build-finished", _leave)


def _choose(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    _removed: set[str],
) -> list[str]:
    """Give what is to be read again; take out of `changed` what only has another time."""
    before = getattr(env, _READ, {})
    changed.clear()
    because(app, sorted(added), "there was none before")
    again = {
        name: _why(app, env, name, before.get(name)) for name in sorted(env.found_docs - added)
    }
    return [name for name, why in again.items() if why and because(app, [name], why)]


def _why(app: Sphinx, env: BuildEnvironment, name: str, before: dict[str, str] | None) -> str:
    """Tell why a document is to be read again; "" if it is not."""
    if name in env.reread_always:
        return "it is read in every build"
    if name in app.config.editions_again:
        return "it was to be read once more"
    if before is None or not (Path(env.doctreedir) / f"{name}.doctree").is_file():
        return "what was kept of it is gone"
    now = _read(app, env, name)
    changed = [path for path in {**before, **now} if before.get(path) != now.get(path)]
    return f"{_named(app, changed[0])} has changed" if changed else ""


def _named(app: Sphinx, path: str) -> str:
    """Name a file as people know it: the catalogue, for what was made of one."""
    language = app.config.language
    publication = config.load(Path(app.config.editions_root))
    made = {Path(app.srcdir, folder, language, "LC_MESSAGES") for folder in app.config.locale_dirs}
    for folder in (*made, states_folder(publication, language)):
        if path.startswith(inside := f"{_place(app, folder)}/"):
            name = Path(path.removeprefix(inside)).with_suffix(".po").as_posix()
            return f"locale/{language}/LC_MESSAGES/{name}"
    return path


def _place(app: Sphinx, path: Path) -> str:
    """Give where a file lies, seen from the publication: that may be moved as a whole."""
    return Path(os.path.relpath(path, app.config.editions_root)).as_posix()


def _note(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Keep what was read; give all documents if what links between them say has changed."""
    setattr(env, _READ, {name: _read(app, env, name) for name in env.found_docs})
    before, targets = getattr(env, _TARGETS, None), _targets(env)
    setattr(env, _TARGETS, targets)
    if before in {None, targets}:
        return []
    return because(app, sorted(env.found_docs), "a title or number that links show has changed")


def _leave(app: Sphinx, exception: Exception | None) -> None:
    """Leave a list of what was used from beside the documents, for `editions.inputs`."""
    if exception is not None:
        return
    root = Path(app.config.editions_root).resolve()
    named = (app.config[name] or () for name in _NAMED)
    paths = [
        Path(app.confdir, each)
        for said in named
        for each in ([said] if isinstance(said, str) else said)
    ]
    paths += [path for name in app.env.found_docs for path in _used(app, app.env, name)]
    found = {
        path.relative_to(root).as_posix()
        for path in (Path(os.path.normpath(path)) for path in paths)
        if path.is_relative_to(root)
        and not path.is_relative_to(app.srcdir)
        # What a build made of catalogues concerns a document each, not all pages.
        and not path.is_relative_to(config.load(root).work)
        and path.suffix != ".mo"
    }
    written = "".join(f"{name}\n" for name in sorted(found))
    files.write_text(Path(app.doctreedir) / BESIDE, written)


def _read(app: Sphinx, env: BuildEnvironment, name: str) -> dict[str, str]:
    """Give the digests of a document, of the files it uses and of its catalogue."""
    found = {}
    for path in (Path(env.doc2path(name)), *_used(app, env, name)):
        data = path.read_bytes() if path.is_file() else _ABSENT
        found[_place(app, path)] = hashlib.sha256(data).hexdigest()
    return found


def _used(app: Sphinx, env: BuildEnvironment, name: str) -> Iterator[Path]:
    # Sphinx notes catalogues before it reads, and forgets them while it does.
    for folder in app.config.locale_dirs:
        yield Path(app.srcdir, folder, app.config.language, "LC_MESSAGES", f"{name}.mo")
    used = {Path(app.srcdir, path) for path in env.dependencies.get(name, ())}
    yield from sorted(path for path in used if path.suffix != ".mo")


def _targets(env: BuildEnvironment) -> str:
    """Sum up what pages say of each other: titles and the numbers of tables, formulas, works."""
    std, math, citation = (env.domaindata.get(name, {}) for name in ("std", "math", "citation"))
    said = [
        {name: title.astext() for name, title in env.titles.items()},
        *(std.get(name, {}) for name in ("labels", "anonlabels", "terms", "objects")),
        math.get("objects", {}),
        citation.get("citations", {}),
        env.toc_secnumbers,
        env.toc_fignumbers,
    ]
    lines = "\n".join(repr(sorted(each.items(), key=repr)) for each in said)
    return hashlib.sha256(lines.encode()).hexdigest()
