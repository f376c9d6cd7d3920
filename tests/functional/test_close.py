"""sanbao close: many communities at once, in processes of its own, killed in the middle and run again."""

from __future__ import annotations

import signal
import subprocess

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from tests.conftest import SECRET
from tests.e2e.running import SURROUNDINGS
from tests.factories.checks import make_check
from tests.factories.neighbourhoods import MONTH, Neighbourhood, make_neighbourhood, october
from tests.functional.test_cli import command
from tests.waiting import wait_until
from webapp.cli import main
from webapp.extensions import db
from webapp.models import AuditEvent, LedgerEntry, Month, MonthStep, RuleBookVersion, Score
from webapp.operations.confirm_month import confirm_month
from webapp.operations.review_month import review_month

TODAY = "2026-11-05"
TOTALS = [12, 10]


def surroundings(app) -> dict[str, str]:
    address = app.config["SANBAO"].database_url
    return {"SANBAO_SECRET_KEY": SECRET, "SANBAO_DATABASE_URL": address, "SANBAO_TODAY": TODAY}


@pytest.fixture
def run(app):
    """The command over this app's data, on the fifth of November."""

    def invoke(*options: str, processes: int = 1) -> Result:
        db.session.rollback()
        data = str(app.config["SANBAO"].data)
        named = ["close", MONTH, "--data", data, "--processes", str(processes), *options]
        return CliRunner().invoke(main, named, env=surroundings(app))

    return invoke


def make_four() -> list[Neighbourhood]:
    return [make_neighbourhood(f"社区{number}", published=False) for number in range(4)]


@pytest.fixture
def homes(app, scenes) -> list[Neighbourhood]:
    return scenes.play(app, make_four)


def states(homes: list[Neighbourhood]) -> list[str]:
    db.session.rollback()
    of = {row.community_id: row.state for row in db.session.query(Month).filter_by(name=MONTH)}
    return [of[home.community.id] for home in homes]


def totals(home: Neighbourhood) -> list[int]:
    found = select(Score.total).where(Score.community_id == home.community.id, Score.assessed)
    return list(db.session.scalars(found.order_by(Score.account_id)))


def steps_taken() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(MonthStep.id))) or 0


def test_all_communities_are_scored_each_by_itself_and_a_second_run_does_nothing(run, homes):
    ran = run(processes=2)
    assert ran.exit_code == 0, ran.output
    assert f"社区0（{homes[0].community.slug}）：评好了，3户。 Scored, 3 accounts." in ran.output
    assert "4 communities: 4 scored, 0 published, 0 left alone, 0 failed." in ran.output
    assert states(homes) == ["scored"] * 4
    assert [totals(home) for home in homes] == [TOTALS] * 4
    again = run()
    assert (again.exit_code, again.output.count("Scored before")) == (0, 4)
    assert steps_taken() == 4


def test_only_what_was_named_is_touched_and_what_waits_is_said(run, homes):
    make_check(homes[1].inspector, homes[1].yards[1], october(20))
    ran = run("--community", homes[0].community.slug, "--community", homes[1].community.slug)
    assert "1 checks wait for a decision" in ran.output
    assert "2 communities: 1 scored, 0 published, 1 left alone, 0 failed." in ran.output
    assert (ran.exit_code, states(homes)) == (0, ["scored", "open", "open", "open"])


def test_one_that_fails_stops_no_other_and_is_left_as_it_was(run, homes):
    broken = db.session.query(RuleBookVersion).filter_by(community_id=homes[1].community.id).one()
    broken.text, broken.digest = "subject: [", "0" * 64
    db.session.commit()
    ran = run()
    assert (ran.exit_code, "Failed (" in ran.output) == (1, True)
    assert "subject: [" not in ran.output  # what somebody wrote is not quoted
    assert states(homes) == ["scored", "open", "scored", "scored"]
    assert totals(homes[1]) == []


def test_what_oversight_confirmed_is_published_in_the_name_of_who_asked(run, homes):
    run()
    for home in homes[:2]:
        review_month(home.staff, MONTH)
        confirm_month(home.oversight, MONTH)
    ran = run("--publish", homes[0].staff.username, "--publish", homes[2].staff.username)
    assert "4 communities: 0 scored, 1 published, 3 left alone, 0 failed." in ran.output
    assert states(homes) == ["published", "confirmed", "scored", "scored"]
    assert set(db.session.scalars(select(LedgerEntry.maker_id))) == {homes[0].staff.id}
    [noted] = db.session.query(AuditEvent).filter_by(action="month_publish")
    assert (noted.actor_id, noted.details) == (homes[0].staff.id, {"by_command": True})


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--community", "nowhere"), "There is no community nowhere"),
        (("--publish", "nobody"), "There is no staff user nobody"),
    ],
)
def test_what_is_not_there_is_refused_in_words_and_nothing_is_done(run, homes, options, said):
    refused = run(*options)
    assert refused.exit_code != 0
    assert said in refused.output
    assert states(homes) == ["open"] * 4


def test_oversight_is_no_publisher(run, homes):
    refused = run("--publish", homes[0].oversight.username)
    assert (refused.exit_code, "There is no staff user" in refused.output) == (1, True)


def test_a_month_that_is_none_is_refused_in_words(tmp_path):
    refused = CliRunner().invoke(main, ["close", "October", "--data", str(tmp_path)])
    assert (refused.exit_code, "2026-10" in refused.output) == (2, True)


def test_killed_in_the_middle_and_run_again_every_community_is_scored_once(app, run, homes):
    more = [make_neighbourhood(f"再来{number}", published=False) for number in range(8)]
    everybody = [*homes, *more]
    db.session.rollback()
    named = command("close", MONTH, "--data", app.config["SANBAO"].data, "--processes", "2")
    killed = subprocess.Popen(
        named,
        env=SURROUNDINGS | surroundings(app),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    wait_until(lambda: steps_taken() or killed.poll() is not None)
    killed.send_signal(signal.SIGKILL)
    killed.wait(30)
    ran = run()
    assert (ran.exit_code, " 0 failed." in ran.output) == (0, True), ran.output
    assert states(everybody) == ["scored"] * 12
    assert [totals(home) for home in everybody] == [TOTALS] * 12
    assert steps_taken() == 12
