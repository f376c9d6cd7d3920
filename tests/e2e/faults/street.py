"""A street of many courtyards with one inspector, and pictures to take there."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from tests.conftest import make_settings
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.users import PASSWORD, make_user
from webapp import create_app
from webapp.cli.installation import prepare
from webapp.extensions import db

INSPECTOR = ("xuncha", PASSWORD)
TAKEN, GRAIN = (1600, 1200), (320, 240)


@dataclass(frozen=True, slots=True)
class Street:
    """An installation in `folder`; `codes` are its door plates in walking order."""

    folder: Path
    codes: list[str]


def make_street(folder: Path, count: int) -> Street:
    """A migrated installation with `count` courtyards, all of one inspector's grid."""
    folder.mkdir()
    prepare(make_settings(folder))
    with create_app(make_settings(folder)).app_context():
        community = make_community()
        codes = [make_courtyard(community, str(number)).code for number in range(1, count + 1)]
        make_user(community, "inspector", username=INSPECTOR[0])
        db.session.remove()
        db.engine.dispose()
    return Street(folder, codes)


def make_picture(folder: Path, seed: int, taken: tuple[int, int] = TAKEN) -> Path:
    """A JPEG that differs from that of any other seed; one of the usual size stays above 100 KB on the phone."""
    path = folder / f"IMG_{seed}.jpg"
    width, height = GRAIN
    noise = random.Random(seed).randbytes(width * height * 3)
    Image.frombytes("RGB", GRAIN, noise).resize(taken).save(path, "JPEG", quality=85)
    return path
