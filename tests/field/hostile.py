"""A publication of layouts that no sheet was made for; each word in it is another one."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import polib

from editions.cli import main

WORD = re.compile(r"\b[wl]\d{4}")
_NUMBERS = count(1000)


def words(amount: int) -> str:
    return " ".join(f"w{next(_NUMBERS)}" for _ in range(amount))


def long(letters: int) -> str:
    """Give a word that no line can hold."""
    return f"l{next(_NUMBERS)}" + "x" * letters


def indented(text: str, by: int = 3) -> str:
    return re.sub(r"(?m)^(?=.)", " " * by, text)


def figure(*, caption: int, legend: int, how: str = ":width: 100%") -> str:
    return (
        f".. figure:: tall.png\n   :alt: picture\n   {how}\n\n"
        f"   {words(caption)}.\n\n   {words(legend)}.\n"
    )


def table(rows: list[list[str]], caption: str = "", *options: str) -> str:
    cells = "".join("   * - " + "\n     - ".join(row) + "\n" for row in rows)
    said = "".join(f"   :{option}\n" for option in options)
    return f".. list-table:: {caption}\n{said}\n{cells}"


def notes(prefix: str, amount: int, each: int) -> str:
    return "".join(f".. [#{prefix}{at}] {words(each)}.\n" for at in range(amount))


def nested(mark: str, depth: int) -> str:
    return "".join(" " * len(mark) * at + f"{mark}{words(6)}.\n\n" for at in range(depth))


def in_cell(block: str) -> str:
    return block.replace("\n", "\n       ").rstrip()


def pictures() -> Iterator[str]:
    yield figure(caption=200, legend=200)
    yield figure(caption=40, legend=800)
    yield figure(caption=150, legend=100, how=":figwidth: 20%")
    yield figure(caption=60, legend=5, how=":height: 260mm")
    yield f"- {words(5)}\n\n  - {words(3)}\n\n" + indented(figure(caption=150, legend=100), 4)
    yield f"{words(3)}\n\n" + indented(f"{words(9)}\n\n" + figure(caption=150, legend=90))
    yield ".. note::\n\n" + indented(figure(caption=150, legend=100))
    yield f".. sidebar:: Side\n\n{indented(words(9))}\n\n" + indented(figure(caption=90, legend=9))
    note = indented(figure(caption=99, legend=99))
    yield f"{words(2)} [#pic]_.\n\n.. [#pic] {words(9)}\n\n{note}"
    yield ".. image:: tall.png\n   :alt: picture\n   :width: 100%\n"
    high = ".. |high| image:: tall.png\n   :alt: high\n   :height: 999mm\n"
    yield f"{words(5)} |high| {words(5)}\n\n{high}"
    yield table([[words(20), in_cell(figure(caption=20, legend=20))]])


def tables() -> Iterator[str]:
    short = [["a", "b"], ["c", "d"], ["e", "f"]]
    head = "header-rows: 1"
    yield table([["head", "other"], [words(60), words(900)], ["x", "y"]], "", head)
    yield table([[words(500), words(500)], *short], words(150), head)
    yield table([[words(120), words(90)], *short], "", head)
    yield table([[words(1000), words(30)], *short], "", head, "stub-columns: 1")
    yield table(short, words(700), head)
    yield table([[f"{words(1)}wide" for _ in range(9)] for _ in range(30)], words(60), head)
    yield table([[long(200), words(10)]])
    inner = in_cell(table([[words(2), "b"], ["c", "d"]], "", "stub-columns: 1"))
    yield table([[words(2), inner], ["x", "y"]], "", "stub-columns: 1")
    called = [[f"{words(1)} [#cell{at}]_", words(20)] for at in range(12)]
    yield table(called) + "\n" + notes("cell", 12, 20)
    yield ".. note::\n\n" + indented(table([[f"{words(1)}wide" for _ in range(7)]], words(30)))


def running() -> Iterator[str]:
    yield f"{words(3)} {long(300)} ``{long(200)}`` https://example.org/{long(300)} {words(3)}."
    yield f"`{words(2)} {long(120)} <https://example.org/far>`_ :sup:`{words(40)}` {words(2)}"
    yield nested("- ", 14)
    yield nested("#. ", 12)
    yield "\n".join("  " * at + f"{words(8)}\n" for at in range(1, 10))
    yield "".join("   " * at + ".. note::\n\n" for at in range(9)) + indented(words(30), 27)
    yield f"{words(3)} [#long]_ {words(3)}.\n\n.. [#long] {words(900)}.\n"
    called = " ".join(f"{words(1)} [#many{at}]_" for at in range(20))
    yield f"{called}\n\n" + notes("many", 20, 25)
    yield f"::\n\n   {long(400)}\n" + "".join("   code\n" for _ in range(70))
    yield f".. code-block:: python\n   :linenos:\n\n   {long(400)}\n   code\n"
    yield f"--{long(80)}=VALUE  {words(30)}\n\n:{long(120)}: {words(5)}\n"
    yield f"{long(150)}\n   {words(9)}"
    equations = " \\\\ ".join(f"a_{{{at}}} &= b_{{{at}}}" for at in range(60))
    yield f".. math::\n\n   {equations}\n"
    boxes = "\n\n".join(words(120) for _ in range(7))
    yield f".. admonition:: {words(40)}\n\n" + indented(boxes)
    yield f".. sidebar:: {words(10)}\n\n" + indented("\n\n".join(words(120) for _ in range(7)))
    yield f".. epigraph::\n\n   {words(400)}\n\n   -- {words(60)}\n"
    yield f"| {words(30)}\n|     {words(30)}\n|         {long(90)}\n"
    yield f".. rubric:: {words(60)}\n\n{words(5)}\n\n.. centered:: {long(150)}\n"
    label = long(60)
    yield f"{words(1)} [{label}]_.\n\n.. [{label}] {words(60)}.\n"
    yield f":abbr:`ABC ({words(80)})` {words(4)}\n"


def headings() -> Iterator[str]:
    for title in (words(60), long(150), *(words(12) for _ in range(14))):
        yield f"{title}\n{'~' * len(title)}\n\n{words(5)}.\n"


ISSUES = {"2021-01": pictures, "2021-02": tables, "2020-11": running, "2021-04": headings}


def write(folder: Path) -> Path:
    """Write the publication and translate it: w1234 becomes v1234; give its folder."""
    reports = folder / "docs" / "reports"
    reports.mkdir(parents=True)
    series, publisher = words(40), f"{words(20)} {long(120)}"
    (folder / "pyproject.toml").write_text(
        f'[tool.editions]\ntitle = "{series}"\npublisher = "{publisher}"\n'
        f'base_url = "https://notes.example/{long(130)}"\neditions = ["be", "en"]\n'
        "gate = { complete = 0 }\n"
    )
    (folder / "docs" / "index.rst").write_text(
        "Notes\n=====\n\nNotes.\n\n.. toctree::\n   :hidden:\n   :glob:\n\n   reports/*\n"
    )
    (reports / "tall.png").write_bytes(_picture(300, 600))
    titles = dict(zip(ISSUES, (words(60), f"{words(9)} {series}", long(200), series), strict=True))
    for issue, parts in ISSUES.items():
        body = "\n\n".join(_section(part) for part in parts())
        title = titles[issue]
        (reports / f"{issue}.rst").write_text(
            f":issue: {issue}\n:language: en\n\n{title}\n{'=' * len(title)}\n\nWords.\n\n{body}"
        )
    assert main(["-C", str(folder), "update"]) == 0
    for path in folder.glob("locale/be/LC_MESSAGES/**/*.po"):
        catalogue = polib.pofile(str(path))
        for entry in catalogue:
            entry.msgstr = entry.msgstr or re.sub(r"\bw(\d{4})", r"v\1", entry.msgid)
        catalogue.save()
    return folder


def _section(part: str) -> str:
    heading = words(25)
    return f"{heading}\n{'-' * len(heading)}\n\n{part}\n"


def _picture(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        sealed = kind + data
        return struct.pack(">I", len(data)) + sealed + struct.pack(">I", zlib.crc32(sealed))

    rows = zlib.compress((b"\0" + b"\x90\xb0\xd0" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
