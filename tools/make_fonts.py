"""Make ``editions/fonts/fonts.toml``: which letters each font has that a PDF may be set in.

Run once, by hand, whenever a font package or Typst is pinned anew, with fontTools and all
font packages installed::

    python tools/make_fonts.py > tools/editions/fonts/fonts.toml

A family counts for the letters that all its faces have: Typst takes the face that fits, and
goes on to the next family where that one lacks a letter.
"""

from __future__ import annotations

import io
import re
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont

# In the order in which Typst is to look for a letter; the first that has it sets it. Those of
# Typst itself lie within its library.
PACKAGES: list[tuple[str, list[str]]] = [
    ("fontpkg-pt-serif", ["PT Serif"]),
    ("fontpkg-pt-sans", ["PT Sans"]),
    ("typst", ["Libertinus Serif"]),
    (
        "manimgx-fonts",
        [
            "Noto Sans",
            "Noto Sans Georgian",
            "Noto Sans Armenian",
            "Noto Sans Arabic",
            "Noto Sans Hebrew",
            "Noto Sans Symbols",
            "Noto Emoji",
            "Noto Sans Devanagari",
            "Noto Sans Bengali",
            "Noto Sans Gurmukhi",
            "Noto Sans Gujarati",
            "Noto Sans Oriya",
            "Noto Sans Tamil",
            "Noto Sans Telugu",
            "Noto Sans Kannada",
            "Noto Sans Malayalam",
            "Noto Sans Sinhala",
            "Noto Sans Thai",
            "Noto Sans Lao",
            "Noto Sans Khmer",
            "Noto Sans Myanmar",
            "Noto Sans Ethiopic",
        ],
    ),
    ("typst", ["DejaVu Sans Mono", "New Computer Modern Math", "New Computer Modern"]),
    ("manimgx-fonts-cjk", ["Noto Sans CJK SC"]),
]
EXTRA = {"manimgx-fonts-cjk"}
_NO_LETTERS = {"Cc", "Cn", "Co", "Cs"}
"""Controls, and private letters: no PDF/A may hold these, nor a byte-order mark."""
_BYTE_ORDER_MARK = 0xFEFF
_FACE = re.compile(rb"OTTO\x00|\x00\x01\x00\x00\x00")
_LONGEST_FACE = 3_000_000


def main() -> int:
    """Write the table to standard output."""
    write = sys.stdout.write
    write('# Made by tools/make_fonts.py from the fonts themselves. "letters" are code points,\n')
    write("# hexadecimal; an extra is no package that everybody has.\n")
    for package, families in PACKAGES:
        found = _letters(package)
        for family in families:
            write(f'\n[[fonts]]\nfamily = "{family}"\npackage = "{package}"\n')
            if package in EXTRA:
                write('extra = "scripts"\n')
            write(f'letters = """\\\n{_ranges(found[family])}"""\n')
    return 0


def _letters(package: str) -> dict[str, set[int]]:
    """Give what all faces of a family have, but what is no letter."""
    folder = Path(str(resources.files(package.replace("-", "_"))))
    found: dict[str, set[int]] = {}
    for face in _faces(folder):
        name = face["name"]
        family = name.getDebugName(16) or name.getDebugName(1)
        family = family.replace("NewComputerModern", "New Computer Modern")
        letters = {
            code
            for code in face.getBestCmap()
            if unicodedata.category(chr(code)) not in _NO_LETTERS and code != _BYTE_ORDER_MARK
        }
        found[family] = found.get(family, letters) & letters
    return found


def _faces(folder: Path) -> Iterator[TTFont]:
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".ttc":
            yield from TTCollection(str(path), lazy=True).fonts
        elif path.suffix in {".ttf", ".otf"}:
            yield TTFont(str(path), lazy=True)
        elif path.suffix in {".so", ".pyd"}:
            yield from _within(path.read_bytes())


def _within(library: bytes) -> Iterator[TTFont]:
    for start in _FACE.finditer(library):
        data = library[start.start() : start.start() + _LONGEST_FACE]
        try:
            face = TTFont(io.BytesIO(data), lazy=True)
            if face.getBestCmap() and face["name"].getDebugName(1):
                yield face
        except Exception:  # noqa: S112 - bytes that only begin like a font
            continue


def _ranges(letters: Iterable[int]) -> str:
    rows: list[list[int]] = []
    for code in sorted(letters):
        if rows and code == rows[-1][1] + 1:
            rows[-1][1] = code
        else:
            rows.append([code, code])
    shown = " ".join(f"{a:X}" if a == b else f"{a:X}-{b:X}" for a, b in rows)
    return "".join(f"{line}\n" for line in textwrap.wrap(shown, 100, break_on_hyphens=False))


if __name__ == "__main__":
    sys.exit(main())
