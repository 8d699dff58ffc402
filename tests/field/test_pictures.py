"""Pictures: none calls anybody, what is wrong with one is told at its document, names are found."""

from __future__ import annotations

import struct
import unicodedata
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest

from editions import pictures
from editions.pictures import judging
from editions.problems import EditionsError
from tests.conftest import Run

SETTINGS = (
    '[tool.editions]\ntitle = "Notes"\npublisher = ""\neditions = ["be", "en"]\n'
    "\n[tool.editions.gate]\ncomplete = 0\nchecks = false\n"
)
INDEX = "Notes\n=====\n\nChoose.\n\n.. toctree::\n   :hidden:\n\n   reports/2021-01\n"
REPORT = (
    "January 2021\n============\n\nThe workshop stands.\n\n.. image:: {}\n   :alt: A workshop\n"
)
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
RECT = '<rect width="4" height="3"/>'


def drawing(inside: str, *, attributes: str = 'width="9" height="9"', before: str = "") -> bytes:
    return f"{before}{HEAD}{attributes}>{inside}{RECT}</svg>".encode()


SIGNATURE = b"\x89PNG\r\n\x1a\n"


def part(kind: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def head(size: int) -> bytes:
    return part(b"IHDR", struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0))


def dot(size: int = 4) -> bytes:
    """A square black PNG: all rows are alike, so that even a huge one is small."""
    rows = zlib.compress(bytes(1 + (size + 7) // 8) * min(size, 99), 9)
    return SIGNATURE + head(size) + part(b"IDAT", rows) + part(b"IEND", b"")


def entities() -> bytes:
    """Ten of ten of ten … letters."""
    rows = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9)]
    return f'<!DOCTYPE svg [<!ENTITY a0 "aaaaaaaaaa">{"".join(rows)}]>'.encode()


@pytest.mark.parametrize(
    "inside",
    [
        '<image xlink:href="http://track.example/t.png" width="9" height="9"/>',
        '<image href="//track.example/t.png" width="9" height="9"/>',
        '<image href="t.png" width="9" height="9"/>',
        '<use href="other.svg#part"/>',
        '<use href="java&#10;script:alert(1)"/>',
        '<filter id="f"><feImage href="http://track.example/t.png"/></filter>',
        '<style>@import url("http://track.example/x.css");</style>',
        "<style>@import 'http://track.example/x.css';</style>",
        "<style>rect { fill: url(http://track.example/x.svg#a) }</style>",
        "<style>rect { fill: u\\72l(http://track.example/x.svg#a) }</style>",
        "<style>rect { fill: u/**/rl(x); background: url( 'http://track.example/x' ) }</style>",
        "<style>@font-face { src: url(http://track.example/x.woff) }</style>",
        "<style><![CDATA[@import 'http://track.example/x.css';]]></style>",
        '<rect style="fill:url(http://track.example/x#a)"/>',
        '<rect fill="url(&#34;http://track.example/x#a&#34;)"/>',
        '<rect filter="url(x.svg#a)"/>',
        "<rect style=\"cursor: image-set('http://track.example/c.png' 1x)\"/>",
        '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
    ],
)
def test_a_drawing_that_loads_something_is_refused(inside: str) -> None:
    with pytest.raises(EditionsError, match="must hold all it shows"):
        pictures.clean(Path("a.svg"), drawing(inside))


@pytest.mark.parametrize(
    "inside",
    [
        '<set attributeName="onload" to="alert(1)"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        "<script>alert(1)</script>",
        '<script href="http://track.example/x.js"/>',
        '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="//track.example"/>'
        "</foreignObject>",
        '<g onclick="alert(1)" onfocusin="alert(2)" ev="alert(3)"/>',
        '<handler type="application/javascript">alert(1)</handler>',
        '<audio href="http://track.example/x.mp3"/>',
        '<a href="http://track.example/" target="_top"><text>words</text></a>',
        '<g xml:base="http://track.example/"/>',
        '<discard href="#x"/><g ping="http://track.example"/>',
    ],
)
def test_what_runs_or_leads_elsewhere_is_left_out(inside: str) -> None:
    before = '<?xml version="1.0"?><?xml-stylesheet href="http://track.example/x.css"?>'
    data = drawing(inside, attributes='width="9" height="9" onload="alert(1)"', before=before)
    bare = pictures.clean(Path("a.svg"), data).decode()
    assert "alert" not in bare
    assert "track.example" not in bare
    assert "<rect" in bare
    assert ("words" in inside) == ("words" in bare)


def test_what_a_drawing_needs_of_its_own_stays() -> None:
    own = (
        '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient>'
        '<clipPath id="c"><path d="M0 0h9"/></clipPath></defs><style>.a { fill: url(#g) }</style>'
        '<use href="#r" clip-path="url(#c)" style="fill: url(&quot;#g&quot;)"/>'
        '<text class="a" x="1" y="2" transform="rotate(9)"><textPath xlink:href="#p">x</textPath>'
        "</text>"
    )
    bare = pictures.clean(Path("a.svg"), drawing(own)).decode()
    for part in ('id="g"', "url(#g)", 'href="#r"', 'clip-path="url(#c)"', "textPath", "rotate(9)"):
        assert part in bare
    assert pictures.clean(Path("a.svg"), bare.encode()).decode() == bare


