"""sanbao import: the same on the command line, with a preview and a question."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from tests.conftest import make_settings
from tests.factories.communities import make_community
from webapp import clock, create_app
from webapp.cli import main
from webapp.extensions import db
from webapp.models import AuditEvent, Community, Courtyard, Deed


@pytest.fixture
def slug(app) -> str:
    return make_community().slug


@pytest.fixture
def roster(tmp_path) -> Path:
    path = tmp_path / "名册.csv"
    path.write_bytes("门牌号,户主,身份证号\n27,何桂芳,999999199001011234\n?,李秀英,\n".encode("gbk"))
    return path


def run(app, *arguments: str | Path, said: str = "") -> Result:
    settings = app.config["SANBAO"]
    words = ["import", *map(str, arguments), "--data", str(settings.data)]
    return CliRunner().invoke(main, words, input=said, env={"SANBAO_DATABASE_URL": settings.database_url})


def courtyards(app) -> int:
    with create_app(
        make_settings(app.config["SANBAO"].data, database_url=app.config["SANBAO"].database_url)
    ).app_context():
        return db.session.scalar(select(func.count()).select_from(Courtyard)) or 0


def test_preview_is_shown_and_a_no_writes_nothing(app, slug, roster):
    ran = run(app, roster, "--community", slug, said="n\n")
    assert ran.exit_code == 1
    assert "new: 1" in ran.output
    assert "bad: 1" in ran.output
    assert "row 3" in ran.output
    assert "number: no_number" in ran.output
    assert "199001" not in ran.output
    assert courtyards(app) == 0


def test_good_rows_are_taken_on_a_yes_and_again_nothing_is_asked(app, slug, roster):
    assert run(app, roster, "--community", slug, "--yes").exit_code == 0
    again = run(app, roster, "--community", slug)
    assert (again.exit_code, "unchanged: 1" in again.output) == (0, True)
    assert courtyards(app) == 1
    assert db.session.scalar(select(AuditEvent.actor_id)) is None


def test_people_need_their_kind_to_be_named(app, slug, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("姓名,队伍\n罗丽,红袖标队\n")
    refused = run(app, path, "--community", slug, "--yes")
    assert (refused.exit_code, "no_header" in refused.output) == (1, True)
    assert run(app, path, "--community", slug, "--kind", "people", "--yes").exit_code == 0


def test_unknown_community_or_file_is_told_in_words(app, slug, roster, tmp_path):
    assert "There is no community nowhere" in run(app, roster, "--community", "nowhere").output
    assert "does not exist" in run(app, tmp_path / "none.csv", "--community", slug).output


def test_deeds_are_taken_and_nobody_is_said_to_have_recorded_them(app, slug, roster, tmp_path):
    assert run(app, roster, "--community", slug, "--yes").exit_code == 0
    path = tmp_path / "deeds.csv"
    path.write_text(f"日期,门牌号,事项\n{clock.today(db.session.query(Community).one())},27,志愿服务\n")
    ran = run(app, path, "--community", slug, "--kind", "deeds", "--yes")
    assert (ran.exit_code, "new: 1" in ran.output) == (0, True), ran.output
    assert db.session.scalar(select(Deed.logged_by)) is None
    assert "unchanged: 1" in run(app, path, "--community", slug, "--kind", "deeds").output
