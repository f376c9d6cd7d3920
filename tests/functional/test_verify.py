"""sanbao verify: what it says and how it ends."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from tests.conftest import SECRET
from tests.factories.courtyards import account_of
from tests.factories.neighbourhoods import make_neighbourhood
from tests.factories.tampering import tamper
from webapp.cli.verify import verify
from webapp.extensions import db
from webapp.models import LedgerEntry
from webapp.photo_store import photos


@pytest.fixture
def home(app, scenes):
    return scenes.play(app, make_neighbourhood)


@pytest.fixture
def run(app):
    """The command over this app's data."""

    def invoke(*options: str) -> Result:
        db.session.remove()
        settings = app.config["SANBAO"]
        environment = {"SANBAO_SECRET_KEY": SECRET, "SANBAO_DATABASE_URL": settings.database_url}
        return CliRunner().invoke(verify, ["--data", str(settings.data), *options], env=environment)

    return invoke


def test_untouched_community_holds_and_what_was_looked_at_is_counted(run, home):
    found = run()
    assert found.exit_code == 0
    assert "示例社区：都对得上。规则1版、账" in found.output
    assert "1个月、得分3个、原文4份、照片2张" in found.output
    assert "示例社区：All holds." in found.output
    assert "1 months, 3 scores, 4 received texts, 2 photos" in found.output


def test_first_difference_is_named_in_both_languages(run, home):
    tamper("UPDATE deed SET points = 1, kind = 'activity' WHERE kind = 'suggestion'")
    account = account_of(home.yards[0]).id
    found = run()
    assert found.exit_code == 1
    lines = found.output.splitlines()
    assert lines[0].startswith(f"示例社区：2026-10，石阶巷27 (#{account})，得分明细")
    assert "应该是bonus activity +1，现在是bonus suggestion +1" in lines[0]
    assert lines[1].startswith(f"示例社区：2026-10, 石阶巷27 (#{account}), explanation of the score")
    assert "should be bonus activity +1, is bonus suggestion +1" in lines[1]
    assert "对不上" in lines[2]
    assert "Does not hold" in lines[3]
    assert len(lines) == 4


def test_all_differences_are_listed_when_asked_for(run, home):
    entry = db.session.query(LedgerEntry).filter_by(code="suggestion").one()
    sequence = entry.sequence
    tamper("UPDATE ledger_entry SET amount = 9 WHERE id = :id", id=entry.id)
    found = run("--all")
    assert found.exit_code == 1
    assert f"账本第{sequence}笔：内容和指纹对不上" in found.output
    assert "账 bonus suggestion：应该是1，现在是9" in found.output


def test_each_community_is_judged_by_itself(run, home):
    other = make_neighbourhood("另一个社区")
    tamper("UPDATE deed SET points = 3 WHERE community_id = :id AND kind = 'suggestion'", id=other.community.id)
    slugs = home.community.slug, other.community.slug
    found = run()
    assert found.exit_code == 1
    assert "示例社区：都对得上" in found.output
    assert "另一个社区：对不上" in found.output
    assert [run("--community", slug).exit_code for slug in slugs] == [0, 1]


def test_photos_may_be_left_out(run, home):
    photos().path(home.community.id, home.sha256).write_bytes(b"another picture")
    found = run("--no-photos")
    assert (found.exit_code, "照片0张" in found.output) == (0, True)
    assert run().exit_code == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [(("--community", "nowhere"), "There is no community nowhere"), (("--from", "2026-13"), "2026-10")],
)
def test_what_can_not_be_looked_for_is_refused_in_words(run, home, options, said):
    found = run(*options)
    assert found.exit_code != 0
    assert said in found.output
    assert "Traceback" not in found.output


def test_folder_that_is_not_there_is_refused_in_words(tmp_path):
    found = CliRunner().invoke(verify, ["--data", str(tmp_path / "nowhere")])
    assert (found.exit_code, "There is no folder" in found.output) == (1, True)
