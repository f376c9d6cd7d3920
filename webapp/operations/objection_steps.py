"""Write one step of an objection: chained to the step before it in the community, and noted in the audit trail."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.months.cycle import STAFF, NotAllowed
from webapp.domain.months.objection import State, Step, after, outcome_after
from webapp.domain.months.objection_chain import Link, seal
from webapp.domain.months.rulings import Effect, effects_text
from webapp.models import AuditEvent, Objection, ObjectionStep, User
from webapp.queries.rulings import about_of, chain_end

MOST_WORDS = 500


@dataclass(frozen=True, slots=True)
class Said:
    """What a step says; `outcome`, `effects` and the month they count in (`placed_in`) are those of an answer."""

    text: str
    outcome: str = ""
    effects: tuple[Effect, ...] = ()
    placed_in: str = ""


def spoken(text: str) -> str:
    """Without what can't be printed, which some databases refuse; line breaks stay."""
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n").strip()[:MOST_WORDS]


def is_repeat(objection: Objection, actor: User | None, step: str, text: str, outcome: str = "") -> bool:
    """A second tap on the same button: the same person did just this, and nobody anything since."""
    last = objection.steps[-1]
    mine = last.maker_id == (actor.id if actor else None)
    return mine and (last.step, last.text, last.outcome) == (step, text, outcome)


def why_not(objection: Objection, step: Step, actor: User | None, outcome: str = "") -> str | None:
    """The code of why the step is not theirs or not in turn. Without an actor it is the household's own."""
    try:
        _after(objection, step, actor, outcome)
    except NotAllowed as refusal:
        return refusal.reason
    return None


def move(session: Session, objection: Objection, step: Step, actor: User | None, said: Said) -> None:
    """Take a step that nothing forbids."""
    objection.state = _after(objection, step, actor, said.outcome)
    objection.outcome = outcome_after(objection.outcome, step, said.outcome)
    add_step(session, objection, step, actor, said)


def _after(objection: Objection, step: Step, actor: User | None, outcome: str) -> State:
    roles = {role.name for role in actor.roles} if actor else {STAFF}
    return after(objection.state, step, roles, outcome or None)


def add_step(session: Session, objection: Objection, step: Step, actor: User | None, said: Said) -> None:
    """Call it under the community's lock: the chain has one end."""
    objection.version += 1
    count, previous = chain_end(objection.community_id)
    link = seal(
        previous,
        Link(
            sequence=count + 1,
            objection=objection.id,
            number=objection.version,
            about=about_of(objection),
            step=step.value,
            outcome=said.outcome,
            text=said.text,
            effects=effects_text(said.effects),
            placed_in=said.placed_in,
            maker=actor.id if actor else 0,
            at=clock.now_milliseconds(),
        ),
    )
    session.add(_row(objection, link))
    session.add(_event(objection, link))
    session.flush()
    session.expire(objection, ["steps"])


def _row(objection: Objection, link: Link) -> ObjectionStep:
    return ObjectionStep(
        community_id=objection.community_id,
        objection_id=objection.id,
        number=link.number,
        sequence=link.sequence,
        step=link.step,
        outcome=link.outcome,
        text=link.text,
        effects=link.effects,
        placed_in=link.placed_in,
        maker_id=link.maker or None,
        at=clock.from_milliseconds(link.at),
        previous_digest=link.previous_digest,
        digest=link.digest,
    )


def _event(objection: Objection, link: Link) -> AuditEvent:
    details: dict[str, object] = {"month": objection.month, "account": objection.account_id}
    if link.outcome:
        details["outcome"] = link.outcome
    return AuditEvent(
        community_id=objection.community_id,
        at=clock.from_milliseconds(link.at),
        actor_id=link.maker or None,
        action=f"objection_{link.step}",
        subject="objection",
        reference=str(objection.id),
        details=details,
    )
