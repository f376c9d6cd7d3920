"""sanbao link: the last administrator gets in again."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner, Result

from tests.conftest import SECRET
from tests.factories.accounts_of_users import GOOD, give_second_step
from tests.factories.communities import make_community
from tests.factories.users import make_user
from webapp.cli import main
from webapp.extensions import db
from webapp.models import AuditEvent, User
from webapp.operations.accept_invitation import accept_invitation
from webapp.queries.second_steps import has_second_step


@pytest.fixture
def admin(app) -> User:
    return make_user(make_community(), "admin", username="guanli")


@pytest.fixture
def run(app):
    def invoke(*options: str) -> Result:
        db.session.rollback()
        settings = app.config["SANBAO"]
        surroundings = {"SANBAO_SECRET_KEY": SECRET, "SANBAO_DATABASE_URL": settings.database_url}
        return CliRunner().invoke(main, ["link", *options, "--data", str(settings.data)], env=surroundings)

    return invoke


def token_in(result: Result) -> str:
    return re.search(r"/auth/invitation/\?token=([\w-]{43})\n", result.output)[1]


def test_link_of_the_command_sets_a_password_and_is_noted(run, admin):
    token = token_in(run("guanli"))
    assert accept_invitation(token, "", GOOD, GOOD).id == admin.id
    [event] = db.session.query(AuditEvent).filter_by(action="password_link_made")
    assert (event.actor_id, event.reference, event.details) == (None, str(admin.id), {"by_command": True})


def test_codes_stay_unless_they_are_to_go(run, admin):
    give_second_step(admin)
    run("guanli")
    assert has_second_step(admin)
    run("guanli", "--drop-codes")
    assert not has_second_step(admin)


def test_nobody_s_account_gets_no_link(run, admin):
    answer = run("guanli2")
    assert (answer.exit_code, "guanli2" in answer.output) == (1, True)
    admin.active = False
    db.session.commit()
    assert run("guanli").exit_code == 1
