"""No silent English in the PDF: the marks, their links, languages and the title block."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from editions.cli import main
from tests.pdf.reading import addresses, page_texts, tags

ROOT = Path(__file__).parent.parent / "roots" / "half-done"
ISSUE = "reports/2021-01.pdf"


def build(folder: Path, base_url: str) -> Path:
    """Build the PDFs of the half-done publication; give the site's folder."""
    root = folder / "half-done"
    shutil.copytree(ROOT, root)
    settings = root / "pyproject.toml"
    said = f'publisher = ""\nbase_url = "{base_url}"'
    settings.write_text(settings.read_text("utf-8").replace('publisher = ""', said), "utf-8")
    assert main(["-C", str(root), "build", "--format", "pdf"]) == 1
    return root / "build" / "site"


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("linked"), "https://river.example")


def text_of(path: Path) -> str:
    return " ".join(" ".join(page_texts(path)).replace("\u00a0", " ").split())


def test_marks_stand_where_they_belong(linked: Path) -> None:
    text = text_of(linked / "be" / ISSUE)
    places = [
        "Тэкст Пераклад з англійскай · Пераклад працягваецца: 38 %",
        "Рака замерзла ў пачатку месяца. Арыгінал з таго часу змяніўся",
        "The ice carried people, but not cars. Пераклад абнаўляецца",
        "The stations Абзацы 3–4 яшчэ не перакладзены",
        "The upper station is read by a ranger. Пераклад правяраецца",
        "Not measured Тут перакладзена яшчэ не ўсё",
        "Абзацы 8–10 яшчэ не перакладзены",
    ]
    found = [text.find(place) for place in places]
    assert -1 not in found
    assert found == sorted(found)
    # The note says it in its own line, at the foot of the page.
    assert "It was seen by the ferryman. Яшчэ не перакладзена" in text
    assert "Outlook Яшчэ не перакладзена" in text


def test_marks_lead_to_the_paragraph_of_the_source(linked: Path) -> None:
    found = addresses(linked / "be" / ISSUE)
    source = "https://river.example/en/reports/2021-01.html"
    assert {f"{source}#p{number}" for number in (1, 2, 3, 5, 6, 8, 11)} <= set(found)
    assert not [address for address in addresses(linked / "en" / ISSUE) if "/en/" not in address]


def test_a_complete_issue_says_only_whence_it_is(linked: Path) -> None:
    for name in ("ru/reports/2021-01.pdf", "be/reports/2021-02.pdf", f"en/{ISSUE}"):
        text = text_of(linked / name)
        for word in ("працягваецца", "продолжается", "in progress"):
            assert word not in text, name
    assert "Text Original text" in text_of(linked / "en" / ISSUE)
    assert "Тэкст Пераклад з англійскай Вэб-версія" in text_of(
        linked / "be" / "reports/2021-02.pdf"
    )


def test_passages_carry_their_language(linked: Path) -> None:
    spoken = [
        (kind, item.get("/Lang"))
        for kind, item in tags(PdfReader(linked / "be" / ISSUE))
        if kind in {"/P", "/H2"}
    ]
    assert ("/H2", "en") in spoken
    paragraphs = [language for kind, language in spoken if kind == "/P"]
    # Five paragraphs of running text are in the language of the source, their marks are not.
    assert paragraphs.count("en") == 5
    assert len(paragraphs) > 10


def test_without_an_address_of_the_site_marks_are_words_only(tmp_path: Path) -> None:
    site = build(tmp_path, "")
    assert "Пераклад абнаўляецца" in text_of(site / "be" / ISSUE)
    assert addresses(site / "be" / ISSUE) == []
