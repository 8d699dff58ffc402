"""The PDFs in two languages, opened and read back: columns, rows, notes, tags, and building."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from editions.cli import main
from editions.pdf.pairs import pair as pair_of
from editions.pdf.typeset import Sheet, typeset
from editions.pdf.walk import plain
from tests.conftest import REPOSITORY, ROOTS, tree
from tests.pdf.columns import Line, gaps, ladders, lines
from tests.pdf.reading import bookmarks, catalog, letters, page_texts, tags

PAIRS = ("be-ru", "be-en", "ru-en")
REPORT = "reports/2020-12"

each_pair = pytest.mark.parametrize("pair", PAIRS)


def build(root: Path, *formats: str) -> int:
    """Build a publication as PDF, or as said."""
    chosen = [part for name in formats or ("pdf",) for part in ("--format", name)]
    return main(["-C", str(root), "build", *chosen])


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real report in every edition and pair; the folder of the publication."""
    root = tmp_path_factory.mktemp("report") / "root"
    for folder in ("docs", "locale"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    shutil.copy(REPOSITORY / "pyproject.toml", root)
    assert build(root) == 0
    return root


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The half-done publication with an address, every pair of it."""
    root = tmp_path_factory.mktemp("half") / "root"
    shutil.copytree(ROOTS / "half-done", root)
    settings = root / "pyproject.toml"
    said = 'publisher = ""\nbase_url = "https://river.example"'
    settings.write_text(settings.read_text("utf-8").replace('publisher = ""', said), "utf-8")
    assert build(root, "html", "pdf") == 1  # one of its translations is held back
    return root


def pdf_of(root: Path, pair: str, name: str = REPORT) -> Path:
    return root / "build" / "site" / pair / f"{name}.pdf"


def data_of(root: Path, language: str) -> dict[str, Any]:
    found = root / "build" / "work" / language / "doctrees-pdf" / "pdf" / REPORT / "data.json"
    data: dict[str, Any] = json.loads(found.read_text("utf-8"))
    return data


def paragraphs(content: Any) -> list[str]:
    """Give the texts of the numbered paragraphs of an edition's data, in order."""
    if isinstance(content, list):
        return [text for part in content for text in paragraphs(part)]
    if not isinstance(content, dict):
        return []
    if "number" in content and content.get("type") == "paragraph":
        return [plain(content["content"])]
    return [text for value in content.values() for text in paragraphs(value)]


def column(found: list[Line], at: int) -> str:
    return letters("".join(line.text for line in found if line.column == at))


@each_pair
def test_all_words_stand_in_their_column_in_order(report: Path, pair: str) -> None:
    found = lines(pdf_of(report, pair))
    for at, language in enumerate(pair.split("-")):
        text, position = column(found, at), 0
        wanted = paragraphs(data_of(report, language)["body"])
        assert len(wanted) == 43
        for number, paragraph in enumerate(wanted, 1):
            place = text.find(letters(paragraph), position)
            # Between two paragraphs stands at most a heading; before the first, page one.
            assert 0 <= place <= position + (100 if number > 1 else 400), paragraph
            position = place + len(letters(paragraph))


@each_pair
def test_rows_begin_on_one_line_and_have_one_number(report: Path, pair: str) -> None:
    found = lines(pdf_of(report, pair))
    numbers = [line for line in found if line.column is None]
    assert [line.text.strip("\u00a0 ") for line in numbers] == [str(n) for n in range(1, 44)]
    first = {
        (line.page, line.column, round(line.base, 1)): line.text
        for line in found
        if line.column is not None
    }
    texts = [paragraphs(data_of(report, language)["body"]) for language in pair.split("-")]
    for number, line in enumerate(numbers):
        for at in (0, 1):
            beside = letters(first[line.page, at, round(line.base, 1)])
            assert len(beside) > 10
            assert letters(texts[at][number]).startswith(beside), line


@each_pair
def test_rows_go_on_side_by_side_over_page_breaks(report: Path, pair: str) -> None:
    found = lines(pdf_of(report, pair))
    broken = 0
    for page in range(2, max(line.page for line in found) + 1):
        tops = [next(x for x in found if (x.page, x.column) == (page, at)) for at in (0, 1)]
        starts = [x.base for x in found if x.page == page and x.column is None]
        if abs(tops[0].base - tops[1].base) < 0.1:
            broken += bool(starts) and abs(tops[0].base - starts[0]) > 1
            continue
        if not starts:  # the index, in which each language has its own order
            continue
        # One column has come to the end of the row already: then it waits for the next one.
        assert min(top.base for top in tops) == pytest.approx(starts[0], abs=0.1)
    assert broken >= 3


@each_pair
def test_no_column_goes_on_over_a_page_alone_with_a_line_or_two(report: Path, pair: str) -> None:
    found = lines(pdf_of(report, pair))
    seen = 0
    for page in range(2, max(line.page for line in found) + 1):
        here = [line for line in found if line.page == page]
        starts = [line.base for line in here if line.column is None]
        if not starts:
            continue
        above = [[x for x in here if x.column == at and x.base > starts[0] + 1] for at in (0, 1)]
        few, many = sorted(map(len, above))
        seen += many > 0
        assert few > 0 or many == 0 or many > 2, above
    assert seen >= 3


@each_pair
def test_blanks_between_words_are_seldom_wide(report: Path, pair: str) -> None:
    found = [gap for gap in gaps(pdf_of(report, pair)) if 9 < gap.size < 10]
    wide = [gap for gap in found if gap.mean > 0.6 * gap.size]
    assert len(found) > 600
    assert len(wide) <= len(found) / 50, wide
    assert not [gap for gap in wide if gap.mean > 0.8 * gap.size]
    assert not [gap for gap in found if gap.mean < 0.17 * gap.size]


@each_pair
def test_no_ladders_in_narrow_columns(report: Path, pair: str) -> None:
    assert ladders([x for x in lines(pdf_of(report, pair)) if x.size > 9], longest=2) == []


@each_pair
def test_the_file_describes_itself_in_both_languages(report: Path, pair: str) -> None:
    reader = PdfReader(pdf_of(report, pair))
    first, second = pair.split("-")
    both = [data_of(report, language) for language in (first, second)]
    root: Any = catalog(reader)
    assert root["/Lang"] == first
    assert reader.metadata is not None
    assert reader.metadata.title == f"{both[0]['title']} / {both[1]['title']}"
    for data in both:
        for keyword in data["keywords"]:
            assert keyword in str(reader.metadata["/Keywords"])
    xmp = root["/Metadata"].get_data().decode("utf-8")
    assert re.search(r"pdfuaid:part>1<", xmp)
    assert re.search(r"pdfaid:part>2<", xmp)
    assert re.search(r"pdfaid:conformance>A<", xmp)
    heads = [
        [
            plain(part["content"])
            for part in [*data["body"], data["index"]["heading"]]
            if part["type"] == "heading"
        ]
        for data in both
    ]
    wanted = [" / ".join(two) for two in zip(*heads, strict=True)]
    assert bookmarks(reader)[1:] == [text.replace("\u00a0", " ") for text in wanted]
    assert len(wanted) >= 3


def spoken(item: Any, language: str) -> Iterator[tuple[str, str]]:
    """Give the tags of a PDF in order with the language each has or inherits."""
    found = item.get_object() if hasattr(item, "get_object") else item
    if isinstance(found, list):
        for part in found:
            yield from spoken(part, language)
    elif isinstance(found, dict):
        language = found.get("/Lang", language)
        if "/S" in found:
            yield str(found["/S"]), language
        if "/K" in found:
            yield from spoken(found["/K"], language)


@each_pair
def test_each_passage_is_tagged_with_its_language(report: Path, pair: str) -> None:
    first, second = pair.split("-")
    root: Any = catalog(PdfReader(pdf_of(report, pair)))
    found = list(spoken(root["/StructTreeRoot"], root["/Lang"]))
    passages = [language for kind, language in found if kind == "/P"]
    # Read row by row: each passage in one language is followed by the same in the other.
    assert "".join(passages).count(first + second) >= 43
    assert passages.count(first) == passages.count(second)
    headings = [(kind, language) for kind, language in found if re.fullmatch(r"/H\d", kind)]
    assert headings[:4] == [("/H1", first), ("/H1", second), ("/H2", first), ("/H2", second)]
    assert len(headings) % 2 == 0
    assert [language for kind, language in found if kind == "/TOCI"].count(second) >= 3


@each_pair
def test_contents_and_map_lead_to_their_places(report: Path, pair: str) -> None:
    reader = PdfReader(pdf_of(report, pair))
    links = [item.get_object() for page in reader.pages for item in page.get("/Annots", [])]
    assert len(links) > 20
    assert all("/Dest" in link or "/A" in link for link in links)
    for language in pair.split("-"):
        assert f"{language}-issue_places" in reader.named_destinations


def test_a_note_stands_under_its_own_column_on_the_page_of_its_call(half: Path) -> None:
    found = lines(pdf_of(half, "ru-en", "reports/2021-01"))
    notes = {x.column: x for x in found if re.match(r"1\u00a0", x.text)}
    assert "Его видел паромщик" in notes[0].text
    assert "It was seen by the ferryman" in notes[1].text
    assert notes[0].base == pytest.approx(notes[1].base, abs=0.1)
    calls = [x for x in found if x.text.startswith(("14\u00a0января", "A beaver was seen"))]
    assert [x.page for x in calls] == [notes[0].page] * 2
    kinds = [kind for kind, _ in tags(PdfReader(pdf_of(half, "ru-en", "reports/2021-01")))]
    assert kinds.count("/Note") == 1


def test_what_is_missing_is_said_in_words_and_never_in_english(half: Path) -> None:
    found = lines(pdf_of(half, "be-ru", "reports/2021-01"))
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
        reader = PdfReader(pdf_of(half, pair, "reports/2021-01"))
        items = [item.get_object() for page in reader.pages for item in page.get("/Annots", [])]
        return {str(item["/A"]["/URI"]) for item in items if "/URI" in item.get("/A", {})}

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


def test_both_columns_of_the_real_report_are_as_long_as_their_editions(report: Path) -> None:
    sizes = [len(page_texts(pdf_of(report, pair))) for pair in PAIRS]
    assert all(8 <= size <= 12 for size in sizes)
    assert all(a <= b + 2 for a, b in pairwise(sizes))


def test_a_note_is_tagged_in_both_languages(half: Path) -> None:
    root: Any = catalog(PdfReader(pdf_of(half, "ru-en", "reports/2021-01")))
    notes = [each for each in elements(root["/StructTreeRoot"]) if each.get("/S") == "/Note"]
    assert len(notes) == 1
    spoken_in = [language for _, language in spoken(notes[0]["/K"], "ru")]
    assert "en" in spoken_in
    assert spoken_in.index("en") > spoken_in.index("ru")


def elements(item: Any) -> Iterator[Any]:
    """Give all elements of a structure tree in order."""
    found = item.get_object() if hasattr(item, "get_object") else item
    if isinstance(found, list):
        for part in found:
            yield from elements(part)
    elif isinstance(found, dict):
        yield found
        if "/K" in found:
            yield from elements(found["/K"])


def test_a_pair_is_the_same_bytes_in_another_folder_and_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for folder, zone in (("one", "UTC"), ("other/and deeper", "Asia/Kamchatka")):
        monkeypatch.setenv("TZ", zone)
        root = tmp_path / folder / "root"
        shutil.copytree(ROOTS / "trilingual", root)
        assert build(root) == 0
        made.append({pair: pdf_of(root, pair, "reports/2021-01").read_bytes() for pair in PAIRS})
    assert made[0] == made[1]


def edition(language: str, *content: Any) -> dict[str, Any]:
    """Make the data of an edition."""
    names = ("month", "title", "series", "publisher", "above", "parts", "facts", "qr")
    data: dict[str, Any] = dict.fromkeys((*names, "contents"), "")
    heading = {"type": "heading", "level": 1, "id": "t", "content": ["T"], "lifted": []}
    data |= {"language": language, "date": [2021, 1], "keywords": [], "missing": "missing"}
    return data | {"series": {"text": ""}, "heading": heading, "body": [*content]}


def test_a_long_table_that_one_language_lacks_has_the_width_of_the_page() -> None:
    def table(length: int) -> dict[str, Any]:
        return {"type": "table", "id": "p1", "columns": 2, "rows": [[]] * length, "header": []}

    def kinds(*editions: dict[str, Any]) -> list[str]:
        return [row["kind"] for row in pair_of(*editions)["rows"]]

    assert kinds(edition("ru"), edition("en", table(40))) == ["wide"]
    assert kinds(edition("ru"), edition("en", table(4))) == ["text"]
    assert kinds(edition("ru", table(40)), edition("en", table(40))) == ["text"]


def half_data(half: Path, language: str) -> dict[str, Any]:
    path = half / "build/work" / language / "doctrees/pdf/reports/2021-01/data.json"
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return data


def test_an_epigraph_is_one_in_both_columns(half: Path, tmp_path: Path) -> None:
    def own(language: str) -> dict[str, Any]:
        said = {"type": "quotation", "content": [{"type": "paragraph", "content": ["Words."]}]}
        body = [said, said | {"kind": "epigraph"}]
        return {**half_data(half, language), "body": body}

    sheet = Sheet(pair_of(own("ru"), own("en")), {}, date(2021, 1, 1), template="pair.typ")
    typeset(sheet, work=tmp_path, output=tmp_path / "out.pdf")
    found = [line for line in lines(tmp_path / "out.pdf") if line.text.strip() == "Words."]
    for column in (0, 1):
        quotation, epigraph = (line for line in found if line.column == column)
        assert epigraph.left > quotation.left + 40
        assert (quotation.size, epigraph.size) == (9.5, 8.5)


def test_no_heading_stays_behind_where_the_notes_of_its_row_find_no_room(
    half: Path, tmp_path: Path
) -> None:
    def own(language: str, filler: int) -> dict[str, Any]:
        heading = {"type": "heading", "level": 2, "id": "h", "content": ["HEAD"], "lifted": []}
        text = "long note " * 9
        notes = [
            {"type": "note", "id": f"n{mark}", "mark": mark, "content": [text]} for mark in "1234"
        ]
        calling = {"type": "paragraph", "content": ["CALLING", *notes]}
        body = [{"type": "paragraph", "content": ["one line"]}] * filler
        return {**half_data(half, language), "body": [*body, heading, calling]}

    pages = set()
    for filler in range(18, 32):
        data = pair_of(own("ru", filler), own("en", filler))
        sheet = Sheet(data, {}, date(2021, 1, 1), template="pair.typ")
        assert typeset(sheet, work=tmp_path / "work", output=tmp_path / "out.pdf") == ()
        found = lines(tmp_path / "out.pdf")
        heads = {x.page for x in found if "HEAD" in x.text and x.size > 10}
        assert heads == {x.page for x in found if "CALLING" in x.text}, filler
        pages |= heads
    assert pages == {1, 2}


def moved(data: dict[str, Any], lines_before: int, length: int) -> dict[str, Any]:
    """Give an edition with a note so many lines and a paragraph down, in one of some length."""

    def paragraph(number: int, *content: Any) -> dict[str, Any]:
        return {"type": "paragraph", "id": f"p{number}", "number": number, "content": [*content]}

    note = {"type": "note", "id": "n1", "mark": "7", "content": ["NOTE " + "text " * 30]}
    before = [paragraph(number, "one line") for number in range(1, 22)]
    filler = paragraph(22, "слова word " * (4 * lines_before))
    calling = paragraph(23, "alpha beta " * length + "called", note, " omega" + " tail" * 9)
    return {**data, "body": [*before, filler, calling, paragraph(24, "after " * 60)]}


def test_no_note_leaves_the_page_of_its_calls_wherever_they_fall(
    half: Path, tmp_path: Path
) -> None:
    first, second = (half_data(half, language) for language in ("ru", "en"))
    pages = set()
    for shift in range(1, 21):
        data = pair_of(moved(first, shift, 14), moved(second, shift, 20))
        output = tmp_path / "out.pdf"
        sheet = Sheet(data, {}, date(2021, 1, 1), template="pair.typ")
        assert typeset(sheet, work=tmp_path / "work", output=output) == ()
        found = lines(output)
        places = [x.page for x in found if "NOTE" in x.text or "called" in x.text]
        assert len(places) == 4
        assert len(set(places)) == 1, shift
        pages |= set(places)
    assert pages == {1, 2}


def noted(data: dict[str, Any], longest: int, shift: int) -> dict[str, Any]:
    """Give an edition in which paragraphs call up to four notes, some of them long."""
    body = []
    for number in range(1, 19):
        content: list[Any] = ["слова word " * (4 + shift + number * 7 % 23)]
        for at in range(number % 5):
            mark = f"{10 * number + at}"
            text = f"NOTE{mark}x " + "примечание note " * (longest if at == 1 else 4)
            note = {"type": "note", "id": f"n{mark}", "mark": mark, "content": [text]}
            content += [f"CALL{mark}x", note, " слова word" * (3 + shift)]
        own = {"type": "paragraph", "id": f"p{number}", "number": number, "content": content}
        body.append(own)
    return {**data, "body": body}


@pytest.mark.parametrize("longest", [6, 60])
def test_several_notes_and_long_ones_stay_on_the_page_of_their_calls(
    half: Path, tmp_path: Path, longest: int
) -> None:
    first, second = (
        json.loads(
            next(half.glob(f"build/work/{each}/doctrees/pdf/reports/2021-01/data.json")).read_text(
                "utf-8"
            )
        )
        for each in ("ru", "en")
    )
    for shift in (0, 3):
        data = pair_of(noted(first, longest, shift), noted(second, longest, shift + 1))
        output = tmp_path / "out.pdf"
        sheet = Sheet(data, {}, date(2021, 1, 1), template="pair.typ")
        assert typeset(sheet, work=tmp_path / "work", output=output) == ()
        places: dict[str, set[int]] = {}
        for line in lines(output):
            for mark in re.findall(r"(?:NOTE|CALL)(\d+)x", line.text):
                places.setdefault(mark, set()).add(line.page)
        assert len(places) == 36
        assert all(len(pages) == 1 for pages in places.values()), places
