"""The demo community in a real database: its numbers, its months, its people, and that nothing in it is impossible."""

from __future__ import annotations

import datetime as dt
import hashlib
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from sync.digest import digest_text
from sync.entry import CheckEntry, DeedEntry
from sync.schemas import load_entry
from sync.statement import Checklist, judge_deed_statement, judge_statement
from tests.conftest import make_settings
from tests.databases import Databases
from webapp import clock, create_app
from webapp.demo.calendar import ZONE
from webapp.demo.fill import fill
from webapp.extensions import db
from webapp.models import (
    Activity,
    Check,
    CheckCompanion,
    Community,
    Courtyard,
    Deed,
    Good,
    Grid,
    Household,
    Membership,
    Month,
    Person,
    Photo,
    Publication,
    ReceivedEntry,
    Recusal,
    Reservation,
    Review,
    Score,
    User,
)
from webapp.queries.activities import counting_month, sheet_rows
from webapp.queries.deed_desk import waiting_at_desk
from webapp.queries.duplicate_deeds import duplicates_of
from webapp.queries.findings import open_findings
from webapp.queries.help_tasks import help_tasks
from webapp.queries.ledger import chain_break, last_entry
from webapp.queries.reservations import open_reservations
from webapp.queries.rule_books import rule_book_in_force
from webapp.queries.snapshot import snapshot
from webapp.queries.users import recused_courtyards, user_by_name
from webapp.rulebooks import default_text, load_rule_book
from webapp.storage import photo_path

NOW = dt.datetime(2026, 11, 18, 14, 5, tzinfo=ZONE)
PAST = ["2026-08", "2026-09", "2026-10"]
BOOK = load_rule_book(default_text())


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, databases: Databases) -> Iterator[Flask]:
    """A demo that all tests of this file read and none changes."""
    yield from fill_at(NOW, tmp_path_factory.mktemp("demo"), databases)


def fill_at(now: dt.datetime, folder: Path, databases: Databases) -> Iterator[Flask]:
    app = create_app(make_settings(folder, database_url=databases.fresh(folder)))
    with app.app_context(), clock.at(now):
        fill(now, app.config["SANBAO"].photos)
        yield app


@pytest.fixture
def community(filled: Flask) -> Community:
    return db.session.scalars(select(Community)).one()


def count(*conditions, of=Person) -> int:
    return db.session.scalar(select(func.count()).select_from(of).where(*conditions)) or 0


def registered_people() -> int:
    return (
        db.session.scalar(
            select(func.count(Membership.person_id.distinct()))
            .join(Household, Household.id == Membership.household_id)
            .where(Household.kind != "tenant", Membership.until.is_(None))
        )
        or 0
    )


# The leaves' salts, and the roots over them.
RANDOM = {
    "publication": {"root", "previous_root", "document", "digest"},
    "publication_leaf": {"salt", "leaf"},
}


def digest_of_everything() -> str:
    """Over every row of every table, but for what is random on purpose; sign-ins are not set by fill()."""
    digest = hashlib.sha256()
    for table in db.metadata.sorted_tables:
        columns = [column for column in table.columns if column.name not in RANDOM.get(table.name, ())]
        for row in db.session.execute(select(*columns).order_by(*table.primary_key.columns)):
            digest.update(repr((table.name, tuple(row))).encode())
    return digest.hexdigest()


def test_the_community_has_the_size_it_is_said_to_have(community):
    assert count(of=Courtyard) == 103
    assert count(of=Grid) == 5
    assert count(Household.kind != "tenant", of=Household) == 160
    assert registered_people() == 398
    assert count(Person.is_party_member) == 16
    assert count(Membership.role == "tenant", of=Membership) == 400
    assert count(Courtyard.is_party_centre, of=Courtyard) == 5


def test_every_past_month_has_a_check_of_every_courtyard_every_week(community):
    checks = count(Check.month.in_(PAST), of=Check)
    assert 1300 <= checks <= 1500
    assert count(Check.month == "2026-11", of=Check) > 200


