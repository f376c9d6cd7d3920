"""GET /metrics for Prometheus: only with the token of SANBAO_METRICS_TOKEN, and not there without one."""

from __future__ import annotations

import hmac
import platform
import shutil
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import version

from flask import Response, abort, current_app, request
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy.exc import SQLAlchemyError

from webapp import metrics as counters
from webapp import queue
from webapp.blueprints.public import blueprint
from webapp.extensions import db
from webapp.queries.installation import entries_put_aside, open_uploads, photos_kept

TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8"


@blueprint.get("/metrics")
def metrics():
    require_token()
    registry = CollectorRegistry()
    registry.register(Holdings())
    response = Response(counters.counted() + generate_latest(registry), content_type=TEXT_FORMAT)
    response.headers["Cache-Control"] = "no-store"
    return response


def require_token() -> None:
    """An address on this machine proves nothing: behind a proxy all the world comes from there."""
    token = current_app.config["SANBAO"].metrics_token
    if not token:
        abort(404)
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        abort(401)


class Holdings:
    """Read from the database when asked; while that is away, `sanbao_database_up` is 0 and its numbers are left out."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        labels = {
            "version": version("sanbao"),
            "python": platform.python_version(),
            "database": db.engine.dialect.name,
        }
        build = GaugeMetricFamily("sanbao_build_info", "What runs here.", labels=list(labels))
        build.add_metric(list(labels.values()), 1)
        yield build
        free = shutil.disk_usage(current_app.config["SANBAO"].data).free
        yield GaugeMetricFamily("sanbao_disk_free_bytes", "Room where the data folder lies.", value=free)
        yield from _waiting_jobs()
        try:
            numbers = list(_numbers())
        except SQLAlchemyError:
            numbers = []
        yield GaugeMetricFamily("sanbao_database_up", "1 while the database answers.", value=1 if numbers else 0)
        yield from numbers


def _waiting_jobs() -> Iterator[GaugeMetricFamily]:
    """Left out while the queue is away."""
    with suppress(*queue.AWAY):
        waiting = current_app.extensions["jobs"].queue.pending_count()
        yield GaugeMetricFamily("sanbao_jobs_waiting", "Jobs that no worker has begun.", value=waiting)


def _numbers() -> Iterator[GaugeMetricFamily]:
    (uploads, upload_bytes), (photos, photo_bytes) = open_uploads(), photos_kept()
    for name, words, value in (
        ("sanbao_uploads_open", "Photos on their way.", uploads),
        ("sanbao_uploads_open_bytes", "Bytes of them that are here.", upload_bytes),
        ("sanbao_photos", "Photos kept.", photos),
        ("sanbao_photos_bytes", "Bytes of the photos kept.", photo_bytes),
        ("sanbao_entries_aside", "Entries that wait for staff.", entries_put_aside()),
    ):
        yield GaugeMetricFamily(name, words, value=value)
