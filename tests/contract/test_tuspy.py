"""Somebody else's tus client gets its photo through, so what we speak is tus."""

import hashlib
import io

import pytest
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError

from tests.contract.pictures import make_picture
from tests.factories.communities import make_community
from tests.factories.users import make_device, make_user
from webapp.extensions import db
from webapp.models import Photo


@pytest.fixture
def tus_client(port):
    token = make_device(make_user(make_community(), "inspector"))[1]
    return TusClient(f"http://127.0.0.1:{port}/api/v1/files/", headers={"Authorization": f"Bearer {token}"})


def uploader_of(tus_client, picture: bytes, sha256: str, **more):
    metadata = {"filename": "27.jpg", "sha256": sha256, "type": "image/jpeg"}
    return tus_client.uploader(file_stream=io.BytesIO(picture), chunk_size=20_000, metadata=metadata, **more)


def test_a_photo_sent_by_tuspy_arrives(tus_client):
    picture = make_picture(1)
    sha256 = hashlib.sha256(picture).hexdigest()

    uploader_of(tus_client, picture, sha256).upload()

    assert [(photo.sha256, photo.size) for photo in db.session.query(Photo)] == [(sha256, len(picture))]


def test_tuspy_goes_on_where_it_stopped(tus_client):
    picture = make_picture(2)
    sha256 = hashlib.sha256(picture).hexdigest()
    begun = uploader_of(tus_client, picture, sha256)
    begun.upload_chunk()

    resumed = uploader_of(tus_client, picture, sha256, url=begun.url)
    assert resumed.offset == 20_000
    resumed.upload()

    assert db.session.query(Photo).count() == 1


def test_tuspy_is_told_that_the_bytes_are_not_the_photo(tus_client):
    picture = make_picture(3)

    with pytest.raises(TusCommunicationError) as refused:
        uploader_of(tus_client, picture, "0" * 64).upload()

    assert refused.value.status_code == 460
    assert db.session.query(Photo).count() == 0
