"""Files of every kind at the file input: what can be shown is made small, the rest is named, nothing is lost."""

from __future__ import annotations

import io
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.e2e.browsers import sign_in
from tests.e2e.camera import kept_drafts, photo_bytes, picture_of
from tests.e2e.walking import fault
from tests.factories.users import PASSWORD

TURNED = 6  # EXIF: the camera was held upright
RED, GREEN = (220, 30, 30), (30, 200, 30)


def halves(size: tuple[int, int]) -> Image.Image:
    """Red at the left, green at the right; turned upright, red is at the top."""
    image = Image.new("RGB", size, RED)
    ImageDraw.Draw(image).rectangle((size[0] // 2, 0, *size), fill=GREEN)
    return image


def encoded(image: Image.Image, kind: str, **options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def turned(size: tuple[int, int]) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = TURNED
    return encoded(halves(size), "JPEG", exif=exif)


def frames(kind: str) -> bytes:
    blue = Image.new("RGB", (640, 480), "blue")
    return encoded(halves((640, 480)), kind, save_all=True, append_images=[blue], duration=100)


@pytest.fixture
def row(people, server):
    """The first item of the first courtyard, faulty; the server is dead."""
    phone = people.browser("phone")
    sign_in(phone, people.address, "xuncha", PASSWORD, "/auth/sign-in?next=/inspect/")
    expect(phone.get_by_text("可以离线用了")).to_be_visible(timeout=30_000)
    server.kill()
    phone.locator("footer .main").click()
    expect(phone.locator("header .plate")).to_have_text("21")
    fault(phone, "W1")
    return phone.locator("#item-W1")


def add(row, folder: Path, count: int, **files: bytes) -> None:
    paths = [folder / name.replace("_", ".") for name in files]
    for path, data in zip(paths, files.values(), strict=True):
        path.write_bytes(data)
    row.locator("input[type=file]").set_input_files(paths)
    expect(row.locator("figure.shot")).to_have_count(count, timeout=20_000)


def colours(page: Page, place: int) -> tuple[tuple[int, int], str, str]:
    """Size, and the colour at the top left and at the right, above the words."""
    picture = picture_of(photo_bytes(page, place))
    name = lambda x, y: "red" if picture.getpixel((x, y))[0] > picture.getpixel((x, y))[1] else "green"  # noqa: E731
    return picture.size, name(20, 20), name(picture.width - 20, picture.height * 3 // 4)


def test_photos_stand_upright_from_twelve_megapixels_and_from_twenty(row, tmp_path):
    add(row, tmp_path, 2, twelve_jpg=turned((4000, 3000)), twenty_jpg=turned((5472, 3648)))
    assert colours(row.page, 0) == ((960, 1280), "red", "green")
    assert colours(row.page, 1) == ((853, 1280), "red", "green")


def test_pictures_of_other_kinds_become_small_photos(row, tmp_path):
    clear = Image.new("RGBA", (800, 600), (0, 0, 0, 0))
    add(row, tmp_path, 3, clear_png=encoded(clear, "PNG"), moving_gif=frames("GIF"), moving_webp=frames("WEBP"))
    assert picture_of(photo_bytes(row.page, 0)).getpixel((400, 100)) == (255, 255, 255)
    assert [colours(row.page, place)[1:] for place in (1, 2)] == [("red", "green")] * 2
    assert {photo["type"] for photo in kept_drafts(row.page)[0]["items"]["W1"]["photos"]} == {"image/jpeg"}


def test_heic_is_kept_as_it_came_and_named(row, tmp_path):
    pillow_heif.register_heif_opener()
    data = encoded(halves((640, 480)), "HEIF")
    add(row, tmp_path, 1, photo_heic=data)
    expect(row.page.locator("#problem")).to_contain_text("原样留着了")
    [photo] = kept_drafts(row.page)[0]["items"]["W1"]["photos"]
    assert (photo["type"], photo["bytes"]) == ("image/heic", len(data))
    assert photo_bytes(row.page, 0) == data


@pytest.mark.parametrize("data", [b"", b"no picture at all, only words in a file"], ids=["empty", "text"])
def test_file_that_is_no_photo_is_named_and_costs_nothing(row, tmp_path, data):
    good = encoded(halves((640, 480)), "JPEG")
    add(row, tmp_path, 1, first_jpg=good)
    add(row, tmp_path, 2, bad_jpg=data, second_jpg=encoded(halves((320, 240)), "JPEG"))
    expect(row.page.locator("#problem")).to_contain_text("不是照片，没有加上")


def test_photo_that_breaks_off_is_kept_as_it_came_and_named(row, tmp_path):
    whole = encoded(Image.effect_noise((1600, 1200), 60).convert("RGB"), "JPEG")
    data = whole[: len(whole) // 2]
    add(row, tmp_path, 1, broken_jpg=data)
    expect(row.page.locator("#problem")).to_contain_text("原样留着了")
    assert photo_bytes(row.page, 0) == data
