"""What was put aside: staff read it, mend it and take it in, or dismiss it; the phone learns what became of it."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from sqlalchemy import event

from sync.mend import mend
from sync.replay import Receipt
from tests.factories.browsers import Browser
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import as_text, deliver, make_deed_entry, make_entry, photo_claim
from tests.factories.users import make_device, make_user, recuse
from webapp import clock
from webapp.extensions import db
from webapp.models import AuditEvent, Check, Deed, ReceivedEntry, Settlement
from webapp.operations.intake import Sender
from webapp.operations.receive_delivery import receive_delivery
from webapp.operations.review_check import Decision, review_check
from webapp.operations.settle_entry import readmit_entry


class Office:
    """A community with an inspector, two of staff, a courtyard, and what the inspector's phone sent."""

    def __init__(self, app) -> None:
        self.app, self.community = app, make_community()
        self.inspector = make_user(self.community, "inspector", name="赵巡查")
        self.staff, self.colleague = (make_user(self.community, "staff", name=name) for name in ("钱工", "孙工"))
        self.yard = make_courtyard(self.community, "27", "何桂芳")
        self.device, self.token = make_device(self.inspector)

    def receipts(self, *entries: dict | str) -> list[Receipt]:
        sender = Sender.of(self.inspector, self.device)
        return receive_delivery(sender, clock.now_milliseconds(), deliver(*entries))

    def send(self, *entries: dict | str) -> list[str]:
        return [each.outcome.value for each in self.receipts(*entries)]

    def aside(self) -> ReceivedEntry:
        return db.session.query(ReceivedEntry).filter(ReceivedEntry.outcome != "accepted").one()

    def settle(self, entry: ReceivedEntry, who=None, **form):
        return Browser(self.app, who or self.staff).post(f"/staff/quarantine/{entry.id}/", form)

    def form(self, **changes) -> dict:
        """What the page's form sends when nothing but `changes` is touched."""
        said = json.loads(self.aside().text)
        results = {f"result-{line['item']}": line["result"] for line in said.get("results", [])}
        return {"do": "mend", "courtyard": said["courtyard"], **results, **changes}

    def told(self) -> dict:
        headers = {"Authorization": f"Bearer {self.token}"}
        return self.app.test_client().get("/api/v1/snapshot", headers=headers).json


@pytest.fixture
def office(app):
    return Office(app)


def rejected_check(office: Office, **changes) -> dict:
    entry = {**make_entry(office.yard), "courtyard": "NOSUCHYD", **changes}
    assert office.send(entry) == ["rejected"]
    return entry


def test_list_and_page_say_what_was_wrong_and_show_the_text_as_it_came(office):
    entry = rejected_check(office)
    browser = Browser(office.app, office.staff)
    page = browser.get("/staff/quarantine/").get_data(as_text=True)
    assert "没有这个院子" in page
    assert "赵巡查" in page
    one = browser.get(f"/staff/quarantine/{office.aside().id}/").get_data(as_text=True)
    assert entry["id"] in one
    assert "现在收不下：没有这个院子" in one


def test_mended_entry_becomes_a_check_of_its_sender_and_the_original_is_kept(office):
    entry = rejected_check(office)
    aside, text = office.aside(), as_text(entry)
    assert office.settle(aside, **office.form(courtyard=office.yard.code)).status_code == 303
    check = db.session.query(Check).one()
    assert (check.uuid, check.inspector_id, check.courtyard_id) == (entry["id"], office.inspector.id, office.yard.id)
    assert (aside.text, aside.outcome) == (text, "rejected")
    settlement = db.session.query(Settlement).one()
    assert (settlement.verdict, settlement.taken_id) == ("readmitted", check.entry_id)
    event = db.session.query(AuditEvent).filter_by(action="entry_readmitted").one()
    assert (event.actor_id, event.details) == (office.staff.id, {"mended": True})


