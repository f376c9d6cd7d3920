"""A session ends with the account and with its password. Who may see which address: test_access.py."""

from __future__ import annotations

from tests.factories.browsers import Browser
from webapp.extensions import db


def test_closed_account_and_changed_password_end_a_session(app, home):
    browser = Browser(app, home.staff)
    assert browser.get("/staff/").status_code == 200
    home.staff.session_stamp = "2"
    db.session.commit()
    assert browser.get("/staff/").status_code == 302
    again = Browser(app, home.staff)
    home.staff.active = False
    db.session.commit()
    assert again.get("/staff/").status_code == 302
