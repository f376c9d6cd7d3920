"""The oversight committee: read everything, confirm or stop a month."""

from __future__ import annotations

from webapp.blueprints.oversight import blueprint
