"""Photos go when their month was closed long enough ago, and only what is nobody's concern any more."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import update

from tests.factories.belongings import FINAL, furnish
from tests.factories.checks import approve, at, make_check, make_photo
from tests.factories.neighbourhoods import TODAY, Neighbourhood, fault, jpeg, make_neighbourhood, publish
from tests.factories.objections import objected, taken
from tests.factories.users import make_user
from webapp import clock
from webapp.database import release_connection
from webapp.domain.months.verification import Part
from webapp.domain.retention import Retention
from webapp.extensions import db
from webapp.models import (
    AccessVisit,
    Activity,
    AuditEvent,
    Deed,
    DeedPhoto,
    Good,
    HelpPhoto,
    HelpTask,
    Objection,
    ObjectionPhoto,
    Photo,
    PutRight,
    PutRightPhoto,
)
from webapp.operations.expire import expire, sweep_pictures
from webapp.operations.finalise_month import finalise_month
from webapp.operations.set_retention import set_retention
from webapp.photo_store import photos
from webapp.pictures import make_pictures, small_picture
from webapp.queries.retention import photos_going, retention_of
from webapp.verification.community import Scope, community_differences
from webapp.verification.counts import Counts

CLOSED = dt.datetime(2026, 11, 10, 2, tzinfo=dt.UTC)
DAY_BEFORE = dt.datetime(2027, 11, 9, 2, tzinfo=dt.UTC)
A_YEAR_ON = dt.datetime(2027, 11, 10, 2, tzinfo=dt.UTC)


def make_final() -> Neighbourhood:
    """October is final since 10 November 2026."""
    home = make_neighbourhood()
    with clock.at(CLOSED):
        finalise_month(home.staff, "2026-10")
    return home


@pytest.fixture
def home(app, scenes) -> Neighbourhood:
    return scenes.play(app, make_final)


def run(when: dt.datetime = A_YEAR_ON) -> int:
    with clock.at(when):
        return expire()


def here(home) -> list[bool]:
    release_connection()
    return [photos().has(home.community.id, sha256) for sha256 in (home.sha256, home.other_sha256)]


def test_photos_go_a_year_after_their_month_was_closed_and_not_a_day_before(home):
    assert run(DAY_BEFORE) == 0
    assert here(home) == [True, True]
    assert run() == 2
    assert here(home) == [False, False]
    rows = db.session.query(Photo).all()
    assert {row.sha256 for row in rows} == {home.sha256, home.other_sha256}
    assert all(row.expired_at and row.dropped_at for row in rows)


def test_a_run_leaves_one_line_in_the_trail_and_a_second_run_none(home):
    run()
    assert run() == 0
    [event] = db.session.query(AuditEvent).filter_by(action="photo_expired")
    assert (event.actor_id, event.reference) == (None, "2026-10")
    assert set(event.details["photos"]) == {home.sha256, home.other_sha256}


def test_what_was_made_of_a_photo_goes_with_it(home):
    make_pictures(home.community.id, home.sha256)
    run()
    assert small_picture(home.community.id, home.sha256) == b""


def test_recomputing_holds_without_the_photos(home):
    run()
    counts = Counts()
    assert list(community_differences(home.community.id, Scope(), counts, lambda done, total: None)) == []
    assert (counts.photos, counts.expired) == (0, 2)


def test_a_month_that_is_not_final_keeps_its_photos(app):
    home = make_neighbourhood()
    assert run() == 0
    assert here(home) == [True, True]


def test_a_photo_that_a_check_of_an_open_month_names_too_stays(home):
    later = make_check(home.inspector, home.yards[0], at(dt.date(2026, 11, 12)), {"W1": fault(home.sha256)})
    approve(home.staff, later)
    assert run() == 1
    assert here(home) == [True, False]


THEIRS = A_YEAR_ON + (FINAL - CLOSED)
SENT_WITH = {"deed": Deed, "help_task": HelpTask, "put_right": PutRight, "activity": Activity}


@pytest.fixture
def sent(app, scenes) -> dict[str, str]:
    """By what names it, a photo of October; October is final since 20 November."""
    scenes.play(app, make_furnished)
    return {
        "deed": db.session.query(DeedPhoto.sha256).scalar(),
        "help_task": db.session.query(HelpPhoto.sha256).scalar(),
        "put_right": db.session.query(PutRightPhoto.sha256).scalar(),
        "objection": db.session.query(ObjectionPhoto.sha256).scalar(),
        "activity": db.session.query(Activity.sheet).scalar(),
    }


def make_furnished() -> Neighbourhood:
    home = make_neighbourhood()
    with clock.at(TODAY):
        furnish(home, make_user(home.community, "staff"))
        db.session.query(Activity).one().sheet = make_photo(home.community, jpeg("sheet"))
        db.session.commit()
    with clock.at(FINAL):
        finalise_month(home.staff, "2026-10")
    return home


def expired() -> set[str]:
    db.session.expire_all()
    return {row.sha256 for row in db.session.query(Photo).filter(Photo.expired_at.is_not(None))}


def test_what_households_sent_goes_with_its_month_too(sent):
    run(THEIRS - dt.timedelta(days=1))
    assert expired() & set(sent.values()) == set()
    run(THEIRS)
    assert set(sent.values()) <= expired()
    counts = Counts()
    community = db.session.query(Photo.community_id).first()[0]
    assert list(community_differences(community, Scope(), counts, lambda done, total: None)) == []


@pytest.mark.parametrize("kind", SENT_WITH)
def test_what_is_of_a_month_that_is_not_over_stays(sent, kind):
    for each in db.session.query(SENT_WITH[kind]):
        if kind == "deed":
            each.month = "2027-10"
        else:
            setattr(each, "found_on" if kind == "help_task" else "day", dt.date(2027, 10, 3))
    db.session.commit()
    run(THEIRS)
    assert sent[kind] not in expired()


@pytest.mark.parametrize(("model", "state", "kind"), [(Deed, "waiting", "deed"), (HelpTask, "proved", "help_task")])
def test_what_nobody_decided_yet_stays(sent, model, state, kind):
    for each in db.session.query(model):
        each.state = state
    db.session.commit()
    run(THEIRS)
    assert sent[kind] not in expired()


def test_good_keeps_its_picture_although_a_claim_shows_the_same(sent):
    db.session.query(Good).one().picture = sent["deed"]
    db.session.commit()
    run(THEIRS)
    assert sent["deed"] not in expired()


def test_photo_of_a_form_that_was_never_sent_goes_as_long_after_it_came(home):
    with clock.at(CLOSED):
        sha256 = make_photo(home.community, jpeg("never sent"))
    run(DAY_BEFORE)
    assert sha256 not in expired()
    run(A_YEAR_ON + dt.timedelta(days=1))
    assert sha256 in expired()


def test_photos_sent_with_an_objection_go_with_those_of_its_month(app):
    home = make_neighbourhood()
    sent = [make_photo(home.community, jpeg(words)) for words in ("sent", "and seen later")]
    with clock.at(TODAY):
        objected(home.household, "finding:W1", photos=(*sent, home.sha256))
    later = make_check(home.inspector, home.yards[0], at(dt.date(2026, 11, 12)), {"W1": fault(sent[1])})
    approve(home.staff, later)
    db.session.execute(update(Objection).values(state="closed"))
    db.session.commit()
    with clock.at(CLOSED):
        finalise_month(home.staff, "2026-10")
    assert run(DAY_BEFORE) == 0
    assert run() == 3
    release_connection()
    assert [photos().has(home.community.id, sha256) for sha256 in sent] == [False, True]
    # The objection was closed by hand, which recomputing finds; of the photos it finds nothing.
    found = community_differences(home.community.id, Scope(), Counts(), lambda done, total: None)
    assert {each.part for each in found} <= {Part.OBJECTION}


def test_an_objection_holds_the_photos_of_its_month_until_it_is_settled(app):
    home = make_neighbourhood()
    with clock.at(TODAY):
        taken(home.staff, home.yards[0], "2026-10", "finding:W1")
    # An answer would take the whole procedure; only the state matters here.
    db.session.execute(update(Objection).values(state="closed"))
    db.session.commit()
    with clock.at(CLOSED):
        finalise_month(home.staff, "2026-10")
    for state, gone in (("open", 0), ("late", 0), ("appealed", 0), ("closed", 2)):
        db.session.execute(update(Objection).values(state=state))
        db.session.commit()
        assert run() == gone


def test_bytes_that_a_killed_run_left_go_with_the_next(home):
    run()
    photos().keep(home.community.id, home.sha256, b"left")
    db.session.execute(update(Photo).where(Photo.sha256 == home.sha256).values(dropped_at=None))
    db.session.commit()
    assert run() == 0
    assert here(home) == [False, False]


def test_another_community_keeps_its_own(home):
    other = make_neighbourhood("邻社区")
    assert run() == 2
    assert here(other) == [True, True]


def test_openings_of_cards_are_forgotten_after_their_time(home):
    for day in (dt.datetime(2026, 11, 1, tzinfo=dt.UTC), dt.datetime(2027, 3, 1, tzinfo=dt.UTC)):
        visit = AccessVisit(community_id=home.community.id, household_id=home.household.id, at=day, way="pin")
        db.session.add(visit)
    db.session.commit()
    run()
    assert [visit.at.year for visit in db.session.query(AccessVisit)] == [2027]


def test_a_longer_time_keeps_them_longer_and_is_refused_on_what_somebody_changed_meanwhile(home):
    admin, before = make_user(home.community, "admin"), Retention(12, 36, 12, 36)
    assert set_retention(admin, Retention(24, 36, 12, 36), before) is None
    assert run() == 0
    assert set_retention(admin, Retention(6, 36, 12, 36), before) == "changed"
    assert set_retention(admin, Retention(5, 36, 12, 36), Retention(24, 36, 12, 36)) == "out_of_bounds"
    assert retention_of(home.community) == Retention(24, 36, 12, 36)
    [event] = db.session.query(AuditEvent).filter_by(action="retention_set")
    assert event.details["photo_months"] == 24


def test_what_goes_next_is_told_by_month(home):
    publish(home.staff, home.oversight, "2026-11", dt.datetime(2026, 12, 4, tzinfo=dt.UTC))
    with clock.at(CLOSED):
        [going] = photos_going(home.community)
    assert (going.month, going.photos, going.day, going.disputed) == ("2026-10", 2, dt.date(2027, 11, 10), False)


def test_another_server_clears_its_own_pictures(home):
    make_pictures(home.community.id, home.sha256)
    kept = photos().read(home.community.id, home.sha256)
    run()
    photos().keep(home.community.id, home.sha256, kept)
    make_pictures(home.community.id, home.sha256)
    photos().drop(home.community.id, home.sha256)
    assert small_picture(home.community.id, home.sha256)
    sweep_pictures()
    assert not small_picture(home.community.id, home.sha256)
