"""The card shows where an objection stands and what was answered, and names nobody."""

from __future__ import annotations

from tests.factories.courtyards import account_of
from tests.factories.neighbourhoods import MONTH
from tests.factories.objections import answer, taken
from tests.factories.users import make_user
from webapp.domain.months.objection import Outcome
from webapp.operations.take_objection import Complaint, take_objection


def test_state_and_answer_stand_on_the_card_without_names_or_the_household_s_words(card, home):
    other = make_user(home.community, "staff", name="程知秋")
    made = taken(home.staff, home.yards[0], MONTH, "finding:W1")
    page = card.get("/card/").text
    assert "等答复" in page
    assert "11月10日前答复" in page
    assert answer(other, made, Outcome.REJECTED, reason="看过照片，<纸箱>在门口") is None
    page = card.get("/card/").text
    assert "看过照片，&lt;纸箱&gt;在门口" in page
    assert "11月10日以前可以转给居务监督委员会" in page
    assert made.steps[0].text not in page
    assert other.name not in page


def test_card_of_a_neighbour_shows_nothing_of_it(card, home):
    neighbour = Complaint(MONTH, account_of(home.yards[1]).id, "score", "不对", told_by="欧阳兰")
    assert take_objection(home.staff, neighbour).refusal is None
    assert "等答复" not in card.get("/card/").text
