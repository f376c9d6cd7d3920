"""Sanbao: the points ledger of a neighbourhood. create_app() puts the parts together."""

from __future__ import annotations

from flask import Flask

from webapp.config import Settings
from webapp.proxies import FromProxies


def create_app(settings: Settings) -> Flask:
    """The application over the database and photo folder that `settings` names."""
    from webapp import (  # noqa: PLC0415
        blueprints,
        bodies,
        clock,
        database,
        errors,
        i18n,
        jobs,
        pages,
        photo_store,
        row_keys,
        schedule,
        security,
        sessions,
        static_files,
        watch,
    )
    from webapp.extensions import compress, db, limiter  # noqa: PLC0415

    app = _empty_app(settings)
    limiter.init_app(app)
    compress.init_app(app)
    with app.app_context():
        watch.init_app(app, db.engine)
    bodies.init_app(app)
    row_keys.init_app(app)
    static_files.init_app(app)
    clock.init_app(app, settings.today)
    i18n.init_app(app)
    pages.init_app(app)
    security.init_app(app)
    sessions.init_app(app)
    errors.init_app(app)
    photo_store.init_app(app)
    jobs.init_app(app, schedule.ON_DEMAND, schedule.BY_THE_CLOCK)
    blueprints.init_app(app)
    if settings.proxies:
        app.wsgi_app = FromProxies(app.wsgi_app, settings.proxies, settings.proxy_networks)  # type: ignore[method-assign]
    with app.app_context():
        database.prepare(db.engine)
    return app


def create_database_app(settings: Settings) -> Flask:
    """Only the database: to migrate it without waiting for the views and all that they need."""
    from webapp import database  # noqa: PLC0415
    from webapp.extensions import db  # noqa: PLC0415

    app = _empty_app(settings)
    with app.app_context():
        database.prepare(db.engine)
    return app


def _empty_app(settings: Settings) -> Flask:
    from webapp import paths  # noqa: PLC0415
    from webapp.extensions import db, migrate  # noqa: PLC0415

    assets = paths.assets()
    app = Flask("webapp", template_folder=str(assets / "templates"), static_folder=str(assets / "static"))
    app.config.from_mapping(settings.as_flask())
    db.init_app(app)
    migrate.init_app(app, db, directory=str(paths.migrations()))
    return app
