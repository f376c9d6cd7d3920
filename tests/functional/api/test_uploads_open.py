"""Uploads that are open: how many, how long, found again, and what a misused address answers."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import os

import pytest

from tests.factories.communities import make_community
from tests.factories.users import make_device, make_user
from tests.functional.api.test_files import FILES, Phone, digest, encoded, picture
from webapp import clock
from webapp.blueprints.api.places import PLACES
from webapp.extensions import db
from webapp.models import Photo, Upload
from webapp.operations.sweep_uploads import sweep_uploads


@pytest.fixture
def phone(client):
    device, token = make_device(make_user(make_community(), "inspector"))
    return Phone(client, token, device)


def later(days: float):
    return clock.at(dt.datetime.now(dt.UTC) + dt.timedelta(days=days))


def said(data: bytes, algorithm: str = "sha1") -> dict[str, str]:
    return {"Upload-Checksum": f"{algorithm} {base64.b64encode(hashlib.new(algorithm, data).digest()).decode()}"}


def test_a_third_open_upload_makes_the_one_that_rested_longest_give_way(phone, app):
    data = [picture() for _ in range(3)]
    places = [phone.create(each, each[:100]).headers["Location"] for each in data[:2]]
    phone.append(places[0], 100, data[0][100:200])
    third = phone.create(data[2], data[2][:100]).headers["Location"]
    assert [phone.offset(place).status_code for place in (*places, third)] == [200, 404, 200]
    assert len(list(app.config["SANBAO"].uploads.rglob("*-*"))) == 2
    assert phone.create(data[1], data[1]).headers["Photo-Receipt"] == digest(data[1])


def test_an_upload_whose_address_was_lost_is_found_again_by_its_photo(phone):
    data = picture()
    lost = phone.create(data, data[:500]).headers["Location"]
    again = phone.create(data, data[:700])
    assert (again.status_code, again.headers["Location"], again.headers["Upload-Offset"]) == (201, lost, "700")
    shorter = phone.create(data, data[:300])
    assert (shorter.headers["Location"], shorter.headers["Upload-Offset"]) == (lost, "700")
    assert phone.create(data, data).headers["Photo-Receipt"] == digest(data)
    assert db.session.query(Upload).count() == 1


def test_a_client_that_creates_first_begins_at_the_first_byte(phone):
    data = picture()
    phone.create(data, data[:500])
    assert phone.create(data).headers["Upload-Offset"] == "0"


def test_a_phone_that_missed_the_last_answer_is_told_by_head(phone):
    data = picture()
    place = phone.create(data, data[:500]).headers["Location"]
    phone.append(place, 500, data[500:])
    told = phone.offset(place)
    assert (told.status_code, told.headers["Upload-Offset"]) == (200, str(len(data)))
    assert told.headers["Photo-Receipt"] == digest(data)
    assert phone.append(place, len(data), b"").headers["Photo-Receipt"] == digest(data)
    assert "Upload-Expires" not in told.headers


def test_head_repeats_what_was_said_at_creation(phone):
    data = picture()
    about = f"filename {encoded('石阶巷27号.jpg')},sha256 {encoded(digest(data))},type {encoded('image/jpeg')},secret"
    place = phone.create(data, **{"Upload-Metadata": about}).headers["Location"]
    assert phone.offset(place).headers["Upload-Metadata"] == about
    assert phone.offset(place).headers["Cache-Control"] == "no-store"


def test_an_upload_expires_when_no_byte_reached_it_for_a_week_and_is_swept(phone, app):
    data = picture()
    place = phone.create(data, data[:500]).headers["Location"]
    with later(6):
        assert phone.append(place, 500, data[500:600]).status_code == 204
    with later(12):
        assert phone.offset(place).status_code == 200
        assert sweep_uploads() == 0
    with later(13.1):
        assert (phone.offset(place).status_code, phone.append(place, 600, b"").status_code) == (410, 410)
        assert sweep_uploads() == 1
        assert phone.offset(place).status_code == 404
    assert list(app.config["SANBAO"].uploads.rglob("*-*")) == []


def test_sweeping_leaves_photos_and_drops_files_that_no_upload_knows(phone, app):
    data = picture()
    phone.create(data, data)
    folder = app.config["SANBAO"].uploads / str(phone.device.community_id)
    orphan, young = folder / "an-orphan", folder / "just-begun"
    for path in (orphan, young):
        path.write_bytes(b"half")
    os.utime(orphan, (1, 1))
    with later(8):
        sweep_uploads()
    assert (orphan.exists(), young.exists()) == (False, True)
    assert db.session.query(Photo).count() == 1
    assert phone.create(data).headers["Photo-Receipt"] == digest(data)


def test_nothing_of_a_chunk_with_a_wrong_checksum_is_kept(phone):
    data = picture()
    refused = phone.create(data, data[:500], **said(b"other"))
    assert (refused.status_code, refused.json["reason"]) == (460, "chunk_checksum_differs")
    place = phone.create(data, data[:500], **said(data[:500])).headers["Location"]
    assert phone.append(place, 500, data[500:900], **said(data[500:901], "sha256")).status_code == 460
    assert phone.offset(place).headers["Upload-Offset"] == "500"
    assert phone.append(place, 500, data[500:], **said(data[500:], "sha256")).headers["Photo-Receipt"] == digest(data)


def test_the_method_of_the_header_is_the_one_that_counts(phone, client):
    data = picture()
    place = phone.create(data, data[:500]).headers["Location"]
    patch = {**phone.headers, "Upload-Offset": "500", "Content-Type": "application/offset+octet-stream"}
    told = client.get(place, headers={**phone.headers, "X-HTTP-Method-Override": "HEAD"})
    assert (told.status_code, told.headers["Upload-Offset"]) == (200, "500")
    done = client.post(place, data=data[500:], headers={**patch, "X-HTTP-Method-Override": "PATCH"})
    assert done.headers["Photo-Receipt"] == digest(data)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "DANCE"])
def test_a_method_that_tus_does_not_know_is_refused_with_those_it_does(phone, client, method):
    for address in (FILES, phone.create(picture()).headers["Location"]):
        refused = client.post(address, headers={**phone.headers, "X-HTTP-Method-Override": method})
        assert refused.status_code == 405
        assert "OPTIONS" in refused.headers["Allow"]
        assert refused.headers["Tus-Resumable"] == "1.0.0"


def test_options_are_told_without_a_version_and_before_signing_in(client):
    told = client.options(FILES)
    assert (told.status_code, told.data) == (204, b"")
    assert told.headers["Tus-Extension"] == "creation,creation-with-upload,checksum,expiration"
    assert told.headers["Tus-Checksum-Algorithm"] == "sha1,sha256"
    assert told.headers["Tus-Version"] == "1.0.0"
    assert told.headers["Tus-Max-Size"] == str(8 << 20)


def test_a_refused_token_is_told_by_an_answer_that_says_it_is_tus(client):
    refused = client.post(FILES, headers={"Authorization": "Bearer wrong", "Tus-Resumable": "1.0.0"})
    assert (refused.status_code, refused.headers["Tus-Resumable"]) == (401, "1.0.0")


def test_an_upload_without_a_place_to_be_read_is_asked_to_come_again(phone, app):
    data, places = picture(), app.extensions["upload_places"]
    place = phone.create(data).headers["Location"]
    for _ in range(PLACES):
        assert places.acquire(blocking=False), "earlier requests have left their places"
    refused = phone.create(data, data)
    assert (refused.status_code, refused.json["reason"]) == (503, "try_again_later")
    assert refused.headers["Retry-After"] == "5"
    assert phone.offset(place).status_code == 200
    places.release()
    assert phone.create(data, data).headers["Photo-Receipt"] == digest(data)


REFUSED = {
    "photo_type_differs": lambda data: data,
    "photo_broken": lambda data: data[:-200],
    "photo_has_more": lambda data: data + b"PK\x03\x04\x14\0\0\0",
}


@pytest.mark.parametrize("reason", REFUSED)
def test_a_picture_that_is_not_what_it_seems_is_refused_in_one_request_and_in_pieces(phone, app, reason):
    data = REFUSED[reason](picture())
    said = {"Upload-Metadata": f"sha256 {encoded(digest(data))},type {encoded('image/png')}"}
    changes = said if reason == "photo_type_differs" else {}
    whole = phone.create(data, data, **changes)
    place = phone.create(data, data[:500], **changes).headers["Location"]
    for refused in (whole, phone.append(place, 500, data[500:])):
        assert (refused.status_code, refused.json["reason"]) == (415, reason)
    assert db.session.query(Photo).count() == db.session.query(Upload).count() == 0
    assert [path for path in app.config["SANBAO"].data.rglob("*") if path.name in (digest(data), place[-36:])] == []
