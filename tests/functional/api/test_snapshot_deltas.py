"""GET /api/v1/snapshot?since=…: deltas lead to the whole, from any cursor and after whatever happened."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import random

import pytest

from sync.delta import apply_delta
from tests.factories.checks import approve, make_check
from tests.factories.communities import grid_of, make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import deliver, make_deed_entry, photo_claim
from tests.factories.neighbourhoods import jpeg
from tests.factories.users import make_device, make_user, recuse
from webapp import clock
from webapp.domain.scoring.amendment import Change
from webapp.extensions import db
from webapp.models import Assignment, Check, Courtyard, Deed
from webapp.operations.decide_deed import Ruling, decide_deed
from webapp.operations.intake import Sender
from webapp.operations.receive_delivery import receive_delivery
from webapp.operations.receive_photo import take_photo
from webapp.operations.review_check import Decision, review_check

NOW = dt.datetime(2026, 11, 26, 2, tzinfo=dt.UTC)


class Street:
    """A community with an inspector whose phone asks, another inspector, and staff."""

    def __init__(self, client, yards: int = 5, seed: int = 0) -> None:
        self.chance = random.Random(seed)
        self.community = make_community()
        self.inspector, self.other = (make_user(self.community, "inspector") for _ in range(2))
        self.staff = make_user(self.community, "staff")
        self.yards = [make_courtyard(self.community, str(number)) for number in range(1, yards + 1)]
        self._client, self._bearer = client, {"Authorization": f"Bearer {make_device(self.inspector)[1]}"}

    def ask(self, since: object = None, tag: str = ""):
        query = {} if since is None else {"since": since}
        headers = {**self._bearer, **({"If-None-Match": tag} if tag else {})}
        return self._client.get("/api/v1/snapshot", headers=headers, query_string=query)

    def snapshot(self, since: object = None) -> dict:
        return self.ask(since).json


@pytest.fixture
def street(client):
    with clock.at(NOW):
        yield Street(client)


def comparable(snapshot: dict) -> dict:
    """Without the time, and with lists whose order means nothing in one order."""
    lists = {name: sorted(map(json.dumps, snapshot[name])) for name in ("findings", "own_checks", "own_deeds")}
    return {**snapshot, **lists, "server_time": 0}


def check(street: Street, who, yard, at: dt.datetime, **more) -> None:
    faults = {"W2": {"result": "fault", "phrases": ["门口有垃圾"]}}
    make_check(who, yard, at, street.chance.choice([None, faults]), **more)


def check_with_photos(street: Street, at: dt.datetime) -> None:
    photos = [jpeg(f"{at} {place}") for place in range(2)]
    claims = [photo_claim(_sha(data), len(data)) for data in photos]
    check_it = make_check(
        street.inspector, street.chance.choice(street.yards), at, {"W1": {"result": "fault", "photos": claims}}
    )
    assert check_it.state == "received"
    for data in photos[: street.chance.randint(0, 2)]:
        take_photo(street.community.id, _sha(data), data)


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def decide(street: Street, verb: str) -> None:
    checks = db.session.query(Check).filter(Check.state.in_(("complete", "approved", "returned"))).all()
    if checks:
        one = street.chance.choice(checks)
        changes = tuple(Change(each.item, "dismissed") for each in one.findings)
        review_check(street.staff, one.uuid, Decision(verb, one.state, "photo_unclear", "看照片", changes))


def redo(street: Street, at: dt.datetime) -> None:
    own = db.session.query(Check).filter_by(inspector_id=street.inspector.id).all()
    if own:
        one = street.chance.choice(own)
        check(street, street.inspector, one.courtyard, at, replaces=one.uuid)


def log_deed(street: Street, at: dt.datetime) -> None:
    earlier = db.session.query(Deed).filter_by(logged_by=street.inspector.id, state="waiting").all()
    changes: dict = {}
    yard = street.chance.choice(street.yards)
    if earlier and street.chance.random() < 0.5:
        yard, changes = earlier[0].courtyard, {"replaces": earlier[0].uuid, "withdrawn": street.chance.random() < 0.5}
    with clock.at(at):
        receive_delivery(
            Sender.of(street.inspector), clock.milliseconds(at), deliver(make_deed_entry(yard, at=at, **changes))
        )


def rule_on_deed(street: Street) -> None:
    deed = db.session.query(Deed).filter_by(state="waiting").first()
    if deed is not None:
        decide_deed(street.staff, deed.id, Ruling(street.chance.choice(("accept", "refuse")), reason="记过了"))


def change_roster(street: Street) -> None:
    street.chance.choice(
        [
            lambda: make_courtyard(street.community, str(street.chance.randint(100, 999))),
            lambda: recuse(street.other, street.chance.choice(street.yards)),
            lambda: db.session.query(Courtyard).filter_by(id=street.yards[0].id).update({"walk_position": 900}),
        ]
    )()
    db.session.commit()


@pytest.mark.parametrize("seed", range(2))
def test_deltas_from_any_cursor_make_the_whole(street, seed):
    street.chance.seed(seed)
    told = [street.snapshot()]
    happenings = [
        lambda at: check(street, street.inspector, street.chance.choice(street.yards), at),
        lambda at: check(street, street.other, street.chance.choice(street.yards), at),
        lambda at: check_with_photos(street, at),
        lambda at: redo(street, at),
        lambda at: log_deed(street, at),
        lambda _at: rule_on_deed(street),
        lambda _at: decide(street, "approve"),
        lambda _at: decide(street, "return"),
        lambda _at: decide(street, "amend"),
        lambda _at: decide(street, "reopen"),
        # An old one that is approved is told no more.
        lambda at: check(street, street.inspector, street.chance.choice(street.yards), at - dt.timedelta(days=30)),
        lambda _at: change_roster(street),
    ]
    deltas = 0
    for step in range(20):
        at = NOW + dt.timedelta(seconds=step)
        with clock.at(at):
            # The roster changes seldom, since after it only the whole is told.
            street.chance.choice(happenings if step % 8 == 7 else happenings[:-1])(at)
            whole = street.snapshot()
            for kept in street.chance.sample(told, min(len(told), 6)):
                answer = street.snapshot(kept["cursor"])
                deltas += "since" in answer
                merged = apply_delta(kept, answer) if "since" in answer else answer
                assert comparable(merged) == comparable(whole)
            told.append(whole)
    assert deltas > 40


@pytest.mark.parametrize("since", ["", "x", "-1", "0", "999999", "9" * 40, "1.5", "１２", "null"])
def test_a_cursor_that_is_not_known_gets_the_whole(street, since):
    assert "rule_book" in street.snapshot(since)


def test_delta_after_one_change_is_small_however_many_courtyards(client):
    with clock.at(NOW):
        street = Street(client, yards=500)
        cursor = street.snapshot()["cursor"]
        check(street, street.inspector, street.yards[250], NOW)
        answer = street.ask(cursor)
        assert [row["number"] for row in answer.json["courtyards"]] == ["251"]
        assert len(answer.data) <= 1024


def test_another_community_s_changes_are_not_told(street):
    cursor = street.snapshot()["cursor"]
    stranger = make_community("别的社区")
    make_check(make_user(stranger, "inspector"), make_courtyard(stranger, "1"), NOW)
    assert street.snapshot(cursor).keys() == {"protocol", "since", "cursor", "server_time", "removed"}


def test_what_leaves_the_list_is_named(street):
    old = make_check(street.inspector, street.yards[0], NOW - dt.timedelta(days=30))
    cursor = street.snapshot()["cursor"]
    with clock.at(NOW):
        approve(street.staff, old, NOW)
    assert street.snapshot(cursor)["removed"] == [f"own_checks/{old.uuid}"]


@pytest.mark.parametrize(
    "change",
    [
        lambda street: make_courtyard(street.community, "77"),
        lambda street: recuse(street.inspector, street.yards[0]),
        lambda street: db.session.query(Assignment).delete(),
        lambda street: setattr(street.inspector, "name", "李红"),
        lambda street: setattr(street.community, "name", "新名社区"),
        lambda street: setattr(grid_of(street.community), "name", "第九网格"),
        lambda street: db.session.execute(db.text("UPDATE rule_book_version SET effective_from = '2020-01'")),
    ],
    ids=["courtyard", "recusal", "assignment", "person", "community", "grid", "rule book"],
)
def test_tag_moves_with_the_roster_and_the_rule_book(street, change):
    first = street.ask()
    assert street.ask(tag=first.headers["ETag"]).status_code == 304
    change(street)
    db.session.commit()
    again = street.ask(first.json["cursor"], tag=first.headers["ETag"])
    assert again.status_code == 200
    assert "rule_book" in again.json


def test_tag_moves_with_the_day_and_with_a_photo_that_arrives(street):
    data = jpeg("one")
    claims = [photo_claim(_sha(data), len(data)), photo_claim("0" * 64, 10)]
    make_check(street.inspector, street.yards[0], NOW, {"W1": {"result": "fault", "photos": claims}})
    tag = street.ask().headers["ETag"]
    take_photo(street.community.id, _sha(data), data)
    photo_came = street.ask(tag=tag)
    assert photo_came.status_code == 200
    with clock.at(NOW + dt.timedelta(days=1)):
        assert street.ask(tag=photo_came.headers["ETag"]).status_code == 200


def test_compressed_snapshot_is_not_sent_again(client):
    with clock.at(NOW):
        street = Street(client, yards=40)
        street._bearer["Accept-Encoding"] = "br"
        first = street.ask()
        assert first.headers["Content-Encoding"] == "br"
        assert street.ask(tag=first.headers["ETag"]).status_code == 304


def test_password_or_sight_of_a_phone_makes_nobody_load_the_whole(street):
    cursor = street.snapshot()["cursor"]
    street.other.password_hash = "x"
    db.session.commit()
    assert "since" in street.snapshot(cursor)
