"""WebP: chunks in a RIFF container; a first one says which others there are."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from editions.pictures.parts import BrokenError, colours, cut, orientation, turned

_FRAME = frozenset({b"ALPH", b"VP8 ", b"VP8L"})
_HAS_PROFILE, _HAS_EXIF, _HAS_XMP = 0x20, 0x08, 0x04


def clean(data: bytes) -> bytes:
    """Give the WebP without EXIF, XMP, unknown chunks and whatever follows its end."""
    size = struct.unpack("<I", cut(data, 4, 4))[0]
    inner = cut(data, 12, size - 4)
    parts, notes, flags = [], [], 0
    extended = b""
    for name, body in _chunks(inner):
        if name == b"VP8X":
            extended = cut(body, 0, 10)
        elif name == b"ICCP" and (profile := colours(body)):
            parts.append(_chunk(name, profile))
            flags |= _HAS_PROFILE
        elif name == b"EXIF" and (turn := orientation(body.removeprefix(b"Exif\0\0"))) != 1:
            notes.append(_chunk(name, turned(turn)))
            flags |= _HAS_EXIF
        elif name == b"ANMF":
            frame = [_chunk(n, b) for n, b in _chunks(body[16:]) if n in _FRAME]
            parts.append(_chunk(name, cut(body, 0, 16) + b"".join(frame)))
        elif name in _FRAME or name == b"ANIM":
            parts.append(_chunk(name, body))
    if not parts:
        raise BrokenError("it holds no picture")
    if extended:
        others = extended[0] & ~(_HAS_PROFILE | _HAS_EXIF | _HAS_XMP)
        parts.insert(0, _chunk(b"VP8X", bytes([others | flags]) + extended[1:]))
    body = b"WEBP" + b"".join((*parts, *notes))
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place < len(data):
        name, length = struct.unpack("<4sI", cut(data, place, 8))
        yield name, cut(data, place + 8, length)
        place += 8 + length + length % 2


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack("<4sI", name, len(body)) + body + bytes(len(body) % 2)
