"""Names in documents: the role, the index page, the map; whole, again and in part."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOTS, Run, tree
from tests.sphinxext.markup import Element, read

Call = Callable[..., Run]

COLUMNS = (
    "id,kind,be,ru,en,reason,seat,variants,be_forms,ru_forms,lat,lon,region,geonameid,"
    "source,common_word,ambiguous,notes"
)
REGISTER = f"""\
{COLUMNS}
by-mahiliou,city,Магілёў,Могилёв,,,,Mogilev,,,53.90876,30.34229,mahiliou,,,,,
by-minsk,city,Мінск,Минск,Minsk,established English name,,,,,53.90019,27.56653,minsk,,,,,
by-mir,settlement,Мір,Мир,,,,,,,53.4546,26.4667,hrodna,,,be+ru,,
by-reg-mahiliou,region,Магілёўская вобласць,Могилёвская область,,,by-mahiliou,,,,,,mahiliou,,,,,
lt-vilnius,city,Вільнюс,Вильнюс,Vilnius,established English name,,,,,54.689,25.27,,,,,,
"""
REPORT = """\
:language: en
:issue: 2021-01

Winter in Mahilioŭ
==================

Nothing has a name here.

Snow fell in Minsk and in the Mahilioŭ Region. A traveller came from Vilnius.

