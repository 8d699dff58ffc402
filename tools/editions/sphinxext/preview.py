"""The warm Sphinx process behind ``editions serve``: one for each edition, told what to do.

It keeps the loaded application and environment and never reads a document itself: Sphinx
and gettext hold on to every catalogue they have once opened. Each order is carried out by
a forked child, which leaves its page on the disk and ends; where there is no fork, by a
plain process that loads everything anew.

Standard input brings one JSON object a line: first the settings, then orders with ``page``
(a document, may be null), ``read`` (documents whose source or catalogue is newer than the
environment) and ``publish`` (those whose catalogue must be vetted again). Standard output
gives one line back for each: ``problems`` and ``fatal``; lines with ``progress`` come before.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.build_phase import BuildPhase
from sphinx.util.console import nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

from editions import config
from editions.catalogue.compile import publish
from editions.problems import Problem
from editions.sphinxext.html import Translator
from editions.sphinxext.messages import MSGID
from editions.sphinxext.names import CollectNames
from editions.sphinxext.starting import bring_extensions, problems_of

if TYPE_CHECKING:
    from sphinx.util.typing import ExtensionMetadata

Say = Callable[[dict[str, Any]], None]
REFRESH: dict[str, Any] = {"page": None, "read": [], "publish": []}


class PreviewTranslator(Translator):
    """The pages' own HTML, in which each passage says which message it came from."""

    def starttag(
        self,
        node: nodes.Element,
        tagname: str,
        suffix: str = "\n",
        empty: bool = False,
        **attributes: Any,
    ) -> str:
        """Give a start tag; a node with a message gets ``data-msgid``."""
        if isinstance(node, nodes.Element) and (message := node.get(MSGID)):
            attributes["data-msgid"] = message
        return super().starttag(node, tagname, suffix, empty, **attributes)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register what the preview adds to the pages."""
    app.set_translator("html", PreviewTranslator, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


@dataclass(frozen=True, slots=True)
class Loaded:
    """An application with its environment, and what it complains of."""

    app: Sphinx
    warnings: io.StringIO


def main() -> int:
    """Serve orders until standard input ends."""
    nocolor()
    bring_extensions()
    # Whatever prints here must not get between our answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def say(answer: dict[str, Any]) -> None:
        answers.write(json.dumps(answer, ensure_ascii=False) + "\n")
        answers.flush()

    settings = json.loads(sys.stdin.readline())
    if order := settings.pop("order", None):
        _carry_out(settings, order, None, say)
    else:
        serve(settings, sys.stdin, say)
    return 0


def serve(settings: dict[str, Any], orders: Iterable[str], say: Say) -> None:
    """Bring the environment up to date, load it, and have each order carried out apart."""
    _apart(settings, REFRESH, None, say)
    with patch_docutils(), docutils_namespace():
        loaded = _load(settings) if hasattr(os, "fork") else None
        for line in orders:
            _apart(settings, json.loads(line), loaded, say)


def _apart(
    settings: dict[str, Any], order: dict[str, Any], loaded: Loaded | None, say: Say
) -> None:
    """Carry out an order in a process of its own."""
    if hasattr(os, "fork"):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                _carry_out(settings, order, loaded, say)
                code = 0
            finally:
                os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    else:
        given = json.dumps({**settings, "order": order})
        command = [sys.executable, "-P", "-m", "editions.sphinxext.preview"]
        done = subprocess.run(command, input=given, stdout=PIPE, encoding="utf-8", check=False)
        for line in done.stdout.splitlines():
            say(json.loads(line))
        code = done.returncode
    if code:
        say({"problems": [], "fatal": f"Sphinx stopped without an answer (exit {code})"})


def _carry_out(
    settings: dict[str, Any], order: dict[str, Any], loaded: Loaded | None, say: Say
) -> None:
    """Do one order and say how it went, whatever it met in a document or a catalogue."""
    root, language = Path(settings["root"]), settings["language"]
    problems: list[dict[str, Any]] = []
    warnings = loaded.warnings if loaded else io.StringIO()
    fatal = None
    try:
        found = _publish(config.load(root), language, order)
        problems += [problem.as_dict() for problem in found]
        if loaded is not None and order["page"] is not None:
            _write(loaded.app, order)
        else:
            with patch_docutils(), docutils_namespace():
                app = _application(settings, warnings)
                if order["page"] is None:
                    _refresh(app, say)
                else:
                    _write(app, order)
    except Exception as error:
        fatal = f"{type(error).__name__}: {error}".replace("\n", " ")
    said = problems_of(warnings.getvalue(), root)
    problems += [{**problem, "edition": language} for problem in said]
    say({"problems": problems, "fatal": fatal})


def _publish(
    publication: config.Publication, language: str, order: dict[str, Any]
) -> list[Problem]:
    """Vet again what the order names; everything, if it names no page."""
    if order["page"] is not None and not order["publish"]:
        return []
    return publish(publication, language, only=order["publish"])[0]


def _refresh(app: Sphinx, say: Say) -> None:
    """Read every document that is new, write the front page and what all pages share."""
    done = total = 0

    def count(_app: Sphinx, _env: Any, documents: list[str]) -> None:
        nonlocal total
        total = len(documents)

    def step(_app: Sphinx, _document: str, _source: list[str]) -> None:
        nonlocal done
        done += 1
        say({"progress": done, "of": total})

    app.connect("env-before-read-docs", count)
    app.connect("source-read", step)
    app.build(filenames=[app.env.doc2path(app.config.root_doc)])


def _write(app: Sphinx, order: dict[str, Any]) -> None:
    """Read the documents of the order and write its one page."""
    builder, env, name = app.builder, app.env, order["page"]
    builder.phase = BuildPhase.READING
    for document in order["read"]:
        app.events.emit("env-purge-doc", env, document)
        env.clear_doc(document)
        builder.read_doc(document)
    if order["read"]:
        app.events.emit("env-updated", env)
    # The search index belongs to the whole edition.
    builder.search = False  # type: ignore[attr-defined]
    builder.phase = BuildPhase.RESOLVING
    builder.prepare_writing({name})
    doctree = env.get_and_resolve_doctree(name, builder, tags=builder.tags)
    builder.phase = BuildPhase.WRITING
    builder.write_doc_serialized(name, doctree)
    builder.write_doc(name, doctree)
    builder.copy_image_files()  # type: ignore[attr-defined]


def _application(settings: dict[str, Any], warnings: io.StringIO) -> Sphinx:
    root = Path(settings["root"])
    return Sphinx(
        root / "docs",
        _conf(settings),
        Path(settings["output"]),
        Path(settings["doctrees"]),
        "html",
        confoverrides={
            "language": settings["language"],
            "editions_root": settings["root"],
            # A page under translation has no PDF of its own.
            "editions_pdfs": [],
            "locale_dirs": [settings["catalogues"]],
            "gettext_auto_build": False,
            "extensions": ["editions.sphinxext", "editions.pdf", "editions.sphinxext.preview"],
        },
        status=None,
        warning=warnings,
    )


def _conf(settings: dict[str, Any]) -> str | None:
    root = Path(settings["root"])
    return str(root) if (root / "conf.py").is_file() else None


def _load(settings: dict[str, Any]) -> Loaded:
    warnings = io.StringIO()
    loaded = Loaded(_application(settings, warnings), warnings)
    # What the loading itself complained of, the refreshing said before.
    warnings.truncate(0)
    warnings.seek(0)
    # What is slow to load and no document changes: templates, the register of names.
    for template in ("issue.html", "front.html", "page.html"):
        loaded.app.builder.templates.environment.get_template(template)
    for transform in loaded.app.registry.get_transforms():
        if issubclass(transform, CollectNames):
            list(transform.names.found("", settings["language"]))
    return loaded


if __name__ == "__main__":
    sys.exit(main())
