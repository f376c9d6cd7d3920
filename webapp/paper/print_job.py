"""The job that prints what takes longer than a page may."""

from __future__ import annotations

from webapp.paper.kept_papers import Place, keep
from webapp.paper.order import Order
from webapp.paper.print_order import print_order


def print_paper(community_id: int, user: int, token: str, *order: int | str) -> None:
    """`order` are the fields of an Order behind its community, in their order."""
    keep(Place(community_id, user, token), print_order(Order(community_id, *order)))  # type: ignore[arg-type]
