"""Objections of the demo to the month on display: one is answered, one waits."""

from __future__ import annotations

import datetime as dt

from webapp import clock
from webapp.demo.cards import Hand, scored_owners
from webapp.domain.months.objection import Outcome, Subject
from webapp.domain.scoring.line import Kind
from webapp.models import Household, Objection, User
from webapp.operations.answer_objection import Answer, answer_objection
from webapp.operations.take_objection import Complaint, take_objection
from webapp.queries.accounts import account_of_household
from webapp.queries.objectionable import disputable_by
from webapp.queries.publications import publications_of
from webapp.queries.scores import as_score, kept_score

OBJECTS = "这件事我们家去了两个人，怎么只记了一个人的分？"
ANSWERED = "签到表上是一位。另一位没有签，社区记不了。下次到了现场都签一下，就都记上。"
WAITS = "那天门口的东西是隔壁装修暂放的，第二天就拉走了。"
BEFORE = dt.timedelta(hours=5)


def object_to_scores(hand: Hand, answerers: list[User], answered: Household, besides: Household) -> None:
    """A line of a deed, answered by whom of staff may; and a fault of somebody else's, which nobody has answered."""
    calendar = hand.plan.calendar
    month = calendar.months[-2]
    shown_since = publications_of(answered.community_id, month)[0].published_at
    with clock.at(max(shown_since, calendar.now - BEFORE)):
        made = _object(answered, month, Subject.DEED, OBJECTS)
        _object(_with_a_fault(answered, besides), month, Subject.FINDING, WAITS)
    with clock.at(calendar.now):
        if made is not None:
            answer = Answer(made.version, Outcome.REJECTED, ANSWERED)
            given = [answer_objection(each, made.id, answer) for each in answerers]
            assert None in given, given


def _with_a_fault(*besides: Household) -> Household:
    """The last owner who lost a point: at the first ones visitors of the demo try things."""
    others = {each.id for each in besides}
    return next(
        row.Household
        for row in reversed(scored_owners())
        if row.Household.id not in others and any(line["kind"] == Kind.DEDUCTION for line in row.lines)
    )


def _object(by: Household, month: str, subject: Subject, words: str) -> Objection | None:
    """To the first line of that kind; None when the score has none."""
    account = account_of_household(by, month)
    assert account is not None, "owners hold accounts"
    score = kept_score(by.community_id, account.id, month)
    assert score is not None, "the month was scored"
    lines = [each for each in disputable_by(by, account, month, as_score(score)) if each.subject == subject]
    if not lines:
        return None
    taken = take_objection(by, Complaint(month, account.id, lines[0].name, words))
    assert taken.objection is not None, taken.refusal
    return taken.objection
