"""Every form of the card that takes photos asks not to show others, and keeps with them that who is shown agrees."""

from __future__ import annotations

import io

import pytest

from tests.factories.browsers import Browser
from tests.factories.cards import open_card
from tests.factories.checks import approve, at, make_check
from tests.factories.help_tasks import only_task
from tests.factories.neighbourhoods import MONTH, TODAY, fault
from tests.factories.pictures import make_jpeg
from webapp.extensions import db
from webapp.models import Check, PhotoConsent
from webapp.operations.help_out import HelpAct, help_out
from webapp.operations.post_wish import post_wish

TICK = 'name="people_agree" value="yes"'
RULE = "照片里尽量不要拍到别人"


@pytest.fixture
def mine(app, home, today) -> Browser:
    return open_card(app, home.staff, home.household)


def claim(_home) -> tuple[str, dict]:
    return "/card/claims/new?kind=volunteering", {
        "kind": "volunteering",
        "when": "today",
        "quantity": "60",
        "hours": "1",
    }


def objection(_home) -> tuple[str, dict]:
    return f"/card/objections/new?month={MONTH}", {"month": MONTH, "line": "score"}


def put_right(home) -> tuple[str, dict]:
    found: Check = make_check(home.inspector, home.yards[0], at(TODAY.date(), 1), {"W1": fault()})
    approve(home.staff, found)
    return f"/card/put-right/{found.uuid}/W1", {}


def help_proof(home) -> tuple[str, dict]:
    post_wish(home.tenant, "想把灯修好", "w-1")
    key = only_task().id
    assert help_out(home.staff, key, HelpAct("admit", 0)) is None
    assert help_out(home.household, key, HelpAct("take", 1)) is None
    return f"/card/help/{key}/", {"do": "prove", "seen": 2, "words": "修好了"}


FORMS = (claim, objection, put_right, help_proof)


def send(mine: Browser, form: tuple[str, dict], **more: object):
    address, said = form
    photo = (io.BytesIO(make_jpeg()), "a.jpg")
    return mine.post(address.split("?")[0], {"token": "t-1", "text": "做好了", "photo": photo, **said, **more})


@pytest.mark.parametrize("made", FORMS)
def test_tick_is_kept_with_the_photo_and_for_whose_it_is(mine, home, made):
    form = made(home)
    page = mine.get(form[0]).text
    assert (RULE in page, TICK in page) == (True, True)
    assert send(mine, form, people_agree="yes").status_code == 303
    [consent] = db.session.query(PhotoConsent)
    assert (consent.household_id, consent.withdrawn_at) == (home.household.id, None)


@pytest.mark.parametrize("made", FORMS)
def test_without_the_tick_it_is_taken_and_nobody_is_said_to_agree(mine, home, made):
    assert send(mine, made(home)).status_code == 303
    assert db.session.query(PhotoConsent).count() == 0


@pytest.mark.parametrize("made", FORMS)
def test_refused_form_keeps_its_tick_and_no_consent(mine, home, made):
    broken = (io.BytesIO(b"<html>"), "b.jpg")
    answer = send(mine, made(home), people_agree="yes", photo=broken)
    assert answer.status_code == 422
    ticked = answer.text.split(TICK, 1)[1].split(">", 1)[0]
    assert "checked" in ticked
    assert db.session.query(PhotoConsent).count() == 0
