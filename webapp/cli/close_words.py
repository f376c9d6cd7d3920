"""What `sanbao close` says of a community, in both languages."""

from __future__ import annotations

from collections import Counter

from webapp.domain.months.closing import Closing, Outcome
from webapp.domain.months.cycle import State

WORDS = {
    Outcome.SCORED: "评好了，{0}户。 Scored, {0} accounts.",
    Outcome.PUBLISHED: "公示了，入账了。 Published and entered in the ledger.",
    Outcome.NOT_BEGUN: "这个月没有开始过。 The month was never begun.",
    Outcome.RUNNING: "这个月还没有过完。 The month is not over.",
    Outcome.SENT_BACK: "监督退回的，等工作小组。 Sent back by oversight: it waits for the working group.",
    Outcome.EARLIER_OPEN: "先要评{0}。 {0} has to be scored first.",
    Outcome.CHECKS_WAIT: "{0}户检查待审。 {0} checks wait for a decision.",
    Outcome.DEEDS_WAIT: "{0}条加分没有决定。 {0} deeds wait for a decision.",
    Outcome.AMBIGUOUS: "有院子的重查通过了两次，要退回一次。 Both of two redone checks are approved: return one.",
    Outcome.WRONG_STATE: "刚才有人先做了。 Somebody was faster just now.",
    Outcome.WRONG_ROLE: "公示要由工作小组来做。 Only staff may publish.",
    Outcome.FAILED: "出错了（{0}），没有动它。 Failed ({0}) and left as it was.",
}
PAST = {
    State.SCORED: "评过了，等复核。 Scored before, waits for the working group's review.",
    State.REVIEWED: "等监督确认。 Waits for oversight.",
    State.CONFIRMED: "监督确认过了，等公示。 Confirmed, waits to be published.",
}
PUBLISHED = "公示过了。 Published before."


def said(closing: Closing) -> str:
    if closing.outcome == Outcome.PAST:
        return PAST.get(State(closing.detail), PUBLISHED)
    return WORDS[closing.outcome].format(closing.detail)


def summed_up(counts: Counter[Outcome]) -> str:
    scored, published, failed = (counts[each] for each in (Outcome.SCORED, Outcome.PUBLISHED, Outcome.FAILED))
    total = counts.total()
    left = total - scored - published - failed
    return (
        f"{total}个社区：评分{scored}个，公示{published}个，没有动{left}个，出错{failed}个。\n"
        f"{total} communities: {scored} scored, {published} published, {left} left alone, {failed} failed."
    )
