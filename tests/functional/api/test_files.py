"""Photos by tus, through the app's own addresses."""

from __future__ import annotations

import base64
import hashlib
import io

import pytest
from PIL import Image

from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import deliver, make_entry, photo_claim
from tests.factories.users import make_device, make_user
from webapp import clock
from webapp.extensions import db
from webapp.models import Check, Device, Photo, Upload
from webapp.operations.intake import Sender
from webapp.operations.receive_delivery import receive_delivery

FILES = "/api/v1/files/"


def picture(colour: str = "red") -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((400, 300), 80).convert("RGB").save(buffer, "JPEG", quality=90, comment=colour.encode())
    return buffer.getvalue()


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.fixture
def inspector(app):
    return make_user(make_community(), "inspector")


@pytest.fixture
def phone(client, inspector):
    device, token = make_device(inspector)
    return Phone(client, token, device)


class Phone:
    """A tus client as plain requests."""

    def __init__(self, client, token: str, device: Device) -> None:
        self.client, self.device = client, device
        self.headers = {"Authorization": f"Bearer {token}", "Tus-Resumable": "1.0.0"}

    def create(self, data: bytes, body: bytes = b"", **changes: str):
        metadata = f"sha256 {encoded(digest(data))},type {encoded('image/jpeg')}"
        headers = {**self.headers, "Upload-Length": str(len(data)), "Upload-Metadata": metadata}
        if body:
            headers["Content-Type"] = "application/offset+octet-stream"
        return self.client.post(FILES, headers={**headers, **changes}, data=body)

    def append(self, location: str, offset: int, data: bytes, **changes: str):
        headers = {**self.headers, "Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        return self.client.patch(location, headers={**headers, **changes}, data=data)

    def offset(self, location: str):
        return self.client.head(location, headers=self.headers)


def test_photo_in_pieces_arrives_and_only_the_last_answer_is_a_receipt(phone, app):
    data = picture()
    created = phone.create(data, data[:1000])
    assert (created.status_code, created.headers["Upload-Offset"]) == (201, "1000")
    assert "Photo-Receipt" not in created.headers
    location = created.headers["Location"]
    assert phone.offset(location).headers["Upload-Offset"] == "1000"
    done = phone.append(location, 1000, data[1000:])
    assert (done.status_code, done.headers["Photo-Receipt"]) == (204, digest(data))
    kept = app.config["SANBAO"].photos.rglob(digest(data))
    assert [path.read_bytes() for path in kept] == [data]
    assert db.session.query(Upload).filter_by(received=False).count() == 0


def test_photo_that_is_here_is_receipted_at_once(phone):
    data = picture()
    phone.create(data, data)
    again = phone.create(data)
    assert again.headers["Upload-Offset"] == str(len(data))
    assert again.headers["Photo-Receipt"] == digest(data)
    assert phone.offset(again.headers["Location"]).headers["Photo-Receipt"] == digest(data)
    assert db.session.query(Photo).count() == 1


def test_last_photo_completes_the_check_that_waited_for_it(phone, inspector):
    first, second = picture(), picture("blue")
    courtyard = make_courtyard(inspector.community)
    claims = [photo_claim(digest(data), len(data)) for data in (first, second)]
    entry = make_entry(courtyard, faults={"W1": {"result": "fault", "photos": claims}})
    receive_delivery(Sender.of(inspector), clock.now_milliseconds(), deliver(entry))
    phone.create(first, first)
    assert db.session.query(Check).one().state == "received"
    phone.create(second, second)
    db.session.expire_all()
    assert db.session.query(Check).one().state == "complete"


def test_wrong_offset_is_refused_and_told_the_right_one(phone):
    data = picture()
    location = phone.create(data, data[:500]).headers["Location"]
    refused = phone.append(location, 400, data[400:])
    assert (refused.status_code, refused.headers["Upload-Offset"]) == (409, "500")


def test_bytes_that_do_not_match_the_hash_are_dropped(phone):
    data = picture()
    location = phone.create(data).headers["Location"]
    refused = phone.append(location, 0, bytes(len(data)))
    assert (refused.status_code, refused.json["reason"]) == (460, "photo_hash_differs")
    assert db.session.query(Photo).count() == db.session.query(Upload).count() == 0
    assert phone.offset(location).status_code == 404


NO_PICTURES = [b"<html><script>alert(1)</script></html>", b"\xff\xd8\xff" + bytes(200), b"GIF89a" * 9]


@pytest.mark.parametrize("data", NO_PICTURES)
def test_what_is_no_picture_is_refused(phone, data):
    refused = phone.create(data, data)
    assert (refused.status_code, refused.json["reason"]) == (415, "photo_not_an_image")
    assert db.session.query(Photo).count() == 0


def test_upload_of_another_device_is_not_there(phone, client, inspector):
    data = picture()
    location = phone.create(data).headers["Location"]
    device, token = make_device(inspector)
    assert Phone(client, token, device).append(location, 0, data).status_code == 404


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Upload-Length": str(100 << 20)}, 413),
        ({"Upload-Length": "-1"}, 400),
        ({"Upload-Metadata": "nothing"}, 400),
        ({"Authorization": "Bearer wrong"}, 401),
    ],
)
def test_misuse_of_creation_has_the_right_status(phone, changes, status):
    assert phone.create(picture(), **changes).status_code == status


def test_more_bytes_than_announced_are_refused(phone):
    data = picture()
    location = phone.create(data).headers["Location"]
    assert phone.append(location, 0, data + b"more").status_code == 413


def test_revoked_device_uploads_nothing(phone):
    db.session.get(Device, phone.device.id).revoked_at = clock.now()
    db.session.commit()
    assert phone.create(picture()).json["reason"] == "device_revoked"
