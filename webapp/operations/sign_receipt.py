"""Keep the signature that somebody wrote on the screen for what they collected; and forget who collected."""

from __future__ import annotations

from sqlalchemy.orm import Session

from sync.picture import PictureRefused, look_at
from webapp import clock
from webapp.darkroom import NotDeveloped, develop
from webapp.database import release_connection
from webapp.domain.evidence.bare_png import bare_png
from webapp.models import Account, Signature, User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.queries.counter import redemptions_of
from webapp.queries.redemptions import redemption_by_id
from webapp.queries.reservations import reservations_of
from webapp.queries.signatures import signature_of, signatures_of

MOST_BYTES = 50_000
MOST_PIXELS = 1_000_000


def sign_receipt(actor: User, key: int, data: bytes) -> str | None:
    """None when it is kept, else the code of why not. The same again is the same; a second one replaces none."""
    png = _bare(data)
    if png is None:
        return "no_signature"
    with transaction(actor.community_id) as session:
        redemption = redemption_by_id(actor.community_id, key)
        if redemption is None:
            return "unknown"
        before = signature_of(actor.community_id, key)
        if before is not None:
            return None if before.png == png else "signed_already"
        if redemption.undone_at is not None:
            return "undone"
        row = {"redemption_id": key, "png": png, "taken_by": actor.id, "taken_at": clock.now()}
        session.add(Signature(community_id=actor.community_id, **row))
        note_event(session, actor, "receipt_signed", "redemption", str(key))
    return None


def forget_collectors(session: Session, account: Account) -> None:
    """In the transaction of whoever deletes a household's data: no signature, and no name of who came for something,
    is left of what the account collected or has put by. Points, goods and days stay: the accounts need them.
    """
    for signature in signatures_of(account.community_id, account.id):
        session.delete(signature)
    for redemption in redemptions_of(account):
        redemption.picked_up_by = ""
    for reservation in reservations_of(account.community_id, account.id):
        reservation.picked_up_by = ""


def _bare(data: bytes) -> bytes | None:
    """A PNG that is bounded and that the darkroom could decode, without anything written beside its picture."""
    png = bare_png(data) if len(data) <= MOST_BYTES else None
    if png is None:
        return None
    release_connection()
    try:
        if look_at(png, "image/png").pixels > MOST_PIXELS:
            return None
        develop(png)
    except (PictureRefused, NotDeveloped):
        return None
    return png
