"""Templates: of documents, and of interface words."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from editions import config
from editions.catalogue import interface, layout, po
from editions.catalogue.extract import extract
from editions.problems import CatalogueError
from tests.catalogue.conftest import REPORT, Desk, tree


def msgids(path: Path) -> list[str]:
    return [entry.msgid for entry in po.read(path)]


def test_every_document_readers_see_has_a_template(extracted: Path) -> None:
    found = tree(extracted / "build/gettext")
    assert set(found) == {"index.pot", "about/method.pot", f"{REPORT}.pot", "sphinx.pot"}
    text = b"".join(found.values()).decode()
    for trace in ("Creation-Date", "Generated", "#:", str(extracted)):
        assert trace not in text
    for name in ("index", "about/method", REPORT):
        assert b"#," not in found[f"{name}.pot"], "100% is no placeholder"


def test_messages_stand_in_the_order_of_the_document(extracted: Path) -> None:
    found = msgids(extracted / f"build/gettext/{REPORT}.pot")
    assert [text.split()[0] for text in found] == ["Snow", "Snow", "The", "The", "A", "For"]
    assert "[#roads]_ in *three* districts" in found[2]
    assert msgids(extracted / "build/gettext/about/method.pot")[0] == "Метад"


def test_a_second_run_writes_nothing_and_a_gone_document_goes(desk: Desk) -> None:
    before = tree(desk.root / "build/gettext")
    assert extract(desk.publication).written == ()
    assert tree(desk.root / "build/gettext") == before
    (desk.root / "docs/about/method.rst").unlink()
    assert extract(desk.publication).written == ()
    assert set(before) - set(tree(desk.root / "build/gettext")) == {"about/method.pot"}


def test_what_sphinx_complains_of_is_reported(desk: Desk) -> None:
    with (desk.root / "docs/index.rst").open("a", encoding="utf-8") as file:
        file.write("\nSee :doc:`nowhere`.\n")
    done = extract(desk.publication)
    assert [path.name for path in done.written] == ["index.pot"]
    (problem,) = done.problems
    assert (problem.location.path, "nowhere" in problem.message) == ("docs/index.rst", True)


def test_a_document_cannot_be_called_sphinx(desk: Desk) -> None:
    (desk.root / "docs/sphinx.rst").write_text(":orphan:\n\nSphinx\n======\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"docs/sphinx\.rst: .*rename"):
        extract(desk.publication)


def test_interface_words_say_where_they_stand(extracted: Path) -> None:
    words = {entry.msgid: entry for entry in po.read(extracted / "build/gettext/sphinx.pot")}
    assert list(words)[:2] == ["Winter notes", "Society of Readers"]
    assert "title" in words["Winter notes"].comment
    assert "publisher" in words["Society of Readers"].comment
    assert words["Caution"].comment == "Sphinx: label of a boxed remark"
    assert words["Fig. %s"].flags == ["python-format"]
    assert all(entry.comment for entry in words.values())
    # Said on the terminal, or by templates that our theme replaces.
    assert not {"no translated elements!", "Collapse sidebar", "Quick search"} & set(words)


def test_words_marked_in_our_own_theme_and_code_are_found(extracted: Path) -> None:
    words = set(msgids(extracted / "build/gettext/sphinx.pot"))
    marked = set()
    for path in (interface.OWN / "theme").rglob("*.html"):
        marked |= set(re.findall(r"\b_\('([^'\\]+)'\)", path.read_text("utf-8")))
    for folder in ("sphinxext", "pdf"):
        for path in (interface.OWN / folder).rglob("*.py"):
            marked |= set(re.findall(r'(?<!\w)_\("([^"\\]+)"\)', path.read_text("utf-8")))
    assert len(marked) > 10
    assert marked <= words


def lacking(root: Path, language: str) -> set[str]:
    publication = config.load(root)
    template = po.read(layout.template(publication, layout.INTERFACE))
    return {word.msgid for word in interface.lacking(template, publication, language)}


def test_each_edition_gets_the_words_it_lacks(extracted: Path) -> None:
    everything = set(msgids(extracted / "build/gettext/sphinx.pot"))
    assert lacking(extracted, "be") == everything
    assert lacking(extracted, "en") == set()
    russian = lacking(extracted, "ru")
    assert {"Winter notes", "Society of Readers"} < russian < everything
    assert not {"Caution", "Fig. %s"} & russian, "Sphinx speaks Russian"


def test_a_belarusian_title_is_translated_into_english(desk: Desk) -> None:
    settings = desk.root / "pyproject.toml"
    settings.write_text(settings.read_text("utf-8") + 'source_language = "be"\n', encoding="utf-8")
    assert lacking(desk.root, "en") == {"Winter notes", "Society of Readers"}
    assert not {"Winter notes", "Society of Readers"} & lacking(desk.root, "be")


def test_every_file_of_sphinx_with_words_has_its_place(desk: Desk) -> None:
    made = interface.template(desk.publication)
    places = {line for entry in made for line in entry.comment.splitlines()}
    assert "Sphinx: page" in places
    assert [place for place in places if place.endswith((".py", ".html", ".jinja"))] == []


def test_the_words_of_the_program_are_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = desk.publication.work / "store" / "interface"
    shutil.rmtree(kept)
    made = po.dumps(interface.template(desk.publication))
    assert "Sphinx: page" in made
    (entry,) = kept.rglob("*.json")
    monkeypatch.setattr(interface, "_words", lambda *_: iter(()))
    assert po.dumps(interface.template(desk.publication)) == made
    entry.write_bytes(entry.read_bytes().replace(b"Sphinx: page", b"Sphinx: Page"))
    assert "Sphinx:" not in po.dumps(interface.template(desk.publication))
