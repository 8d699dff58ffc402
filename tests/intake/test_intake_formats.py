"""Every format that can be received, each from a file made here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypandoc
import pytest
import typst
from tests.conftest import DECEMBER, REPOSITORY

from editions.config import Publication
from editions.intake import Options, Result, intake

GOLDEN = REPOSITORY / "tests/golden/2020-12/intake.rst"

MARKDOWN = """\
# Situation report (December 2020)

**Events of the month.** The budget has been adopted. It was signed by the Minister of

Internal Affairs on December 1.[^1]

Read [the decree](https://example.org/a_b?c=d&e=f) and [the other](#), *carefully*, by
`make`; H~2~O and 10^6^.

- First item.
- Second item, with **strong** words.

1. One
2. Two

> A quoted passage.

| Region | Battalions |
|--------|------------|
| Brest  | 3          |

## Conclusions

The last paragraph, “in quotes” and 'straight' ones, costs $5 to $6.

[^1]: A note at the foot.
"""

EXPECTED = (Path(__file__).parent / "expected.rst").read_text(encoding="utf-8")

TEXT = """\
Situation report (December 2020)

Events
======

The budget has been adopted. It was signed by the Minister of
Internal Affairs and by the heads of the districts, which are

named in the annex.
• First item
  of two lines
• Second item

On 31.
12. 2020 it ended.
"""

PDF = """\
#set page(width: 120mm, height: 80mm, numbering: "1", margin: 15mm, header: [Monthly news])
#set par(justify: true, spacing: 1.4em)
#set text(lang: "en", hyphenate: true, size: 10pt)
#show heading.where(level: 1): set text(20pt)
= Situation report (December 2020)
== Events
*The most important events.* The budget for 2021 has been adopted in Belarus. It provides for a
serious deficit amid rising taxes on income of citizens and on a number of goods.

The growth in spending on national defence and law enforcement, which is planned for the coming
year, will be about 12% in roubles, and the extraordinarily disproportionate redistribution of
appropriations for law enforcement agencies clearly indicates nothing.

- First item of the list
- Second item of the list that is longer than a line of this small page, so that it wraps

Сітуацыя ў Беларусі пагоршылася. The closure#footnote[A note in small
type.] of 10#super(typographic: false)[6] m² was announced.
"""


def paragraphs(result: Result) -> list[str]:
    return result.document.read_text(encoding="utf-8").split("\n\n")


def ids(result: Result) -> set[str]:
    return {problem.id for problem in result.problems}


def as_markdown(path: Path) -> None:
    path.write_text(MARKDOWN, encoding="utf-8")


def as_pandoc_writes(form: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        pypandoc.convert_text(
            MARKDOWN,
            form,
            format="markdown-smart-tex_math_dollars",
            outputfile=str(path),
            extra_args=["--standalone"] if form != "html" else [],
        )

    return make


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("2020-12.en.md", as_markdown),
        ("2020-12.en.docx", as_pandoc_writes("docx")),
        ("2020-12.en.odt", as_pandoc_writes("odt")),
        ("2020-12.en.html", as_pandoc_writes("html")),
    ],
)
def test_one_report_in_any_format_makes_the_same_document(
    publication: Publication, inbox: Path, name: str, make: Callable[[Path], None]
) -> None:
    make(inbox / name)
    result = intake(publication, inbox / name)
    assert result.document.read_text(encoding="utf-8") == EXPECTED
    assert "joined" in ids(result)


@pytest.mark.parametrize("form", ["docx", "odt", "html"])
def test_the_real_report_is_the_same_in_other_formats(
    publication: Publication, inbox: Path, form: str
) -> None:
    """A web page has a <title> too, which is not the report's."""
    path = inbox / f"2020-12.en.{form}"
    pypandoc.convert_file(
        str(DECEMBER / "source_reports/2020-12/2020-12.en.md"),
        form,
        format="commonmark_x-smart",
        outputfile=str(path),
        extra_args=["--standalone", "--metadata=pagetitle:Downloads"],
    )
    result = intake(publication, path)
    assert result.document.read_text(encoding="utf-8") == GOLDEN.read_text(encoding="utf-8")
    assert sum(problem.id == "joined" for problem in result.problems) == 4


def test_plain_text(publication: Publication, inbox: Path) -> None:
    path = inbox / "report.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    result = intake(publication, path)
    assert paragraphs(result)[1:] == [
        ".. _report-2020-12:",
        "Situation report (December 2020)\n================================",
        ".. _report-2020-12-events:",
        "Events\n------",
        "The budget has been adopted. It was signed by the Minister of Internal Affairs and by"
        " the heads of the districts, which are named in the annex.",
        "- First item of two lines",
        "- Second item",
        "On 31. 12. 2020 it ended.\n",
    ]
    assert (publication.root / "source_reports/2020-12/report.txt").read_bytes().startswith(b"\xef")


