"""Commands of an installation, run to their end in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import SECRET
from tests.integration.faults.places import Place
from webapp.config import load_settings


def sanbao(*arguments: object, database_url: str | None = None) -> subprocess.CompletedProcess[str]:
    given = {name: value for name, value in os.environ.items() if not name.startswith("SANBAO_")}
    given["SANBAO_SECRET_KEY"] = SECRET
    if database_url:
        given["SANBAO_DATABASE_URL"] = database_url
    command = [sys.executable, "-m", "webapp.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=given, timeout=120, check=False)


def back_up(place: Place, file: Path) -> subprocess.CompletedProcess[str]:
    return sanbao("backup", file, "--data", place.settings.data, database_url=place.settings.database_url)


def restored(file: Path, folder: Path, database_url: str | None) -> Place:
    """The installation that a restore makes in `folder`."""
    ran = sanbao("restore", file, "--data", folder, database_url=database_url)
    assert ran.returncode == 0, ran.stderr
    overrides = {"database_url": database_url} if database_url else {}
    return Place(load_settings(folder, {}, secret_key=SECRET, **overrides), [], [])
