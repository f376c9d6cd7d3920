"""A look at a picture's bytes tells what it is, and what is no whole picture, without decoding it."""

import io
import random
import struct
import zlib
from contextlib import suppress

import pillow_heif
import pytest
from PIL import Image

from sync.picture import MAX_PIXELS, PictureRefused, look_at, picture_type

pillow_heif.register_heif_opener()
TAILS = (
    b"PK\x03\x04\x14\0\0\0",
    b"<?php system($_GET[0]); ?>",
    b"\n<script>alert(1)</script>",
    b"%PDF-1.7",
    b"MZ\x90\0",
)


def saved(kind: str, mode: str = "RGB", **more) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((64, 64), 80).convert(mode).save(buffer, kind, **more)
    return buffer.getvalue()


NOISE = Image.effect_noise((64, 64), 60)
PICTURES = {
    "JPEG": saved("JPEG"),
    "progressive JPEG": saved("JPEG", progressive=True),
    "CMYK JPEG": saved("JPEG", "CMYK"),
    "JPEG with restarts": saved("JPEG", restart_marker_blocks=4),
    "JPEG with a thumbnail": saved("JPEG", exif=b"Exif\0\0" + saved("JPEG")[:900]),
    "camera's JPEG of several": saved("MPO", save_all=True, append_images=[NOISE]),
    "PNG": saved("PNG"),
    "animated PNG": saved("PNG", save_all=True, append_images=[NOISE]),
    "WebP": saved("WEBP"),
    "lossless WebP": saved("WEBP", lossless=True),
    "WebP with EXIF": saved("WEBP", exif=b"Exif\0\0x"),
    "HEIC": saved("HEIF"),
}


@pytest.mark.parametrize("data", PICTURES.values(), ids=PICTURES)
def test_a_picture_is_measured(data):
    assert look_at(data).pixels == 64 * 64


@pytest.mark.parametrize("name", [name for name in PICTURES if "several" not in name])
def test_a_picture_that_breaks_off_is_none(name):
    data = PICTURES[name]
    for length in range(len(data) - 1):
        with pytest.raises(PictureRefused):
            look_at(data[:length])


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("name", [name for name in PICTURES if "several" not in name])
def test_a_picture_with_another_file_behind_it_is_refused(name, tail):
    with pytest.raises(PictureRefused) as refused:
        look_at(PICTURES[name] + tail)
    assert refused.value.reason == "photo_has_more"


def test_what_cameras_hang_on_a_picture_may_stay():
    for tail in (bytes(64), b"\xff" * 8, b"SEFHj\0\0\0", PICTURES["JPEG"]):
        assert look_at(PICTURES["JPEG"] + tail).pixels == 64 * 64


def test_a_picture_under_another_picture_s_type_is_refused():
    with pytest.raises(PictureRefused) as refused:
        look_at(PICTURES["PNG"], "image/jpeg")
    assert refused.value.reason == "photo_type_differs"
    assert look_at(PICTURES["HEIC"], "image/heif").type == "image/heic"


def test_a_bomb_of_pixels_is_refused_by_its_header():
    size = struct.pack(">II", 60_000, 60_000)
    chunk = b"IHDR" + size + b"\x08\x02\0\0\0"
    bomb = PICTURES["PNG"].replace(PICTURES["PNG"][12:33], chunk + struct.pack(">I", zlib.crc32(chunk)))
    jpeg = bytearray(PICTURES["JPEG"])
    place = jpeg.index(b"\xff\xc0")
    jpeg[place + 5 : place + 9] = b"\xff\xff\xff\xff"
    for data in (bomb, bytes(jpeg)):
        with pytest.raises(PictureRefused) as refused:
            look_at(data)
        assert refused.value.reason == "photo_too_many_pixels"
    assert MAX_PIXELS < 60_000**2


@pytest.mark.parametrize("name", PICTURES)
def test_no_broken_bytes_make_the_look_crash(name):
    chance = random.Random(name)
    for _ in range(300):
        data = bytearray(PICTURES[name])
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(min(len(data), chance.choice((40, 400, 1 << 20))))] = chance.randrange(256)
        with suppress(PictureRefused):
            assert look_at(bytes(data)).pixels <= MAX_PIXELS


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"\xff\xd8\xff\xe0" + bytes(12), "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n" + bytes(8), "image/png"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(4), "image/heic"),
        (b"<svg onload=alert(1)>", None),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", None),
        (b"", None),
    ],
)
def test_a_picture_is_told_by_its_first_bytes(head, expected):
    assert picture_type(head) == expected
