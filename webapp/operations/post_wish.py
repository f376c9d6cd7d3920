"""A household wishes something (微心愿); staff read it before others do."""

from __future__ import annotations

from dataclasses import dataclass

from webapp import clock
from webapp.domain.months.help_task import State
from webapp.models import Community, HelpTask, Household
from webapp.models.types import NOTE
from webapp.operations.note_change import note_own_act
from webapp.operations.plain_words import why_not_these
from webapp.operations.transaction import transaction
from webapp.queries.help_tasks import count_open_wishes, wish_by_token

MOST_WISHES = 3


@dataclass(frozen=True, slots=True)
class Wished:
    """The wish, also when the same form came twice; or the code of why there is none."""

    wish: HelpTask | None
    refusal: str | None = None


def post_wish(by: Household, words: str, token: str) -> Wished:
    with transaction(by.community_id) as session:
        known = wish_by_token(by.community_id, token)
        if known is not None:
            return Wished(known) if known.household_id == by.id else Wished(None, "changed")
        if refusal := why_not_these(words):
            return Wished(None, refusal)
        if count_open_wishes(by) >= MOST_WISHES:
            return Wished(None, "too_many_wishes")
        wish = HelpTask(
            community_id=by.community_id,
            item="",
            household_id=by.id,
            found_on=clock.today(session.get_one(Community, by.community_id)),
            state=State.ASKED.value,
            text=" ".join(words.split())[:NOTE],
            token=token,
        )
        session.add(wish)
        session.flush()
        note_own_act(session, by.community_id, "wish_posted", "help_task", str(wish.id), household=by.id)
        return Wished(wish)
