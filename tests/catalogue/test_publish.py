"""Publishing catalogues: what Sphinx may read."""

from __future__ import annotations

import gettext
import time
from pathlib import Path

import polib
import pytest

from editions.catalogue import interface, layout, po, publish, vet
from editions.catalogue.stats import Stats, stats
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
    assert problem.message == "1 untranslated and 1 fuzzy of 5 messages"
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
    publish(translated.publication, "be")
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


ROADS = "Closed [#roads]_ in *three* districts, see :doc:`the method </about/method>`, |date|."
LINK = "See `its page <https://school.example/news>`__ or https://a.example/."


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("Snow", "Снег"),
        (ROADS, "|date| :doc:`Метад </about/method>`: закрылі [#roads]_ у *трох* раёнах."),
        (LINK, "Гл. https://a.example/, `старонку <https://school.example/news>`__."),
        ("See :doc:`/about/method`.", "Гл. :doc:`метад </about/method>`."),
        ("On December 6", "6 снежня 2020 года – “так” (а. 5): 12 %, 1–2 %; СНД/АДКБ"),
        ("A. Person", "А. Асоба"),
        ("A note: see", "Заўвага: гл."),
        ("Use ``:role:`x``` here", "Ужывайце ``:role:`x``` тут"),
        ("An :en:`offence` → :en:`offense`", "Словы :en:`offence` → :en:`offense`"),
    ],
)
def test_a_faithful_translation_passes(msgid: str, msgstr: str) -> None:
    assert vet.fault(polib.POEntry(msgid=msgid, msgstr=msgstr)) is None


@pytest.mark.parametrize(
    ("msgid", "msgstr", "said"),
    [
        ("Snow", "Снег\n\nЛёд", "blank line"),
        ("Snow", "Снег\n.. include:: x", "line break"),
        ("Snow", "Сн\x07ег", "U+0007"),
        ("Snow", "Сн\u2028ег", "U+2028"),
        ("Snow", ".. raw:: html", "'..'"),
        ("Snow", "2020. Снег", "'2020.'"),
        ("Snow", "- Снег", "'-'"),
        ("Snow", " Снег", "a space"),
        ("Snow", ":x: Снег", "':x:'"),
        ("Snow", "----", "begins with"),
        ("Snow", "Снег::", "'::'"),
        ("Snow", "Снег :raw:`<b>`", "has :raw:"),
        ("Snow", "`Снег`:math:", "has :math:"),
        ("Snow", "`Снег <javascript:alert(1)>`__", "<javascript:alert(1)>"),
        ("Snow", "Снег javascript:alert(1)", "javascript:alert(1"),
        ("Snow", "Снег https://evil.example/", "https://evil.example/"),
        ("Snow", "Снег a@evil.example", "a@evil.example"),
        ("Snow", "Снег |date|", "|date|"),
        ("Snow", "Снег [#a]_", "[#a]_"),
        ("Snow", "Снег_ ідзе", "a reference"),
        (ROADS, ROADS.replace(" [#roads]_", ""), "lacks [#roads]_"),
        (ROADS, ROADS.replace("/about/method", "/index"), "lacks </about/method>"),
        (LINK, LINK.replace("school", "schooI"), "<https://schooI.example/news>"),
        (LINK, LINK.replace("https://a", "http://a"), "http://a.example/"),
        ("See :doc:`/about/method`.", "Гл. :doc:`/index`.", "</index>"),
    ],
)
def test_an_unfaithful_translation_is_held_back(msgid: str, msgstr: str, said: str) -> None:
    assert said in (vet.fault(polib.POEntry(msgid=msgid, msgstr=msgstr)) or "")


WORDS = [
    ("(The <<original entry>> is in %s, line %d.)", "(<<Зыходны запіс>> у %s, радок %d.)", True),
    ("Search %(docstitle)s", "Шукаць у %(docstitle)s", True),
    ("Search %(docstitle)s", "Шукаць у %(title)s", False),
    ("<h1>Source code for %s</h1>", "<h1>Код %s</h1>", True),
    ("<h1>Source code for %s</h1>", "<h1 onclick='x'>Код %s</h1>", False),
    ("Search", "Пошук <b>", False),
    ("Search", "<<Пошук>>", False),
    ("100% sure", "100 % упэўнена", True),
]


@pytest.mark.parametrize(("msgid", "msgstr", "passes"), WORDS)
def test_places_and_tags_of_interface_words_are_kept(msgid: str, msgstr: str, passes: bool) -> None:
    fault = vet.fault(polib.POEntry(msgid=msgid, msgstr=msgstr), interface=True)
    assert (fault is None) is passes


def test_catalogues_are_counted(translated: Desk) -> None:
    rewrite(translated, "index", "Notes about", flags=["fuzzy"])
    found = {counted.name: counted for counted in stats(translated.publication, "be")}
    assert list(found) == ["index", REPORT, "sphinx"]
    assert found["index"] == Stats("index", translated=1, fuzzy=1, untranslated=0, words=10)
    assert found[REPORT].translated == 6
