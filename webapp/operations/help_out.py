"""Take a help task, do it, prove it, give it back; confirm it, which credits the volunteer, and take that back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.months.cycle import NotAllowed, takes_changes
from webapp.domain.months.help_task import WITH_WORDS, State, Step, after, may_confirm_help
from webapp.models import Community, Deed, DeedDecision, DeedPhoto, HelpPhoto, HelpTask, Household, User
from webapp.models.deed import HELP
from webapp.models.types import NOTE
from webapp.operations.consent_to_photos import keep_consent
from webapp.operations.note_change import note_event, note_own_act
from webapp.operations.open_help_tasks import note_step
from webapp.operations.place_in_month import reopen_draft
from webapp.operations.plain_words import why_not_these
from webapp.operations.record_deeds import Origin, Record, keep_records, refuse_records
from webapp.operations.transaction import transaction
from webapp.queries.claims import belongs_to
from webapp.queries.crediting import account_to_credit
from webapp.queries.deeds import ACCEPTED, WITHDRAWN, deed_by_id
from webapp.queries.help_tasks import count_taken, help_task_by_id, proved_by
from webapp.queries.households import household_by_id
from webapp.queries.months import month_named
from webapp.queries.rule_books import rule_book_in_force
from webapp.queries.uploads import photo_here
from webapp.queries.users import recused_courtyards

MOST_WORDS = 500
# What the volunteer's own card says of it: nothing of whom it was for.
ON_THE_CARD, WISHED = "邻里帮扶", "完成微心愿"
MOST_TAKEN = 5  # what nobody does must come back to others


@dataclass(frozen=True, slots=True)
class HelpAct:
    """`seen` is the version of the task that the page showed. Who takes it is a household of the roster, or one
    `person` of it; photos are kept already, by hash. `kind` is the deed that a confirmation credits, with its figures.
    """

    step: str
    seen: int
    words: str = ""
    household: int | None = None
    person: int | None = None
    photos: Sequence[str] = ()
    kind: str = ""
    points: int = 0
    quantity: int | None = None
    people_agree: bool = False


def take_help_task(by: User | Household, key: int, act: HelpAct) -> str | None:
    """By staff for whoever came to the counter, or by a household's own card for itself."""
    return help_out(by, key, act)


def help_out(by: User | Household, key: int, act: HelpAct) -> str | None:
    """None when the step is taken, else the code of why not. The same sent twice is one step."""
    with transaction(by.community_id) as session:
        task = help_task_by_id(by.community_id, key)
        if task is None or (isinstance(by, Household) and not _may_know(by, task)):
            return "unknown"
        if _is_repeat(by, task, act):
            return None
        if task.version != act.seen:
            return "changed"
        try:
            state = after(task.state, act.step)
        except NotAllowed as refused:
            return refused.reason
        refusal = _refuse(by, task, act)
        if refusal is None:
            refusal = _DO.get(Step(act.step), _nothing)(session, by, task, act)
        if refusal is not None:
            return refusal
        maker = by.id if isinstance(by, User) else None
        note_step(session, task, Step(act.step), state, maker, act.words.strip()[:MOST_WORDS])
        if isinstance(by, User):
            note_event(session, by, f"help_{act.step}", "help_task", str(task.id))
        else:
            note_own_act(session, task.community_id, f"help_{act.step}", "help_task", str(task.id), household=by.id)
    return None


def _may_know(by: Household, task: HelpTask) -> bool:
    """Who wished it does, whose fault it is not; of others' wishes only those that staff have read."""
    return task.is_wish if task.household_id == by.id else task.state != State.ASKED


def _is_repeat(by: User | Household, task: HelpTask, act: HelpAct) -> bool:
    if task.version != act.seen + 1 or not task.steps:
        return False
    last = task.steps[-1]
    if isinstance(by, Household):
        # Steps of cards name nobody: whose they were shows in what they left.
        whose = task.household_id if act.step in (Step.THANK, Step.END) else task.volunteer_id
        is_own = whose == by.id or (act.step == Step.GIVE_BACK and whose is None)
        return is_own and (last.step, last.maker_id) == (act.step, None)
    return (last.step, last.maker_id) == (act.step, by.id)


def _refuse(by: User | Household, task: HelpTask, act: HelpAct) -> str | None:
    if wrong := why_not_these(act.words, is_needed=act.step in WITH_WORDS):
        return wrong
    if isinstance(by, Household):
        return None if act.step in _own_steps(by, task) else "wrong_role"
    if act.step in (Step.CONFIRM, Step.SEND_BACK, Step.REOPEN):
        return may_confirm(by, task).reason
    return None


def _own_steps(by: Household, task: HelpTask) -> tuple[Step, ...]:
    """What a household's card may do: as who wished it, as who took it, or as anybody else."""
    if task.household_id == by.id:
        return (Step.THANK, Step.END) if task.state in (State.ASKED, State.OPEN) else (Step.THANK,)
    return (Step.GIVE_BACK, Step.FINISH, Step.PROVE) if task.volunteer_id == by.id else (Step.TAKE,)


