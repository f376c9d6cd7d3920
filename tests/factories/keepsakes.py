"""What a household leaves by taking part: a put-right report, a wish, a sign-up, goods put by, photos, a signature."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from tests.factories.checks import make_photo
from tests.factories.courtyards import account_of
from tests.factories.neighbourhoods import TODAY, Neighbourhood, jpeg
from tests.factories.pictures import make_signature
from webapp.extensions import db
from webapp.models import (
    Activity,
    Good,
    HelpPhoto,
    HelpTask,
    Household,
    PutRight,
    PutRightPhoto,
    Redemption,
    Reservation,
    Signature,
    SignUp,
)

CAME = "何小虎"
WISHED = "想要一根拐杖"
MENDED = "箱子搬进屋了"
NOT_SEEN = "照片里看不清何家的门口"
SENT = ("objection", "put right", "helped")  # a photo each, by jpeg()
DAY = dt.date(2026, 10, 24)


def take_part(home: Neighbourhood, household: Household) -> None:
    """All of it is settled: nothing stands against deleting."""
    of = {"community_id": home.community.id}
    of_report, of_help = (make_photo(home.community, jpeg(words)) for words in SENT[1:])
    report = put_right(home, household, state="declined", reason=NOT_SEEN)
    helped = HelpTask(
        **of, item="W1", check_id=home.other_check.id, household_id=home.tenant.id, found_on=DAY, state="over"
    )
    helped.volunteer_id = household.id
    db.session.add_all([helped, wish(home, household, "over"), reservation(home, household, "released")])
    db.session.flush()
    db.session.add_all(
        [
            PutRightPhoto(**of, put_right_id=report.id, sha256=of_report),
            HelpPhoto(**of, task_id=helped.id, sha256=of_help),
            sign_up(home, household, DAY),
        ]
    )


def put_right(
    home: Neighbourhood, household: Household, state: str, reason: str = "", token: str = "report"
) -> PutRight:
    row = PutRight(
        community_id=home.community.id,
        household_id=household.id,
        courtyard_id=home.yards[0].id,
        check_id=home.check.id,
        item="W1",
        text=MENDED,
        day=DAY,
        made_at=TODAY,
        state=state,
        reason=reason,
        token=token,
    )
    db.session.add(row)
    db.session.flush()
    return row


def wish(home: Neighbourhood, household: Household, state: str) -> HelpTask:
    words = {"item": "", "text": WISHED, "found_on": DAY, "state": state}
    return HelpTask(community_id=home.community.id, household_id=household.id, **words)


def reservation(home: Neighbourhood, household: Household, state: str) -> Reservation:
    good = Good(community_id=home.community.id, name="洗衣液", unit="瓶", points=5)
    db.session.add(good)
    db.session.flush()
    return Reservation(
        community_id=home.community.id,
        good_id=good.id,
        account_id=account_of(home.yards[0]).id,
        pieces=1,
        state=state,
        picked_up_by=CAME,
        household_id=household.id,
        made_at=TODAY,
    )


def sign_up(home: Neighbourhood, household: Household, day: dt.date) -> SignUp:
    of = {"community_id": home.community.id}
    activity = Activity(
        **of, kind="suggestion", title="扫雪", day=day, place="", organiser="", points=1, made_by=home.staff.id
    )
    activity.made_at, activity.token = TODAY, f"activity-{day}"
    db.session.add(activity)
    db.session.flush()
    return SignUp(**of, activity_id=activity.id, household_id=household.id, made_at=TODAY)


def sign(session: Session, home: Neighbourhood, redemption: Redemption) -> None:
    row = {"redemption_id": redemption.id, "png": make_signature(), "taken_by": home.staff.id, "taken_at": TODAY}
    session.add(Signature(community_id=home.community.id, **row))
