"""A document with an error is withheld alone, by every verb; the rest is published."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from editions import config, judging
from editions.documents import copied_from, documents
from editions.site import copies
from editions.site.survival import survival
from tests.conftest import ROOTS, Run

Call = Callable[..., Run]

MARKS = "\n<<<<<<< HEAD\nIt rained.\n=======\nIt snowed.\n>>>>>>> theirs\n"


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication in one language; each test leaves its documents as it finds them."""
    folder = tmp_path_factory.mktemp("withheld") / "notes"
    shutil.copytree(ROOTS / "trilingual", folder)
    settings = folder / "pyproject.toml"
    settings.write_text(
        settings.read_text("utf-8").replace('["be", "ru", "en"]', '["en"]'), "utf-8"
    )
    return folder


def build(editions: Call, folder: Path) -> Run:
    return editions(folder, "build", "--format", "html")


def page(folder: Path, name: str = "2021-01") -> str:
    return (folder / f"build/site/en/reports/{name}.html").read_text("utf-8")


def kept(folder: Path) -> set[str]:
    found = json.loads((folder / "build/manifest.json").read_text("utf-8"))["files"]
    return {name for name, entry in found.items() if entry.get("kept")}


def test_marks_of_a_merge_cost_their_document_alone(notes: Path, editions: Call) -> None:
    report = notes / "docs/reports/2021-01.rst"
    sound = report.read_text("utf-8")
    report.write_text(sound + MARKS, encoding="utf-8")

    told = editions(notes, "check").out
    line = len(sound.splitlines()) + 2
    assert f"docs/reports/2021-01.rst:{line}: error document: a conflict of a merge" in told
    assert editions(notes, "freeze", "2021-01").code == 1
    assert not report.with_name("2021-01.ledger.toml").exists()
    # A build from nothing says so at its address.
    done = build(editions, notes)
    assert done.code == 1
    assert "error document: a conflict" in done.out
    assert 'class="stand-in' in page(notes)
    assert "&lt;&lt;&lt;" not in page(notes)
    assert "January 2021" in page(notes)
    assert "February" in page(notes, "2021-02")

    report.write_text(sound, encoding="utf-8")
    assert build(editions, notes).code == 0
    good = page(notes)
    assert 'class="stand-in' not in good
    # On a site that has it, its files stay as they were.
    report.write_text(sound + MARKS, encoding="utf-8")
    assert build(editions, notes).code == 1
    assert page(notes) == good
    assert "en/reports/2021-01.html" in kept(notes)
    assert "2021-01/index.html" in kept(notes)
    report.write_text(sound, encoding="utf-8")
    assert build(editions, notes).code == 0
    assert kept(notes) == set()


def test_what_reaches_out_of_the_publication_is_refused(notes: Path, editions: Call) -> None:
    report = notes / "docs/reports/2021-01.rst"
    sound = report.read_text("utf-8")
    secret = notes.parent / "secret.txt"
    secret.write_text("CANARY\n", encoding="utf-8")
    reaching = [
        ".. include:: ../../../secret.txt",
        ".. literalinclude:: ../../../secret.txt",
        ".. csv-table:: A\n   :file: ../../../secret.txt",
        ".. csv-table:: A\n   :url: http://127.0.0.1:9/a.csv",
        ".. raw:: html\n\n   <b>CANARY</b>",
        ":download:`a <../../../secret.txt>`",
        "`words <javascript:alert(1)>`__",
    ]
    report.write_text("\n\n".join([sound, *reaching]) + "\n", encoding="utf-8")
    done = build(editions, notes)
    assert done.code == 1
    lines = [line for line in done.out.splitlines() if line.startswith("docs/reports/2021-01.rst:")]
    assert len(lines) == len(reaching)
    assert all(" error outside: " in line for line in lines)
    site = notes / "build/site"
    assert not [
        path for path in site.rglob("*") if path.is_file() and b"CANARY" in path.read_bytes()
    ]
    report.write_text(sound, encoding="utf-8")