The old castle :name:`of the dukes <by-mir>` stood in snow [#]_.

.. [#] It had come from Minsk.
"""
SECOND = """\
:language: en
:issue: 2021-02

Thaw
====

Nothing melted.
"""
BELARUSIAN = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "The old castle :name:`of the dukes <by-mir>` stood in snow [#]_."
msgstr "Стары замак у :name:`Міры <by-mir>` стаяў у снезе [#]_."

msgid "Snow fell in Minsk and in the Mahilioŭ Region. A traveller came from Vilnius."
msgstr "Снег выпаў у Мінску і ў Магілёўскай вобласці. Падарожнік прыехаў з Вільнюса."
"""


@pytest.fixture
def winter(tmp_path: Path) -> Path:
    folder = tmp_path / "winter"
    shutil.copytree(ROOTS / "trilingual", folder)
    shutil.rmtree(folder / "locale")
    reports = folder / "docs" / "reports"
    (reports / "2021-01.rst").write_text(REPORT, encoding="utf-8")
    (reports / "2021-02.rst").write_text(SECOND, encoding="utf-8")
    (folder / "docs/about/method.rst").write_text("Method\n======\n\nWe look.\n", encoding="utf-8")
    messages = folder / "locale/be/LC_MESSAGES/reports/2021-01.po"
    messages.parent.mkdir(parents=True)
    messages.write_text(BELARUSIAN, encoding="utf-8")
    (folder / "locale/gazetteer.csv").write_text(REGISTER, encoding="utf-8")
    return folder


def html(call: Call, folder: Path, *more: str) -> Run:
    return call(folder, "build", "--format", "html", *more)


def index_of(folder: Path, language: str) -> Element:
    return read(folder / f"build/site/{language}/names.html")


def paragraphs(page: Element) -> dict[str, list[str]]:
    """Read the index back: id → links to paragraphs, of whatever issue."""
    found: dict[str, list[str]] = {}
    for part in page:
        if part.name == "dt":
            last = found.setdefault(part.attributes["id"], [])
        elif part.name == "dd":
            issue, *numbers = (link.attributes["href"] for link in part.all("a"))
            last += [address.removeprefix(issue) for address in numbers]
    return found


def test_the_index_has_every_name_with_its_paragraphs(winter: Path, editions: Call) -> None:
    assert html(editions, winter).code == 0
    for language in ("be", "en"):
        # The title counts for the paragraph after it, the note for the one that calls it.
        assert paragraphs(index_of(winter, language)) == {
            "by-mahiliou": ["#p1"],
            "by-minsk": ["#p2", "#p3"],
            "by-mir": ["#p3"],
            "by-reg-mahiliou": ["#p2"],
            "lt-vilnius": ["#p2"],
        }


def test_names_stand_by_alphabet_in_all_languages(winter: Path, editions: Call) -> None:
    assert html(editions, winter).code == 0
    page = index_of(winter, "be")
    assert [letter.text for letter in page.all("h2")] == ["В", "М"]
    terms = [term.attributes["id"] for term in page.all("dt")]
    assert terms == ["lt-vilnius", "by-mahiliou", "by-reg-mahiliou", "by-minsk", "by-mir"]
    region = next(term for term in page.all("dt") if term.attributes["id"] == "by-reg-mahiliou")
    assert [(form.language, form.text) for form in region.all("span")] == [
        ("ru", "Могилёвская область"),
        ("en", "Mahilioŭ Region"),
    ]
    links = {link.attributes["href"] for link in page.one("nav", class_="letters").all("a")}
    assert links == {f"#{letter.attributes['id']}" for letter in page.all("h2")}
    foot = read(winter / "build/site/be/index.html").one("footer")
    assert "names.html" in {link.attributes["href"] for link in foot.all("a")}


def test_the_role_leaves_its_text_alone_and_survives_translation(
    winter: Path, editions: Call
) -> None:
    done = html(editions, winter)
    assert "error" not in done.out
    english = (winter / "build/site/en/reports/2021-01.html").read_text("utf-8")
    assert "The old castle of the dukes stood in snow" in english
    belarusian = (winter / "build/site/be/reports/2021-01.html").read_text("utf-8")
    # One text: typography has bound «у» to what was marked.
    assert "Стары замак у\u00a0Міры стаяў у\u00a0снезе" in belarusian


def test_an_unknown_id_is_a_warning_that_names_the_line(winter: Path, editions: Call) -> None:
    report = winter / "docs/reports/2021-01.rst"
    report.write_text(REPORT.replace("<by-mir>", "<by-moon>"), encoding="utf-8")
    done = html(editions, winter, "--edition", "en")
    assert re.search(
        r"^docs/reports/2021-01\.rst:11: warning editions\.name: .*'by-moon'", done.out, re.M
    )


def test_an_issue_has_a_map_with_the_same_as_a_list(winter: Path, editions: Call) -> None:
    assert html(editions, winter).code == 0
    folder = winter / "build/site/be/reports"
    places = read(folder / "2021-01.html").one("section", class_="places")
    assert [item.text for item in places.all("li")] == [
        "Магілёў 1", "Магілёўская вобласць 2", "Мінск 2 3", "Мір 3",
    ]  # fmt: skip
    for link in places.all("a"):
        assert f'id="{link.attributes["href"][1:]}"' in (folder / "2021-01.html").read_text("utf-8")
    picture = places.one("img")
    assert picture.attributes["alt"]
    assert (folder / picture.attributes["src"]).is_file()
    assert (folder / places.one("source").attributes["srcset"]).is_file()
    assert "Natural Earth" in places.one("figcaption").text
    assert not read(folder / "2021-02.html").all("section", class_="places")
    assert not (folder / "2021-02.svg").exists()


def test_without_a_name_there_is_no_index_and_no_link(winter: Path, editions: Call) -> None:
    (winter / "docs/reports/2021-01.rst").unlink()
    assert html(editions, winter).code == 0
    made = tree(winter / "build/site")
    assert not [name for name in made if name.endswith(("names.html", ".svg"))]
    assert not [name for name, data in made.items() if b"names.html" in data]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("docs/reports/2021-02.rst", "Nothing melted.", "It melted in Minsk."),
        ("docs/reports/2021-01.rst", REPORT[REPORT.index("Winter") :], "Cold\n====\n\nNothing.\n"),
        ("locale/be/LC_MESSAGES/reports/2021-01.po", "Мінску", "Вільнюсе"),
        ("locale/gazetteer.csv", "by-minsk,city,Мінск,", "by-minsk,city,Менск,"),
    ],
    ids=["a name more", "no name any more", "translation", "register"],
)
def test_an_incremental_build_gives_what_a_cold_one_gives(
    winter: Path, editions: Call, tmp_path: Path, path: str, old: str, new: str
) -> None:
    assert html(editions, winter).code == 0
    before = tree(winter / "build/site")
    text = (winter / path).read_text("utf-8")
    assert old in text
    (winter / path).write_text(text.replace(old, new), encoding="utf-8")
    assert html(editions, winter).code == 0
    incremental = tree(winter / "build/site")
    assert (
        incremental["be/names.html" if "be/names.html" in incremental else "be/index.html"]
        != (before["be/names.html"])
    )
    cold_folder = tmp_path / "cold"
    shutil.copytree(winter, cold_folder, ignore=shutil.ignore_patterns("build"))
    assert html(editions, cold_folder).code == 0
    cold = tree(cold_folder / "build/site")
    assert sorted(incremental) == sorted(cold)
    assert [name for name in cold if cold[name] != incremental[name]] == []


def test_the_pdf_ends_with_the_map(winter: Path, editions: Call) -> None:
    done = editions(winter, "build", "--format", "pdf", "--edition", "en")
    assert done.code == 0
    work = winter / "build/work/en/doctrees-pdf/pdf/reports"
    assert (work / "2021-01/images/locator.svg").is_file()
    assert not (work / "2021-02/images").exists()
    data = (work / "2021-01/data.json").read_text("utf-8")
    assert "Natural Earth" in data
    assert '"to": "p3"' in data
