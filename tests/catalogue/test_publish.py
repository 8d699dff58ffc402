"""Publishing catalogues: what Sphinx may read."""

from __future__ import annotations

import gettext
import json
import time
from pathlib import Path

import polib

from editions.catalogue import interface, layout, po
from editions.catalogue.compile import publish
from editions.problems import Problem, Severity
from tests.catalogue.conftest import REPORT, Desk, tree


def published(desk: Desk, name: str, language: str = "be") -> dict[str, str]:
    path = layout.published(desk.publication) / language / "LC_MESSAGES" / f"{name}.mo"
    with path.open("rb") as file:
        found = gettext.GNUTranslations(file)
    catalogue = po.read(desk.path(name, language))
    return {e.msgid: found.gettext(e.msgid) for e in catalogue if found.gettext(e.msgid) != e.msgid}


def rewrite(desk: Desk, name: str, begin: str, **facts: object) -> polib.POEntry:
    path = desk.path(name)
    catalogue = po.read(path)
    (entry,) = (e for e in catalogue if e.msgid.startswith(begin))
    for fact, value in facts.items():
        setattr(entry, fact, value)
    po.write(path, catalogue)
    return entry


def only(problems: list[Problem], name: str) -> list[Problem]:
    return [problem for problem in problems if problem.location.path.endswith(f"{name}.po")]


def test_translations_are_published_and_compiled(translated: Desk) -> None:
    problems, folder = publish(translated.publication, "be")
    assert folder == translated.root / "build/locale"
    assert only(problems, REPORT) == []
    assert len(published(translated, REPORT)) == 6
    assert set(tree(folder)) == {
        f"be/LC_MESSAGES/{name}.{kind}"
        for name in ("index", REPORT, "sphinx")
        for kind in ("po", "mo")
    }


def test_a_second_run_touches_nothing_and_a_lost_mo_comes_back(translated: Desk) -> None:
    folder = publish(translated.publication, "be")[1]
    first = tree(folder)
    times = {path: path.stat().st_mtime_ns for path in folder.rglob("*.?o")}
    publish(translated.publication, "be")
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.?o")} == times
    cut = folder / f"be/LC_MESSAGES/{REPORT}.mo"
    cut.write_bytes(cut.read_bytes()[:60])
    (folder / "be/LC_MESSAGES/index.mo").unlink()
    time.sleep(0.01)
    publish(translated.publication, "be")
    assert tree(folder) == first


def test_remarks_and_order_make_no_stale_mo(translated: Desk) -> None:
    folder = publish(translated.publication, "be")[1] / "be/LC_MESSAGES"
    rewrite(translated, REPORT, "Snow in", tcomment="a remark")
    compiled = folder / f"{REPORT}.mo"
    before = compiled.stat().st_mtime_ns
    publish(translated.publication, "be")
    assert compiled.stat().st_mtime_ns == before
    catalogue = po.read(translated.path(REPORT))
    catalogue.reverse()
    po.write(translated.path(REPORT), catalogue)
    publish(translated.publication, "be")
    assert compiled.stat().st_mtime_ns >= compiled.with_suffix(".po").stat().st_mtime_ns > before


def test_unfinished_messages_are_counted_and_stay_out(translated: Desk) -> None:
    rewrite(translated, REPORT, "The trams", flags=["fuzzy"])
    rewrite(translated, REPORT, "The roads", msgstr="")
    rewrite(translated, REPORT, "For two days", obsolete=True)
    (problem,) = only(publish(translated.publication, "be")[0], REPORT)
    assert (problem.id, problem.severity, problem.edition) == (
        "untranslated",
        Severity.WARNING,
        "be",
    )
    assert problem.message == "1 untranslated and 1 unconfirmed of 5 messages"
    assert len(published(translated, REPORT)) == 3


def test_an_unreadable_catalogue_is_reported_and_the_others_go_on(translated: Desk) -> None:
    publish(translated.publication, "be")
    translated.path(REPORT).write_bytes(translated.path(REPORT).read_bytes() + b"junk\n")
    problems, folder = publish(translated.publication, "be")
    (problem,) = only(problems, REPORT)
    assert (problem.id, problem.severity) == ("catalogue", Severity.ERROR)
    assert problem.location.line == len(translated.text(REPORT).splitlines())
    assert f"be/LC_MESSAGES/{REPORT}.mo" not in tree(folder)
    assert len(published(translated, "index")) == 2


