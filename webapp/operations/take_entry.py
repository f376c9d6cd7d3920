"""Judge and post an entry, of whichever kind it is; and how its text is kept."""

from __future__ import annotations

from sqlalchemy.orm import Session

from sync.entry import DeedEntry, Entry
from sync.reasons import Rejection
from webapp import clock
from webapp.operations.intake import Intake
from webapp.operations.known import Posted, Values
from webapp.operations.post_check import judge_check, post_check
from webapp.operations.post_deed import judge_deed, post_deed


def judge(intake: Intake, entry: Entry) -> Rejection | None:
    """Why it can't be taken, or None; the caller has seen that its text is new."""
    return judge_deed(intake, entry) if isinstance(entry, DeedEntry) else judge_check(intake, entry)


def post(session: Session, intake: Intake, entry: Entry) -> Posted:
    return post_deed(session, intake, entry) if isinstance(entry, DeedEntry) else post_check(session, intake, entry)


def text_row(intake: Intake, identity: str, digest: str, text: str) -> Values:
    """The row of a text, as its parcel brought it; `identity` is "" where it names none."""
    parcel = intake.parcel
    return {
        "community_id": intake.known.community.id,
        "entry_id": identity,
        "digest": digest,
        # PostgreSQL can't hold U+0000 in a text; such a text is no JSON and was refused.
        "text": text.replace("\0", "\ufffd"),
        "user_id": parcel.user_id,
        "device_id": parcel.device_id,
        "clock_offset": parcel.clock_offset,
        "received_at": clock.from_milliseconds(parcel.arrival),
    }
