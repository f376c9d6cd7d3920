"""Hostile pictures, and what must not leave with honest ones."""

from __future__ import annotations

import inspect
import io
import struct
import zlib

import pillow_heif
import pytest
from PIL import Image, PngImagePlugin

from sync.picture import MAX_PIXELS, PictureRefused, look_at
from tests.factories.browsers import Browser
from tests.factories.checks import approve, at, make_check, make_photo
from tests.factories.deeds import make_deed
from tests.factories.help_tasks import only_task, put_in_difficulty
from tests.factories.neighbourhoods import Neighbourhood
from tests.factories.pictures import SECRET, make_jpeg
from webapp import clock
from webapp.extensions import db
from webapp.models import DeedPhoto, HelpPhoto

pillow_heif.register_heif_opener()


def saved(image: Image.Image, kind: str, **more) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **more)
    return buffer.getvalue()


def noise(width: int = 640, height: int = 480) -> Image.Image:
    return Image.effect_noise((width, height), 80).convert("RGB")


def shown(app, home: Neighbourhood, data: bytes):
    """The picture as staff get it, out of a check that names it."""
    sha256 = make_photo(home.community, data)
    claim = {"sha256": sha256, "bytes": len(data), "type": "image/jpeg", "taken_at": 1, "shows": "before"}
    check = make_check(
        home.inspector, home.yards[1], at(clock.now().date()), {"W1": {"result": "fault", "photos": [claim]}}
    )
    return Browser(app, home.staff).get(f"/staff/checks/{check.uuid}/photos/{sha256}/large.jpg")


def with_secrets(kind: str) -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, SECRET.decode()
    exif.get_ifd(0x8825)[2] = (36.0, 12.0, 1.0)
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("comment", SECRET.decode())
        words.add_itxt("XML:com.adobe.xmp", SECRET.decode())
        return saved(noise(), kind, exif=exif, pnginfo=words)
    return saved(noise(), kind, exif=exif, xmp=SECRET, comment=SECRET, icc_profile=SECRET)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_no_comment_place_or_profile_leaves_with_a_picture(app, home, kind):
    data = with_secrets(kind)
    assert SECRET in data
    answer = shown(app, home, data)
    picture = Image.open(io.BytesIO(answer.data))
    assert SECRET not in answer.data
    assert dict(picture.getexif()) == {}
    assert picture.height > picture.width, "turned as its EXIF said"


def test_heic_of_a_phone_is_shown_to_staff_as_jpeg(app, home):
    heic = saved(noise(1600, 1200), "HEIF")
    picture = Image.open(io.BytesIO(shown(app, home, heic).data))
    assert (picture.format, picture.size) == ("JPEG", (1280, 960))


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_with(extra: bytes) -> bytes:
    data = saved(noise(), "PNG")
    end = data.rindex(b"IEND") - 4
    return data[:end] + extra + data[end:]