def test_the_original_of_a_mended_entry_that_comes_again_is_a_duplicate_with_the_state_of_now(office):
    entry = rejected_check(office)
    office.settle(office.aside(), **office.form(courtyard=office.yard.code))
    kept = [(row.digest, row.outcome) for row in db.session.query(ReceivedEntry).order_by(ReceivedEntry.id)]
    assert [each.to_json() for each in office.receipts(entry, entry)] == [
        {"id": entry["id"], "digest": kept[0][0], "outcome": "duplicate", "state": "complete", "missing": []}
        | {"reason": None, "field": None}
    ] * 2
    review_check(office.colleague, entry["id"], Decision("approve", seen="complete"))
    assert [each.state for each in office.receipts(entry)] == ["approved"]
    # Another text under the id is a conflict as ever, and nothing was written by those that came again.
    assert [(row.digest, row.outcome) for row in db.session.query(ReceivedEntry).order_by(ReceivedEntry.id)] == kept
    assert office.send({**entry, "saved_at": entry["saved_at"] + 1}) == ["conflict"]


def test_so_is_that_of_one_that_could_not_be_read(office):
    unreadable = make_entry(office.yard) | {"judged": "nonsense"}
    assert office.send(unreadable) == ["rejected"]
    office.settle(office.aside(), **office.form(judged="whole"))
    assert office.send(unreadable) == ["duplicate"]


def test_so_is_the_second_text_of_a_conflict_that_was_taken_in(office):
    claims = [photo_claim("0" * 64, 10)]
    entry = make_entry(office.yard)
    other = {**entry, "results": [{**line, "result": "fault", "photos": claims} for line in entry["results"]]}
    assert office.send(entry, other) == ["accepted", "conflict"]
    office.settle(office.aside(), do="take")
    [receipt] = office.receipts(other)
    assert (receipt.outcome, receipt.id, receipt.state) == ("duplicate", entry["id"], "received")
    assert receipt.missing == ("0" * 64,)
    assert office.send(entry) == ["duplicate"]


def test_so_is_that_of_a_deed(office):
    deed = make_deed_entry(office.yard, points=99)
    office.send(deed)
    office.settle(office.aside(), do="mend", courtyard=office.yard.code, points="1")
    assert [(each.outcome, each.state) for each in office.receipts(deed)] == [("duplicate", "complete")]


def test_mending_that_is_not_enough_keeps_the_form_and_says_why(office):
    rejected_check(office, rule_version=1)
    answer = office.settle(office.aside(), **office.form())
    assert answer.status_code == 422
    assert "还是收不下：没有这个院子" in answer.get_data(as_text=True)
    assert db.session.query(Check).count() == db.session.query(Settlement).count() == 0


def test_letting_an_entry_in_looks_up_once_what_it_names(office):
    rejected_check(office)
    entry, asked = office.aside(), []
    mended = mend(entry.text, {"courtyard": office.yard.code})

    def note(_connection, _cursor, statement, *_rest) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    assert readmit_entry(office.staff, entry.id, mended) is None
    event.remove(db.engine, "before_cursor_execute", note)
    assert len([statement for statement in asked if "UNION ALL" in statement and "courtyard_check" in statement]) == 1


def test_items_day_and_companions_are_mended_by_the_form(office):
    entry = make_entry(office.yard, day="2020-01-01", companions=["999"])
    entry["results"] = [*entry["results"][1:], {"item": "XX", "result": "pass"}]
    assert office.send(entry) == ["rejected"]
    first = json.loads(as_text(make_entry(office.yard)))["results"][0]["item"]
    saved = clock.local(office.community, clock.from_milliseconds(entry["saved_at"] - 3_600_000))
    form = office.form(**{f"result-{first}": "fault", "alone": "on", "saved_at": f"{saved:%Y-%m-%dT%H:%M}"})
    del form["result-XX"]
    answer = office.settle(office.aside(), **form)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    check = db.session.query(Check).one()
    assert [finding.item for finding in check.findings] == [first]
    assert check.companions == []


