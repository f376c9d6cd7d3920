"""sanbao expire: the same as the worker does, at once."""

from __future__ import annotations

import datetime as dt

from click.testing import CliRunner

from tests.factories.neighbourhoods import make_neighbourhood
from webapp import clock
from webapp.cli import main
from webapp.extensions import db
from webapp.operations.finalise_month import finalise_month


def test_the_command_says_how_many_photos_expired(app):
    home = make_neighbourhood()
    with clock.at(dt.datetime(2026, 11, 10, 2, tzinfo=dt.UTC)):
        finalise_month(home.staff, "2026-10")
    db.session.rollback()
    settings = app.config["SANBAO"]
    with clock.at(dt.datetime(2027, 12, 1, tzinfo=dt.UTC)):
        answers = [
            CliRunner().invoke(
                main, ["expire", "--data", str(settings.data)], env={"SANBAO_DATABASE_URL": settings.database_url}
            )
            for _time in range(2)
        ]
    assert [answer.exit_code for answer in answers] == [0, 0], answers[0].output
    assert ["expired: 2." in answers[0].output, "expired: 0." in answers[1].output] == [True, True]
