"""Letters of other scripts: set where a font has them, else held back; never a PDF less.

The fonts are those of requirements-test.txt: manimgx-fonts, and manimgx-fonts-cjk of the
extra "scripts".
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from editions import fonts
from editions.catalogue.vet import verdict
from editions.pdf.typeset import typeset
from tests.conftest import REPOSITORY, Run
from tests.pdf.reading import page_texts
from tests.pdf.test_notes import paragraph, sheet

NAMES = ("Κυριάκος", "ქართული", "Հայերեն", "שלום", "العربية", "习近平", "テスト")
NO_FONT = "𒀀𒁀"
SETTINGS = (
    '[tool.editions]\ntitle = "Monthly notes"\npublisher = ""\neditions = ["be", "en"]\n'
    "\n[tool.editions.gate]\ncomplete = 0\nheld = 9\nchecks = false\n"
)
INDEX = (
    "Monthly notes\n=============\n\nChoose.\n\n.. toctree::\n   :hidden:\n\n   reports/2021-01\n"
)
REPORT = (
    "January 2021\n============\n\nThe budget was adopted.\n\n"
    f"Signs: {' '.join(NAMES)} → ★ ✓ 😀.\n\nTablets: {NO_FONT[0]}.\n\nAnd {NO_FONT[1]} too.\n"
)
CATALOGUE = (
    'msgid ""\nmsgstr ""\n"Language: be\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    'msgid "January 2021"\nmsgstr "Студзень 2021"\n\n'
    f'msgid "The budget was adopted."\nmsgstr "Бюджэт прыняты {NO_FONT}."\n\n'
    f'msgid "And {NO_FONT[1]} too."\nmsgstr "І {NO_FONT[1]} таксама."\n'
)


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("letters")
    for name, text in {
        "pyproject.toml": SETTINGS,
        "docs/index.rst": INDEX,
        "docs/reports/2021-01.rst": REPORT,
        "locale/be/LC_MESSAGES/reports/2021-01.po": CATALOGUE,
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_a_letter_that_no_font_has_costs_its_entry_and_no_pdf(
    notes: Path, editions: Callable[..., Run]
) -> None:
    told = editions(notes, "check").out
    held = [line for line in told.splitlines() if "2021-01.po:9" in line and "held back" in line]
    assert len(held) == 1
    assert all(letter in held[0] for letter in NO_FONT)
    assert "2021-01.po:12: error markup" not in told  # its source has the letter as well
    assert [line for line in told.splitlines() if "letter-unset" in line] == [
        f"docs/reports/2021-01.rst:8: warning letter-unset: no font has '{NO_FONT[0]}' (U+12000), "
        f"'{NO_FONT[1]}' (U+12040); write them another way (the PDF shows '�' there)"
    ]

    done = editions(notes, "build")
    assert done.code == 1
    said = [line for line in done.out.splitlines() if "editions.pdf" in line]
    assert all("docs/reports/2021-01.rst:8: warning" in line for line in said), said
    assert all(letter in line for letter in NO_FONT for line in said), said
    for language in ("be", "en"):
        site = notes / "build/site" / language / "reports"
        page = (site / "2021-01.html").read_text("utf-8")
        text = "".join(page_texts(site / "2021-01.pdf"))
        assert NO_FONT[1] in page
        assert "Tablets: �" in text
        assert all(name in text for name in NAMES if name.isascii() or name < "א"), text
        assert NO_FONT not in page + text


def test_a_letter_in_interface_words_is_held_back() -> None:
    judged = verdict("Next", f"Далей {NO_FONT}", interface=True)
    assert judged.text is None
    assert "U+12000" in judged.why


@pytest.mark.parametrize("letter", ["漢", "日", "한", "Ａ"])
def test_without_the_extra_its_letters_are_held_back_with_its_name(
    monkeypatch: pytest.MonkeyPatch, letter: str
) -> None:
    known = fonts.fonts()
    without = tuple(replace(each, package="absent") if each.extra else each for each in known)
    monkeypatch.setattr(fonts, "fonts", lambda: without)
    monkeypatch.setattr(fonts, "_first", fonts._first.__wrapped__)
    why = verdict("The budget.", f"Бюджэт {letter}.").why
    assert "no font has" in why
    assert "editions[scripts]" in why


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("Бюджэт прыняты 😀👍🏽, ԁ, 𝐌, Ａ, е́, н\u0488", ()),
        ("★☎\ufe0f 👩\u200d👧 1\ufe0f\u20e3", ()),
        (f"a{NO_FONT}b{NO_FONT}", tuple(NO_FONT)),
        ("漢\u0488 漢", ("漢\u0488",)),
        ("\ue000", ("\ue000",)),
        ("☐", ("☐",)),
    ],
)
def test_letters_are_judged_with_their_marks(text: str, lacking: tuple[str, ...]) -> None:
    assert fonts.lacking(text) == lacking


def test_what_counts_as_set_is_set(tmp_path: Path) -> None:
    """Upright, bold, slanted, as code: a few letters of every family, some with a mark."""
    some = "".join("".join(sorted(font.letters)[200:4000:600]) for font in fonts.fonts())
    words = [each for letter in some for each in (letter, f"{letter}\u0301")]
    fitting = " ".join(dict.fromkeys(word for word in words if not fonts.lacking(word)))
    assert len(fitting) > 100
    kinds = [{"type": kind, "content": [fitting]} for kind in ("strong", "emphasis")]
    given = sheet(paragraph(fitting, *kinds, {"type": "literal", "text": fitting}))
    said = typeset(given, work=tmp_path / "work", output=tmp_path / "issue.pdf")
    assert [remark for remark in said if remark.letters] == []
    assert (tmp_path / "issue.pdf").is_file()


def test_the_table_of_letters_is_that_of_the_fonts() -> None:
    made = subprocess.run(
        [sys.executable, "tools/make_fonts.py"],
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout
    kept = (REPOSITORY / "tools/editions/fonts/fonts.toml").read_text("utf-8")
    assert made == kept, "python tools/make_fonts.py > tools/editions/fonts/fonts.toml"
