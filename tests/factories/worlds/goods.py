"""The counter: a good on the shelf, one put by, and a receipt."""

from __future__ import annotations

import datetime as dt

from flask import Flask

from tests.factories.courtyards import account_of
from tests.factories.goods import make_good
from tests.factories.worlds.world import World
from webapp import clock
from webapp.extensions import db
from webapp.models import Redemption
from webapp.operations.reserve_good import Wish, reserve_good


def add(app: Flask, world: World) -> None:
    home, account = world.home, account_of(world.home.yards[0])
    today = clock.today(home.community)
    good = make_good(home.staff)
    reservation = reserve_good(home.staff, account, Wish(good.id, 1, today + dt.timedelta(days=7)))
    redemption = Redemption(
        community_id=home.community.id,
        account_id=account.id,
        day=today,
        points=1,
        what="纸巾 × 1",
        made_by=home.staff.id,
        made_at=clock.now(),
    )
    db.session.add(redemption)
    db.session.commit()
    world.name("staff.good", "staff.change_good", "staff.move_good", key=good.id)
    world.name("staff.settle_reservation", key=reservation.id)
    world.name("staff.receipt", "staff.undo_receipt", key=redemption.id)