def test_roster_that_was_mended_lets_the_entry_in_as_it_came(office):
    code = "AB12CD34"
    entry = rejected_check(office, courtyard=code)
    office.yard.code = code
    db.session.commit()
    assert "现在可以原样收下" in Browser(office.app, office.staff).get(
        f"/staff/quarantine/{office.aside().id}/"
    ).get_data(as_text=True)
    assert office.settle(office.aside(), do="take").status_code == 303
    assert db.session.query(ReceivedEntry).one().outcome == "accepted"
    assert office.send(entry) == ["duplicate"]


def test_entries_of_a_stopped_phone_can_be_taken(office):
    office.device.revoked_at = clock.now()
    db.session.commit()
    assert office.send(make_entry(office.yard)) == ["rejected"]
    assert office.settle(office.aside(), do="take").status_code == 303
    assert db.session.query(Check).one().inspector_id == office.inspector.id


def test_second_text_of_a_conflict_is_taken_as_a_correction(office):
    entry = make_entry(office.yard)
    assert office.send(entry) == ["accepted"]
    assert office.send({**entry, "results": [{**line, "result": "fault"} for line in entry["results"]]}) == ["conflict"]
    page = Browser(office.app, office.staff).get(f"/staff/quarantine/{office.aside().id}/").get_data(as_text=True)
    assert "先收到、算数的那份" in page
    assert office.settle(office.aside(), do="take").status_code == 303
    later = db.session.query(Check).filter_by(replaces=entry["id"]).one()
    assert len(later.findings) == len(entry["results"])


def test_dismissed_entry_is_told_to_the_phone_and_stays_out(office):
    entry = rejected_check(office)
    aside = office.aside()
    assert office.settle(aside, do="dismiss").status_code == 422
    assert office.settle(aside, do="dismiss", reason="查的是隔壁").status_code == 303
    assert office.told()["settled"] == [
        {"id": entry["id"], "digest": aside.digest, "verdict": "dismissed", "text": "查的是隔壁"}
    ]
    office.yard.code = "NOSUCHYD"
    db.session.commit()
    [receipt] = office.receipts(entry)
    assert receipt.reason == "entry_dismissed"
    assert office.settle(aside, do="take").status_code == 409


def test_taken_entry_is_told_to_the_phone_by_a_delta(office):
    entry = rejected_check(office)
    client, bearer = office.app.test_client(), {"Authorization": f"Bearer {office.token}"}
    cursor = office.told()["cursor"]
    office.settle(office.aside(), **office.form(courtyard=office.yard.code))
    delta = client.get(f"/api/v1/snapshot?since={cursor}", headers=bearer).json
    assert [row["verdict"] for row in delta["settled"]] == ["readmitted"]
    assert [(row["id"], row["state"]) for row in delta["own_checks"]] == [(entry["id"], "complete")]


def test_deed_is_mended(office):
    assert office.send(make_deed_entry(office.yard, points=99)) == ["rejected"]
    assert office.settle(office.aside(), do="mend", courtyard=office.yard.code, points="1").status_code == 303
    assert db.session.query(Deed).one().points == 1


@pytest.mark.parametrize("text", ["{", "[]", '{"kind":"x"}', "\0", '"' * 50, '{"id": 1.5}'])
def test_text_that_is_no_entry_can_be_read_and_rewritten(office, text):
    office.send(text)
    aside = office.aside()
    assert Browser(office.app, office.staff).get(f"/staff/quarantine/{aside.id}/").status_code == 200
    assert office.settle(aside, do="mend", raw="still nothing").status_code == 422
    assert office.settle(aside, do="mend", raw=as_text(make_entry(office.yard))).status_code == 303
    assert db.session.query(Check).count() == 1


