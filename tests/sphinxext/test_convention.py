"""One switch: the English edition in another romanization, from the same sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from editions.config import ROMANIZATION
from editions.names.english import english
from editions.names.gazetteer import Name, rows
from editions.sphinxext import convention
from editions.sphinxext.convention import Switch, switch
from tests.conftest import DECEMBER

# Other transforms ask for `self.app`, which Sphinx 11 will take away.
pytestmark = pytest.mark.filterwarnings("ignore::sphinx.deprecation.RemovedInSphinx11Warning")

REGISTER = DECEMBER / "locale" / "gazetteer.csv"
BGN = "bgn_pcgn_1979_be"
SETTINGS = '[tool.editions]\ntitle = "T"\npublisher = ""\neditions = ["en", "be"]\n'
REPORT = """:language: en

Exercise in Homieĺ
==================

The Mahilioŭ region and HOMIEĹ; Minsk, Belarus; Mahilioŭ’s guard.

He wrote “from Mahilioŭ” and ``Mahilioŭ`` at https://example.org/Mahilioŭ, :en:`Mahilioŭ`,
then :name:`Mahilioŭ <by-mahiliou>` and *Mahilioŭ*.

“A quotation *of Mahilioŭ* over* markup” and Viciebsk.
"""


@pytest.fixture(scope="module")
def names() -> tuple[Name, ...]:
    return rows(REGISTER)


@pytest.fixture(scope="module")
def to_bgn(names: tuple[Name, ...]) -> Switch:
    chosen = switch(names, BGN)
    assert chosen is not None
    return chosen


def test_the_default_scheme_changes_nothing(names: tuple[Name, ...]) -> None:
    assert switch(names, ROMANIZATION) is None


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("in the Mahilioŭ region", "in the Mahilyow region"),
        ("Mahilioŭ Region", "Mahilyow Region"),
        ("MAHILIOŬ", "MAHILYOW"),
        ("Homieĺ and Viciebsk", "Homyel’ and Vitsyebsk"),
        ("Minsk, Brest, Belarus, Moscow", "Minsk, Brest, Belarus, Moscow"),
        ("“in Mahilioŭ” near Mahilioŭ", "“in Mahilioŭ” near Mahilyow"),
        ("Mahilioŭsk, Staramahilioŭ", "Mahilioŭsk, Staramahilioŭ"),
        ("Buda-Kašaliova District", "Buda-Kashalyova District"),
        ("Mogilev and Mahilioú", "Mogilev and Mahilioú"),
        ("Homieĺ–Mahilioŭ, Homieĺ/Mahilioŭ", "Homyel’–Mahilyow, Homyel’/Mahilyow"),
        ("Marjina Horka", "Mar”ina Horka"),
    ],
)
def test_places_are_printed_by_the_scheme(to_bgn: Switch, written: str, printed: str) -> None:
    assert to_bgn.convert(written) == (printed, 0)


def test_every_registered_place_is_changed(to_bgn: Switch, names: tuple[Name, ...]) -> None:
    by_id = {name.id: name for name in names}
    places = [name for name in names if name.kind not in {"person", "body"}]
    for name in places:
        written, other = english(name, by_id, ROMANIZATION), english(name, by_id, BGN)
        assert to_bgn.convert(f"near {written}.")[0] == f"near {other}."


def test_a_second_time_changes_nothing(to_bgn: Switch) -> None:
    once, _ = to_bgn.convert("Mahilioŭ, Homieĺ, Buda-Kašaliova District, Polack")
    assert to_bgn.convert(once)[0] == once


def test_persons_keep_their_spelling(to_bgn: Switch, names: tuple[Name, ...]) -> None:
    for name in names:
        if name.kind == "person":
            assert to_bgn.convert(name.en)[0] == name.en


@pytest.fixture(scope="module", params=[ROMANIZATION, BGN])
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    root = tmp_path_factory.mktemp("switch")
    table = f'[tool.editions.romanization]\nen = "{request.param}"\n'
    (root / "pyproject.toml").write_text(SETTINGS + table, encoding="utf-8")
    docs = root / "docs"
    (docs / "reports").mkdir(parents=True)
    report = REPORT.replace("over* markup", "over markup")
    (docs / "reports" / "2020-12.rst").write_text(report, encoding="utf-8")
    index = "Start\n=====\n\n.. toctree::\n\n   reports/2020-12\n"
    (docs / "index.rst").write_text(index, encoding="utf-8")
    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            docs,
            None,
            root / "out",
            root / "trees",
            "pseudoxml",
            confoverrides={"editions_root": str(root), "extensions": ["editions.sphinxext"]},
            status=None,
            freshenv=True,
        )
        app.build()
    yield request.param, root / "out"
    titles = {name: title.astext() for name, title in app.env.titles.items()}
    place = "Homieĺ" if request.param == ROMANIZATION else "Homyel’"
    assert titles["reports/2020-12"] == f"Exercise in {place}"


def test_a_built_document_is_printed_by_the_scheme(built: tuple[str, Path]) -> None:
    scheme, out = built
    text = " ".join((out / "reports" / "2020-12.pseudoxml").read_text("utf-8").split())
    text = re.sub(r"\s*<[^>]*>\s*", " ", text.replace("\u00a0", " "))
    if scheme == ROMANIZATION:
        assert "Mahilyow" not in text
        return
    assert "Exercise in Homyel’" in text
    assert "The Mahilyow region and HOMYEL’; Minsk, Belarus; Mahilyow’s guard." in text
    assert "“from Mahilioŭ” and Mahilioŭ at" in text
    assert "example.org /Mahilioŭ, Mahilioŭ , then Mahilioŭ and Mahilyow" in text
    assert "“A quotation of Mahilioŭ over markup” and Vitsyebsk." in text


def test_text_of_another_language_stays(to_bgn: Switch) -> None:
    passage = nodes.paragraph("", "Mahilioŭ, ", nodes.inline("", "Mahilioŭ"))
    convention.convert_tree(nodes.section("", passage), to_bgn, "be")
    assert passage.astext() == "Mahilioŭ, Mahilioŭ"
    passage["classes"] = ["language-en"]
    convention.convert_tree(nodes.section("", passage), to_bgn, "be")
    assert passage.astext() == "Mahilyow, Mahilyow"
