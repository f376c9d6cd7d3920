"""A file between preview and confirmation lies where uploads lie: in the data folder, or in the servers' bucket."""

from __future__ import annotations

import pytest

from tests.conftest import make_settings
from tests.factories.communities import make_community
from tests.factories.users import make_user
from webapp import create_app
from webapp.operations.import_file import drop_file, keep_file, kept_file, read_file

FILE = "门牌号,户主,身份证号\n27,何桂芳,x\n".encode()


@pytest.fixture
def admin(app):
    return make_user(make_community(), "admin")


def kept_and_dropped(admin) -> None:
    file = read_file(admin.community, "roster", FILE)
    token = keep_file(admin, file)
    assert kept_file(admin, token) == file
    drop_file(admin, token)
    assert kept_file(admin, token) is None
    drop_file(admin, token)


def test_kept_file_is_found_again_until_it_is_dropped(admin):
    kept_and_dropped(admin)


def test_another_server_finds_it_in_the_bucket(app, admin, bucket, tmp_path):
    settings = make_settings(tmp_path / "other", database_url=app.config["SANBAO"].database_url, bucket=bucket)
    with create_app(settings).app_context():
        kept_and_dropped(admin)
        token = keep_file(admin, read_file(admin.community, "roster", FILE))
    with create_app(settings).app_context():
        assert kept_file(admin, token).table.refused == ("身份证号",)


@pytest.mark.parametrize(
    "token", ["", "x", "../../secret-key-32", "0" * 32, f"{'0' * 32}-99999999999", f"{'0' * 32}-5"]
)
def test_word_that_names_nothing_finds_nothing(admin, token):
    assert kept_file(admin, token) is None
    drop_file(admin, token)
