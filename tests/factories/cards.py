"""Cards of households, opened as people do."""

from __future__ import annotations

from flask import Flask

from tests.factories.browsers import Browser
from webapp.models import Household, User
from webapp.operations.set_pin import set_pin

PIN = "246813"


def open_card(app: Flask, staff: User, household: Household) -> Browser:
    """A browser in which the card is open, with a PIN that staff have set."""
    set_pin(staff, household, PIN)
    browser = Browser(app)
    answer = browser.post("/card/", {"code": household.code, "pin": PIN, "own": "1"})
    assert answer.status_code == 303, "the card opens"
    return browser
