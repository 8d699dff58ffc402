"""The lines of a PDF that end in a hyphen, read from what Typst has just written.

krilla, which writes Typst's PDFs, draws each piece of a line by itself, in the order of reading,
and says of every font what its drawings mean. So nothing has to be laid out once more, as a
reader of any PDF (pdfium) does, and of most lines no letter is looked at.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_SOFT = "\u00ad"
_SAME_LINE = 5.0  # points: a raised mark is so much higher than its line at most
_SHORT = 90  # bytes: a hyphen alone, or a number, takes no more
_NUMBER = re.compile("[ \\d]*\u00a0?")
_SAYS = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
_NAMED = {0x0A: b"\\n", 0x0D: b"\\r", 0x09: b"\\t", 0x08: b"\\b", 0x0C: b"\\f"}
_BETWEEN = re.compile(rb"\)-?[\d.]+\(")


def _nested(depth: int) -> str:
    """Give the pattern of what stands in a string: brackets in pairs stand for themselves."""
    inner = rf"|\({_nested(depth - 1)}\)" if depth else ""
    return rf"(?:[^\\()]|\\.{inner})*"


_STRING = _nested(3)
_DRAWN = re.compile(
    rf"/ActualText(?:<([0-9A-F]+)>|\(({_STRING})\))>>BDC[^(<]*(?:\({_STRING}\)|<[^>]*>)"
    rf"|/(f\d+) [\d.]+ Tf|\(({_STRING})\)|<([0-9A-F]+)>".encode()
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is drawn at one height, as it is written."""

    y: float
    drawn: bytes


@dataclass(slots=True)
class _Fonts:
    """What the drawings of the fonts of a page mean, and how a piece may end that ends in a "-"."""

    meanings: dict[bytes, Mapping[int, str]] = field(default_factory=dict)
    ends: tuple[bytes, ...] = (b"EMC", b">]TJ", b">Tj")
    read: dict[bytes, str] = field(default_factory=dict)

    def add(self, name: bytes, meanings: Mapping[int, str]) -> None:
        self.meanings[name] = meanings
        codes = [code for code, letters in meanings.items() if letters == "-"]
        # Only the last sign is compared: it may be written in several ways.
        self.ends += tuple(
            written + end
            for code in codes
            for written in _written(code & 0xFF)
            for end in (b")]TJ", b")Tj")
        )

    def of_short(self, piece: _Piece) -> str:
        """Read a short piece; there are few different ones. Nothing of a longer one."""
        if len(piece.drawn) > _SHORT:
            return ""
        if piece.drawn not in self.read:
            self.read[piece.drawn] = self.of(piece)
        return self.read[piece.drawn]

    def of(self, piece: _Piece) -> str:
        """Read a piece."""
        drawn = piece.drawn
        if b"<" not in drawn:
            start = drawn.index(b"/") + 1
            meanings = self.meanings[drawn[start : drawn.index(b" ", start)]]
            strings = _BETWEEN.sub(b"", drawn[drawn.index(b"(") + 1 : drawn.rindex(b")")])
            return _letters(_unescaped(strings), meanings)
        return "".join(self._parts(drawn))

    def _parts(self, drawn: bytes) -> Iterator[str]:
        meanings: Mapping[int, str] = {}
        for said, spelt, font, string, code in _DRAWN.findall(drawn):
            if font:
                meanings = self.meanings[font]
            elif said:
                yield bytes.fromhex(said.decode()).decode("utf-16")
            elif spelt:
                yield spelt.decode("latin-1")
            else:
                codes = bytes.fromhex(code.decode()) if code else _unescaped(string)
                yield _letters(codes, meanings)


def divided(pdf: bytes) -> Iterator[list[str]]:
    """Give the lines between which words are divided, those that follow each other together.

    What a page ends with in a hyphen is followed by nothing.
    """
    with pikepdf.open(io.BytesIO(pdf)) as file:
        known: dict[Any, Mapping[int, str]] = {}
        for page in file.pages:
            fonts = _Fonts()
            for name, font in page.Resources.get("/Font", {}).items():
                if font.objgen not in known:
                    known[font.objgen] = _meanings(font.ToUnicode.read_bytes())
                fonts.add(name[1:].encode(), known[font.objgen])
            yield from _chains(list(_pieces(page.Contents.read_bytes())), fonts)


def _chains(pieces: list[_Piece], fonts: _Fonts) -> Iterator[list[str]]:
    """Put the pieces of a page into lines, and those together that a hyphen parts."""
    chain: list[list[_Piece]] = []
    line: list[_Piece] = []
    soft = False
    for piece in pieces:
        short = fonts.of_short(piece)
        if soft:
            # In a pair the number of a paragraph stands after its first line.
            if short and _NUMBER.fullmatch(short):
                continue
            chain.append(line)
            line = []
        elif line and abs(piece.y - line[-1].y) > _SAME_LINE:
            if _is_parted(line[-1], piece, fonts):
                chain.append(line)
            else:
                yield from _read([*chain, line] if chain else [], fonts)
                chain = []
            line = []
        line.append(piece)
        soft = short.endswith(_SOFT)
    if chain or soft:
        yield from _read([*chain, line, []] if soft else [*chain, line], fonts)


def _read(chain: list[list[_Piece]], fonts: _Fonts) -> Iterator[list[str]]:
    if chain:
        yield ["".join(map(fonts.of, line)) for line in chain]


def _is_parted(last: _Piece, first: _Piece, fonts: _Fonts) -> bool:
    """Tell whether a line ends in a hyphen of its own, within a word that goes on."""
    if not last.drawn.endswith(fonts.ends):
        return False
    before, after = fonts.of(last), fonts.of(first)
    return before[-1:] == "-" and before[-2:-1].isalpha() and after[:1].isalpha()


def _pieces(drawing: bytes) -> Iterator[_Piece]:
    """Give each piece of text that a page draws."""
    # A line end within a string is written as "\n": what is drawn stands on a line of its own.
    for part in drawing.split(b"\nET\n"):
        before, begins, drawn = part.rpartition(b"\nBT")
        if begins and (b"(" in drawn or b"<" in drawn):
            end = before.rfind(b" cm")
            yield _Piece(float(before[before.rfind(b" ", 0, end) + 1 : end]), drawn.rstrip())


def _meanings(says: bytes) -> Mapping[int, str]:
    """Give the letters that each drawing of a font stands for."""
    return {
        int(drawing, 16): bytes.fromhex(letters.decode()).decode("utf-16-be")
        for drawing, letters in _SAYS.findall(says)
    }


def _letters(codes: bytes, meanings: Mapping[int, str]) -> str:
    return codes.decode("utf-16-be", "surrogatepass").translate(meanings)


def _unescaped(string: bytes) -> bytes:
    """Give the bytes of a string; what Python does not escape, a bracket, stands for itself."""
    plain = string.replace(b"\\(", b"\\050").replace(b"\\)", b"\\051")
    return plain.decode("unicode_escape").encode("latin-1")


def _written(byte: int) -> Iterator[bytes]:
    """Give how the last sign of a string may be written."""
    yield bytes([byte])
    yield b"\\%03o" % byte
    if byte in _NAMED:
        yield _NAMED[byte]
