"""What the program does with a draft by itself, in words."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.domain.months.closing import Closing, Outcome
from webapp.domain.months.cycle import State
from webapp.models import Community, Month
from webapp.office.frame import local
from webapp.pages import day_words, month_words
from webapp.queries.closing import obstacle_to, scored_from

BEFORE_IT_SCORES = (None, Outcome.CHECKS_WAIT, Outcome.DEEDS_WAIT)


def program_note(community: Community, month: Month) -> str:
    """Empty where it does nothing."""
    if month.state == State.SCORED:
        return _scored(month)
    found = obstacle_to(community, month)
    outcome = found.outcome if found else None
    if outcome in BEFORE_IT_SCORES:
        day = day_words(scored_from(community, month.name))
        return _("都定下来以后，程序自动评分，最早%(day)s。现在评也可以。", day=day)
    return _waits_for_earlier(found) if found else ""


def _waits_for_earlier(found: Closing) -> str:
    if found.outcome != Outcome.EARLIER_OPEN:
        return ""
    return _("%(month)s还没有评，程序等那个月评过以后再评。", month=month_words(found.detail))


def _scored(month: Month) -> str:
    step = month.steps[-1]
    if step.maker_id is not None:
        return ""
    day = day_words(local(step.at).date())
    return _("%(day)s程序自动算的，还没有复核。有新的决定，第二天会重新算。", day=day)
