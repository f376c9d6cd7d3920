"""The administrator's pages."""

from __future__ import annotations

from webapp.blueprints.admin import blueprint
