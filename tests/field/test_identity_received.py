"""A received file that leads to a person is told, and a clean copy of it can be made."""

from __future__ import annotations

import io
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import typst
from PIL import Image

from editions import config, intake
from editions.checks import identity, received
from editions.intake import persons
from tests.conftest import Run
from tests.field.packages import docx, odt, paragraph
from tests.field.taking import SETTINGS

TITLE = "Situation on the river in January 2021"
SEEN = "The ferry crossed the river forty-two times, and nobody was hurt."
WHO = "Canary Person"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


def word() -> bytes:
    body = (
        '<w:p w:rsidR="00AB12CD"><w:del w:author="Canary Person" w:id="1"><w:r><w:delText>no'
        '</w:delText></w:r></w:del><w:ins w:author="Canary Person" w:id="2"><w:r><w:rPr>'
        '<w:rPrChange w:id="3" w:author="Canary Person"><w:rPr/></w:rPrChange></w:rPr><w:t>nine'
        '</w:t></w:r></w:ins><w:commentRangeStart w:id="0"/><w:commentRangeEnd w:id="0"/><w:r>'
        '<w:commentReference w:id="0"/></w:r></w:p>'
    )
    note = f'<w:comment w:id="0" w:author="{WHO}" w:initials="CP">{paragraph("Wait.")}</w:comment>'
    core = (
        f'<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:creator>{WHO}</dc:creator><cp:lastModifiedBy>{WHO}</cp:lastModifiedBy>"
        "</cp:coreProperties>"
    )
    hidden = paragraph(f"Of {WHO}", "<w:vanish/>")
    text = paragraph(TITLE) + paragraph(SEEN) + body + hidden
    return docx(text, comments=note, core=core)


def photo() -> bytes:
    exif = Image.Exif()
    exif[0x013B] = WHO
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def pictured() -> bytes:
    out = io.BytesIO(docx(paragraph(TITLE) + paragraph(SEEN)))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/media/image1.jpeg", photo())
    return out.getvalue()


def writer() -> bytes:
    body = (
        f"<text:p>{TITLE}</text:p><text:p>{SEEN}<office:annotation><dc:creator>{WHO}</dc:creator>"
        "<text:p>Wait.</text:p></office:annotation></text:p>"
    )
    meta = f"<meta:initial-creator>{WHO}</meta:initial-creator><dc:creator>{WHO}</dc:creator>"
    return odt(body, meta=meta)


def page() -> bytes:
    head = f'<meta name="Author" content="{WHO}"><title>{TITLE}</title>'
    body = f'<p>{SEEN}<!-- {WHO}: wait --><img src="file:///C:/Users/canary/x.png" alt=""></p>'
    return f"<!doctype html><html><head>{head}</head><body><h1>{TITLE}</h1>{body}".encode()


def markdown() -> bytes:
    head = f"---\nauthor:\n  - {WHO}\nemail: canary@example.org\n---\n"
    return f"{head}\n# {TITLE}\n\n{SEEN}\n\n<!-- {WHO} -->\n".encode()


def pdf() -> bytes:
    made = typst.compile(
        f'#set document(author: "{WHO}")\n#set page(height: auto)\n= {TITLE}\n\n{SEEN}'.encode()
    )
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as opened:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, T=WHO, Contents="Wait."
        )
        opened.pages[0].obj["/Annots"] = pikepdf.Array([opened.make_indirect(note)])
        opened.attachments["x.txt"] = WHO.encode()
        opened.save(out)
    return out.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "x.docx": word,
    "photo.docx": pictured,
    "x.odt": writer,
    "x.html": page,
    "x.md": markdown,
    "x.pdf": pdf,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "notes"
    (root / "docs").mkdir(parents=True)
    (root / "docs/index.rst").write_text("Notes\n=====\n\nChoose.\n", "utf-8")
    (root / "pyproject.toml").write_text(SETTINGS, "utf-8")
    return root


def inside(data: bytes) -> bytes:
    """Give all that can be read in a file, unpacked."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return b"".join(package.read(name) + name.encode() for name in package.namelist())
    if data.startswith(b"%PDF"):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as opened:
            opened.save(
                out,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            )
        return out.getvalue()
    return data


@pytest.mark.parametrize("name", FILES)
def test_who_is_told_and_a_clean_copy_tells_nobody(root: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    data = FILES[name]()
    path.write_bytes(data)
    publication = config.load(root)
    options = intake.Options(issue="2021-01", language="en")
    result = intake.intake(publication, path, options)
    [told] = [each for each in result.problems if each.id == "identity"]
    stored = f"source_reports/2021-01/{name}"
    assert f"'editions intake --scrub {stored}'" in told.message
    assert WHO not in told.message
    [problem] = identity.problems_of(publication)
    assert str(problem).startswith(f"{stored}: error identity: leads to a person or a machine (")
    assert identity.problems_of(publication, paths=[root / "docs"]) == []

    written = intake.clean_copy(publication, root / stored)
    copy = (root / stored).with_name(name.replace(".", ".clean."))
    assert written == (copy, copy.with_name("origin.toml"))
    assert (root / stored).read_bytes() == data
    assert b"canary" not in inside(copy.read_bytes()).lower()
    assert persons.told(copy.read_bytes(), told_format(name)) == ()
    assert intake.clean_copy(publication, root / stored) == ()

    (root / stored).unlink()
    assert identity.problems_of(publication) == []
    places = frozenset({(root / "source_reports").resolve()})
    assert list(received.problems_of(publication, editions=["en"], places=places)) == []
    record = tomllib.loads(copy.with_name("origin.toml").read_text("utf-8"))
    assert record["file"] == copy.name
    assert [each["file"] for each in record["earlier"]] == [name]


def told_format(name: str) -> str:
    return {"md": "markdown"}.get(name.rpartition(".")[2], name.rpartition(".")[2])


def test_the_copy_says_what_the_file_shows(root: Path, tmp_path: Path) -> None:
    publication = config.load(root)
    for name, make in FILES.items():
        path = tmp_path / name
        path.write_bytes(make())
        [copy] = intake.clean_copy(publication, path)
        how = {"issue": "2021-01", "language": "en"}
        shown = intake.reread(publication, path, **how)
        assert intake.reread(publication, copy, **how) == shown
        assert SEEN in shown


def test_the_verb(root: Path, tmp_path: Path, editions: Callable[..., Run]) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(word())
    done = editions(root, "intake", "--scrub", str(path))
    assert done.code == 0
    assert (tmp_path / "x.clean.docx").is_file()
    assert not (root / "source_reports").exists()
    assert editions(root, "intake", "--scrub", str(path)).code == 0
    (tmp_path / "x.clean.docx").write_bytes(b"mine")
    done = editions(root, "intake", "--scrub", str(path))
    assert done.code == 3
    assert "'x.clean.docx' beside it is another file" in done.err
    assert (tmp_path / "x.clean.docx").read_bytes() == b"mine"


def test_a_file_that_names_nobody_is_not_told(root: Path, tmp_path: Path) -> None:
    publication = config.load(root)
    core = f'<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    core += "<dc:creator>python-docx</dc:creator></cp:coreProperties>"
    path = tmp_path / "x.docx"
    path.write_bytes(docx(paragraph(TITLE) + paragraph(SEEN), core=core))
    options = intake.Options(issue="2021-01", language="en")
    assert not [e for e in intake.intake(publication, path, options).problems if e.id == "identity"]
    made = typst.compile(f"#set page(height: auto)\n= {TITLE}\n\n{SEEN}".encode())
    assert persons.told(made, "pdf") == ()
    assert identity.problems_of(publication) == []
