"""Whoever waits for the darkroom, the store of photos or a slow line holds no connection to the database meanwhile."""

from __future__ import annotations

import io
import json
import threading

import pytest

from tests.factories.browsers import SAME_ORIGIN
from tests.factories.checks import at, make_check, make_photo
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import deliver, make_entry, photo_claim
from tests.factories.users import make_device, make_user, sign_in
from tests.functional.api.test_files import Phone, digest, picture
from webapp import clock, darkroom
from webapp.extensions import db
from webapp.folder_store import FolderPhotos
from webapp.models import Photo


class Waits(list[int]):
    """How many connections were held at each wait."""

    def note(self) -> None:
        self.append(db.engine.pool.checkedout())


class WatchedPhotos(FolderPhotos):
    def __init__(self, root, waits: Waits) -> None:
        super().__init__(root)
        self.waits = waits

    def keep(self, community_id: int, sha256: str, data: bytes) -> None:
        self.waits.note()
        super().keep(community_id, sha256, data)

    def has(self, community_id: int, sha256: str) -> bool:
        self.waits.note()
        return super().has(community_id, sha256)

    def read(self, community_id: int, sha256: str) -> bytes:
        self.waits.note()
        return super().read(community_id, sha256)


class WatchedDoor:
    """The lock of the darkroom."""

    def __init__(self, waits: Waits) -> None:
        self.lock, self.waits = threading.Lock(), waits

    def __enter__(self) -> None:
        self.waits.note()
        self.lock.acquire()

    def __exit__(self, *_error) -> None:
        self.lock.release()


class WatchedBody(io.BytesIO):
    """A body that comes when it is asked for."""

    def __init__(self, data: bytes, waits: Waits) -> None:
        super().__init__(data)
        self.waits = waits

    def readinto(self, buffer) -> int:
        self.waits.note()
        return super().readinto(buffer)

    def read(self, size: int | None = -1) -> bytes:
        self.waits.note()
        return super().read(size)


@pytest.fixture
def waits(app, monkeypatch) -> Waits:
    waits = Waits()
    app.extensions["stores"].photos = WatchedPhotos(app.config["SANBAO"].photos, waits)
    monkeypatch.setattr(darkroom._room, "lock", WatchedDoor(waits))
    return waits


@pytest.fixture
def inspector(app):
    return make_user(make_community(), "inspector")


def test_a_picture_that_must_be_developed_first(client, waits, inspector):
    sha256 = make_photo(inspector.community, picture())
    fault = {"W1": {"result": "fault", "photos": [photo_claim(sha256, 10)]}}
    make_check(inspector, make_courtyard(inspector.community), at(clock.now().date()), fault)
    sign_in(client, inspector)
    waits.clear()
    assert client.get(f"/inspect/photos/{sha256}").status_code == 200
    assert waits == [0] * 3  # is it here, its bytes, the darkroom


def test_the_last_piece_of_an_upload(client, waits, inspector):
    device, token = make_device(inspector)
    phone, data = Phone(client, token, device), picture()
    location = phone.create(data, data[:1000]).headers["Location"]
    assert phone.append(location, 1000, data[1000:]).headers["Photo-Receipt"] == digest(data)
    assert waits == [0]


def test_a_form_with_a_photo(client, waits, inspector):
    courtyard = make_courtyard(inspector.community)
    sign_in(client, inspector)
    boundary = "a-line-between"
    fields = {"result-W1": "fault", "phrase-W1": "门口有垃圾"}
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    photo = f'--{boundary}\r\nContent-Disposition: form-data; name="photo-W1"; filename="a.jpg"\r\n\r\n'
    body = "".join([*parts, photo]).encode() + picture() + f"\r\n--{boundary}--\r\n".encode()
    answer = client.post(
        f"/inspect/courtyards/{courtyard.code}/",
        input_stream=WatchedBody(body, waits),
        content_length=len(body),
        content_type=f"multipart/form-data; boundary={boundary}",
        headers=SAME_ORIGIN,
    )
    assert answer.status_code == 303
    assert db.session.query(Photo).count() == 1
    assert len(waits) > 1
    assert set(waits) == {0}


def test_a_delivery(client, waits, inspector):
    _, token = make_device(inspector)
    [entry] = deliver(make_entry(make_courtyard(inspector.community)))
    entries = [{"digest": entry.digest, "text": entry.text}]
    data = json.dumps({"protocol": 1, "device_time": clock.now_milliseconds(), "entries": entries}).encode()
    answer = client.post(
        "/api/v1/batches",
        input_stream=WatchedBody(data, waits),
        content_length=len(data),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert [each["outcome"] for each in answer.json["receipts"]] == ["accepted"]
    assert waits
    assert set(waits) == {0}
