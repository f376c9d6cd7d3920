"""Any split, shuffle, repetition and interleaving of several phones' walks gives the same checks, scores and ledger."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.communities import make_community
from tests.factories.courtyards import account_of, household_of, make_courtyard
from tests.factories.entries import deliver
from tests.factories.users import make_device, make_user, recuse
from tests.integration.intake.histories import INSPECTORS, YARDS, Told, history, moves, tellings
from webapp import clock
from webapp.extensions import db
from webapp.models import (
    Change,
    Check,
    Community,
    Courtyard,
    Deed,
    Device,
    LedgerEntry,
    ReceivedEntry,
    Score,
    User,
    Walk,
)
from webapp.operations.confirm_month import confirm_month
from webapp.operations.decide_deed import Ruling, decide_deed
from webapp.operations.intake import Sender
from webapp.operations.publish_month import publish_month
from webapp.operations.receive_delivery import receive_delivery
from webapp.operations.review_check import Decision, review_check
from webapp.operations.review_month import review_month
from webapp.operations.score_month import score_month
from webapp.queries.ledger import chain_break

# A long run is SANBAO_EXAMPLES=1000.
EXAMPLES = int(os.environ.get("SANBAO_EXAMPLES", "12"))
MONTH = "2026-10"
# A phone's clock is an hour slow, so that times are corrected, and all is told on one evening.
TOLD_AT = dt.datetime(2026, 10, 26, 12, tzinfo=dt.UTC)
SLOW = 3_600_000
DECIDED_AT = dt.datetime(2026, 11, 2, 2, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """`yards` ends with the one that no inspector may judge."""

    phones: list[tuple[User, Device]]
    yards: list[Courtyard]
    staff: User
    oversight: User


def make_neighbourhood() -> Neighbourhood:
    community = make_community()
    people = [make_user(community, "inspector") for _ in range(INSPECTORS)]
    yards = [make_courtyard(community, str(number)) for number in range(1, YARDS + 2)]
    for person in people:
        recuse(person, yards[-1])
    phones = [(person, make_device(person)[0]) for person in people]
    return Neighbourhood(phones, yards, make_user(community, "staff"), make_user(community, "oversight"))


def tell(place: Neighbourhood, delivery: list[Told]) -> None:
    entries = [each.content | {"courtyard": place.yards[each.yard].code} for each in delivery]
    with clock.at(TOLD_AT):
        receive_delivery(
            Sender.of(*place.phones[delivery[0].inspector]), clock.now_milliseconds() - SLOW, deliver(*entries)
        )


def settle(place: Neighbourhood) -> None:
    """Staff decide on everything, by name and not by arrival, and the month is published."""
    community = place.staff.community_id
    with clock.at(DECIDED_AT):
        for (uuid,) in db.session.query(Check.uuid).filter_by(community_id=community).order_by(Check.uuid).all():
            assert review_check(place.staff, uuid, Decision("approve", seen="complete")).refusal is None
        waiting = db.session.query(Deed).filter_by(community_id=community, state="waiting").order_by(Deed.uuid).all()
        for key, household in [(deed.id, household_of(deed.courtyard).id) for deed in waiting]:
            assert decide_deed(place.staff, key, Ruling("accept", household=household)) is None
        score_month(place.staff, MONTH)
        review_month(place.staff, MONTH)
        confirm_month(place.oversight, MONTH, "抽查三户，一致")
        publish_month(place.staff, MONTH)


def what_is_there(place: Neighbourhood) -> dict[str, object]:
    """Everything that was told and follows from it, by names that both communities share."""

    def rows(model: type) -> list:
        return db.session.query(model).filter_by(community_id=place.staff.community_id).order_by(model.id).all()

    people = {person.id: number for number, (person, _) in enumerate(place.phones)}
    yards = {yard.id: number for number, yard in enumerate(place.yards)}
    accounts = {account_of(yard).id: yards[yard.id] for yard in place.yards}
    # The explanation names deeds by the numbers of their rows, which follow from their arrival.
    names = {str(deed.id): deed.uuid for deed in rows(Deed)}
    return {
        "texts": sorted(
            (people[row.user_id], row.entry_id, row.outcome, row.reason or "") for row in rows(ReceivedEntry)
        ),
        "walks": sorted((walk.uuid, people[walk.user_id], walk.day) for walk in rows(Walk)),
        "checks": sorted(
            (*_told(check), people[check.inspector_id], yards[check.courtyard_id]) for check in rows(Check)
        ),
        "deeds": sorted(
            (deed.uuid, yards[deed.courtyard_id], deed.state, deed.month, deed.points) for deed in rows(Deed)
        ),
        "scores": sorted((accounts[row.account_id], row.total, *_lines(row.lines, names)) for row in rows(Score)),
        "ledger": sorted(
            (accounts[row.account_id], row.kind, row.code, row.amount, names.get(row.source, row.source))
            for row in rows(LedgerEntry)
        ),
        "changes": sorted((change.kind, change.reference) for change in rows(Change)),
    }


def require_sound_books(place: Neighbourhood) -> None:
    """What must hold in each by itself: the ledger's chain is whole, and every change has a number, none left out."""
    key = place.staff.community_id
    assert chain_break(key) is None
    last = db.session.query(Community).filter_by(id=key).one().change_number
    numbers = [
        number for (number,) in db.session.query(Change.number).filter_by(community_id=key).order_by(Change.number)
    ]
    assert numbers == list(range(last - len(numbers) + 1, last + 1))


def _told(check: Check) -> tuple:
    findings = sorted((finding.item, finding.result) for finding in check.findings)
    return (
        check.uuid,
        check.walk.uuid,
        check.replaces or "",
        check.state,
        check.day,
        check.month,
        (check.late, check.skewed),
        check.corrected_at,
        *findings,
    )


def _lines(lines: list[dict], names: dict[str, str | None]) -> list[str]:
    return sorted(
        str(line | {"sources": sorted(names.get(each) or each for each in line["sources"])}) for line in lines
    )


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES < 100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(made=st.lists(moves, min_size=1, max_size=14), data=st.data())
def test_any_telling_of_a_history_ends_alike(app, made, data):
    told = history(made)
    straight, other = make_neighbourhood(), make_neighbourhood()
    for each in told:
        tell(straight, [each])
    for delivery in data.draw(tellings(told)):
        tell(other, delivery)
    for place in (straight, other):
        settle(place)
        require_sound_books(place)
    assert what_is_there(straight) == what_is_there(other)
