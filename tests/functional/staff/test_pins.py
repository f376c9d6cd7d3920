"""PINs at the counter: drawn by chance, told once, printed once, one by one or for everybody."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.factories.browsers import Browser
from tests.factories.courtyards import household_of, make_household
from tests.factories.jobs import work_off
from tests.factories.neighbourhoods import PIN, TODAY, make_neighbourhood, make_neighbourhood_today
from tests.factories.papers import read_pdf
from tests.factories.users import make_user
from webapp import clock
from webapp.extensions import db
from webapp.models import AuditEvent, HouseholdAccess, Membership
from webapp.operations.open_card import Opened, Wrong, open_card
from webapp.photo_store import uploads

ADDRESS = "192.0.2.7"
SHOWN = re.compile(r'id="new-pin">(\d{3}) (\d{3})<')
SLIP = re.compile(r'name="slip" value="([^"]+)"')


@pytest.fixture
def home(app, scenes):
    with clock.at(TODAY):
        yield scenes.play(app, make_neighbourhood_today)


@pytest.fixture
def staff(app, home) -> Browser:
    return Browser(app, home.staff)


def seen_on(page: str) -> str:
    return re.search(r'name="seen" value="(\d+)"', page)[1]


def draw(staff: Browser, household, **more):
    card = f"/staff/cards/{household.id}/"
    return staff.post(f"{card}pin", {"seen": seen_on(staff.get(card).text), **more})


def pin_of(page: str) -> str:
    return "".join(SHOWN.search(page).groups())


def test_pin_is_drawn_and_opens_the_card_and_what_staff_send_is_no_pin(staff, home):
    answer = draw(staff, home.tenant, pin="194508")
    assert answer.headers["Cache-Control"] == "no-store"
    pin = pin_of(answer.text)
    assert isinstance(open_card(home.tenant.code, pin, ADDRESS), Opened)
    assert open_card(home.tenant.code, "194508", ADDRESS) == Wrong()


def test_same_form_again_draws_no_other_pin_and_shows_none(staff, home):
    card = f"/staff/cards/{home.tenant.id}/"
    form = {"seen": seen_on(staff.get(card).text)}
    pin = pin_of(staff.post(f"{card}pin", form).text)
    again = staff.post(f"{card}pin", form)
    assert (again.status_code, SHOWN.search(again.text)) == (409, None)
    assert "密码刚才已经换过了" in again.text
    assert isinstance(open_card(home.tenant.code, pin, ADDRESS), Opened)


def test_new_pin_ends_the_old_one(staff, home):
    with clock.at(TODAY + dt.timedelta(minutes=1)):
        draw(staff, home.household)
        assert open_card(home.household.code, PIN, ADDRESS) == Wrong()


def test_slip_says_code_and_pin_its_qr_code_only_the_household_s_code(staff, home):
    page = draw(staff, home.household).text
    pin = pin_of(page)
    answer = staff.post(f"/staff/cards/{home.household.id}/pin.pdf", {"slip": SLIP.search(page)[1]})
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("application/pdf", "private, no-store")
    paper, code = read_pdf(answer.data), home.household.code
    assert paper.sizes == [(148, 105)]
    for said in ("石阶巷27号", "何**", f"{code[:4]} {code[4:]}", f"{pin[:3]} {pin[3:]}", "到社区窗口换"):
        assert said in paper.text, said
    assert "何桂芳" not in paper.text
    assert paper.codes == [f"http://localhost/card/?code={code}"]
    assert code in staff.get(f"/card/?code={code}").text


def test_slip_is_printed_once(staff, home):
    path, slip = f"/staff/cards/{home.tenant.id}/pin.pdf", SLIP.search(draw(staff, home.tenant).text)[1]
    assert staff.post(path, {"slip": slip}).status_code == 200
    again = staff.post(path, {"slip": slip})
    assert again.status_code == 409
    assert "密码条已经印过，不能再印" in again.text


def test_slip_of_an_older_pin_of_another_household_or_made_up_prints_nothing(staff, home):
    path, slip = f"/staff/cards/{home.tenant.id}/pin.pdf", SLIP.search(draw(staff, home.tenant).text)[1]
    other = f"/staff/cards/{home.household.id}/pin.pdf"
    assert staff.post(other, {"slip": slip}).status_code == 409
    with clock.at(TODAY + dt.timedelta(minutes=1)):
        newer = SLIP.search(draw(staff, home.tenant).text)[1]
    for sent in (slip, "", "made up", "号"):
        assert staff.post(path, {"slip": sent}).status_code == 409, sent
    assert staff.post(path, {"slip": newer}).status_code == 200


def test_pin_is_nowhere_in_clear(staff, home):
    page = draw(staff, home.tenant).text
    pin, slip = pin_of(page), SLIP.search(page)[1]
    staff.post(f"/staff/cards/{home.tenant.id}/pin.pdf", {"slip": slip})
    kept = db.session.query(HouseholdAccess).filter_by(household_id=home.tenant.id).one()
    assert kept.pin_hash.startswith("$argon2id$")
    assert pin not in kept.pin_hash
    assert pin not in slip
    events = db.session.query(AuditEvent).filter_by(reference=str(home.tenant.id)).all()
    assert [event.action for event in events][-2:] == ["pin_set", "pin_printed"]
    assert all(pin not in str(event.details) for event in events)


def everybody(app, staff, **form):
    """Starts the job, works it off, and gives the page of the job."""
    started = staff.post("/staff/pins/", form)
    assert started.status_code == 303, started.text
    assert "排着队" in staff.get(started.headers["Location"]).text
    work_off(app)
    db.session.rollback()
    return started.headers["Location"]


def paper_of(job: str) -> str:
    return f"/staff/pins/{job.split('/')[-2]}.pdf"


def test_slips_for_all_without_a_pin_are_sorted_and_their_pins_open_the_cards(app, staff, home):
    job = everybody(app, staff)
    assert "抽好了，可以打开一次" in staff.get(job).text
    paper = read_pdf(staff.post(paper_of(job)).data)
    assert re.findall(r"石阶巷(\d+)号 (\S+?) ", paper.text) == [("27", "李**"), ("29", "欧阳**"), ("31", "王**")]
    assert paper.sizes == [(210, 297)]
    pins = re.findall(r"密码 (\d{3}) (\d{3})", paper.text)
    assert len(pins) == 3
    for household, pin in zip((home.tenant, household_of(home.yards[1])), pins, strict=False):
        assert isinstance(open_card(household.code, "".join(pin), ADDRESS), Opened)
    assert isinstance(open_card(home.household.code, PIN, ADDRESS), Opened), "who had one keeps it"


def test_sheet_of_slips_is_opened_once_and_only_by_who_drew_them(app, staff, home):
    job = everybody(app, staff)
    colleague = Browser(app, make_user(home.community, "staff"))
    stranger = Browser(app, make_neighbourhood("别的社区").staff)
    assert [each.post(paper_of(job)).status_code for each in (colleague, stranger)] == [404, 404]
    assert stranger.get(job).status_code == 404
    assert staff.post(paper_of(job)).status_code == 200
    again = staff.post(paper_of(job))
    assert (again.status_code, "已经打开过，不能再印" in again.text) == (410, True)
    assert "已经打开过，不能再印" in staff.get(job).text


def test_sheet_of_slips_lies_encrypted_until_it_is_opened(app, staff, home, monkeypatch):
    written = []
    begin = type(uploads()).begin

    def watch(self, community_id, identity, pieces):
        pieces = list(pieces)
        written.extend(pieces)
        return begin(self, community_id, identity, iter(pieces))

    monkeypatch.setattr(type(uploads()), "begin", watch)
    everybody(app, staff)
    assert written
    assert not any(b"%PDF" in each for each in written)


def test_when_everybody_has_a_pin_nothing_is_drawn(app, staff, home):
    everybody(app, staff)
    answer = staff.post("/staff/pins/")
    assert answer.status_code == 422
    assert "每一户都有密码了" in answer.text


def test_pins_never_used_can_be_drawn_again_those_in_use_are_left_alone(app, staff, home):
    everybody(app, staff)
    with clock.at(TODAY + dt.timedelta(minutes=2)):
        assert isinstance(open_card(home.household.code, PIN, ADDRESS), Opened)
        job = everybody(app, staff, unused="1")
        paper = read_pdf(staff.post(paper_of(job)).data)
        assert len(re.findall(r"密码 \d{3} \d{3}", paper.text)) == 3
        assert isinstance(open_card(home.household.code, PIN, ADDRESS), Opened)


def test_who_moved_out_gets_no_slip(app, staff, home):
    gone = make_household(home.yards[1], "钱七")
    db.session.query(Membership).filter_by(household_id=gone.id).update({"until": dt.date(2026, 9, 1)})
    db.session.commit()
    job = everybody(app, staff)
    assert "钱" not in read_pdf(staff.post(paper_of(job)).data).text


def test_page_counts_who_has_none_who_never_used_one_and_who_did(app, staff, home):
    make_household(home.yards[2], "孙八")
    page = " ".join(re.sub(r"<[^>]+>", " ", staff.get("/staff/pins/").text).split())
    assert "还没有密码 4 户人家 有密码，没打开过卡 1 户人家 用密码打开过卡 0 户人家" in page
    open_card(home.household.code, PIN, ADDRESS)
    page = " ".join(re.sub(r"<[^>]+>", " ", staff.get("/staff/pins/").text).split())
    assert "有密码，没打开过卡 0 户人家 用密码打开过卡 1 户人家" in page


def test_handbook_and_other_papers_never_show_a_pin_or_a_household_code(app, staff, home):
    everybody(app, staff)
    answer = staff.post("/staff/paper/", {"kind": "handbooks", "number": "27"})
    text = read_pdf(answer.data).text
    assert home.household.code not in text
    assert not re.search(r"密码", text)
