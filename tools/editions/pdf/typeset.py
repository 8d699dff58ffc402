"""Data + template → PDF, by Typst.

All that goes in lies in one folder: the template (``issue.typ`` and what it imports,
``common.typ``), ``data.json``, ``fonts.json``, ``mends.json`` and the images. It can be set
without Python too: ``typst compile --font-path FONTS --ignore-system-fonts --pdf-standard
a-2a,ua-1 issue.typ``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import typst

from editions import fonts, pictures
from editions.files import write_bytes, write_text
from editions.pdf.finish import finished
from editions.pdf.hyphens import RULES, hyphens
from editions.pdf.letters import settable, texts
from editions.pdf.notes import PLACES, Mends, mend, mend_hyphens, read_places, remarks_on
from editions.pdf.walk import Data, Remark
from editions.problems import BuildError, EditionsError

STANDARDS: list[Any] = ["a-2a", "ua-1"]
"""Archivable and accessible at once; a missing alternative text or glyph is an error."""

_TEMPLATES = ("base", "common", "formulas", "front", "names", "tables", "text")
SHARED = (*(f"{name}.typ" for name in _TEMPLATES), RULES)

FONTS = "fonts.json"
"""The families that the text needs besides those it is set in."""

MENDS = "mends.json"
"""What the last run had to do otherwise; no input, since it follows from all others."""

RUNS = 8
"""How often Typst may run for one PDF."""

BOTTOM = (297 - 31) / 25.4 * 72
"""Where the text of a page ends, in points below the page's top (common.typ says the same)."""

