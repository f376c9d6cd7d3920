"""Check it yourself: the page, its numbers, corrections, and what somebody types in from paper."""

from __future__ import annotations

import json
import re

import pytest

from tests.factories.browsers import Browser
from tests.factories.courtyards import household_of
from tests.factories.neighbourhoods import MONTH, PIN, PUBLISHED, TODAY, make_neighbourhood, republish
from tests.factories.objections import answer, correct_month, objected
from tests.factories.users import make_user
from tests.unit.domain.test_proof import printed
from webapp import clock
from webapp.domain.months.objection import Outcome
from webapp.extensions import db
from webapp.models import Publication, PublicationLeaf
from webapp.operations.set_pin import set_pin

PAGE = f"/card/proof/{MONTH}/"


def root_of(number: int = 1) -> str:
    return db.session.query(Publication).filter_by(number=number).order_by(Publication.id).first().root


def numbers(card, number: int = 1) -> dict:
    answered = card.get(f"{PAGE}{number}.json")
    assert answered.headers["Cache-Control"] == "no-store"
    return json.loads(answered.text)


@pytest.fixture
def corrected(card, home):
    """W1 is given back, and October is on the board a second time."""
    other = make_user(home.community, "staff")
    assert answer(other, objected(home.household, "finding:W1"), Outcome.UPHELD) is None
    correct_month(home.staff, home.oversight, MONTH, TODAY)
    return card


def test_card_leads_to_the_page_with_figures_and_fingerprint(card):
    assert f'href="{PAGE}"' in card.get("/card/").text
    page = card.get(PAGE).text
    root = root_of()
    assert " ".join(root[at : at + 4] for at in range(0, 16, 4)) in page
    assert "三包9，加分3，合计12分" in page
    assert "不说明：巡查员看得对不对" in page


def test_numbers_lead_to_the_root_by_the_code_that_the_manual_prints(card):
    proof = numbers(card)
    assert (proof["shown"]["total"], proof["root"]) == (12, root_of())
    assert printed()(proof) == root_of()
    assert "".join(proof["how"])


def test_steps_by_hand_end_at_the_root(card):
    sums = re.findall(r"= <code class=\"hex\">([0-9a-f]{64})</code>", card.get(PAGE).text)
    assert sums[-1] == root_of()


def test_household_that_was_not_assessed_has_a_proof_too(app, home):
    with clock.at(PUBLISHED):
        set_pin(home.staff, household_of(home.yards[2]), PIN)
    with clock.at(TODAY):
        browser = Browser(app)
        browser.post("/card/", {"code": household_of(home.yards[2]).code, "pin": PIN})
        assert "您家：未评" in browser.get(PAGE).text
        proof = json.loads(browser.get(f"{PAGE}1.json").text)
    assert proof["shown"]["total"] is None
    assert printed()(proof) == root_of()


def test_after_a_correction_each_publication_has_its_own_proof(corrected):
    page = corrected.get(PAGE).text
    assert page.index("更正后第2次公示") < page.index("第一次公示")
    assert "合计13分" in page
    assert "合计12分" in page
    for number, total in ((1, 12), (2, 13)):
        proof = numbers(corrected, number)
        assert (proof["shown"]["total"], printed()(proof)) == (total, root_of(number))


def test_publication_of_a_version_that_kept_less_says_so(corrected):
    db.session.query(PublicationLeaf).update({"lines": None})
    db.session.commit()
    page = corrected.get(PAGE).text
    assert "早先的版本没有留下验算要的数" in page
    assert corrected.get(f"{PAGE}1.json").status_code == 404
    assert printed()(numbers(corrected, 2)) == root_of(2)


def test_publication_without_a_root_says_so(card, home):
    republish(home)
    assert "早先的版本做的，没有指纹" in card.get(PAGE).text


def test_data_that_was_deleted_says_so(card):
    db.session.query(PublicationLeaf).update({"salt": None, "lines": None})
    db.session.commit()
    assert "已经按要求删掉了" in card.get(PAGE).text


TYPED = {
    "same": (lambda root: root[:16].upper(), "您输的，就是这个月公示的指纹"),
    "other": (lambda root: "0" * 16, "有没有输错一个"),
    "short": (lambda root: "1a", "至少输前16个"),
}


@pytest.mark.parametrize("outcome", TYPED)
def test_typed_fingerprint_is_compared_without_script_too(card, outcome):
    change, said = TYPED[outcome]
    page = card.get(PAGE, query_string={"typed": change(root_of())}).text
    shown = re.findall(r'data-when="(same|other|short)">(.*?)</div></div>', page)
    assert [when for when, _ in shown] == [outcome]
    assert said in shown[0][1]


def test_months_that_are_not_on_this_card_are_not_there(card, home):
    make_neighbourhood("别的社区")
    for month in ("2026-09", "2026-11", "x"):
        assert card.get(f"/card/proof/{month}/").status_code == 404
    assert card.get(f"{PAGE}2.json").status_code == 404


def test_numbers_hold_nothing_of_other_households(card, home):
    leaves = db.session.query(PublicationLeaf).all()
    text = card.get(f"{PAGE}1.json").text
    own = numbers(card)["shown"]["account"]
    assert [each.salt in text for each in leaves] == [each.account_id == own for each in leaves]
    for word in ("租客的善事", "欧阳", "王"):
        assert word not in text


def test_card_stays_small_and_loads_no_script(card):
    page = card.get("/card/")
    assert len(page.data) < 50_000
    assert "proof.js" not in page.text
