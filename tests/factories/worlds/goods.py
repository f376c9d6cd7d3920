"""The counter: a good on the shelf with its picture, one put by, and a receipt that is signed."""

from __future__ import annotations

import datetime as dt

from flask import Flask

from tests.factories.courtyards import account_of
from tests.factories.goods import make_good
from tests.factories.pictures import make_signature, make_telling_jpeg
from tests.factories.worlds.world import World
from webapp import clock
from webapp.extensions import db
from webapp.models import Redemption
from webapp.operations.keep_photos import keep_photos
from webapp.operations.reserve_good import Wish, reserve_good
from webapp.operations.sign_receipt import sign_receipt

OF_GOOD = ("good", "change_good", "move_good", "good_picture")
OF_RECEIPT = ("receipt", "undo_receipt", "sign", "receipt_signature", "print_receipt")


def add(app: Flask, world: World) -> None:
    home, account = world.home, account_of(world.home.yards[0])
    today = clock.today(home.community)
    [picture], problem = keep_photos(home.community.id, [make_telling_jpeg("yellow")])
    assert problem is None
    good = make_good(home.staff, picture=picture)
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
    assert sign_receipt(home.staff, redemption.id, make_signature()) is None
    world.name(*(f"staff.{name}" for name in OF_GOOD), "resident.good_picture", key=good.id)
    world.name("staff.settle_reservation", "resident.settle_own", key=reservation.id)
    world.name(*(f"staff.{name}" for name in OF_RECEIPT), "oversight.receipt_signature", key=redemption.id)
