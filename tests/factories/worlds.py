"""A community in which every address of the app has something real to show, and who may come to it."""

from __future__ import annotations

import datetime as dt
import io
from base64 import b64encode
from dataclasses import dataclass, field

from flask import Flask

from tests.factories.browsers import Browser
from tests.factories.checks import at, make_check
from tests.factories.courtyards import account_of
from tests.factories.entries import deliver, make_deed_entry, make_entry
from tests.factories.goods import make_good
from tests.factories.neighbourhoods import MONTH, PIN, Neighbourhood
from tests.factories.objections import taken
from tests.factories.samples import throw
from tests.factories.users import make_device, make_user
from webapp import clock
from webapp.extensions import db
from webapp.jobs import start_job
from webapp.models import Deed, Household, ReceivedEntry, Redemption, User
from webapp.operations.draft_rule_book import save_draft
from webapp.operations.intake import Sender
from webapp.operations.receive_delivery import receive_delivery
from webapp.paper.kept_papers import Place, keep, new_token
from webapp.rulebooks import default_text
from webapp.verification.verify_month import verify_month

ROLES = ("inspector", "staff", "oversight", "admin")
PHONE, CARD, NOBODY = "phone", "card", "nobody"


@dataclass
class World:
    """`users` by role; `known` has a value for each argument of an address, `of_endpoint` those of one address only.

    `sent` is what its form sends, or stands behind the question mark, where nothing is found without it.
    """

    home: Neighbourhood
    users: dict[str, User]
    token: str
    known: dict[str, object]
    of_endpoint: dict[str, dict[str, object]] = field(default_factory=dict)
    sent: dict[str, dict[str, object]] = field(default_factory=dict)

    def values(self, endpoint: str, arguments: set[str]) -> dict[str, object]:
        values = {**self.known, **self.of_endpoint.get(endpoint, {})}
        return {name: values[name] for name in arguments}


def make_world(app: Flask, home: Neighbourhood) -> World:
    """Around a published neighbourhood."""
    admin = make_user(home.community, "admin")
    device, token = make_device(home.inspector)
    world = World(
        home,
        {"inspector": home.inspector, "staff": home.staff, "oversight": home.oversight, "admin": admin},
        token,
        {
            "uuid": home.check.uuid,
            "check": home.check.uuid,
            "sha256": home.sha256,
            "size": "small",
            "name": MONTH,
            "month": MONTH,
            "account": account_of(home.yards[0]).id,
            "version": 1,
            "code": home.yards[0].code,
            "slug": home.community.slug,
            "item": "W1",
            "paper": "a4",
            "what": "roster",
            "form": "csv",
            "public_id": device.public_id,
            "filename": "js/components/reload.js",
        },
    )
    _samples(world)
    _jobs(world)
    _things(world)
    _phone(world)
    _upload(app, world)
    _import(app, world)
    world.of_endpoint["oversight.shares_file"] = {"what": "shares"}
    account = {"month": MONTH, "account": world.known["account"]}
    world.sent = {
        "staff.new_objection": account,
        "staff.keep_objection": account,
        "staff.make_sign_in_code": {"inspector": home.inspector.id},
        "staff.change_device": {"do": "rename", "name": "巡查一号"},
        "staff.decide": {"do": "approve", "seen": "complete"},
    }
    return world


def _samples(world: World) -> None:
    walk = world.home.check.walk.uuid
    assert throw(world.home.oversight, world.home.check) is None
    for endpoint in ("staff.walk", "staff.approve_walk"):
        world.of_endpoint[endpoint] = {"uuid": walk}
    for name in ("sample", "throw", "sample_again", "look", "write_look"):
        world.of_endpoint[f"oversight.{name}"] = {"uuid": walk}


def _jobs(world: World) -> None:
    """A job that waits, and papers that are printed."""
    community, token = world.home.community.id, new_token()
    world.known |= {"key": start_job(verify_month, community, MONTH, world.home.oversight.id), "token": token}
    for role in ("staff", "oversight"):
        keep(Place(community, world.users[role].id, token), b"%PDF-1.7")


def _things(world: World) -> None:
    """A good, a receipt, an objection, a draft of the rules."""
    home = world.home
    good = make_good(home.staff)
    redemption = Redemption(
        community_id=home.community.id,
        account_id=account_of(home.yards[0]).id,
        day=clock.today(home.community),
        points=1,
        what="纸巾 × 1",
        made_by=home.staff.id,
        made_at=clock.now(),
    )
    db.session.add(redemption)
    db.session.commit()
    objection = taken(home.staff, home.yards[0], MONTH, "finding:W1").id
    for name in ("good", "change_good", "move_good"):
        world.of_endpoint[f"staff.{name}"] = {"key": good.id}
    for name in ("receipt", "undo_receipt"):
        world.of_endpoint[f"staff.{name}"] = {"key": redemption.id}
    for area in ("staff", "oversight"):
        for name in ("objection", "decide_objection"):
            world.of_endpoint[f"{area}.{name}"] = {"key": objection}
    save_draft(world.users["admin"], default_text())


def _phone(world: World) -> None:
    """Today's check and deed of the inspector's, and a second text of the check, which is put aside."""
    home, sender = world.home, Sender.of(world.home.inspector)
    now = clock.now()
    check = make_check(home.inspector, home.yards[2], now - dt.timedelta(hours=1))
    deed = make_deed_entry(home.yards[0], at=now - dt.timedelta(hours=1))
    entry = make_entry(home.yards[1], at=at(dt.date(2026, 11, 4)))
    other = {**entry, "saved_at": entry["saved_at"] + 1}
    receive_delivery(sender, clock.now_milliseconds(), deliver(deed, entry, other))
    aside = db.session.query(ReceivedEntry).filter_by(outcome="conflict").one()
    assert db.session.query(Deed).filter_by(uuid=deed["id"]).one()
    for name in ("saved", "redo", "withdraw"):
        world.of_endpoint[f"inspect.{name}"] = {"check": check.uuid}
    world.of_endpoint["inspect.withdraw_deed"] = {"deed": deed["id"]}
    for name in ("aside", "settle"):
        world.of_endpoint[f"staff.{name}"] = {"key": aside.id}


def _upload(app: Flask, world: World) -> None:
    """Begun by the phone, and not whole."""
    metadata = {"sha256": "ab" * 32, "type": "image/jpeg"}
    headers = {
        "Authorization": f"Bearer {world.token}",
        "Tus-Resumable": "1.0.0",
        "Upload-Length": "1000",
        "Upload-Metadata": ",".join(f"{key} {b64encode(text.encode()).decode()}" for key, text in metadata.items()),
    }
    begun = app.test_client().post("/api/v1/files/", headers=headers)
    assert begun.status_code == 201
    world.of_endpoint["api.file"] = {"identity": begun.headers["Location"].split("/")[-1]}


def _import(app: Flask, world: World) -> None:
    """A file that the admin looks at, with a row that can't be taken."""
    file = (io.BytesIO("巷,门牌号,网格\n石阶巷,9-9,1\n没有的巷,1,\n".encode()), "a.csv")
    data = {"kind": "roster", "file": file}
    looked = Browser(app, world.users["admin"]).post("/admin/import/", data, content_type="multipart/form-data")
    token = looked.headers["Location"].split("/")[-2]
    for name in ("preview_import", "take", "problems"):
        world.of_endpoint[f"admin.{name}"] = {"token": token}


def card_of(app: Flask, household: Household) -> Browser:
    """A browser in which the household's card is open."""
    browser = Browser(app)
    assert browser.post("/card/", {"code": household.code, "pin": PIN}).status_code == 303
    return browser
