"""A household of which there is everything that can be kept of one: words, photos, a card, goods, an objection."""

from __future__ import annotations

import datetime as dt
import re

from sqlalchemy import text, update

from tests.factories.checks import make_photo
from tests.factories.courtyards import account_of, household_of
from tests.factories.deeds import make_deed
from tests.factories.keepsakes import CAME, MENDED, NOT_SEEN, SENT, WISHED, sign, take_part
from tests.factories.neighbourhoods import MONTH, TODAY, Neighbourhood, jpeg
from tests.factories.objections import answer, objected
from webapp import clock
from webapp.domain.ledger.entry import Entry
from webapp.domain.ledger.posting import SPENT
from webapp.domain.months.objection import Outcome
from webapp.extensions import db
from webapp.models import AccessVisit, Account, DeedPhoto, Household, Membership, PhotoConsent, Redemption
from webapp.operations.finalise_month import finalise_month
from webapp.operations.post_entries import post_entries
from webapp.operations.settle_month import settle_month
from webapp.operations.transaction import transaction

FINAL = dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC)
LATER = dt.datetime(2026, 12, 15, 2, tzinfo=dt.UTC)
SAID = "箱子是隔壁老张放的"
CLAIMED = "我家小虎帮王奶奶提水"
ANSWERED = "何家的人来看过，不是他们的"
# Nothing of this may be left.
TRACES = ("何桂芳", SAID, CLAIMED, ANSWERED, CAME, WISHED, MENDED, NOT_SEEN, "帮老人修灯")


def furnish(home: Neighbourhood, other: object) -> Household:
    """The household of 27; `other` is staff that answers, and had no part in it."""
    household = household_of(home.yards[0])
    with clock.at(TODAY):
        objection = objected(household, "finding:W1", SAID, photos=(make_photo(home.community, jpeg(SENT[0])),))
        assert answer(other, objection, Outcome.REJECTED, reason=ANSWERED) is None  # type: ignore[arg-type]
        sha256 = make_photo(home.community, jpeg("claim"))
        deed = make_deed(
            home.yards[0], dt.date(2026, 10, 9), text=CLAIMED, state="refused", came_by="claim", claimed_by=household.id
        )
    of = {"community_id": home.community.id}
    db.session.add_all(
        [
            DeedPhoto(**of, deed_id=deed.id, sha256=sha256, position=0),
            PhotoConsent(**of, household_id=household.id, sha256=sha256, given_at=TODAY),
            AccessVisit(**of, household_id=household.id, at=TODAY, way="pin"),
        ]
    )
    take_part(home, household)
    db.session.commit()
    return household


def close_october(home: Neighbourhood) -> None:
    with clock.at(FINAL):
        finalise_month(home.staff, MONTH)
        settle_month(home.staff, MONTH)
    exchange(home, account_of(home.yards[0]))


def exchange(home: Neighbourhood, account: Account) -> None:
    """As the counter does it; whom the rules let exchange does not matter here."""
    with clock.at(FINAL), transaction(home.community.id) as session:
        redemption = Redemption(
            community_id=home.community.id,
            account_id=account.id,
            day=FINAL.date(),
            points=1,
            what="纸巾",
            picked_up_by=CAME,
            made_by=home.staff.id,
            made_at=FINAL,
        )
        session.add(redemption)
        session.flush()
        spent = Entry(account.id, "points", "2026-11", SPENT, "exchange", -1, str(redemption.id), 1)
        post_entries(session, home.staff, [spent])
        sign(session, home, redemption)


def leave(home: Neighbourhood) -> None:
    """The people of 27 move away at the end of October, its account is closed."""
    household = household_of(home.yards[0])
    account_of(home.yards[0]).closed_in = MONTH
    db.session.execute(
        update(Membership).where(Membership.household_id == household.id).values(until=dt.date(2026, 10, 31))
    )
    db.session.commit()


def everything_kept() -> str:
    """Every table as text, with what JSON escapes."""
    rows = [row for table in db.metadata.tables for row in db.session.execute(text(f"SELECT * FROM {table}"))]
    return re.sub(r"\\+u([0-9a-f]{4})", lambda each: chr(int(each[1], 16)), "\n".join(str(tuple(row)) for row in rows))