def test_every_text_is_one_that_the_server_would_have_taken(community):
    from_lane = {item.code: item.from_lane for item in BOOK.items}
    obstacles = {each.code: each.judged for each in BOOK.obstacles}
    checklist = Checklist(1, from_lane, obstacles, deeds={each.code: (each.least, each.most) for each in BOOK.deeds})
    for row in db.session.scalars(select(ReceivedEntry)):
        entry = load_entry(row.text)
        assert isinstance(entry, CheckEntry | DeedEntry), entry
        judge = judge_deed_statement if isinstance(entry, DeedEntry) else judge_statement
        assert judge(entry, checklist) is None
        assert (row.digest, row.entry_id) == (digest_text(row.text), entry.id)


def test_the_photo_folder_holds_every_photo_under_its_own_hash(filled, community):
    photos, of_goods = db.session.scalars(select(Photo)).all(), set(db.session.scalars(select(Good.picture)))
    assert len(photos) > 400
    for photo in photos:
        data = photo_path(filled.config["SANBAO"].photos, community.id, photo.sha256).read_bytes()
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (photo.sha256, photo.size)
        assert photo.sha256 in of_goods or 20_000 < photo.size < 90_000


def test_nothing_has_happened_in_the_future(community):
    latest = [
        db.session.scalar(select(func.max(column)))
        for column in (Check.received_at, Check.saved_at, Review.decided_at, Publication.published_at)
    ]
    assert max(latest) <= NOW


def test_past_months_are_published_with_plausible_totals(community):
    months = {month.name: month for month in db.session.scalars(select(Month))}
    states = dict.fromkeys(PAST[:-1], "settled") | {PAST[-1]: "published", "2026-11": "open"}
    assert {name: month.state for name, month in months.items()} == states
    for name in PAST:
        scores = db.session.scalars(select(Score).where(Score.month_id == months[name].id)).all()
        totals = [score.total for score in scores if score.assessed]
        assert len(scores) == 103
        assert 10 <= min(totals) < 14
        assert max(totals) == 20
        assert 16 <= statistics.median(totals) <= 18
        assert 0.04 <= totals.count(20) / len(totals) <= 0.2
    assert count(Score.assessed.is_(False), of=Score) == 3


def test_scores_are_explained_by_deductions_and_by_what_was_put_right(community):
    kinds = {line["kind"] for score in db.session.scalars(select(Score)) for line in score.lines}
    assert kinds == {"base", "deduction", "restored", "no_cost", "bonus", "cap"}


def test_the_ledger_of_the_published_months_verifies(community):
    last = last_entry(community.id)
    assert last is not None
    assert last.sequence > 1500
    assert chain_break(community.id) is None


def test_nobody_checks_or_decides_on_their_own_or_a_relatives_courtyard(community):
    users = db.session.scalars(select(User)).all()
    recused = {user.id: recused_courtyards(user, NOW.date()) for user in users}
    assert {user.username: len(recused[user.id]) for user in users if recused[user.id]} == {
        "xuncha1": 2,
        "xuncha2": 2,
        "gongzuo1": 2,
        "jiandu": 1,
    }
    assert count(of=Recusal) == 3
    for inspector, courtyard in db.session.execute(select(Check.inspector_id, Check.courtyard_id)):
        assert courtyard not in recused[inspector]
    decided = select(Review.reviewer_id, Check.courtyard_id).join(Check, Check.id == Review.check_id)
    for reviewer, courtyard in db.session.execute(decided):
        assert courtyard not in recused[reviewer]


def test_the_running_month_is_alive(community):
    states = dict(
        db.session.execute(
            select(Check.state, func.count()).where(Check.month == "2026-11").group_by(Check.state)
        ).all()
    )
    assert states["complete"] > 10
    assert states["received"] == 1
    assert states["returned"] == 1
    assert states["approved"] > 200
    courtyards = db.session.scalars(select(Courtyard.id)).all()
    assert open_findings(community.id, courtyards, BOOK, NOW.date())


