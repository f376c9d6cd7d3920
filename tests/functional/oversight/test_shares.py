"""Who got how much, what went to the families of those in office, and how often others agreed: pages and files."""

from __future__ import annotations

import csv
import io

import pytest

from tests.factories.browsers import Browser
from tests.factories.goods import SETTLED, make_market, redeem
from tests.factories.neighbourhoods import TODAY, make_neighbourhood
from tests.factories.samples import look, throw
from tests.factories.tables import lines_of
from tests.factories.users import make_user, recuse
from webapp import clock
from webapp.extensions import db
from webapp.models import Courtyard


@pytest.fixture
def market(app):
    found = make_market()
    with clock.at(SETTLED):
        redeem(found.staff, found.account, 4, "理发")
        yield found


@pytest.fixture
def oversight(app, market) -> Browser:
    return Browser(app, market.oversight)


def rows(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_page_shows_who_got_goods_and_how_much_of_all(oversight):
    page = oversight.get("/oversight/shares/").text
    assert "石阶巷27号院" in page
    assert "月月都是这几户" in page
    assert "还没有人申报亲属" in page


def test_family_of_somebody_in_office_is_compared_with_the_others(oversight, market):
    market.staff.name = "=cmd()"
    db.session.commit()
    recuse(market.staff, db.session.get_one(Courtyard, market.account.courtyard_id))
    page = oversight.get("/oversight/shares/").text
    assert "这1户平均10.0分、表彰0.0个月、兑换4.0分" in page
    assert "别的1户平均0.0分" in page
    head, line = rows(oversight.get("/oversight/shares/relatives.csv"))
    assert head == ["谁", "角色", "院子或账户", "什么关系", "积分", "表彰几个月", "兑换几次", "兑换用了几分"]
    assert line == ["'=cmd()", "工作小组", "石阶巷27号院", "亲属", "10", "0", "1", "4"]


def test_file_has_every_account_in_both_forms(oversight):
    lines = rows(oversight.get("/oversight/shares/shares.csv"))
    assert lines[1:] == [
        ["石阶巷27号院", "何桂芳", "10", "0", "1", "4", "100"],
        ["石阶巷29号院", "欧阳兰", "0", "0", "0", "0", "0"],
    ]
    assert lines_of(oversight.get("/oversight/shares/shares.xlsx").data)[1][2:] == (10, 0, 1, 4, 100)
    assert oversight.get("/oversight/shares/users.csv").status_code == 404
    assert oversight.get("/oversight/shares/shares.pdf").status_code == 404


def test_agreement_says_that_few_comparisons_say_little(app):
    with clock.at(TODAY):
        home = make_neighbourhood()
        browser = Browser(app, make_user(home.community, "oversight"))
        assert "还没有可比的" in browser.get("/oversight/agreement/").text
        throw(home.oversight, home.check)
        look(home.oversight, home.check, {"W1": "很干净"}, same=("W2",))
        page = browser.get("/oversight/agreement/").text
    assert "2项里1项一样。不到50项，太少，说明不了什么。" in page
    assert "不是排名" in page