def test_no_spelling_of_a_name_reaches_out(notes: Path, editions: Call) -> None:
    """What is judged is what is read, however docutils and Sphinx take a name."""
    report, inner = notes / "docs/reports/2021-01.rst", notes / "docs/inner"
    sound, secret = report.read_text("utf-8"), notes.parent / "canary.txt"
    secret.write_text("CANARY,https://canary.example\n", encoding="utf-8")
    inner.mkdir()
    (inner / "own.csv").write_text("seen 1\n", encoding="utf-8")
    table = ".. csv-table:: A\n   :file: {}\n".format
    (inner / "bad.inc").write_text(table("../../../canary.txt"), "utf-8")
    (inner / "good.inc").write_text(table("own.csv"), "utf-8")
    reaching = [
        table(secret),
        ".. include:: ..\n   /..\n   /../canary.txt",
        f".. include:: <{'../' * 40}{secret}>",
        ".. literalinclude:: ../inner/own.csv\n   :diff: ../../../canary.txt",
        ".. meta::\n   :http-equiv=refresh: 0; url=https://canary.example/",
        ".. include:: ../inner/bad.inc",
    ]
    report.write_text("\n\n".join([sound, *reaching]) + "\n", encoding="utf-8")
    done = build(editions, notes)
    assert done.code == 1
    lines = [line for line in done.out.splitlines() if " error " in line]
    assert len(lines) == len(reaching), lines
    assert all(line.startswith(("docs/reports/2021-01.rst:", "docs/inner/bad")) for line in lines)
    assert "canary" not in page(notes).casefold()
    fine = [table("/inner/own.csv"), ".. include:: ../inner/good.inc", ".. include:: <isonum.txt>"]
    report.write_text("\n\n".join([sound, *fine, "|copy|"]) + "\n", encoding="utf-8")
    assert build(editions, notes).code == 0
    assert page(notes).count("seen 1") == 2
    assert "©" in page(notes)
    report.write_text(sound, encoding="utf-8")
    shutil.rmtree(inner)


def test_an_exception_names_document_and_line(notes: Path, editions: Call) -> None:
    report = notes / "docs/reports/2021-01.rst"
    sound = report.read_text("utf-8")
    broken = "\n.. |a| replace:: see |icon|\n\nNow |a|.\n"
    report.write_text(sound + broken, encoding="utf-8")
    done = build(editions, notes)
    assert done.code == 1
    lines = [each for each in done.out.splitlines() if " error " in each]
    assert lines
    for line in lines:
        assert line.startswith("docs/reports/2021-01.rst:")
        assert "Error" not in line
    assert "February" in page(notes, "2021-02")
    report.write_text(sound, encoding="utf-8")


def judged(folder: Path, name: str, data: bytes) -> list[str]:
    path = folder / f"docs/reports/{name}.rst"
    before = path.read_bytes() if path.exists() else None
    path.write_bytes(data)
    try:
        found = judging.judge(config.load(folder))
    finally:
        path.unlink() if before is None else path.write_bytes(before)
    return [str(problem) for problem in found[f"reports/{name}"]]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("2021-01", b"", "1: error document: holds nothing"),
        ("2021-01", "A\n=\n\nСнег".encode("cp1251"), "4: error document: is not written in UTF-8"),
        ("2021-01", "A\n=\n\nСнег".encode()[:-1], "4: error document: ends within a letter"),
        ("2021-01", "A\n=\n".encode("utf-16"), "1: error document: is written in UTF-16"),
        ("2021-01", b"A\n=\n\n\0\0", "4: error document: holds bytes that are no text"),
        ("2021-01", b":issue: 2020-12\n\nA\n=\n", "1: error field: issue: says 2020-12, but"),
        ("2021-01b", b":issue: 2021-01\n\nA\n=\n", "1: error field: issue: '2021-01.rst' is"),
        ("2021-01", b":issue: 2021-13\n\nA\n=\n", "1: error field: issue: '2021-13' is no month"),
        ("2021-01", b":corrected: 5.3.2021\n\nA\n=\n", "1: error stated-day: corrected: '5.3"),
        ("2999-01", b":issue: 2999-01\n\nA\n=\n", "1: warning field: the month 2999-01 is still"),
        ("2021-01", b":languge: en\n\nA\n=\n", "1: warning field: languge: no such field"),
    ],
)
def test_what_a_file_tells(notes: Path, name: str, data: bytes, said: str) -> None:
    assert f"docs/reports/{name}.rst:{said}" in "\n".join(judged(notes, name, data))


def test_a_row_of_equals_signs_is_a_title(notes: Path) -> None:
    text = b"January\n=======\n\nSnow.\n\nMore\n>>>>\n\nSnow fell.\n"
    assert [each for each in judged(notes, "2021-01", text) if " error " in each] == []