TOO_DEEP = "something stands in too many lists, quotations or boxes, one in the other; bring it out"
_DEPTH = re.compile("maximum (?:show rule|function call|layout) depth")
_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed|the disallowed codepoint `"(.+?)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class TypesetError(BuildError):
    """Typst refused a document; `letters` are those no font has, if that is why."""

    def __init__(self, message: str, *, letters: str = ""):
        super().__init__(message)
        self.letters = letters


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that Typst needs for one PDF; `images` are files by the names `data` calls them.

    `day` is that of the last change. `mends` is what the first run is to do already, where an
    earlier PDF has told it.
    """

    data: Data
    images: Mapping[str, Path]
    day: date
    template: str = "issue.typ"
    mends: Mends = field(default_factory=Mends)


@dataclass(frozen=True, slots=True)
class _Made:
    pdf: bytes
    remarks: tuple[Remark, ...]
    runs: int


def typeset(sheet: Sheet, *, work: Path, output: Path) -> tuple[Remark, ...]:
    """Set `sheet` into the file `output`, if anything changed since it was last set.

    `work` keeps what Typst reads and a record of what it made. Gives what an editor
    should look at. Raises `TypesetError`, and removes an older `output`, if Typst refuses.
    """
    data, lost = settable(sheet.data)
    sheet = replace(sheet, data=data)
    helpers, drawn = _lay_out(sheet, work)
    lost += drawn
    inputs = _digest(sheet, work, helpers)
    remarks = _recorded(work, inputs=inputs, output=output)
    if remarks is not None:
        return _about(lost) + remarks
    discard(work, output=output)
    made = _compile(sheet, work, helpers)
    pdf = finished(made.pdf, sheet.data)
    write_bytes(output, pdf)
    record = {
        "inputs": inputs,
        "output": hashlib.sha256(pdf).hexdigest(),
        "remarks": [remark.message for remark in made.remarks],
        "runs": made.runs,
    }
    write_text(_record(work), json.dumps(record, ensure_ascii=False, indent=1))
    return _about(lost) + made.remarks


def discard(work: Path, *, output: Path) -> None:
    """Remove a PDF that no longer is what its document says, and the record of it."""
    for path in (_record(work), output):
        path.unlink(missing_ok=True)


def _about(lost: tuple[str, ...]) -> tuple[Remark, ...]:
    """Tell of letters in the place of which the PDF has a sign."""
    if not lost:
        return ()
    what = f"no font has {fonts.named(lost)}; {fonts.mend(lost)}"
    return (Remark(f"{what} (the PDF shows '{fonts.LOST}' there)", None, lost),)


def _lay_out(sheet: Sheet, work: Path) -> tuple[tuple[fonts.Font, ...], tuple[str, ...]]:
    """Write what Typst reads; give the fonts that help out, and what no drawing can be set with."""
    for name in (*SHARED, sheet.template):
        write_bytes(work / name, (resources.files("editions.pdf") / name).read_bytes())
    write_text(work / "data.json", json.dumps(sheet.data, ensure_ascii=False, sort_keys=True))
    said = list(texts(sheet.data))
    lost: list[str] = []
    for name, path in sheet.images.items():
        picture = _bare(path)
        if path.suffix.lower() == ".svg":
            lost += fonts.lacking(picture.decode())
            drawing = fonts.replaced(picture.decode())
            said.append(drawing)
            picture = drawing.encode()
        write_bytes(work / "images" / name, picture)
    helpers = fonts.helping("\n".join(said))
    write_text(work / FONTS, json.dumps([font.family for font in helpers]))
    return helpers, tuple(dict.fromkeys(lost))


def _bare(path: Path) -> bytes:
    """Give a picture without what its camera or its editor has left in it."""
    try:
        return pictures.clean(Path(path.name), path.read_bytes())
    except EditionsError as error:
        raise TypesetError(f"the image '{path.name}': {error.message}") from None


def _digest(sheet: Sheet, work: Path, helpers: tuple[fonts.Font, ...]) -> str:
    """Sum up everything the bytes of the PDF depend on."""
    sums = hashlib.sha256(_own_code())
    for package in ("typst", "pikepdf"):
        sums.update(f"{package} {metadata.version(package)}\n".encode())
    sums.update("\n".join(fonts.versions(helpers)).encode())
    sums.update(sheet.mends.as_json().encode())
    images = [f"images/{name}" for name in sorted(sheet.images)]
    for name in (*SHARED, sheet.template, "data.json", FONTS, *images):
        sums.update(f"{name} {hashlib.sha256((work / name).read_bytes()).hexdigest()}\n".encode())
    return sums.hexdigest()


@cache
def _own_code() -> bytes:
    """Sum up the modules here: they mend and finish what Typst makes."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in modules)).digest()


def _record(work: Path) -> Path:
    return work / "record.json"


def _recorded(work: Path, *, inputs: str, output: Path) -> tuple[Remark, ...] | None:
    """Give the remarks of the last run if its PDF still is the one to be made, else None."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        record = json.loads(_record(work).read_text(encoding="utf-8"))
        made = hashlib.sha256(output.read_bytes()).hexdigest()
        if (record["inputs"], record["output"]) == (inputs, made):
            return tuple(Remark(message, None) for message in record["remarks"])
    return None


def _compile(sheet: Sheet, work: Path, helpers: tuple[fonts.Font, ...]) -> _Made:
    """Run Typst; again, if it left something to be mended (notes.py says what).

    What is mended may bring something else into a wrong place, so there may be several runs.
    """
    mends = sheet.mends
    runs = 0
    while True:
        runs += 1
        write_text(work / MENDS, mends.as_json())
        compiler = typst.Compiler(
            work / sheet.template,
            root=work,
            font_paths=fonts.folders(helpers),
            ignore_system_fonts=True,
        )
        pdf, warnings = _run_typst(compiler, sheet.day)
        places = read_places(json.loads(compiler.eval(PLACES)))
        found = hyphens(pdf, sheet.data)
        before = mends
        mends = mend_hyphens(found, mend(places, mends, bottom=BOTTOM))
        if mends == before or runs == RUNS:
            return _Made(pdf, warnings + remarks_on(places, found.ladders), runs)


def _run_typst(compiler: typst.Compiler, day: date) -> tuple[bytes, tuple[Remark, ...]]:
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    try:
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=STANDARDS, timestamp=moment
        )
    except typst.TypstError as error:
        raise _explained(error) from None
    if not isinstance(pdf, bytes):
        raise TypesetError("Typst made more than one file of it")
    return pdf, tuple(Remark(f"Typst: {warning.message}", None) for warning in warnings)


def _explained(error: typst.TypstError) -> TypesetError:
    if match := _GLYPH.search(error.message):
        letters = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), match[1] or match[2])
        shown = letters if letters.isprintable() else " ".join(f"U+{ord(it):04X}" for it in letters)
        message = f"no font has the letters '{shown}'; write them another way"
        return TypesetError(message, letters=letters)
    if _DEPTH.search(error.message):
        return TypesetError(TOO_DEEP)
    return TypesetError(f"Typst: {' '.join([error.message.strip(), *error.hints])}")
