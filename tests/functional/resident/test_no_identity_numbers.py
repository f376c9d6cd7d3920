"""Numbers of identity cards, typed into free words by whoever means it well, are not kept; the words come back."""

from __future__ import annotations

import re

import pytest

from tests.factories.neighbourhoods import MONTH
from tests.functional.resident.conftest import FORM
from webapp.extensions import db
from webapp.models import Deed, HelpTask, Objection

NUMBER = "11010119900307663X"
WORDS = f"我是何桂芳，{NUMBER}，那天的箱子是隔壁放的"


@pytest.mark.parametrize(
    ("path", "form", "model"),
    [
        ("/card/claims/new", {"kind": "activity", "when": "today", "person": "family"}, Deed),
        ("/card/help/wish", {}, HelpTask),
        ("/card/objections/new", {"month": MONTH}, Objection),
    ],
)
def test_words_with_the_number_of_an_identity_card_are_not_kept(card, path, form, model):
    before = db.session.query(model).count()
    page = card.get(path, query_string=form).text
    form |= dict(re.findall(r'name="(token|line|day)" value="([^"]*)"', page)[::-1])
    answer = card.post(path, data={**form, "text": WORDS}, headers=FORM)
    assert answer.status_code == 422
    assert "像是身份证号" in answer.text
    assert WORDS in answer.text
    assert db.session.query(model).count() == before
    without = card.post(path, data={**form, "text": WORDS.replace(NUMBER, "")}, headers=FORM)
    assert "像是身份证号" not in without.text