def may_confirm(actor: User, task: HelpTask):
    """The verdict on whether this person may decide about the proof."""
    today, volunteer = clock.today(actor.community), task.volunteer
    own_yard = volunteer is not None and volunteer.courtyard_id in recused_courtyards(actor, today)
    is_self = actor.person_id is not None and (
        actor.person_id == task.person_id or (volunteer is not None and belongs_to(volunteer, actor.person_id, today))
    )
    return may_confirm_help(actor.id, proved_by(task), own_yard or is_self)


def _nothing(_session: Session, _by: User | Household, _task: HelpTask, _act: HelpAct) -> str | None:
    return None


def _take(session: Session, by: User | Household, task: HelpTask, act: HelpAct) -> str | None:
    found = by if isinstance(by, Household) else household_by_id(task.community_id, act.household or 0)
    if found is None:
        return "nobody"
    if found.id == task.household_id:
        return "own_household"
    if act.person is not None and not belongs_to(found, act.person, clock.today(_community(session, task))):
        return "no_person"
    if isinstance(by, Household) and count_taken(found) >= MOST_TAKEN:
        return "too_many_taken"
    task.volunteer_id, task.person_id = found.id, act.person
    return None


def _give_back(_session: Session, _by: User | Household, task: HelpTask, _act: HelpAct) -> str | None:
    task.volunteer_id = task.person_id = None
    return None


def _prove(session: Session, by: User | Household, task: HelpTask, act: HelpAct) -> str | None:
    there = {photo.sha256 for photo in task.photos}
    fresh = [sha256 for sha256 in dict.fromkeys(act.photos) if sha256 not in there]
    if not act.photos:
        return "no_photo"
    if any(photo_here(task.community_id, sha256) is None for sha256 in fresh):
        return "no_photo"
    session.add_all(HelpPhoto(community_id=task.community_id, task_id=task.id, sha256=sha256) for sha256 in fresh)
    if act.people_agree and isinstance(by, Household):
        keep_consent(session, by, act.photos)
    return None


def _confirm(session: Session, by: User | Household, task: HelpTask, act: HelpAct) -> str | None:
    """The volunteer's deed is accepted with it: two people have seen the proof, who entered it and who confirms."""
    assert isinstance(by, User), "a card confirms nothing"
    assert task.volunteer is not None, "a proved task has a volunteer"
    community = by.community
    day = min(_done_on(community, task), clock.today(community))
    book = rule_book_in_force(community.id, f"{day:%Y-%m}")[1]
    account = account_to_credit(task.volunteer, f"{day:%Y-%m}", book, task.person_id)
    if book.deed(act.kind) is None:
        return "no_kind"
    if account is None:
        return "no_account"
    what = (act.kind, day, act.points, act.quantity, WISHED if task.is_wish else ON_THE_CARD)
    record = Record(account.id, *what, household=task.volunteer_id, person=task.person_id)
    [refusal] = refuse_records(community, by, [record])
    if refusal is not None:
        return refusal
    [deed] = keep_records(session, community, None, [record], Origin(HELP))
    deed.state, deed.decided_by, deed.version = ACCEPTED, by.id, 1
    session.add_all(
        DeedPhoto(community_id=community.id, deed_id=deed.id, sha256=photo.sha256, position=place)
        for place, photo in enumerate(task.photos)
    )
    _note_decision(session, by, deed, "accept", "")
    task.deed_id = deed.id
    return None


def _reopen(session: Session, by: User | Household, task: HelpTask, act: HelpAct) -> str | None:
    deed = deed_by_id(task.community_id, task.deed_id or 0)
    assert isinstance(by, User), "a card confirms nothing"
    if deed is not None and deed.state == ACCEPTED:
        month = month_named(task.community_id, deed.month)
        if month is not None and not takes_changes(month.state):
            return "month_closed"
        deed.state, deed.version, deed.reason = WITHDRAWN, deed.version + 1, act.words.strip()[:NOTE]
        _note_decision(session, by, deed, "withdraw", deed.reason)
        if month is not None:
            reopen_draft(session, month)
    task.deed_id = None
    return None


def _note_decision(session: Session, by: User, deed: Deed, verb: str, reason: str) -> None:
    said = {"verb": verb, "points": deed.points, "reason": reason, "decided_at": clock.now()}
    session.add(DeedDecision(community_id=deed.community_id, deed_id=deed.id, decider_id=by.id, **said))


def _done_on(community: Community, task: HelpTask) -> dt.date:
    """The day on which it was said to be done, else proved."""
    steps = [step for step in task.steps if step.step in (Step.FINISH, Step.PROVE)]
    first = steps[-2] if len(steps) > 1 and steps[-2].step == Step.FINISH else steps[-1]
    return clock.local(community, first.at).date()


def _community(session: Session, task: HelpTask) -> Community:
    return session.get_one(Community, task.community_id)


_DO = {
    Step.TAKE: _take,
    Step.GIVE_BACK: _give_back,
    Step.PROVE: _prove,
    Step.CONFIRM: _confirm,
    Step.REOPEN: _reopen,
}