@pytest.mark.parametrize(
    "data",
    [
        drawing("<g>" * 20_000 + "</g>" * 20_000),
        drawing('<g id="a"><use href="#a"/></g>'),
        drawing(
            '<g id="b0"/>'
            + "".join(
                f'<g id="b{n}">' + f'<use href="#b{n - 1}"/>' * 10 + "</g>" for n in range(1, 9)
            )
            + '<use href="#b8"/>'
        ),
        entities() + drawing("<text>&a8;</text>"),
    ],
    ids=["deep", "itself", "grows", "entities"],
)
def test_a_drawing_without_measure_is_refused(data: bytes) -> None:
    with pytest.raises(EditionsError, match="cannot be read"):
        pictures.clean(Path("a.svg"), data)


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("pictures")
    (root / "docs/reports").mkdir(parents=True)
    (root / "pyproject.toml").write_text(SETTINGS, "utf-8")
    (root / "docs/index.rst").write_text(INDEX, "utf-8")
    return root


def put(root: Path, name: str, data: bytes, *, called: str | None = None) -> None:
    for path in (root / "docs/reports").iterdir():
        path.unlink()
    (root / "docs/reports" / name).write_bytes(data)
    report = root / "docs/reports/2021-01.rst"
    report.write_text(REPORT.format(called or name), encoding="utf-8")


def moving(frames: int) -> bytes:
    screen = b"GIF89a" + struct.pack("<HH", 4000, 4000) + b"\x80\0\0" + b"\0\0\0\xff\xff\xff"
    frame = b"\x2c" + struct.pack("<HHHH", 0, 0, 1, 1) + b"\0" + b"\x02\x02\x44\x01\0"
    return screen + frame * frames + b"\x3b"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.svg", drawing("<g>" * 20_000 + "</g>" * 20_000), "nested deeper than 200"),
        ("a.svg", drawing('<image href="//track.example/t.png"/>'), "must hold all it shows"),
        ("a.png", dot(60_000), "has 60000 × 60000 pixels"),
        ("a.gif", moving(1_001), "moves through 1001 pictures"),
        ("a.png", dot()[:-30], "cannot be read"),
        ("a.jpg", dot(), "is a PNG by its content"),
        ("a.bmp", b"BM", "no browser is sure to show"),
    ],
)
def test_a_bad_picture_is_told_at_its_document(
    notes: Path, editions: Callable[..., Run], name: str, data: bytes, said: str
) -> None:
    put(notes, name, data)
    done = editions(notes, "check")
    assert done.code == 1
    (line,) = [line for line in done.out.splitlines() if "error picture" in line]
    assert line.startswith(f"docs/reports/2021-01.rst:6: error picture: the picture '{name}': ")
    assert said in line


def test_damage_within_the_pixels_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    packed = b"\xff" + zlib.compress(bytes(9) * 64, 9)[1:]
    path.write_bytes(b"".join((SIGNATURE, head(64), part(b"IDAT", packed), part(b"IEND", b""))))
    assert pictures.clean(path, path.read_bytes()) == path.read_bytes()
    with pytest.raises(EditionsError, match="cannot be read"):
        judging.check(path)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_picture_is_found_in_whichever_letters_its_name_is_written(
    notes: Path, editions: Callable[..., Run], form: Literal["NFC", "NFD"]
) -> None:
    other: Literal["NFC", "NFD"] = "NFD" if form == "NFC" else "NFC"
    on_disk = unicodedata.normalize(other, "майстэрня.png")
    put(notes, on_disk, dot(), called=unicodedata.normalize(form, "майстэрня.png"))
    own = unicodedata.normalize(other, "майстэрня.be.png")
    (notes / "docs/reports" / own).write_bytes(dot(8))
    assert "error picture" not in editions(notes, "check").out
    done = editions(notes, "build", "--format", "html")
    assert done.code == 0, done.out + done.err
    for language, name in (("en", "майстэрня.png"), ("be", "майстэрня.be.png")):
        site = notes / "build/site" / language
        shown = [path.name for path in (site / "_images").iterdir()]
        assert shown == [unicodedata.normalize("NFC", name)]


def test_capitals_count(notes: Path, editions: Callable[..., Run]) -> None:
    put(notes, "Face.PNG", dot(), called="face.png")
    said = editions(notes, "check").out
    assert "docs/reports/2021-01.rst:6: error picture: there is no picture 'face.png'" in said
    assert "'Face.PNG': write it so" in said


def test_a_picture_that_is_missing_is_an_error(notes: Path, editions: Callable[..., Run]) -> None:
    put(notes, "a.png", dot(), called="b.png")
    said = editions(notes, "check").out
    assert "docs/reports/2021-01.rst:6: error picture: there is no picture 'b.png'" in said


def test_a_picture_of_another_server_is_an_error(notes: Path, editions: Callable[..., Run]) -> None:
    put(notes, "a.png", dot(), called="https://track.example/b.png")
    assert "is elsewhere" in editions(notes, "check").out
