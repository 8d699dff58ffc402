"""Pictures lose what they tell of people and machines, and not one pixel."""

from __future__ import annotations

import base64
import functools
import io
import random
import re
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageCms, ImageSequence
from PIL.PngImagePlugin import PngInfo

from editions.pictures import clean, is_picture
from editions.problems import EditionsError

SECRET = "Jan Kowalski /Users/jan"  # noqa: S105 - what must not leave the house
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><creator>{SECRET}</creator></x:xmpmeta>'.encode()
RASTER = ["JPEG", "PROGRESSIVE", "PNG", "WEBP", "LOSSLESS", "GIF"]


def scenery(size: tuple[int, int] = (61, 37)) -> Image.Image:
    dice = random.Random("snow")  # noqa: S311 - the same picture each time
    picture = Image.new("RGB", size)
    for x in range(size[0]):
        for y in range(size[1]):
            picture.putpixel((x, y), (x * 4 % 256, y * 6 % 256, dice.randrange(256)))
    return picture


def exif() -> bytes:
    notes = Image.Exif()
    notes[ExifTags.Base.Artist] = SECRET
    notes[ExifTags.Base.Orientation] = 6
    notes[ExifTags.Base.DateTime] = "2020:12:05 10:11:12"
    gps = notes.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef] = "N"
    gps[ExifTags.GPS.GPSLatitude] = (53.0, 54.0, 27.0)
    return notes.tobytes()


def profile() -> bytes:
    """A display's profile, with its owner in the description and in a tag of Apple's."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    count = struct.unpack_from(">I", made, 128)[0]
    start = 132 + 12 * count
    shifted = bytearray(made[:128] + struct.pack(">I", count + 1))
    for index in range(count):
        name, place, length = struct.unpack_from(">4sII", made, 132 + 12 * index)
        shifted += struct.pack(">4sII", name, place + 12, length)
    shifted += struct.pack(">4sII", b"mmod", len(made) + 12, len(SECRET)) + made[start:]
    shifted += SECRET.encode()
    shifted[:4] = struct.pack(">I", len(shifted))
    shifted[80:84] = b"jank"
    return bytes(shifted)


@functools.cache  # the profile says when it was made: made anew, it is packed to another length
def photograph(kind: str) -> bytes:
    """A picture that tells everything a camera and an editor can put into one."""
    out = io.BytesIO()
    picture = scenery()
    notes = {"exif": exif(), "icc_profile": profile()}
    if kind in ("JPEG", "PROGRESSIVE"):
        picture.save(
            out, "JPEG", comment=SECRET, xmp=XMP, progressive=kind == "PROGRESSIVE", **notes
        )
        return out.getvalue() + f"motion picture of {SECRET}".encode()
    if kind == "PNG":
        texts = PngInfo()
        texts.add_text("Author", SECRET)
        texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
        texts.add_text("Comment", SECRET, zip=True)
        texts.add(b"tIME", b"\x07\xe4\x0c\x05\x0a\x0b\x0c")
        picture.save(out, "PNG", pnginfo=texts, **notes)
    elif kind in ("WEBP", "LOSSLESS"):
        picture.save(out, "WEBP", lossless=kind == "LOSSLESS", xmp=XMP, **notes)
    else:
        frames = [picture.quantize(32), picture.rotate(180).quantize(32)]
        frames[0].save(
            out, "GIF", save_all=True, append_images=frames[1:], comment=SECRET, loop=3, xmp=XMP
        )
    return out.getvalue() + SECRET.encode()


def pixels(data: bytes) -> list[bytes]:
    with Image.open(io.BytesIO(data)) as picture:
        return [frame.convert("RGBA").tobytes() for frame in ImageSequence.Iterator(picture)]


def cleaned(data: bytes, name: str = "a.jpg") -> bytes:
    return clean(Path(name), data)


@pytest.mark.parametrize("kind", RASTER)
def test_nothing_is_told_and_no_pixel_is_changed(kind: str) -> None:
    full = photograph(kind)
    assert SECRET.encode() in full
    bare = cleaned(full)
    for word in (b"Kowalski", b"jan", b"xmp", b"GPS", b"2020:12:05", b"lcms", b"mmod"):
        assert word not in bare
    assert pixels(bare) == pixels(full)
    assert cleaned(bare) == bare
    with Image.open(io.BytesIO(bare)) as picture:
        assert dict(picture.getexif()).keys() <= {ExifTags.Base.Orientation}
        assert not picture.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        assert "comment" not in picture.info
        assert "xmp" not in picture.info


@pytest.mark.parametrize("kind", ["JPEG", "PROGRESSIVE", "PNG", "WEBP", "LOSSLESS"])
def test_how_to_turn_it_and_its_colours_stay(kind: str) -> None:
    full = photograph(kind)
    srgb = ImageCms.createProfile("LAB")
    colours = []
    for data in (full, cleaned(full)):
        with Image.open(io.BytesIO(data)) as picture:
            assert picture.getexif()[ExifTags.Base.Orientation] == 6
            own = ImageCms.ImageCmsProfile(io.BytesIO(picture.info["icc_profile"]))
            shown = ImageCms.profileToProfile(picture.convert("RGB"), own, srgb, outputMode="LAB")
            assert shown is not None
            colours.append(shown.tobytes())
    assert colours[0] == colours[1]


def test_a_bare_picture_gets_no_notes() -> None:
    out = io.BytesIO()
    scenery().save(out, "JPEG")
    assert cleaned(out.getvalue()) == out.getvalue()


def test_an_embedded_thumbnail_goes() -> None:
    """JFIF's own thumbnail is a second picture, maybe of what was cut off the first."""
    out = io.BytesIO()
    scenery().save(out, "JPEG")
    data = out.getvalue()
    with_thumbnail = data[:18] + b"\1\1" + b"RGB" + data[20:]
    with_thumbnail = with_thumbnail[:4] + struct.pack(">H", 16 + 3) + with_thumbnail[6:]
    assert cleaned(with_thumbnail) == data


