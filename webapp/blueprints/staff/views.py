"""Staff: approve synced checks, close the month, publish."""

from __future__ import annotations

from webapp.blueprints.staff import blueprint
