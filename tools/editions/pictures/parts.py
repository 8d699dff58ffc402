"""What the formats share: reading by length, the turning of a picture, its colours."""

from __future__ import annotations

import struct

_ORIENTATION = 0x0112


class BrokenError(Exception):
    """The file ends too early or is not what it says."""


def cut(data: bytes, start: int, length: int) -> bytes:
    """Give `length` bytes from `start`; raise `BrokenError` if there are not so many."""
    part = data[start : start + length]
    if len(part) < length:
        raise BrokenError("its end is missing")
    return part


def orientation(tiff: bytes) -> int:
    """Read from the body of an EXIF part how the picture is to be turned: 1 (not) to 8."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        if order is None:
            return 1
        (directory,) = struct.unpack_from(f"{order}I", tiff, 4)
        (entries,) = struct.unpack_from(f"{order}H", tiff, directory)
        for index in range(entries):
            tag, kind = struct.unpack_from(f"{order}HH", tiff, directory + 2 + 12 * index)
            if tag == _ORIENTATION and kind == 3:
                (value,) = struct.unpack_from(f"{order}H", tiff, directory + 10 + 12 * index)
                return int(value) if 1 <= value <= 8 else 1
    except struct.error:
        return 1  # a damaged note; the picture itself is not harmed by it
    return 1


def turned(value: int) -> bytes:
    """Make the body of an EXIF part that says nothing but how to turn the picture."""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, value, 0, 0)


# What computes colours. Left out: descriptions, copyright, dates, and Apple's "mmod" and
# "vcgt", which hold the model and the serial number of somebody's display.
_COLOUR_TAGS = frozenset(
    {b"rXYZ", b"gXYZ", b"bXYZ", b"wtpt", b"bkpt", b"chad", b"rTRC", b"gTRC", b"bTRC", b"kTRC"}
    | {b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"gamt", b"cicp"}
)
# CMM, date and time, maker, model, creator, identifier: (start, end) in the header.
_NAMING_FIELDS = ((4, 8), (24, 36), (48, 56), (80, 100))


def colours(profile: bytes) -> bytes:
    """Reduce an ICC profile to what computes colours; b"" for one that cannot be read."""
    try:
        (count,) = struct.unpack_from(">I", profile, 128)
        if profile[36:40] != b"acsp" or count > 100:
            return b""
        table = [struct.unpack_from(">4sII", profile, 132 + 12 * i) for i in range(count)]
        tags = {name: cut(profile, start, length) for name, start, length in table}
    except (struct.error, BrokenError):
        return b""
    kept = {name: body for name, body in sorted(tags.items()) if name in _COLOUR_TAGS}
    header = bytearray(profile[:128])
    for start, end in _NAMING_FIELDS:
        header[start:end] = bytes(end - start)
    # A reader wants some date; the one on which the specification appeared names nobody.
    header[24:36] = struct.pack(">6H", 2010, 12, 1, 0, 0, 0)
    places: dict[bytes, int] = {}
    body = b""
    for data in kept.values():
        if data not in places:  # red, green and blue often share one curve
            places[data] = 132 + 12 * len(kept) + len(body)
            body += data + bytes(-len(data) % 4)
    rows = [struct.pack(">4sII", name, places[data], len(data)) for name, data in kept.items()]
    header[:4] = struct.pack(">I", 132 + 12 * len(kept) + len(body))
    return bytes(header) + struct.pack(">I", len(kept)) + b"".join(rows) + body
