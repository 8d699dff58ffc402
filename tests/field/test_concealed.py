"""What a received file hides is left out and told; comments and changes are told, never stored."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
import typst

from editions.config import Publication
from editions.problems import IntakeError
from tests.field.packages import docx, odt, paragraph
from tests.field.taking import Take, notes, taker

TITLE = "Situation on the river in January 2021"
SEEN = "The ferry crossed the river forty-two times, and nobody was hurt."
SAID = "Name of the source: the night guard."


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    return notes(tmp_path_factory.mktemp("notes"))


@pytest.fixture
def take(publication: Publication, tmp_path: Path) -> Take:
    return taker(publication, tmp_path)


def is_hidden(told: tuple[str, list[str]]) -> None:
    document, said = told
    assert SEEN in document
    assert "guard" not in document
    [line] = [each for each in said if "warning hidden:" in each]
    assert SAID in line
    assert "1 passage" in line


def is_seen(told: tuple[str, list[str]]) -> None:
    document, said = told
    assert SEEN in document
    assert SAID in document
    assert not [each for each in said if "hidden" in each]


def style(name: str, letters: str = "", based_on: str = "", kind: str = "paragraph") -> str:
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}">{based}<w:rPr>{letters}</w:rPr></w:style>'


WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:fill="1F3864"/>'
ROW = f"<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{paragraph(SAID)}</w:tc></w:tr>"
ANCHOR = (
    '<w:r><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:positionH><wp:posOffset>-9000000</wp:posOffset></wp:positionH>'
    '<wp:extent cx="3000000" cy="300000"/><w:txbxContent>{}</w:txbxContent>'
    "</wp:anchor></w:drawing></w:r>"
)
WORD_HIDES = {
    "hidden": paragraph(SAID, "<w:vanish/>"),
    "white": paragraph(SAID, WHITE),
    "nearly white": paragraph(SAID, '<w:color w:val="FDFDFD" w:themeColor="background1"/>'),
    "of its ground": paragraph(SAID, '<w:color w:val="1F3864"/>' + DARK),
    "tiny": paragraph(SAID, '<w:sz w:val="1"/>'),
    "by a style": paragraph(SAID, style="Below"),
    "by a style of letters": paragraph(SAID, '<w:rStyle w:val="Letters"/>'),
    "a row": f"<w:tbl><w:tr><w:tc>{paragraph('Seen')}</w:tc></w:tr>{ROW}</w:tbl>",
    "outside": f"<w:p>{ANCHOR.format(paragraph(SAID))}</w:p>",
    "in pieces": paragraph(SAID[:9], WHITE)[:-6] + paragraph(SAID[9:], WHITE)[5:],
}
WORD_SHOWS = {
    "vanish taken back": paragraph(SAID, '<w:vanish w:val="0"/>'),
    "style overruled": paragraph(SAID, '<w:vanish w:val="false"/>', style="Below"),
    "white on dark": paragraph(SAID, WHITE + DARK),
    "white in a dark cell": "<w:tbl><w:tr><w:tc><w:tcPr>"
    f"{DARK}</w:tcPr>{paragraph(SAID, WHITE)}</w:tc></w:tr></w:tbl>",
    "only on the web": paragraph(SAID, "<w:webHidden/>"),
}
STYLES = style("Above", "<w:vanish/>") + style("Below", based_on="Above")
STYLES += style("Letters", WHITE, kind="character")


@pytest.mark.parametrize("body", WORD_HIDES.values(), ids=WORD_HIDES.keys())
def test_what_word_hides(take: Take, body: str) -> None:
    is_hidden(take("x.docx", docx(paragraph(TITLE) + body + paragraph(SEEN), styles=STYLES)))


@pytest.mark.parametrize("body", WORD_SHOWS.values(), ids=WORD_SHOWS.keys())
def test_what_word_shows(take: Take, body: str) -> None:
    is_seen(take("x.docx", docx(paragraph(TITLE) + body + paragraph(SEEN), styles=STYLES)))


def test_what_word_hides_in_a_note_and_in_a_part_of_another_name(take: Take) -> None:
    call = '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    note = f'<w:footnote w:id="2">{paragraph("Seen.")}{paragraph(SAID, WHITE)}</w:footnote>'
    is_hidden(take("x.docx", docx(paragraph(TITLE) + paragraph(SEEN) + call, footnotes=note)))


def test_changes_and_comments_of_word_are_told_and_not_stored(take: Take) -> None:
    body = (
        '<w:p><w:del w:author="A"><w:r><w:delText>eleven of the night shift</w:delText></w:r>'
        '</w:del><w:ins w:author="B"><w:r><w:t>nine passengers</w:t></w:r></w:ins></w:p>'
    )
    note = f'<w:comment w:author="C" w:id="0">{paragraph("Do not publish this.")}</w:comment>'
    data = docx(paragraph(TITLE) + paragraph(SEEN) + body, comments=note)
    document, said = take("x.docx", data)
    assert "nine passengers" in document
    assert "night shift" not in document
    assert "Do not publish" not in document
    text = "\n".join(said)
    assert "2 tracked changes are taken as accepted: deleted “eleven of the night shift”; " in text
    assert "inserted “nine passengers”" in text
    assert "1 comment stands in the file, for you and not for readers: “Do not publish" in text


SPAN = f'<text:p>{SEEN}</text:p><text:p><text:span text:style-name="S">{SAID}</text:span></text:p>'
ODT_HIDES = {
    "hidden": (SPAN, 'text:display="none"'),
    "white": (SPAN, 'fo:color="#ffffff"'),
    "tiny": (SPAN, 'fo:font-size="0.5pt"'),
    "a section": (
        f'<text:p>{SEEN}</text:p><text:section text:display="none"><text:p>{SAID}</text:p>'
        "</text:section>",
        "",
    ),
    "a paragraph": (f'<text:p>{SEEN}</text:p><text:p text:style-name="P">{SAID}</text:p>', ""),
}


@pytest.mark.parametrize(("body", "letters"), ODT_HIDES.values(), ids=ODT_HIDES.keys())
def test_what_opendocument_hides(take: Take, body: str, letters: str) -> None:
    automatic = (
        f'<style:style style:name="S" style:family="text"><style:text-properties {letters}/>'
    )
    automatic += '</style:style><style:style style:name="P" style:family="paragraph" '
    automatic += 'style:parent-style-name="Above"/>'
    named = '<style:style style:name="Above" style:family="paragraph"><style:text-properties '
    named += 'text:display="none"/></style:style>'
    text = f"<text:h text:outline-level='1'>{TITLE}</text:h>{body}"
    is_hidden(take("x.odt", odt(text, automatic=automatic, styles=named)))


def test_changes_and_comments_of_opendocument(take: Take) -> None:
    who = "<office:change-info><dc:creator>Somebody</dc:creator></office:change-info>"
    body = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        f"{who}<text:p>eleven of the night shift</text:p></text:deletion></text:changed-region>"
        f'<text:changed-region text:id="c2"><text:insertion>{who}</text:insertion>'
        f"</text:changed-region></text:tracked-changes><text:p>{TITLE}</text:p>"
        f'<text:p>{SEEN} <text:change text:change-id="c1"/><text:change-start '
        'text:change-id="c2"/>nine passengers<text:change-end text:change-id="c2"/>'
        "<office:annotation><dc:creator>Somebody</dc:creator><text:p>Do not publish.</text:p>"
        "</office:annotation></text:p>"
    )
    document, said = take("x.odt", odt(body))
    assert "nine passengers" in document
    assert not [one for one in ("night shift", "publish", "Somebody") if one in document]
    text = "\n".join(said)
    assert "deleted “eleven of the night shift”; inserted “nine passengers”" in text
    assert "“Do not publish.”" in text
    assert "c2" not in document


HTML_HIDES = {
    "display": f'<p style="color: #111; DISPLAY : none !important">{SAID}</p>',
    "attribute": f"<p hidden>{SAID}",
    "visibility": f'<div style="visibility:hidden"><p>{SAID}</p></div>',
    "template": f"<template><p>{SAID}</p></template>",
    "rule": "<style>.a .pre, #x{display:none}</style>"
    f"<div class=a><b class='pre'>{SAID}</b></div>",
    "white": f'<font color="white">{SAID}</font>',
    "white by a rule": f"<style>p.w{{color:#fff}}</style><p class=w>{SAID}</p>",
    "far away": f'<p style="position:absolute;left:-9999px">{SAID}</p>',
    "no size": f'<span style="font-size:0">{SAID}</span>',
    "see through": f'<p style="opacity:0">{SAID}</p>',
}
HTML_SHOWS = {
    "taken back": f"<style>.m{{display:none}} .m.o{{display:block}}</style><p class='m o'>{SAID}",
    "white on dark": f'<div style="background:#003"><p style="color:#fff">{SAID}</p></div>',
    "in print only": f"<style>@media print {{ p{{display:none}} }}</style><p>{SAID}</p>",
}


@pytest.mark.parametrize("body", HTML_HIDES.values(), ids=HTML_HIDES.keys())
def test_what_a_page_hides(take: Take, body: str) -> None:
    page = f"<!doctype html><body><h1>{TITLE}</h1><p>{SEEN}{body}"
    is_hidden(take("x.html", page.encode()))


@pytest.mark.parametrize("body", HTML_SHOWS.values(), ids=HTML_SHOWS.keys())
def test_what_a_page_shows(take: Take, body: str) -> None:
    is_seen(take("x.html", f"<!doctype html><body><h1>{TITLE}</h1><p>{SEEN}</p>{body}".encode()))


MARKDOWN_HIDES = {
    "a block": f'<div style="display:none">\n\n{SAID}\n\n</div>',
    "within a line": f"Seen <span hidden>{SAID}</span> again.",
    "raw": f"<div><p hidden>{SAID}</p></div>",
}


@pytest.mark.parametrize("body", MARKDOWN_HIDES.values(), ids=MARKDOWN_HIDES.keys())
def test_what_markdown_hides(take: Take, body: str) -> None:
    is_hidden(take("x.md", f"# {TITLE}\n\n{SEEN}\n\n{body}\n\nLast.\n".encode()))


@pytest.mark.parametrize("name", ["x.md", "x.html"])
def test_deleted_words_and_comments_of_a_page(take: Take, name: str) -> None:
    body = "<del>eleven of the night shift</del><ins>nine passengers</ins> <!-- Do not publish. -->"
    text = f"# {TITLE}\n\n{SEEN} {body}\n" if name == "x.md" else f"<h1>{TITLE}</h1><p>{SEEN}{body}"
    document, said = take(name, text.encode())
    assert "nine passengers" in document
    assert not [one for one in ("night shift", "publish", "ins>") if one in document]
    told = "\n".join(said)
    assert "deleted “eleven of the night shift”; inserted “nine passengers”" in told
    assert "1 comment stands" in told
    assert "“Do not publish.”" in told


PDF_HIDES = {
    "white": f"#text(fill: white)[{SAID}]",
    "tiny": f"#text(size: 0.5pt)[{SAID}]",
    "under a bar": f"#box[{SAID} #place(top + left, dx: -2pt, dy: -3pt, "
    "rect(width: 100% + 4pt, height: 100% + 6pt, fill: black))]",
    "outside": f"#place(dx: -900pt)[{SAID}]",
    "of its ground": f"#rect(fill: navy, text(fill: navy)[{SAID}])",
}
PDF_SHOWS = {
    "white on dark": f"#rect(fill: navy, text(fill: white)[{SAID}])",
    "grey": f"#text(fill: luma(150))[{SAID}]",
    "bold, with figures and strokes": f"{SAID} *bold* — ■ . I l 1 — 5 %",
}
PAGE = f"#set page(width: 500pt, height: 300pt)\n= {TITLE}\n\n{SEEN}\n\n"


@pytest.mark.parametrize("body", PDF_HIDES.values(), ids=PDF_HIDES.keys())
def test_what_a_pdf_hides(take: Take, body: str) -> None:
    is_hidden(take("x.pdf", typst.compile((PAGE + body).encode())))


@pytest.mark.parametrize("body", PDF_SHOWS.values(), ids=PDF_SHOWS.keys())
def test_what_a_pdf_shows(take: Take, body: str) -> None:
    is_seen(take("x.pdf", typst.compile((PAGE + body).encode())))


def test_a_pdf_that_was_cropped_and_one_with_remarks(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "made.pdf"
    path.write_bytes(typst.compile(f"{PAGE}#v(120pt)\n{SAID}".encode()))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].CropBox = [0, 150, 500, 300]
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Text,
            Rect=[0, 0, 9, 9],
            Contents="Do not publish. Не друкаваць.",
            T="Somebody",
        )
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])
        pdf.save(path)
    told = take("x.pdf", path.read_bytes())
    is_hidden(told)
    assert any("“Do not publish. Не друкаваць.”" in each for each in told[1])
    assert "publish" not in told[0]


def test_a_pdf_that_shows_nothing_is_refused(take: Take) -> None:
    with pytest.raises(IntakeError, match="shows no text"):
        take("x.pdf", typst.compile(f"#text(fill: white)[{SAID}]".encode()))
