"""The notice board, open to everybody; and what monitors ask."""

from flask import Blueprint

blueprint = Blueprint("public", __name__)

from webapp.blueprints.public import district, documents, guide, health, look, metrics, privacy, sheets, views  # noqa: E402, F401
