"""Save a check or deed that came as a plain form: photos are kept, then it is delivered like a phone's entry."""

from __future__ import annotations

import hashlib

from sync.delivery import Delivered
from sync.digest import digest_text
from sync.replay import Outcome, Receipt
from sync.states import State
from webapp import clock
from webapp.models import User
from webapp.operations.intake import Sender
from webapp.operations.make_entry import FormCheck, FormDeed, make_deed_text, make_text, new_id
from webapp.operations.receive_delivery import receive_delivery
from webapp.operations.receive_photo import take_photo
from webapp.queries.deeds import WIRE_STATES
from webapp.queries.form_walks import form_walk
from webapp.queries.intake import things_by_uuid


def save_form(user: User, check: FormCheck) -> Receipt:
    """The receipt of the form's check; a form sent twice is the same success twice, though its times differ."""
    earlier = things_by_uuid(user.community_id, [check.id]).get(("check", check.id))
    if earlier is not None and earlier.user_id == user.id:
        return Receipt(earlier.uuid, "", Outcome.DUPLICATE, State(earlier.state))
    walk = form_walk(user, clock.today(user.community)) or new_id(check.opened_at)
    return _deliver(user, make_text(check, walk, user.community.timezone))


def save_deed_form(user: User, deed: FormDeed) -> Receipt:
    """The receipt of the form's deed; a form sent twice is the same success twice, though its times differ."""
    earlier = things_by_uuid(user.community_id, [deed.id]).get(("deed", deed.id))
    if earlier is not None and earlier.user_id == user.id:
        return Receipt(deed.id, "", Outcome.DUPLICATE, WIRE_STATES[earlier.state])
    walk = form_walk(user, clock.today(user.community)) or new_id(deed.saved_at)
    return _deliver(user, make_deed_text(deed, walk, user.community.timezone))


def _deliver(user: User, text: str) -> Receipt:
    [receipt] = receive_delivery(Sender.of(user), clock.now_milliseconds(), (Delivered(digest_text(text), text),))
    return receipt


def keep_form_photo(user: User, data: bytes) -> dict:
    """Keep a picture; the claim that names it. Raises PhotoRefused."""
    sha256 = hashlib.sha256(data).hexdigest()
    kind = take_photo(user.community_id, sha256, data)
    return {
        "sha256": sha256,
        "bytes": len(data),
        "type": kind,
        "taken_at": clock.now_milliseconds(),
        "shows": "before",
    }
