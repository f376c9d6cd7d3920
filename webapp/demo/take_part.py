"""What the demo's households do with their own cards: claim, wish, help, sign up, report, object."""

from __future__ import annotations

from webapp import clock
from webapp.demo.cards import Hand, shown_households
from webapp.demo.gather import call_together
from webapp.demo.objections import object_to_scores
from webapp.demo.plan import Plan
from webapp.demo.put_right import report_faults
from webapp.demo.wish import Wishers, make_wishes
from webapp.extensions import db
from webapp.models import Household, User
from webapp.operations.claim_deed import Claim, claim_deed
from webapp.operations.decide_deed import ACCEPT, Ruling, decide_deed
from webapp.queries.users import user_by_name

CLAIMED, CUT = "巷口的落叶扫了，装了三袋", "带着邻居把后山步道收拾了一遍"
WHY_CUT = "签到表上是半天，记2分"
NEIGHBOURS = (12, 61)  # by place among the doors; who they are does not matter


def take_part(plan: Plan) -> None:
    """Every state that a card can show stands on one of those that the demo opens."""
    staff, other = user_by_name("gongzuo2"), user_by_name("gongzuo1")
    assert staff is not None, "the demo's staff are appointed before"
    assert other is not None, "all of them are"
    hand = Hand(plan)
    own, _tenant, second = shown_households()
    third, fourth = _neighbours(plan, own, second)
    make_wishes(hand, staff, Wishers(own, second, third, fourth))
    call_together(hand, staff, own, second)
    report_faults(hand, staff, own)
    object_to_scores(hand, [staff, other], second, own)
    _claim(hand, staff, own)


def _neighbours(plan: Plan, *besides: Household) -> list[Household]:
    """Two others of the first households, which are those of the owners."""
    owners = db.session.scalars(db.select(Household).order_by(Household.id).limit(len(plan.doors))).all()
    known = {each.id for each in besides}
    return [next(each for each in owners[place:] if each.id not in known) for place in NEIGHBOURS]


def _claim(hand: Hand, staff: User, own: Household) -> None:
    """With a photo, which waits; and one that was credited with less than was asked for."""
    with clock.at(hand.back(3, 17)):
        day = clock.today(staff.community)
        made = claim_deed(own, Claim(CUT, "activity", day, hand.token(CUT), points=3))
        assert made.deed is not None, made.refusal
        refusal = decide_deed(staff, made.deed.id, Ruling(ACCEPT, points=2, reason=WHY_CUT))
        assert refusal is None, refusal
    with clock.at(hand.back(1, 18)):
        photos = (hand.photo(own, clock.now()),)
        claim = Claim(CLAIMED, "volunteering", clock.today(staff.community), hand.token(CLAIMED), photos)
        made = claim_deed(own, claim)
        assert made.deed is not None, made.refusal