@pytest.mark.parametrize(
    "form",
    [
        {"saved_at": "9999-99-99"},
        {"saved_at": "0001-01-01T00:00"},
        {"points": "x", "courtyard": "'"},
        {"courtyard": "a\0b"},
        {"do": "dismiss", "reason": "\0 \x1f"},
        {"rule_version": "99999999999999"},
        {"judged": "nonsense"},
        {"raw": "{" * 5000},
    ],
)
def test_nonsense_in_the_form_is_refused_in_words(office, form):
    rejected_check(office)
    assert office.settle(office.aside(), **{"do": "mend", **form}).status_code == 422


def test_own_entries_and_those_of_kin_are_left_to_somebody_else(office):
    rejected_check(office, courtyard=office.yard.code, rule_version=77)
    aside = office.aside()
    recuse(office.staff, office.yard)
    for form in ({"do": "dismiss", "reason": "不算"}, {"do": "take"}, office.form()):
        assert "要回避" in office.settle(aside, **form).get_data(as_text=True)
    both = make_user(office.community, "staff", "inspector")
    [receipt] = receive_delivery(
        Sender.of(both), clock.now_milliseconds(), deliver(make_entry(office.yard, rule_version=9))
    )
    own = db.session.query(ReceivedEntry).filter_by(digest=receipt.digest).one()
    assert office.settle(own, both, do="dismiss", reason="不算").status_code == 409
    assert office.settle(aside, office.colleague, do="dismiss", reason="不算").status_code == 303


def test_who_let_it_in_does_not_also_approve_it(office):
    rejected_check(office)
    office.settle(office.aside(), **office.form(courtyard=office.yard.code))
    uuid = db.session.query(Check).one().uuid
    assert review_check(office.staff, uuid, Decision("approve", seen="complete")).refusal == "own_repair"
    assert review_check(office.colleague, uuid, Decision("approve", seen="complete")).refusal is None


def test_of_two_who_settle_at_once_the_second_is_told(office):
    rejected_check(office)
    aside = office.aside()
    assert office.settle(aside, do="dismiss", reason="不算").status_code == 303
    answer = office.settle(aside, office.colleague, **office.form(courtyard=office.yard.code))
    assert answer.status_code == 409
    assert "别人刚刚改过" in answer.get_data(as_text=True)


def test_another_community_finds_nothing(office):
    rejected_check(office)
    stranger = make_user(make_community("别的社区"), "staff")
    browser = Browser(office.app, stranger)
    assert "没有搁置的记录" in browser.get("/staff/quarantine/").get_data(as_text=True)
    path = f"/staff/quarantine/{office.aside().id}/"
    assert browser.get(path).status_code == browser.post(path, {"do": "dismiss", "reason": "x"}).status_code == 404
    assert browser.get(f"/staff/quarantine/{10**30}/").status_code == 404


def test_check_without_its_photos_is_seen_as_incomplete_and_not_approved(office):
    claims = [photo_claim("0" * 64, 10)]
    assert office.send(make_entry(office.yard, faults={"W1": {"result": "fault", "photos": claims}})) == ["accepted"]
    check = db.session.query(Check).one()
    page = Browser(office.app, office.staff).get(f"/staff/checks/{check.uuid}/").get_data(as_text=True)
    assert "照片还差1张" in page
    for seen in ("received", "complete"):
        assert review_check(office.staff, check.uuid, Decision("approve", seen=seen)).refusal
    assert check.state == "received"


def test_late_entry_that_is_taken_counts_in_the_month_of_its_day(office):
    when = clock.now() - dt.timedelta(days=40)
    entry = {**make_entry(office.yard, at=when), "courtyard": "NOSUCHYD"}
    assert office.send(entry) == ["rejected"]
    office.settle(office.aside(), **office.form(courtyard=office.yard.code))
    check = db.session.query(Check).one()
    running = f"{clock.today(office.community):%Y-%m}"
    # No month is kept from before the scheme, so it is an adjustment of the running one.
    assert (check.day, check.month, check.late) == (clock.local(office.community, when).date(), running, True)
