"""PNG: a row of named chunks, each with its own sum."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from editions.pictures.parts import BrokenError, colours, cut, orientation, turned

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PICTURE = frozenset(
    {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT"}
    | {b"gAMA", b"cHRM", b"sRGB", b"cICP", b"sBIT", b"bKGD", b"pHYs"}
)
_LARGEST_PROFILE = 4_000_000


def clean(data: bytes) -> bytes:
    """Give the PNG without texts, times, EXIF, private chunks and whatever follows its end."""
    out = [_SIGNATURE]
    for name, body in _chunks(data):
        if name in _PICTURE:
            out.append(_chunk(name, body))
        elif name == b"iCCP" and (profile := _profile(body)):
            out.append(_chunk(name, b"icc\0\0" + zlib.compress(profile, 9)))
        elif name == b"eXIf" and (turn := orientation(body)) != 1:
            out.append(_chunk(name, turned(turn)))
    return b"".join(out)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place, name = len(_SIGNATURE), b""
    while name != b"IEND":
        length, name = struct.unpack(">I4s", cut(data, place, 8))
        body = cut(data, place + 8, length)
        if struct.unpack(">I", cut(data, place + 8 + length, 4))[0] != zlib.crc32(name + body):
            raise BrokenError(f"the sum of its part {name.decode('ascii', 'replace')} is wrong")
        yield name, body
        place += 12 + length


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body), name) + body + struct.pack(">I", zlib.crc32(name + body))


def _profile(body: bytes) -> bytes:
    _, _, packed = body.partition(b"\0")
    try:
        return colours(zlib.decompressobj().decompress(packed[1:], _LARGEST_PROFILE))
    except zlib.error:
        return b""
