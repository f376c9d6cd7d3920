"""A browser in which somebody is signed in."""

from __future__ import annotations

from flask import Flask, g

from tests.factories.users import sign_in
from webapp.models import User

SAME_ORIGIN = {"Origin": "http://localhost"}


class Browser:
    """Sends what a browser sends from our own pages; several people can work side by side in one test."""

    def __init__(self, app: Flask, user: User | None = None) -> None:
        self._client, self.is_signed_in = app.test_client(), user is not None
        if user is not None:
            sign_in(self._client, user)

    def get(self, path: str, **more):
        self._forget_the_other()
        return self._client.get(path, **more)

    def post(self, path: str, data: dict | None = None, **more):
        self._forget_the_other()
        return self._client.post(path, data=data or {}, headers=SAME_ORIGIN, **more)

    @staticmethod
    def _forget_the_other() -> None:
        # Tests keep one application context open, and Flask-Login keeps its user there.
        g.pop("_login_user", None)


def post_by_htmx(browser: Browser, path: str, form: dict):
    """The same as htmx sends it, for the part that it swaps."""
    return browser.post(path, form, environ_overrides={"HTTP_HX_REQUEST": "true"})
