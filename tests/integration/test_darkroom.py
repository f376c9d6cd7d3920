"""Photos are developed in a process of their own: hostile ones end that process, honest ones are shown as they were."""

from __future__ import annotations

import io
import os
import signal
import struct
import threading
import zlib

import pillow_heif
import pytest
from PIL import Image, ImageDraw

from sync.picture import MAX_PIXELS
from webapp import darkroom
from webapp.darkroom import NotDeveloped, develop

pillow_heif.register_heif_opener()
SECRET = b"SECRET-PLACE"


def saved(image: Image.Image, kind: str, **more) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **more)
    return buffer.getvalue()


def two_halves(mode: str = "RGB", size: tuple[int, int] = (640, 480)) -> Image.Image:
    """Red above, blue below; grey where there are no colours."""
    image = Image.new("RGB", size, (200, 30, 30))
    ImageDraw.Draw(image).rectangle((0, size[1] // 2, *size), fill=(30, 30, 200))
    return image.convert(mode)


def shown(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(develop(data).large))
    assert (image.format, image.mode) == ("JPEG", "RGB")
    return image


def is_near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(one, other, strict=True))


KINDS = {
    "progressive": saved(two_halves(), "JPEG", progressive=True),
    "CMYK": saved(two_halves("CMYK"), "JPEG"),
    "PNG with a palette": saved(two_halves("P"), "PNG"),
    "animated PNG": saved(two_halves(), "PNG", save_all=True, append_images=[Image.new("RGB", (640, 480))]),
    "animated WebP": saved(two_halves(), "WEBP", save_all=True, append_images=[Image.new("RGB", (640, 480))]),
    "camera's several": saved(two_halves(), "MPO", save_all=True, append_images=[two_halves()]),
}


@pytest.mark.parametrize("data", KINDS.values(), ids=KINDS)
def test_honest_pictures_of_all_kinds_are_shown_in_their_colours(data):
    image = shown(data)
    assert image.size == (640, 480)
    assert is_near(image.getpixel((320, 100)), (200, 30, 30))
    assert is_near(image.getpixel((320, 400)), (30, 30, 200))


def test_heic_is_shown_as_jpeg():
    image = shown(saved(two_halves(size=(1600, 1200)), "HEIF"))
    assert image.size == (1280, 960)
    assert is_near(image.getpixel((640, 200)), (200, 30, 30))


def test_sixteen_bits_of_grey_are_shown_as_eight():
    deep = Image.frombytes("I;16", (64, 64), (b"\x00\x80" * 32 + b"\xff\xff" * 32) * 64)
    image = shown(saved(deep, "PNG"))
    assert is_near(image.getpixel((8, 32)), (128, 128, 128))
    assert is_near(image.getpixel((56, 32)), (255, 255, 255))


def test_what_is_clear_is_shown_white():
    clear = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    assert is_near(shown(saved(clear, "PNG")).getpixel((32, 32)), (255, 255, 255))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_turned_as_its_exif_says_and_leaves_without_it(kind):
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, SECRET.decode()
    exif.get_ifd(0x8825)[2] = (36.0, 12.0, 1.0)
    data = saved(two_halves(), kind, exif=exif, icc_profile=SECRET)
    developed = develop(data)
    assert SECRET in data
    for made in (developed.small, developed.large):
        image = Image.open(io.BytesIO(made))
        assert image.height > image.width
        assert dict(image.getexif()) == {}
        assert SECRET not in made
        assert b"Exif" not in made


def test_a_large_photo_of_a_camera_is_developed_within_its_bounds():
    side = int(MAX_PIXELS**0.5)
    plain = Image.new("RGB", (side, side), (90, 120, 60))
    for data in (saved(plain, "JPEG"), saved(plain, "PNG")):
        developed = develop(data)
        assert Image.open(io.BytesIO(developed.large)).size == (1280, 1280)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, pixels: bytes, *more: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">II", width, height) + b"\x08\x02\0\0\0")
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


HOSTILE = {
    "pixels without end": png(60_000, 60_000, zlib.compress(bytes(1 << 20))),
    "fewer pixels than it says": png(3000, 3000, zlib.compress(bytes(100))),
    "a bomb of text": png(8, 8, zlib.compress(bytes(200)), chunk(b"zTXt", b"k\0\0" + zlib.compress(bytes(80 << 20)))),
    "pixels that are none": png(64, 64, b"not deflated"),
    "half a JPEG": saved(two_halves(), "JPEG")[:3000],
    "nothing": b"",
    "a page": b"<html><script>alert(1)</script>",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_photo_is_refused_with_a_reason_and_the_next_is_developed(data):
    with pytest.raises(NotDeveloped) as refused:
        develop(data)
    assert refused.value.reason in {"photo_broken", "photo_too_many_pixels"}
    assert shown(saved(two_halves(), "JPEG")).width == 640


def running_child() -> int:
    """The process that has just developed a photo."""
    develop(saved(two_halves(), "JPEG"))
    child = darkroom._room.child
    assert child is not None
    return child.pid


def test_a_photo_whose_process_is_killed_is_developed_by_another():
    child = running_child()
    os.kill(child, signal.SIGSTOP)  # a machine without memory, that kills what it can in the end
    killed = threading.Timer(0.2, os.kill, (child, signal.SIGKILL))
    killed.start()
    assert shown(saved(two_halves(), "JPEG")).width == 640
    killed.join()
    assert darkroom._room.child.pid != child


def test_a_photo_that_ends_two_processes_is_refused_and_ends_nothing_else(tmp_path, monkeypatch):
    darkroom._room.close()
    met = tmp_path / "met"
    dying = tmp_path / "dying.py"
    dying.write_text(f"import sys; sys.stdin.buffer.read(8); open({str(met)!r}, 'a').write('x')")
    with monkeypatch.context() as patched:
        patched.setattr(darkroom, "CHILD", dying)
        with pytest.raises(NotDeveloped) as refused:
            develop(saved(two_halves(), "JPEG"))
    assert refused.value.reason == "photo_too_many_pixels"
    assert met.read_text() == "xx"
    assert shown(saved(two_halves(), "JPEG")).width == 640


def test_what_stops_the_server_s_group_does_not_reach_the_process():
    child = running_child()
    assert os.getpgid(child) == child != os.getpgid(0)


def test_the_process_knows_nothing_of_the_server_s_surroundings(monkeypatch):
    monkeypatch.setenv("SANBAO_SECRET_KEY", "a secret")
    darkroom._room.close()
    develop(saved(two_halves(), "JPEG"))
    child = darkroom._room.child
    assert child is not None
    with open(f"/proc/{child.pid}/environ", "rb") as surroundings:
        assert b"SANBAO" not in surroundings.read()
