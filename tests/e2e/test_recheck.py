"""A re-check without signal: what was found first, one put right and proved by a photo, one not; a point is saved."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.conftest import make_settings
from tests.e2e.browsers import sign_in
from tests.e2e.faults.street import make_picture
from tests.e2e.faults.walking import take_photo
from tests.e2e.neighbourhood import Neighbourhood
from tests.e2e.walking import save_and_go_on, send_now
from tests.factories.checks import approve, make_check
from tests.factories.users import PASSWORD
from tests.waiting import wait_until
from webapp import clock, create_app
from webapp.extensions import db
from webapp.models import Courtyard
from webapp.queries.users import user_by_name

FOUND = {"result": "fault", "phrases": ["桶未盖"], "note": "墙边两袋"}


def find_faults_yesterday(neighbourhood: Neighbourhood, number: str) -> None:
    """Another inspector's approved check with faults at W2 and O1."""
    with create_app(make_settings(neighbourhood.folder)).app_context():
        inspector, staff = user_by_name("xuncha2"), user_by_name("gongzuo")
        courtyard = db.session.query(Courtyard).filter_by(code=neighbourhood.codes[number]).one()
        yesterday = clock.now() - dt.timedelta(days=1)
        approve(staff, make_check(inspector, courtyard, yesterday, {"W2": FOUND, "O1": FOUND | {"phrases": []}}))
        db.session.remove()
        db.engine.dispose()


def recheck(phone: Page, number: str, following: str, proof: Path) -> None:
    phone.locator("a.cell", has=phone.locator(f".plate:text-is('{number}')")).click()
    expect(phone.locator("header .plate")).to_have_text(number)
    first = phone.locator(".items").first.locator(".item")
    expect(first).to_have_count(2)
    assert first.evaluate_all("all => all.map(one => one.id)") == ["item-W2", "item-O1"]
    expect(phone.locator(".sect.first")).to_contain_text("改好了吗")
    expect(phone.locator("#item-W2 .then")).to_contain_text("桶未盖、墙边两袋")
    expect(phone.locator("#item-W2 label.seg.yes")).to_have_text("改好了")
    expect(phone.locator("#camera-W2")).to_contain_text("拍改好后的")
    take_photo(phone, "W2", proof)
    expect(phone.locator("#item-W2 figure.shot")).to_contain_text("改好后")
    expect(phone.locator("#pass-W2")).to_be_checked()
    expect(phone.locator("#note-W2")).to_be_hidden()
    expect(phone.locator("#save")).to_contain_text("全部合格")
    phone.locator("#item-O1 label.seg.no").click()
    expect(phone.locator("#item-O1 .sheet")).to_contain_text("没改好也先不扣")
    phone.locator("#item-O1 summary").click()
    drawing = phone.locator("#item-O1 .drawing").last
    expect(drawing).to_be_visible()
    wait_until(
        lambda: drawing.evaluate("svg => svg.getBBox().width") > 100,
        saying=lambda: "the drawing is not there without a line",
        pause=lambda: phone.wait_for_timeout(50),
    )
    expect(phone.locator("#save")).to_contain_text("1项不合格")
    save_and_go_on(phone, number, following)


def results_of_the_recheck(neighbourhood: Neighbourhood) -> list[tuple[str, str]]:
    with sqlite3.connect(neighbourhood.folder / "sanbao.sqlite3") as database:
        return database.execute(
            "SELECT finding.item, finding.result FROM finding JOIN courtyard_check ON courtyard_check.id = check_id "
            "JOIN user_account ON user_account.id = inspector_id WHERE username = 'xuncha'"
        ).fetchall()


def photos_of_the_recheck(neighbourhood: Neighbourhood) -> list[tuple[str, str, str]]:
    with sqlite3.connect(neighbourhood.folder / "sanbao.sqlite3") as database:
        return database.execute(
            "SELECT check_photo.item, check_photo.shows, courtyard_check.state FROM check_photo "
            "JOIN courtyard_check ON courtyard_check.id = check_id"
        ).fetchall()


def test_recheck_without_signal_begins_with_what_was_found(people, neighbourhood, server, tmp_path):
    find_faults_yesterday(neighbourhood, "23")
    phone = people.browser("phone")
    sign_in(phone, people.address, "xuncha", PASSWORD, "/auth/sign-in?next=/inspect/")
    expect(phone.get_by_text("可以离线用了")).to_be_visible(timeout=30_000)
    server.kill()
    recheck(phone, "23", "25", make_picture(tmp_path, 1))
    server.start()
    send_now(phone, people.address)
    assert results_of_the_recheck(neighbourhood) == [("O1", "fault")]
    assert photos_of_the_recheck(neighbourhood) == [("W2", "after", "complete")]
