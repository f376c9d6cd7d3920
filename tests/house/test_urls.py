"""No address vanishes or opens unnoticed."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask

FROZEN = Path(__file__).with_name("urls.txt")
OPEN = {"public", "resident", "auth", "api", "api-docs", "static"}


def listing(app: Flask) -> str:
    rows = sorted(
        f"{rule.rule} {','.join(sorted((rule.methods or set()) - {'HEAD', 'OPTIONS'}))} {rule.endpoint}"
        for rule in app.url_map.iter_rules()
    )
    return "\n".join(rows) + "\n"


def test_addresses_are_those_of_the_frozen_list(app):
    """A change is made in both places, so that it is seen: python -m tests.house.test_urls rewrites the list."""
    assert listing(app) == FROZEN.read_text()


def test_every_blueprint_for_people_with_a_role_has_an_access_rule(app):
    guarded = set(app.blueprints) - OPEN
    assert guarded == {"inspect", "staff", "oversight", "admin"}
    assert {name for name in guarded if not app.before_request_funcs.get(name)} == set()


def test_guarded_addresses_send_a_stranger_to_sign_in(app, client):
    guarded = [rule for rule in app.url_map.iter_rules() if rule.endpoint.split(".")[0] not in OPEN]
    for rule in guarded:
        if rule.endpoint in {"inspect.worker", "inspect.reader", "inspect.welcome"} or "GET" not in (
            rule.methods or set()
        ):
            continue
        home_screen = "?app=1" if rule.endpoint == "inspect.today" else ""
        answer = client.get(re.sub(r"<(int:)?\w+>", "1", rule.rule) + home_screen)
        assert (answer.status_code, "/auth/sign-in" in answer.headers.get("Location", "")) == (302, True), rule.rule


if __name__ == "__main__":
    import tempfile

    from tests.conftest import make_settings
    from webapp import create_app

    FROZEN.write_text(listing(create_app(make_settings(Path(tempfile.mkdtemp())))))