def test_only_expected_catalogues_are_read(translated: Desk) -> None:
    messages = translated.path("index").parent
    (messages / "extra.po").write_bytes((messages / "index.po").read_bytes())
    (messages / "index.mo").write_bytes(b"hostile")
    (messages / "docutils.po").write_bytes((messages / "index.po").read_bytes())
    folder = publish(translated.publication, "be")[1]
    stale = folder / "be/LC_MESSAGES/reports/2020-01.mo"
    stale.write_bytes(b"stale")
    (stale.parent.parent / "gone").mkdir()
    problems, _ = publish(translated.publication, "be")
    assert {p.location.path.rpartition("/")[2] for p in problems if p.id == "orphan"} == {
        "extra.po",
        "docutils.po",
    }
    assert {name.removeprefix("be/LC_MESSAGES/") for name in tree(folder)} == {
        *("index.po", "index.mo", "sphinx.po", "sphinx.mo"),
        *(f"{REPORT}.po", f"{REPORT}.mo"),
    }
    assert not (stale.parent.parent / "gone").exists()
    assert len(published(translated, "index")) == 2


def test_a_missing_catalogue_is_reported(desk: Desk) -> None:
    for path in desk.publication.locale.rglob("*.po"):
        path.unlink()
    found = {
        language: [p.location.path for p in publish(desk.publication, language)[0]]
        for language in desk.publication.languages
    }
    begin = "locale/{}/LC_MESSAGES/{}.po"
    assert found == {
        "be": [begin.format("be", name) for name in ("index", REPORT, "sphinx")],
        "ru": [begin.format("ru", name) for name in ("about/method", "index", REPORT, "sphinx")],
        "en": [begin.format("en", "about/method")],
    }


def test_the_same_bytes_in_another_folder(translated: Desk, tmp_path: Path) -> None:
    folder = publish(translated.publication, "be")[1]
    first = tree(folder)
    for path in folder.rglob("*.?o"):
        path.unlink()
    publish(translated.publication, "be")
    assert tree(folder) == first
    text = b"".join(first.values())
    assert str(translated.root).encode() not in text


def test_a_hostile_translation_is_held_back_alone(translated: Desk) -> None:
    entry = rewrite(translated, REPORT, "Snow fell", msgstr=".. include:: /etc/passwd")
    (problem,) = only(publish(translated.publication, "be")[0], REPORT)
    assert (problem.id, problem.severity, problem.edition) == ("markup", Severity.ERROR, "be")
    assert problem.msgid == entry.msgid
    line = translated.text(REPORT).splitlines()[(problem.location.line or 0) - 1]
    assert line.startswith('msgid "Snow fell')
    assert "Snow fell in Minsk" in problem.message
    assert len(published(translated, REPORT)) == 5


def test_interface_words_are_vetted_too(translated: Desk) -> None:
    rewrite(translated, "sphinx", "Caution", msgstr="<script>alert(1)</script>")
    rewrite(translated, "sphinx", "Fig. %s", msgstr="Мал. %(nothing)s")
    rewrite(translated, "sphinx", "Table %s", msgstr="Табліца %s")
    problems = only(publish(translated.publication, "be")[0], "sphinx")
    assert sorted(p.msgid or "" for p in problems if p.id == "markup") == ["Caution", "Fig. %s"]
    words = published(translated, "sphinx")
    assert words["Table %s"] == "Табліца %s"
    # What is held back, or not there at all, is said as Editions says it.
    ours = interface.shipped("be")
    assert {name: words[name] for name in ("Caution", "Fig. %s", "Search")} == {
        name: ours[name] for name in ("Caution", "Fig. %s", "Search")
    }


def told(desk: Desk, name: str, language: str = "be") -> dict[str, dict[str, object]]:
    path = desk.root / "build" / "states" / language / f"{name}.json"
    found: dict[str, dict[str, object]] = json.loads(path.read_text("utf-8"))
    return found


def test_states_of_documents_are_written_for_the_pages(translated: Desk) -> None:
    publish(translated.publication, "be")
    whole = told(translated, REPORT)
    assert whole["passages"] == {}
    assert whole["words"]["translated"] == whole["words"]["total"] != 0
    entry = rewrite(translated, REPORT, "The roads", msgstr="")
    publish(translated.publication, "be")
    now = told(translated, REPORT)
    assert now["passages"] == {entry.msgid: "missing"}
    words = 11  # the role and the target of its link are none
    assert now["words"] == {
        **whole["words"],
        "translated": int(str(whole["words"]["total"])) - words,
        "missing": words,
    }


def test_a_moved_line_changes_no_state_file_and_stale_ones_go(translated: Desk) -> None:
    rewrite(translated, REPORT, "The roads", msgstr="")
    publish(translated.publication, "be")
    folder = translated.root / "build" / "states"
    before = tree(folder)
    stamps = {path: path.stat().st_mtime_ns for path in folder.rglob("*.json")}
    rewrite(translated, REPORT, "Snow in", tcomment="one line more")
    publish(translated.publication, "be")
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.json")} == stamps
    (folder / "be" / "gone").mkdir()
    (folder / "be" / "gone" / "old.json").write_text("{}", encoding="utf-8")
    publish(translated.publication, "be")
    assert tree(folder) == before
    assert set(before) == {"be/index.json", f"be/{REPORT}.json"}
