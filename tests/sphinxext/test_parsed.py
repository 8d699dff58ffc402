"""A source that is parsed once gives every edition what it would have parsed itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from editions import config
from editions.process import Job, run_sphinx
from editions.sphinxext.parsed import FOLDER, _is_same_for_all

SETTINGS = '[tool.editions]\ntitle = "T"\npublisher = ""\neditions = ["be", "ru", "en"]\n'
PLAIN = """\
:language: en

.. _place:

Title
=====

Text with a note [#]_, another [#named]_, *emphasis*, ``literal``, a `link <https://e.org>`_, a
|word|, :be:`Магілёў`, H\\ :sub:`2`\\ O, place_ and https://example.org.

Same
----

#. One

   * inner

#. Two

Same
----

.. list-table:: Caption
   :header-rows: 1

   * - a
     - b
   * - c [#]_
     - d

.. image:: one.png
   :alt: A picture

.. math::

   a^2

Term
   Definition::

      verbatim

.. [#] A note.
.. [#named] A named note.
.. [#] Of the table.
.. a comment
"""
OTHERS = (
    ".. contents::",
    ".. versionadded:: 1",
    ".. include:: index.rst",
    ".. |x| replace:: y",
    ".. |x\n   y| replace:: y",
    ".. default-role:: math",
    "* .. note:: text",
    ".. таблица::",
    ".. figure:: one.png\n   :figwidth: image",
    ".. math::\n   :label: a",
    ":ref:`place`",
    ":name:`Minsk <by-minsk>`",
    ":x:sub:`2`",
    ":en-GB:`x`",
    "`x`:ref:",
)


@pytest.mark.parametrize("text", OTHERS)
def test_what_may_differ_is_parsed_each_time(text: str) -> None:
    assert not _is_same_for_all(f"Title\n=====\n\n{text}\n")


def test_what_is_the_same_for_all_is_known() -> None:
    assert _is_same_for_all(PLAIN)
    assert _is_same_for_all("He said: «…» and so on :: `link`_. a:b:c, 12:30")


def _build(root: Path, language: str) -> dict[str, bytes]:
    job = Job(language, root / "trees" / language, {"html": root / language}, run_conf=True)
    outcome = run_sphinx(config.load(root), job)
    pages = {path.name: path.read_bytes() for path in sorted((root / language).rglob("*.html"))}
    return pages | {"said": "\n".join(map(str, outcome.problems)).encode()}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("publication")
    (root / "docs").mkdir()
    (root / "pyproject.toml").write_text(SETTINGS, "utf-8")
    (root / "docs" / "index.rst").write_text("T\n=\n\n.. toctree::\n\n   plain\n   bad\n", "utf-8")
    (root / "docs" / "plain.rst").write_text(PLAIN.replace("|word|", "word"), "utf-8")
    (root / "docs" / "bad.rst").write_text("Bad\n===\n\nAn *open end.\n", "utf-8")
    Image.new("RGB", (4, 3)).save(root / "docs" / "one.png")
    return root


def test_editions_are_the_same_whoever_parsed(root: Path) -> None:
    shutil.rmtree(root / "build", ignore_errors=True)
    alone = {}
    for language in ("be", "ru", "en"):
        alone[language] = _build(root, language)
        shutil.rmtree(root / "build")
        shutil.rmtree(root / "trees")
        shutil.rmtree(root / language)
    kept = root / "build" / FOLDER / "plain.pickle"
    for language in ("en", "ru", "be"):
        before = kept.read_bytes() if kept.exists() else None
        assert _build(root, language) == alone[language]
        assert before in {None, kept.read_bytes()}
    # What is said of a document is said to each edition; the front page has a directive.
    assert [path.name for path in kept.parent.iterdir()] == ["plain.pickle"]
    assert b"bad.rst" in alone["be"]["said"]


def test_another_text_or_a_damaged_file_is_parsed(root: Path) -> None:
    shutil.rmtree(root / "trees", ignore_errors=True)
    whole = _build(root, "en")
    kept = root / "build" / FOLDER / "plain.pickle"
    data = kept.read_bytes()
    for damaged in (b"", data[:-9], data.replace(b"emphasis", b"emphasiz"), data[64:]):
        kept.write_bytes(damaged)
        shutil.rmtree(root / "trees")
        assert _build(root, "en") == whole
        assert kept.read_bytes() == data
    path = root / "docs" / "plain.rst"
    path.write_text(path.read_text("utf-8").replace("Title", "Other"), "utf-8")
    assert b"Other" in _build(root, "en")["plain.html"]
    assert kept.read_bytes() != data
