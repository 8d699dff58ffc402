"""PDFs in two languages on their way to the site: what they say, building, failing, going."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOTS, tree
from tests.pdf import reading
from tests.pdf.columns import lines
from tests.pdf.pairs import HALF_DONE, PAIRS, build, build_half_done, pdf_of


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication of this module's own, which a test here changes."""
    return build_half_done(tmp_path_factory.mktemp("half"))


def test_what_is_missing_is_said_in_words_and_never_in_english(half: Path) -> None:
    found = lines(pdf_of(half, "be-ru", HALF_DONE))
    text = " ".join(" ".join(x.text for x in found if x.column == 0).split())
    assert text.count("Яшчэ не перакладзена") >= 7
    assert "Пераклад абнаўляецца" in text
    assert "Пераклад правяраецца" in text
    assert "Рака замерзла ў пачатку месяца. Арыгінал з таго часу змяніўся" in text
    # One cell of a table that is translated in part stands as it is, and that is said.
    assert "Тут перакладзена яшчэ не ўсё" in text
    english = set(re.findall(r"[A-Za-z]{3,}", text.partition("Змест")[2]))
    assert english <= {"Upper", "station", "Not", "measured"}


def test_what_is_missing_leads_to_the_source_unless_it_stands_beside(half: Path) -> None:
    def addresses(pair: str) -> set[str]:
        return set(reading.addresses(pdf_of(half, pair, HALF_DONE)))

    source = "https://river.example/en/reports/2021-01.html#p"
    assert {f"{source}{number}" for number in (2, 3, 5, 8)} <= addresses("be-ru")
    assert not [url for url in addresses("be-en") if url.startswith(source)]


def test_pages_link_to_the_pdf_beside_them(half: Path) -> None:
    site = half / "build" / "site"
    beside = (site / "be-ru/reports/2021-01.html").read_text("utf-8")
    assert beside.count('<a href="2021-01.pdf" type="application/pdf">') == 2
    landing = (site / "2021-01/index.html").read_text("utf-8")
    for pair in PAIRS:
        assert landing.count(f'href="../{pair}/reports/2021-01.pdf"') == 2


def test_building_again_changes_nothing_and_what_is_gone_or_withheld_goes(half: Path) -> None:
    site = half / "build" / "site"
    before = tree(site)
    assert build(half, "html", "pdf") == 1
    assert tree(site) == before
    settings = half / "pyproject.toml"
    kept = settings.read_text("utf-8")
    gate = '\n[tool.editions.gate.ru."2021-02"]\ncomplete = 90\n'
    settings.write_text(kept + gate, "utf-8")
    assert build(half, "html", "pdf") == 1
    there = {name for name in tree(site) if re.match(r"\w\w-\w\w/.*2021-02\.pdf", name)}
    assert there == {"be-en/reports/2021-02.pdf"}
    assert "ru-en/reports/2021-02.pdf" not in (site / "2021-02/index.html").read_text("utf-8")
    settings.write_text(kept, "utf-8")
    (half / "docs/reports/2021-02.rst").unlink()
    assert build(half, "html", "pdf") == 1
    assert not [name for name in tree(site) if name.endswith("2021-02.pdf")]


def test_a_pair_that_cannot_be_set_is_named_and_stops_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "root"
    shutil.copytree(ROOTS / "trilingual", root)
    assert build(root) == 0
    before = tree(root / "build" / "site")
    # What is in the way of one pair, and has to be set again.
    work = root / "build/work/pairs/be-ru/reports/2021-01"
    (work / "data.json").unlink()
    (work / "data.json").mkdir()
    work.with_suffix(".json").unlink()
    shutil.rmtree(root / "build/store")  # or a build would know at once that it has nothing to do
    assert build(root) == 1
    said = capsys.readouterr()
    assert re.search(r"docs/reports/2021-01\.rst: error editions\.pdf: be-ru: ", said.out)
    assert not re.search("(ru|be)-en: ", said.out)
    assert tree(root / "build" / "site") == before


def test_a_pair_whose_editions_are_what_they_were_is_not_looked_into(tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(ROOTS / "trilingual", root)
    assert build(root) == 0
    before = tree(root / "build" / "site")
    work = root / "build/work/pairs"
    untouched = work / "be-ru/reports/2021-02"
    for path in (untouched, work / "be-ru/reports/2021-01"):
        shutil.rmtree(path)
    (root / "build/site/be-ru/reports/2021-01.pdf").unlink()
    assert build(root) == 0
    assert tree(root / "build" / "site") == before
    assert (work / "be-ru/reports/2021-01").is_dir()
    assert not untouched.exists()


def test_a_pair_is_the_same_bytes_in_another_folder_and_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for folder, zone in (("one", "UTC"), ("other/and deeper", "Asia/Kamchatka")):
        monkeypatch.setenv("TZ", zone)
        root = tmp_path / folder / "root"
        shutil.copytree(ROOTS / "trilingual", root)
        assert build(root) == 0
        made.append({pair: pdf_of(root, pair, HALF_DONE).read_bytes() for pair in PAIRS})
    assert made[0] == made[1]