def test_what_programs_leave_is_no_document(notes: Path) -> None:
    reports = notes / "docs/reports"
    left = ["._2021-01.rst", "2021-01 (1).rst", "2021-01.orig.rst", "2021-01 - Copy.rst"]
    left += ["2021-01.sync-conflict-20210203-101010-ABCDEFG.rst", "2021-01_BACKUP_17.rst"]
    for name in left:
        (reports / name).write_bytes(b"\0\xb0\xff")
    (reports / ".#2021-01.rst").symlink_to("somebody@machine.4711:1")
    try:
        names = {document.name for document in documents(config.load(notes))}
        assert not [name for name in names if "2021-01" in name and name != "reports/2021-01"]
        assert copied_from(reports / "2021-01 (1).rst") == reports / "2021-01.rst"
        assert copied_from(reports / "other (1).rst") is None
    finally:
        for name in (*left, ".#2021-01.rst"):
            (reports / name).unlink()


CONF = """
import os
import sys

from docutils import nodes


def meet(app, doctree, name):
    text = doctree.astext()
    if "Vanish" in text:
        os._exit(7)
    if "Leave" in text:
        sys.exit(4)
    if "Raise" in text:
        raise KeyError("alt")


def write(app, name, template, context, doctree):
    if doctree is not None and "Write" in doctree.astext():
        raise ValueError("written")
    if FAILING in name:
        raise ValueError("whatever it says")


def setup(app):
    app.connect("doctree-resolved", meet)
    app.connect("html-page-context", write)
"""


def test_whatever_happens_to_a_document_costs_it_alone(notes: Path, editions: Call) -> None:
    reports = notes / "docs/reports"
    deep = "\n\n".join(f"{'  ' * depth}* level {depth}" for depth in range(300))
    boxes = "\n".join(
        f"{' ' * depth * 7}.. list-table::\n\n{' ' * depth * 7}   * - cell\n" for depth in range(60)
    )
    words = ["Vanish.", "Leave.", "Raise.", "Write.", deep, boxes]
    paths = [reports / f"2021-{month:02}.rst" for month in range(3, 3 + len(words))]
    for path, text in zip(paths, words, strict=True):
        path.write_text(f"{path.stem}\n{'=' * 9}\n\n{text}\n", encoding="utf-8")
    (notes / "conf.py").write_text(CONF.replace("FAILING", '"no such"'), encoding="utf-8")
    try:
        done = build(editions, notes)
        assert done.code == 1
        found = [line for line in done.out.splitlines() if " error document: " in line]
        assert sorted({line.partition(":")[0] for line in found}) == [
            f"docs/reports/{path.name}" for path in paths
        ]
        assert len(found) == len(words)
        assert not re.search(r"Error|Exit|Traceback|\.py", done.out)
        for path in paths:
            assert 'class="stand-in' in page(notes, path.stem)
        assert 'class="stand-in' not in page(notes)
        assert build(editions, notes).out == done.out
    finally:
        for path in (*paths, notes / "conf.py"):
            path.unlink()
    assert build(editions, notes).code == 0


def test_an_edition_that_cannot_even_say_so_stays_as_it_was(notes: Path, editions: Call) -> None:
    assert build(editions, notes).code == 0
    before = page(notes)
    (notes / "conf.py").write_text(CONF.replace("FAILING", '"2021-02"'), encoding="utf-8")
    try:
        done = build(editions, notes)
    finally:
        (notes / "conf.py").unlink()
    assert done.code == 1
    assert "docs/reports/2021-02.rst: error edition: not even the page" in done.out
    assert page(notes) == before


def test_a_copy_that_cannot_be_made_is_told_with_its_document(
    notes: Path, editions: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build(editions, notes).code == 0
    copy = notes / "build/site/2021-01/2021-01.html"
    before = copy.read_bytes()

    def fail(_publication: object, texts: list[object], *, key: str, editions: object) -> bytes:
        if key == "2021-01":
            raise KeyError("title")
        return survival(_publication, texts, key=key, editions=editions)  # type: ignore[arg-type]

    report = notes / "docs/reports/2021-01.rst"
    sound = report.read_text("utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(copies, "survival", fail)
        report.write_text(f"{sound}\nMore snow.\n", encoding="utf-8")
        done = build(editions, notes)
    report.write_text(sound, encoding="utf-8")
    assert done.code == 1
    assert "docs/reports/2021-01.rst: error form: the copies of 2021-01 cannot be made" in done.out
    assert copy.read_bytes() == before
    assert "2021-01/2021-01.html" in kept(notes)
    assert build(editions, notes).code == 0
    assert kept(notes) == set()
