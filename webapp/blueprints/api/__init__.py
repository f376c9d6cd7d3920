"""The wire's addresses below /api/v1: a device's bearer token, no cookies."""

from __future__ import annotations

from threading import BoundedSemaphore

from flask import Flask
from flask_smorest import Api, Blueprint

from webapp import errors
from webapp.blueprints.api import described
from webapp.blueprints.api.counting import count_uploads
from webapp.blueprints.api.places import PLACES, leave_place, take_place
from webapp.blueprints.api.token import load_device
from webapp.blueprints.api.unread import read_the_rest

blueprint = Blueprint("api", __name__, url_prefix="/api/v1", description="The wire, see sync/PROTOCOL.md")
blueprint.before_request(load_device)
blueprint.before_request(take_place)
blueprint.after_request(read_the_rest)
blueprint.teardown_request(leave_place)
blueprint.after_request(count_uploads)

from webapp.blueprints.api import batches, files, root, snapshot  # noqa: E402, F401


class WireApi(Api):
    """flask-smorest, but errors are answered in one place: JSON below /api/ only."""

    def handle_http_exception(self, error):
        return errors.answer_http_error(error)


def init_app(app: Flask) -> None:
    app.config.from_mapping(
        API_TITLE="Sanbao wire",
        API_VERSION="1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={"components": described.components()},
    )
    app.extensions["upload_places"] = BoundedSemaphore(PLACES)
    WireApi(app, spec_kwargs={"extra_plugins": [described.Described()]}).register_blueprint(blueprint)
