"""A small neighbourhood whose October 2026 is published, worked out by hand, and whose November runs."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from dataclasses import dataclass

from PIL import Image

from tests.factories.checks import approve, at, make_check, make_photo
from tests.factories.communities import make_community
from tests.factories.courtyards import account_of, household_of, make_courtyard, make_household
from tests.factories.deeds import make_deed
from tests.factories.entries import ITEMS, photo_claim
from tests.factories.users import make_user
from webapp import clock
from webapp.domain.months.publication import document_digest, document_text
from webapp.extensions import db
from webapp.models import Check, Community, Courtyard, Household, Photo, Publication, User
from webapp.operations.confirm_month import confirm_month
from webapp.operations.publish_month import publish_month
from webapp.operations.review_month import review_month
from webapp.operations.score_month import score_month
from webapp.operations.set_pin import set_pin

MONTH = "2026-10"
PUBLISHED = dt.datetime(2026, 11, 2, 2, tzinfo=dt.UTC)
TODAY = dt.datetime(2026, 11, 5, 2, tzinfo=dt.UTC)
PIN = "246813"


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """27 (何桂芳, and a tenant) loses W1, keeps O1, earns 3: 12. 29 (欧阳兰) has 10. 31 (王小明) is not assessed."""

    community: Community
    inspector: User
    staff: User
    oversight: User
    yards: tuple[Courtyard, Courtyard, Courtyard]
    household: Household
    tenant: Household
    check: Check
    sha256: str
    other_check: Check
    other_sha256: str


def make_neighbourhood(name: str = "示例社区", published: bool = True) -> Neighbourhood:
    community = make_community(name)
    inspector, staff, oversight = (make_user(community, role) for role in ("inspector", "staff", "oversight"))
    yards = (
        make_courtyard(community, "27", "何桂芳"),
        make_courtyard(community, "29", "欧阳兰"),
        make_courtyard(community, "31", "王小明"),
    )
    tenant = make_household(yards[0], "李秀英", kind="tenant")
    sha256, other_sha256 = (make_photo(community, jpeg(f"{name}{yard.number}")) for yard in yards[:2])
    check = make_check(inspector, yards[0], october(5), {"W1": fault(sha256, "门口有垃圾"), "O1": fault()})
    recheck = make_check(inspector, yards[0], october(7), {"W1": fault(note="<b>纸箱</b>还在")})
    other = make_check(inspector, yards[1], october(5), {"W2": {**fault(other_sha256), "result": "fixed"}})
    weather = make_check(inspector, yards[2], october(5), judged="weather", obstacle="rain", results=_nothing())
    for each in (check, recheck, other, weather):
        assert approve(staff, each).refusal is None
    make_deed(yards[0], dt.date(2026, 10, 6), text="帮老人修灯")
    make_deed(yards[0], dt.date(2026, 10, 8), household_id=tenant.id, text="租客的善事")
    make_deed(yards[0], dt.date(2026, 10, 20), kind="suggestion", text="水井坡加装路灯")
    with clock.at(PUBLISHED):
        set_pin(staff, household_of(yards[0]), PIN)
    if published:
        publish(staff, oversight)
    household = household_of(yards[0])
    return Neighbourhood(
        community, inspector, staff, oversight, yards, household, tenant, check, sha256, other, other_sha256
    )


def make_neighbourhood_today() -> Neighbourhood:
    """The same as one that was made on the day that most tests are at."""
    with clock.at(TODAY):
        return make_neighbourhood()


def make_unpublished() -> Neighbourhood:
    return make_neighbourhood(published=False)


def publish(staff: User, oversight: User, month: str = MONTH, when: dt.datetime = PUBLISHED) -> None:
    """Score, review, confirm and publish."""
    with clock.at(when):
        score_month(staff, month)
        review_month(staff, month)
        confirm_month(oversight, month)
        publish_month(staff, month)


def republish(home: Neighbourhood, **row_of_27: object) -> None:
    """Publish October again with another row for 27, as a ruling will."""
    first = db.session.query(Publication).filter_by(community_id=home.community.id).one()
    document = json.loads(first.document) | {"number": 2}
    [row] = [row for row in document["lanes"][0]["rows"] if row["account"] == account_of(home.yards[0]).id]
    row.update(row_of_27)
    text = document_text(document)
    second = Publication(
        community_id=home.community.id,
        month_id=first.month_id,
        number=2,
        document=text,
        digest=document_digest(text),
        open_until=first.open_until,
        published_by=home.staff.id,
        published_at=TODAY,
    )
    db.session.add(second)
    db.session.commit()


def october(day: int) -> dt.datetime:
    return at(dt.date(2026, 10, day))


def fault(sha256: str = "", *phrases: str, note: str = "") -> dict:
    photos = [photo_claim(sha256, size_of(sha256))] if sha256 else []
    return {"result": "fault", "phrases": list(phrases), "note": note, "photos": photos}


def size_of(sha256: str) -> int:
    return db.session.query(Photo).filter_by(sha256=sha256).one().size


def jpeg(words: str) -> bytes:
    """A small picture that differs by `words`."""
    buffer = io.BytesIO()
    red, green, blue, *_ = hashlib.sha256(words.encode()).digest()
    Image.new("RGB", (64, 48), (red, green, blue)).save(buffer, "JPEG")
    return buffer.getvalue()


def _nothing() -> list[dict]:
    return [{"item": item, "result": "not_assessed"} for item in ITEMS]