def test_a_gif_still_moves() -> None:
    with Image.open(io.BytesIO(cleaned(photograph("GIF")))) as picture:
        assert (getattr(picture, "n_frames", 1), picture.info["loop"]) == (2, 3)


def test_a_moving_png_and_a_palette_stay() -> None:
    out = io.BytesIO()
    frames = [scenery().quantize(16), scenery().rotate(180).quantize(16)]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:], duration=100)
    assert pixels(cleaned(out.getvalue())) == pixels(out.getvalue())


def test_a_moving_webp_stays() -> None:
    out = io.BytesIO()
    scenery().save(out, "WEBP", save_all=True, append_images=[scenery().rotate(180)], xmp=XMP)
    assert pixels(cleaned(out.getvalue())) == pixels(out.getvalue())


SVG = f"""<?xml version="1.0"?>
<!-- drawn by {SECRET} -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
     xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
     xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
     inkscape:export-filename="{SECRET}/map.png" sodipodi:docname="jan.svg" onload="alert(1)"
     width="40" height="30">
  <title>Мапа</title>
  <metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{SECRET}</rdf:RDF>
  </metadata>
  <sodipodi:namedview inkscape:current-layer="jan"/>
  <style>/* {SECRET} */ rect {{ fill: red }}</style>
  <script>alert("{SECRET}")</script>
  <g inkscape:label="{SECRET}" data-name="{SECRET}"><rect id="r" width="4" height="3"/>
  <text xml:lang="be">Менск <tspan>цэнтр</tspan> і ваколіцы</text></g>
  <image xlink:href="data:image/jpeg;base64,PICTURE" width="4" height="3"/>
</svg>
"""


def test_a_drawing_loses_its_editor_s_notes() -> None:
    inner = base64.b64encode(photograph("JPEG")).decode()
    bare = cleaned(SVG.replace("PICTURE", inner).encode(), "map.svg")
    text = bare.decode("utf-8")
    words = re.sub(r"base64,[^\"]*", "", text)
    for word in ("Kowalski", "jan", "inkscape", "sodipodi", "alert", "rdf", "metadata", "data-"):
        assert word not in words
    for kept in ("<title>Мапа</title>", '<rect id="r" width="4" height="3" />', "fill: red"):
        assert kept in text
    assert '<text xml:lang="be">Менск <tspan>цэнтр</tspan> і ваколіцы</text>' in text
    assert base64.b64encode(cleaned(photograph("JPEG"))).decode() in text
    assert cleaned(bare, "map.svg") == bare


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg", b"<html/>", b"%PDF-1.7", b"\xff\xd8", b"RIFF\4\0\0\0WEBP", b"GIF89a"],
)
@pytest.mark.parametrize("name", ["a.svg", "a.jpg"])
def test_what_is_no_picture_is_refused_by_name(name: str, data: bytes) -> None:
    with pytest.raises(EditionsError, match=rf"^figures/{name}: this picture cannot be read"):
        cleaned(data, f"figures/{name}")


@pytest.mark.parametrize("kind", RASTER)
def test_a_picture_cut_short_is_refused(kind: str) -> None:
    whole = cleaned(photograph(kind))
    for end in range(0, len(whole) - 1, 41):
        with pytest.raises(EditionsError, match="cannot be read"):
            cleaned(whole[:end])


@pytest.mark.parametrize("kind", RASTER)
@given(st.data())
@settings(max_examples=60)
def test_a_damaged_picture_is_refused_or_passed_on_clean(kind: str, data: st.DataObject) -> None:
    broken = bytearray(photograph(kind))
    for _ in range(3):
        place = data.draw(st.integers(0, len(broken) - 1))
        broken[place] = data.draw(st.integers(0, 255))
    try:
        bare = cleaned(bytes(broken))
    except EditionsError:
        return
    assert cleaned(bare) == bare


def test_a_profile_that_expands_without_end_is_not_expanded() -> None:
    out = io.BytesIO()
    scenery().save(out, "PNG")
    body = b"icc\0\0" + zlib.compress(bytes(50_000_000), 9)
    bomb = struct.pack(">I4s", len(body), b"iCCP") + body
    bomb += struct.pack(">I", zlib.crc32(b"iCCP" + body))
    data = out.getvalue()
    assert cleaned(data[:33] + bomb + data[33:]) == data


def test_pictures_are_known_by_their_names() -> None:
    assert is_picture(Path("a/B.JPEG"))
    assert not is_picture(Path("a.tiff"))
    assert not is_picture(Path("report.docx"))
