"""The views, by audience."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from webapp.blueprints import admin, api, auth, inspect, oversight, public, resident, staff  # noqa: PLC0415
    from webapp.blueprints.public.hanging_first import HangingFirst  # noqa: PLC0415

    for package in (public, inspect, resident, staff, oversight, admin, auth):
        app.register_blueprint(package.blueprint)
    api.init_app(app)
    app.wsgi_app = HangingFirst(app)  # type: ignore[method-assign]
