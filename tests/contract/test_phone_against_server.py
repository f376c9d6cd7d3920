"""The phone's own code against the server's own code, over a line that breaks."""

import base64
import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.contract.pictures import make_picture
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.users import make_device, make_user
from webapp.extensions import db
from webapp.models import Check, Photo, ReceivedEntry

PHONE = Path(__file__).with_name("phone.mjs")


def run_phone(**job) -> dict:
    node = shutil.which("node")
    assert node, "Node 20 or newer is needed on the path"
    ran = subprocess.run([node, PHONE], input=json.dumps(job), capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_walk_arrives_whole_and_once_over_a_line_that_breaks(port, seed):
    inspector = make_user(make_community(), "inspector")
    courtyards = [make_courtyard(inspector.community).code for _ in range(3)]
    pictures = [make_picture(place) for place in range(4)]
    photos = [base64.b64encode(picture).decode() for picture in pictures]
    shared = [photos[:2], [], photos[2:]]
    work = [{"courtyard": code, "photos": some} for code, some in zip(courtyards, shared, strict=True)]

    told = run_phone(port=port, token=make_device(inspector)[1], seed=seed, work=work)

    assert {receipt["outcome"] for receipt in told["receipts"]} <= {"accepted", "duplicate"}
    assert {check["state"] for check in told["own"]} == {"complete"}
    db.session.expire_all()
    assert db.session.query(ReceivedEntry).count() == db.session.query(Check).count() == 3
    arrived = {photo.sha256: photo.size for photo in db.session.query(Photo)}
    assert arrived == {hashlib.sha256(picture).hexdigest(): len(picture) for picture in pictures}
