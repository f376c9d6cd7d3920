"""A whole walk approved at once: the same is asked of each check as of one alone, on both databases."""

from __future__ import annotations

import pytest

from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import deliver, make_entry, make_uuid7, photo_claim
from tests.factories.users import make_user, recuse
from webapp import clock
from webapp.extensions import db
from webapp.models import AuditEvent, Change, Check, Review
from webapp.operations.intake import Sender
from webapp.operations.receive_delivery import receive_delivery
from webapp.operations.review_walk import review_walk
from webapp.queries.walks import walk_by_uuid

FAULT = {"result": "fault", "phrases": ["门口有垃圾"]}


@pytest.fixture
def people(app):
    """Inspector, staff."""
    community = make_community()
    return [make_user(community, role) for role in ("inspector", "staff")]


def test_walk_is_approved_but_for_what_is_doubtful_missing_recused_or_unseen(people):
    inspector, staff = people
    yards = [make_courtyard(inspector.community) for _ in range(8)]
    recuse(staff, yards[1])
    walk = make_uuid7(clock.now_milliseconds())
    photo = FAULT | {"photos": [photo_claim("ab" * 32, 1000)]}
    differing = [
        {},
        {},
        {"faults": {"W1": FAULT}},
        {"faults": {"W1": photo}},
        {"companions": [str(staff.id)]},
        {},
        {},
        {},
    ]
    entries = [make_entry(yard, walk=walk, **each) for yard, each in zip(yards, differing, strict=True)]
    receive_delivery(Sender.of(inspector), clock.now_milliseconds(), deliver(*entries))
    shown = [entry["id"] for entry in entries[:-1]]

    found = walk_by_uuid(staff.community_id, walk)
    assert found is not None
    clear = [entries[place]["id"] for place in (0, 5, 6)]
    assert review_walk(staff, found, shown) == clear
    assert {check.uuid for check in db.session.query(Check).filter_by(state="approved")} == set(clear)
    reviewed = db.session.query(Review, Check.uuid).join(Check, Check.id == Review.check_id)
    assert {(review.reviewer_id, review.decision, uuid) for review, uuid in reviewed} == {
        (staff.id, "approve", uuid) for uuid in clear
    }
    assert {event.reference for event in db.session.query(AuditEvent).filter_by(action="check_approve")} == set(clear)
    told = db.session.query(Change).filter_by(kind="check").order_by(Change.number.desc()).limit(3)
    assert {change.reference for change in told} == set(clear)
    assert review_walk(staff, found, shown) == []
