"""JPEG: a row of segments; the picture needs few of them."""

from __future__ import annotations

import re
import struct

from editions.pictures.parts import BrokenError, colours, cut, orientation, turned

_EXIF, _ICC = b"Exif\0\0", b"ICC_PROFILE\0"
_START_OF_SCAN, _END = 0xDA, 0xD9
_PICTURE = {*range(0xC0, 0xD0), 0xDB, 0xDC, 0xDD}
"""Frames, tables and the restart interval."""
_NEXT_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])", re.DOTALL)
_LONGEST = 65_533 - len(_ICC) - 2


def clean(data: bytes) -> bytes:
    """Give the JPEG without EXIF, XMP, IPTC, comments, thumbnails and whatever follows its end."""
    out, place, turn = [], 2, 1
    profile: dict[int, bytes] = {}
    while True:
        marker, place = _marker(data, place)
        if marker == _END:
            break
        length = struct.unpack(">H", cut(data, place, 2))[0]
        body = cut(data, place + 2, max(0, length - 2))
        place += length
        if marker == _START_OF_SCAN:
            end = _end_of_scan(data, place)
            out.append(_segment(marker, body) + data[place:end])
            place = end
        elif marker == 0xE0 and body.startswith(b"JFIF\0"):
            out.append(_segment(marker, cut(body, 0, 12) + b"\0\0"))  # no thumbnail
        elif marker == 0xEE and body.startswith(b"Adobe"):
            out.append(_segment(marker, cut(body, 0, 12)))
        elif marker == 0xE1 and body.startswith(_EXIF):
            turn = orientation(body.removeprefix(_EXIF))
        elif marker == 0xE2 and body.startswith(_ICC):
            profile[body[len(_ICC)]] = body[len(_ICC) + 2 :]
        elif marker in _PICTURE:
            out.append(_segment(marker, body))
    if not any(part[1] == _START_OF_SCAN for part in out):
        raise BrokenError("it holds no picture")
    return b"".join((b"\xff\xd8", *_with_notes(out, turn, profile), b"\xff\xd9"))


def _marker(data: bytes, place: int) -> tuple[int, int]:
    """Read a marker; some are padded with bytes 255."""
    if cut(data, place, 1) != b"\xff":
        raise BrokenError(f"byte {place} begins no segment")
    while cut(data, place, 1) == b"\xff":
        place += 1
    return data[place], place + 1


def _end_of_scan(data: bytes, place: int) -> int:
    match = _NEXT_MARKER.search(data, place)
    if match is None:
        raise BrokenError("its end is missing")
    return match.start()


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _with_notes(out: list[bytes], turn: int, profile: dict[int, bytes]) -> list[bytes]:
    """Put turning and colours where readers look for them: after JFIF, before the tables."""
    notes = [_segment(0xE1, _EXIF + turned(turn))] if turn != 1 else []
    whole = colours(b"".join(body for _, body in sorted(profile.items())))
    pieces = [whole[at : at + _LONGEST] for at in range(0, len(whole), _LONGEST)]
    for number, piece in enumerate(pieces, 1):
        notes.append(_segment(0xE2, _ICC + bytes([number, len(pieces)]) + piece))
    after = 1 if out[0][1] == 0xE0 else 0
    return [*out[:after], *notes, *out[after:]]