def test_plain_text_with_a_paragraph_a_line(publication: Publication, inbox: Path) -> None:
    path = inbox / "2020-12.txt"
    sentences = "A sentence of some length. " * 5
    text = f"Situation in the field\nof defence (December 2020)\n\n{sentences}\nShort.\n"
    path.write_text(text, encoding="utf-8")
    head, body = intake(publication, path).document.read_text(encoding="utf-8").split("===\n")
    assert head.startswith(":language:")
    assert "\nSituation in the field of defence (December 2020)\n===" in head
    assert body == f"\n{sentences.strip()}\n\nShort.\n"


def test_pdf(publication: Publication, inbox: Path) -> None:
    path = inbox / "2020-12.pdf"
    path.write_bytes(typst.compile(PDF.encode()))
    result = intake(publication, path)
    assert paragraphs(result)[1:] == [
        ".. _report-2020-12:",
        "Situation report (December 2020)\n================================",
        ".. _report-2020-12-events:",
        "Events\n------",
        ".. _report-2020-12-the-most-important-events:",
        "The most important events\n~~~~~~~~~~~~~~~~~~~~~~~~~",
        "The budget for 2021 has been adopted in Belarus. It provides for a serious deficit amid"
        " rising taxes on income of citizens and on a number of goods.",
        "The growth in spending on national defence and law enforcement, which is planned for the"
        " coming year, will be about 12% in roubles, and the extraordinarily disproportionate"
        " redistribution of appropriations for law enforcement agencies clearly indicates nothing.",
        "- First item of the list",
        "- Second item of the list that is longer than a line of this small page, so that it wraps",
        "Сітуацыя ў Беларусі пагоршылася. The closure1 of 10\\ :sup:`6` m² was announced.",
        "1A note in small type.\n",
    ]
    assert {"joined", "page-furniture", "footnote-moved"} <= ids(result)


def test_a_titled_word_document_keeps_its_subtitle_and_no_author(
    publication: Publication, inbox: Path
) -> None:
    path = inbox / "report.docx"
    text = "---\ntitle: Сітуацыя (снежань 2020)\nsubtitle: Падзагаловак.\nauthor: Хтосьці\n---\n\n"
    pypandoc.convert_text(
        text + "# Падзеі\n\nПершы абзац.\n", "docx", format="markdown", outputfile=str(path)
    )
    result = intake(publication, path, Options(language="be"))
    document = result.document.read_text(encoding="utf-8")
    assert result.document.name == "2020-12.rst"
    assert "Сітуацыя (снежань 2020)\n=======================\n\nПадзагаловак.\n" in document
    assert ".. _report-2020-12-section-1:\n\nПадзеі\n------\n" in document
    assert "Хтосьці" not in document + str(result.problems)
    assert "not-carried-over" in ids(result)


def test_what_cannot_be_carried_over_is_reported(publication: Publication, inbox: Path) -> None:
    path = inbox / "2020-12.html"
    path.write_text(
        "<h1>T</h1><p>A <u>line</u>, <s>struck</s>, ***, <b><i>both</i></b>, a <a href=''>dead</a>"
        " and <a href='javascript:alert(1)'>bad</a> link.</p><img src='x.png' alt='A map'>"
        "<hr><ol type='a'><li>x</li></ol><table><tr><td colspan='2'>wide</td></tr>"
        "<tr><td>1</td><td>2</td></tr></table><script>alert(1)</script>",
        encoding="utf-8",
    )
    result = intake(publication, path)
    document = result.document.read_text(encoding="utf-8")
    assert "javascript" not in document
    assert r"A line, struck, \*\*\*, **both**, a dead and bad link." in document
    assert "A map" in document
    assert "wide" in document
    reported = ids(result)
    assert {"dead-link", "not-a-web-link", "picture", "markup-in-markup"} <= reported
    lost = " ".join(p.message for p in result.problems if p.id == "not-carried-over")
    for what in ("underline", "line through", "horizontal rule", "LowerAlpha", "merged cells"):
        assert what in lost


def test_raw_html_in_markdown_is_read(publication: Publication, inbox: Path) -> None:
    path = inbox / "2020-12.md"
    path.write_text(
        "# T\n\nOne<br>two <!-- a secret --> end.\n\n<div>boxed</div>\n", encoding="utf-8"
    )
    result = intake(publication, path)
    document = result.document.read_text(encoding="utf-8")
    assert "| One\n| two end.\n" in document
    assert "boxed" in document
    [comment] = [p.message for p in result.problems]
    assert "1 comment stands in the file" in comment
    assert "“a secret”" in comment
