"""GIF: frames between extensions, most of which say nothing a picture needs."""

from __future__ import annotations

from editions.pictures.parts import BrokenError, cut

_IMAGE, _EXTENSION, _END = b"\x2c", b"\x21", b"\x3b"
_CONTROL, _APPLICATION = 0xF9, 0xFF
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def clean(data: bytes) -> bytes:
    """Give the GIF without comments, XMP, texts and whatever follows its end."""
    place = 13 + _colours(cut(data, 10, 1)[0])
    out = [cut(data, 0, place)]
    while (sign := cut(data, place, 1)) != _END:
        begin, place = place, place + 1
        if sign == _IMAGE:
            place += 9 + _colours(cut(data, place + 8, 1)[0]) + 1
            place, _ = _blocks(data, place)
            out.append(data[begin:place])
        elif sign == _EXTENSION:
            label = cut(data, place, 1)[0]
            place, blocks = _blocks(data, place + 1)
            if label == _CONTROL:
                out.append(data[begin:place])
            elif label == _APPLICATION and blocks[0] in _LOOPS and len(blocks) > 1:
                # Of what an application may say here only how often to begin again.
                loop = blocks[1][:3]
                out.append(b"\x21\xff\x0b" + blocks[0] + bytes([len(loop)]) + loop + b"\0")
        else:
            raise BrokenError(f"byte {begin} begins no block")
    return b"".join((*out, _END))


def _colours(packed: int) -> int:
    """Give the length of a colour table from the field that announces it."""
    return 3 << (packed & 7) + 1 if packed & 0x80 else 0


def _blocks(data: bytes, place: int) -> tuple[int, list[bytes]]:
    """Read blocks, each behind its length, up to the empty one; give where they end, and them."""
    found = []
    while length := cut(data, place, 1)[0]:
        found.append(cut(data, place + 1, length))
        place += 1 + length
    return place + 1, found or [b""]
