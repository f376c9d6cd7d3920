"""A photo used again is found, however it was sent again; another photo of the same wall is none."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from PIL import Image, ImageDraw, ImageEnhance

from tests.factories.checks import at, make_check, make_photo
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import photo_claim
from tests.factories.users import make_user
from webapp import clock
from webapp.demo.drawing.photo import Shot, take
from webapp.domain.evidence.doubts import Doubt
from webapp.extensions import db
from webapp.models import Photo, PhotoLikeness, PhotoPrint
from webapp.operations.examine_photo import examine_photo, examine_photos
from webapp.queries.review_desk import desk_check

MONDAY = dt.date(2026, 11, 9)


@pytest.fixture
def community(app):
    return make_community()


def shot(yard: int = 3, phrase: str = "门口有垃圾", days: int = 0) -> bytes:
    return take(Shot(yard, "27", phrase, dt.datetime(2026, 11, 9, 10) + dt.timedelta(days=days), "03"))


def again(data: bytes, change=lambda image: image, quality: int = 75) -> bytes:
    buffer = io.BytesIO()
    change(Image.open(io.BytesIO(data)).convert("RGB")).save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def cut(image: Image.Image) -> Image.Image:
    width, height = image.size
    return image.crop((int(width * 0.03), int(height * 0.04), int(width * 0.97), int(height * 0.97)))


def stamped(image: Image.Image) -> Image.Image:
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, image.height * 0.93, image.width, image.height), fill="#111")
    draw.text((10, image.height * 0.94), "2026-11-16 09:12   No.05", fill="white", font_size=22)
    return image


CHANGES = {
    "written again": again,
    "written badly": lambda data: again(data, quality=40),
    "half as large": lambda data: again(data, lambda image: image.reduce(2)),
    "cut at its edges": lambda data: again(data, cut),
    "stamped with a new date": lambda data: again(data, stamped),
    "brighter": lambda data: again(data, lambda image: ImageEnhance.Brightness(image).enhance(1.2)),
    "cut, smaller and stamped": lambda data: again(data, lambda image: stamped(cut(image).resize((640, 480)))),
}


def test_a_photo_that_another_worker_has_looked_at_is_left(community, app):
    make_photo(community, shot())
    photo = db.session.query(Photo).one()
    photo.examined_at = clock.now()
    db.session.commit()
    examine_photo(community.id, photo.sha256)
    assert not (app.config["SANBAO"].data / "pictures").exists()


def likenesses() -> list[tuple[str, str]]:
    return [(each.sha256, each.other) for each in db.session.query(PhotoLikeness)]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_photo_sent_again_is_found(community, change):
    first, second = make_photo(community, shot()), make_photo(community, change(shot()))
    assert examine_photos() == 2
    assert likenesses() == [(second, first)]


@pytest.mark.parametrize("other", [shot(days=7), shot(phrase="污水外流"), shot(phrase="", days=7), shot(yard=4)])
def test_another_photo_of_the_same_wall_or_of_another_is_none(community, other):
    make_photo(community, shot())
    make_photo(community, other)
    examine_photos()
    assert likenesses() == []


def test_a_photo_of_nothing_is_like_no_other(community):
    for colour in ("black", "#040404", "white"):
        make_photo(community, again(shot(), lambda image, colour=colour: Image.new("RGB", image.size, colour)))
    assert examine_photos() == 3
    assert db.session.query(PhotoPrint).count() == len(likenesses()) == 0


def test_photos_of_two_communities_are_never_compared(community):
    make_photo(community, shot())
    make_photo(make_community("别的社区"), again(shot()))
    assert examine_photos() == 2
    assert likenesses() == []


class Street:
    """Two courtyards, checked on two Mondays."""

    def __init__(self, community) -> None:
        self.community = community
        self.inspector, self.staff = make_user(community, "inspector"), make_user(community, "staff")
        self.yards = [make_courtyard(community, number) for number in ("27", "29")]

    def check(self, yard: int, week: int, *photos: str, **changes):
        claims = [photo_claim(each, db.session.query(Photo).filter_by(sha256=each).one().size) for each in photos]
        when = at(MONDAY + dt.timedelta(weeks=week))
        return make_check(
            self.inspector, self.yards[yard], when, {"W1": {"result": "fault", "photos": claims}}, **changes
        )

    def desk(self, check):
        return desk_check(check, self.staff, clock.today(self.community))


@pytest.mark.parametrize("change", [lambda data: data, again], ids=["the same file", "written again"])
def test_staff_are_told_of_a_photo_that_an_earlier_check_shows(community, change):
    street = Street(community)
    first = make_photo(community, shot())
    second = first if change(shot()) == shot() else make_photo(community, change(shot()))
    earlier, later = street.check(0, 0, first), street.check(1, 1, second)
    examine_photos()
    assert Doubt.REUSED not in street.desk(earlier).doubts
    desk = street.desk(later)
    assert Doubt.REUSED in desk.doubts
    assert [(reuse.sha256, reuse.earlier.uuid) for reuse in desk.reused] == [(second, earlier.uuid)]
    assert not desk.is_clear


def test_a_check_that_corrects_another_may_name_its_photos(community):
    street = Street(community)
    first = make_photo(community, shot())
    earlier = street.check(0, 0, first)
    assert street.desk(street.check(0, 1, first, replaces=earlier.uuid)).reused == ()


def test_a_photo_that_can_not_be_shown_stays_and_staff_are_told(app, community):
    street = Street(community)
    broken = make_photo(community, shot()[:9000])
    check = street.check(0, 0, broken)
    examine_photos()
    photo = db.session.query(Photo).one()
    assert photo.refusal == "photo_broken"
    assert Doubt.UNREADABLE in street.desk(check).doubts
    assert [path.stat().st_size for path in app.config["SANBAO"].photos.rglob(broken)] == [9000]
    assert examine_photos() == 0
