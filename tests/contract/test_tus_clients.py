"""Clients that others wrote get their photos through, unmodified, over a line that is cut; so what we speak is tus."""

from __future__ import annotations

import base64
import hashlib

import pytest
import requests

from tests.contract.cutting import CuttingLine
from tests.contract.pictures import make_picture
from tests.contract.tus_clients import CLIENTS, DONE, Order
from tests.e2e.running import Server
from tests.factories.communities import make_community
from tests.factories.users import make_device, make_user
from webapp.extensions import db
from webapp.models import Photo, Upload

every_client = pytest.mark.parametrize("client", CLIENTS.values(), ids=CLIENTS)


@pytest.fixture
def token(app):
    return make_device(make_user(make_community(), "inspector"))[1]


@pytest.fixture
def line(port):
    with CuttingLine(port, []) as made:
        yield made


def photos() -> list[tuple[str, int]]:
    db.session.rollback()
    return [(photo.sha256, photo.size) for photo in db.session.query(Photo)]


def begun(address: str, token: str, picture: bytes, count: int) -> str:
    """An upload that another client began and left: its address."""
    order = Order(address, token, picture)
    pairs = (f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in order.metadata.items())
    about = {"Tus-Resumable": "1.0.0", "Upload-Length": str(len(picture)), "Upload-Metadata": ",".join(pairs)}
    created = requests.post(order.endpoint, headers=order.headers | about, timeout=60)
    bytes_ = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    url = created.headers["Location"]
    assert requests.patch(url, picture[:count], headers=order.headers | bytes_, timeout=60).status_code == 204
    return url


@every_client
@pytest.mark.parametrize("chunk", [0, 20_000], ids=["whole", "in chunks"])
def test_a_photo_arrives(line, token, client, chunk):
    order = Order(line.address, token, make_picture(1), chunk=chunk)
    assert client(order) == DONE
    assert photos() == [(order.sha256, len(order.picture))]


@every_client
def test_a_photo_goes_on_where_the_line_was_cut(line, token, client):
    picture = make_picture(2)
    line.rooms[:] = [30_000] * 3
    order = Order(line.address, token, picture, retries=4)
    assert client(order) == DONE
    assert line.cuts >= 1
    assert photos() == [(order.sha256, len(picture))]
    # Heads of requests and what was on its way into the cuts; without resuming it would be another whole photo.
    # A POST that was cut told no address: it is sent again whole, and what is here already is passed over.
    assert line.carried < (3 if order.during else 1) * len(picture) + 30_000


@every_client
def test_a_client_goes_on_with_what_another_left(line, token, client):
    picture = make_picture(3)
    url = begun(line.address, token, picture, 25_000)
    before = line.carried
    assert client(Order(line.address, token, picture, url=url)) == DONE
    assert photos() == [(Order("", "", picture).sha256, len(picture))]
    assert line.carried - before < len(picture) - 25_000 + 5_000


@every_client
@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_checksum_is_taken(line, token, client, algorithm):
    picture = make_picture(4)
    said = base64.b64encode(hashlib.new(algorithm, picture).digest()).decode()
    assert client(Order(line.address, token, picture, checksum=f"{algorithm} {said}")) == DONE
    assert len(photos()) == 1


@every_client
def test_a_wrong_checksum_is_told_and_nothing_is_kept(line, token, client):
    picture = make_picture(5)
    said = base64.b64encode(hashlib.sha1(picture + b"?").digest()).decode()
    assert client(Order(line.address, token, picture, checksum=f"sha1 {said}")) == 460
    assert photos() == []
    assert {upload.offset for upload in db.session.query(Upload)} <= {0}


@every_client
def test_bytes_that_are_not_the_photo_are_told_and_not_kept(line, token, client):
    assert client(Order(line.address, token, make_picture(6), sha256="0" * 64)) == 460
    assert photos() == []
    assert db.session.query(Upload).count() == 0


@every_client
def test_the_same_holds_of_the_server_that_people_run(app, tmp_path, token, client):
    server = Server(tmp_path, "serve", environment={"SANBAO_DATABASE_URL": app.config["SANBAO"].database_url}).start()
    try:
        with CuttingLine(server.port, [30_000]) as line:
            assert client(Order(line.address, token, make_picture(7), chunk=20_000, retries=4)) == DONE
            assert client(Order(line.address, token, make_picture(8), sha256="0" * 64)) == 460
    finally:
        server.stop()
    assert len(photos()) == 1