def broken() -> dict[str, bytes]:
    jpeg, heic = saved(noise(), "JPEG"), saved(noise(), "HEIF")
    return {
        "a JPEG that breaks off": jpeg[: len(jpeg) // 2],
        "a PNG that breaks off": saved(noise(), "PNG")[:2000],
        "a HEIC that breaks off": heic[: len(heic) // 2],
        "a bomb of text behind the pixels": png_with(chunk(b"zTXt", b"k\0\0" + zlib.compress(bytes(80 << 20)))),
    }


def test_broken_picture_is_not_there_instead_of_a_crash(app, home):
    for name, data in broken().items():
        assert shown(app, home, data).status_code == 404, name


def test_picture_with_broken_exif_is_shown_as_it_lies(app, home):
    answer = shown(app, home, saved(noise(), "WEBP", exif=b"Exif\0\0KK*\0nonsense"))
    assert Image.open(io.BytesIO(answer.data)).size == (640, 480)


def test_picture_with_too_many_pixels_is_none():
    side = int(MAX_PIXELS**0.5) + 1
    bomb = saved(Image.new("1", (side, side)), "PNG")
    assert len(bomb) < 100_000
    with pytest.raises(PictureRefused) as refused:
        look_at(bomb)
    assert refused.value.reason == "photo_too_many_pixels"


def test_polyglot_is_served_as_a_picture_made_anew(app, home):
    answer = shown(app, home, make_jpeg() + b"<script>alert(1)</script>")
    assert b"script" not in answer.data
    assert (answer.mimetype, answer.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_camera_file_with_several_pictures_is_a_jpeg(app, home):
    several = saved(noise(), "MPO", save_all=True, append_images=[noise()])
    form = {"result-W1": "fault", "note-W1": "纸箱", "photo-W1": (io.BytesIO(several), "a.jpg")}
    answer = Browser(app, home.inspector).post(f"/inspect/courtyards/{home.yards[1].code}/", form)
    assert answer.status_code == 303


def test_private_picture_is_asked_for_again_each_time(app, home):
    browser = Browser(app, home.staff)
    path = f"/staff/checks/{home.check.uuid}/photos/{home.sha256}/small.jpg"
    first = browser.get(path)
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert browser.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    browser.post("/auth/sign-out")
    assert browser.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 302


def test_nothing_of_the_file_leaves_by_any_address_that_shows_it(app, home):
    put_in_difficulty(home.yards[0])
    data = with_secrets("JPEG")
    sha256 = make_photo(home.community, data)
    claim = {"sha256": sha256, "bytes": len(data), "type": "image/jpeg", "taken_at": 1, "shows": "before"}
    faults = {"W1": {"result": "fault", "photos": [claim]}}
    check = make_check(home.inspector, home.yards[0], at(clock.now().date()), faults)
    approve(home.staff, check)
    deed, task = make_deed(home.yards[0], clock.now().date()), only_task()
    of = {"community_id": home.community.id, "sha256": sha256}
    db.session.add_all([DeedPhoto(deed_id=deed.id, position=1, **of), HelpPhoto(task_id=task.id, **of)])
    db.session.commit()
    named = {
        "/staff/checks/<uuid>/photos/<sha256>/<size>.jpg": f"/staff/checks/{check.uuid}/photos/{sha256}",
        "/staff/deeds/<int:key>/photos/<sha256>/<size>.jpg": f"/staff/deeds/{deed.id}/photos/{sha256}",
        "/staff/help/<int:key>/photos/<sha256>/<size>.jpg": f"/staff/help/{task.id}/photos/{sha256}",
        "/oversight/checks/<uuid>/photos/<sha256>/<size>.jpg": f"/oversight/checks/{check.uuid}/photos/{sha256}",
        "/staff/photos/<sha256>/<size>.jpg": f"/staff/photos/{sha256}",
    }
    hides_everything(Browser(app, home.inspector).get(f"/inspect/photos/{sha256}"), data)
    for path in named.values():
        browser = Browser(app, home.oversight if path.startswith("/oversight/") else home.staff)
        for size in ("small", "large"):
            hides_everything(browser.get(f"{path}/{size}.jpg"), data)


def test_every_address_of_a_photo_answers_by_what_hides_everything(app):
    """Pages about a photo have none in them; what is an image is made by answer_picture()."""
    images = [rule for rule in app.url_map.iter_rules() if "sha256" in rule.arguments and not rule.rule.endswith("/")]
    sources = {rule.endpoint: inspect.getsource(app.view_functions[rule.endpoint]) for rule in images}
    by_wire = {endpoint for endpoint in sources if endpoint.startswith("api.")}
    assert {endpoint for endpoint, source in sources.items() if "answer_picture(" not in source} == by_wire
    assert len(images) > 10


def hides_everything(answer, data: bytes) -> None:
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg"), answer.request.path
    assert SECRET not in answer.data
    assert b"Exif" not in answer.data
    assert answer.data != data
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
