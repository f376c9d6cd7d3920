"""The small size starts with nothing installed but what a small office needs."""

from __future__ import annotations

import subprocess
import sys

ONLY_FOR_A_TOWN = ("redis", "obstore", "psycopg")
START = """
import sys
for name in {absent}:
    sys.modules[name] = None
from pathlib import Path
from webapp import create_app
from webapp.config import load_settings
create_app(load_settings(Path({folder!r}), {{}}, secret_key="k" * 48))
"""


def test_app_is_made_without_what_only_a_town_needs(tmp_path):
    code = START.format(absent=ONLY_FOR_A_TOWN, folder=str(tmp_path))
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
