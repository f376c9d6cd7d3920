"""Goods come in, are counted, or are thrown away; what is exchanged moves by hand_out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import insert
from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.goods.stock import COMES_IN, Move, signed
from webapp.models import FundEntry, Good, StockEntry, User
from webapp.models.types import NAME
from webapp.operations.call_in_line import call_next
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.queries.goods import good_by_id, stock_of

BY_HAND = (*COMES_IN, Move.COUNTED, Move.SPOILT)
MOST = 1_000_000
MOST_FEN = 10_000_000_00


@dataclass(frozen=True, slots=True)
class Movement:
    """`quantity` is how many; of a count, how many are there. `fen` is what a purchase cost."""

    move: Move
    quantity: int
    fen: int = 0
    words: str = ""


def move_stock(actor: User, key: int, movement: Movement) -> str | None:
    """None when it is entered, else the code of why not. What a purchase cost is taken from the funds."""
    if movement.move not in BY_HAND:
        return "bad_move"
    least = 0 if movement.move == Move.COUNTED else 1
    if not least <= movement.quantity <= MOST or not 0 <= movement.fen <= MOST_FEN:
        return "bad_quantity"
    if movement.move != Move.COUNTED and not movement.words.strip():
        return "no_words"
    with transaction(actor.community_id) as session:
        good = good_by_id(actor.community_id, key)
        if good is None:
            return "unknown"
        stock = stock_of(actor.community_id, {key})[key]
        changed = signed(movement.move, movement.quantity, stock)
        if stock + changed < 0:
            return "below_zero"
        enter_move(session, actor, good, movement.move, changed, fen=movement.fen or None, words=movement.words)
        if movement.fen and movement.move == Move.BOUGHT:
            _take_from_funds(session, actor, good, movement)
        note_event(session, actor, f"stock_{movement.move}", "good", str(key), quantity=changed)
        call_next(session, actor.community_id)
    return None


def enter_move(session: Session, actor: User, good: Good, move: Move, quantity: int, **more: int | str | None) -> None:
    """One entry, in this transaction; `quantity` is signed."""
    row: Mapping[str, object] = {
        "community_id": actor.community_id,
        "good_id": good.id,
        "day": clock.today(actor.community),
        "move": move.value,
        "quantity": quantity,
        "made_by": actor.id,
        "made_at": clock.now(),
        **more,
        "words": str(more.get("words") or "").strip()[:NAME],
    }
    session.connection().execute(insert(StockEntry), row)


def _take_from_funds(session: Session, actor: User, good: Good, movement: Movement) -> None:
    session.add(
        FundEntry(
            community_id=actor.community_id,
            day=clock.today(actor.community),
            fen=-movement.fen,
            what=f"{good.name} × {movement.quantity}"[:NAME],
            made_by=actor.id,
            made_at=clock.now(),
        )
    )