def test_somebody_came_along_on_the_walk_that_waits_and_two_deeds_were_logged_on_it(community):
    companions = set(db.session.scalars(select(CheckCompanion.user_id)))
    [companion] = [db.session.get_one(User, one) for one in companions]
    assert companion.has_role("staff")
    logged = db.session.scalars(select(Deed).where(Deed.came_by == "phone")).all()
    assert [(deed.state, deed.household_id) for deed in logged] == [("waiting", None)] * 2


def test_desk_shows_an_activity_a_claim_and_a_deed_that_came_twice(community):
    waiting = waiting_at_desk(community.id)
    assert {deed.came_by for deed in waiting} >= {"sheet", "claim", "phone", "desk"}
    assert any(duplicates_of(community.id, waiting).values())
    activity = db.session.scalars(select(Activity).where(Activity.day < NOW.date())).one()
    month = counting_month(community, activity)
    rows = sheet_rows(activity, month, rule_book_in_force(community.id, month)[1])
    assert 0 < len([row for row in rows if row.deed]) < len(rows)


def test_a_fault_at_a_household_in_difficulty_has_found_a_volunteer(community):
    [task] = [each for each in help_tasks(community.id)["taken"] if not each.is_wish]
    assert task.household.in_difficulty
    assert task.volunteer_id not in (None, task.household_id)


def test_an_inspectors_phone_gets_a_list_that_is_partly_done(community):
    shown = snapshot(user_by_name("xuncha1"), NOW.date(), clock.milliseconds(NOW))
    done = [courtyard for courtyard in shown["courtyards"] if courtyard["done"]]
    assert len(shown["courtyards"]) == 62
    assert 20 < len(done) < 62
    assert len(shown["recused"]) == 2
    assert all(courtyard["surname"] and courtyard["latitude"] for courtyard in shown["courtyards"])


def test_the_same_time_gives_the_same_community_to_the_last_row(filled, tmp_path, databases):
    first = digest_of_everything()
    again = fill_at(NOW, tmp_path, databases)
    next(again)
    assert digest_of_everything() == first
    again.close()


@pytest.mark.parametrize(
    "now",
    [
        dt.datetime(2027, 1, 1, 0, 1, tzinfo=ZONE),
        dt.datetime(2028, 2, 29, 9, 30, tzinfo=ZONE),
        dt.datetime(2027, 3, 1, 8, 10, tzinfo=ZONE),
        dt.datetime(2027, 8, 1, 23, 59, tzinfo=ZONE),
    ],
    ids=lambda now: f"{now:%Y-%m-%d %H:%M}",
)
def test_on_special_days_too_three_months_are_published_and_nothing_is_in_the_future(now, tmp_path, databases):
    made = fill_at(now, tmp_path, databases)
    next(made)
    states = db.session.scalars(select(Month.state).order_by(Month.name)).all()
    assert states == ["settled", "settled", "published", "open"]
    assert db.session.scalar(select(Month.name).where(Month.state == "open")) == f"{now:%Y-%m}"
    assert db.session.scalar(select(func.max(Check.received_at))) <= now
    assert db.session.scalar(select(func.max(Publication.published_at))) <= now
    assert chain_break(db.session.scalars(select(Community.id)).one()) is None
    made.close()


def test_goods_have_pictures_and_households_had_some_put_by_themselves(filled):
    goods = db.session.scalars(select(Good)).all()
    kept = set(db.session.scalars(select(Photo.sha256)))
    assert {good.picture in kept for good in goods} == {True}
    assert len({good.picture for good in goods}) == len(goods)
    made = db.session.scalars(select(Reservation).order_by(Reservation.id)).all()
    assert [each.state for each in made] == ["kept", "kept", "waiting", "waiting"]
    assert {each.made_by for each in made} == {None}
    line = open_reservations(made[0].community_id, NOW.date())
    assert line == sorted(made, key=lambda each: (each.good_id, each.id))
