"""A receipted photo is the one that was announced, whatever else its phone does."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from sync import tus
from tests.factories.users import make_device
from tests.functional.api.test_files import FILES, Phone, digest, picture
from webapp.extensions import db
from webapp.models import Photo, Upload
from webapp.operations.receive_upload import append_to_upload, begin_upload, finish_upload
from webapp.queries.uploads import Owner
from webapp.storage import photo_path

DIES = {
    "sqlite": ["CREATE TRIGGER dies BEFORE INSERT ON photo BEGIN SELECT RAISE(ABORT, 'dies'); END"],
    "postgresql": [
        "CREATE FUNCTION dies() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'dies'; END $$",
        "CREATE TRIGGER dies BEFORE INSERT ON photo FOR EACH ROW EXECUTE FUNCTION dies()",
    ],
}
LIVES = {"sqlite": "DROP TRIGGER dies", "postgresql": "DROP TRIGGER dies ON photo"}


@pytest.fixture
def phone(home, client) -> Phone:
    device, token = make_device(home.inspector)
    return Phone(client, token, device)


def test_request_that_still_writes_can_not_change_a_receipted_photo(app, home, phone):
    data = picture()
    owner = Owner.of(phone.device)
    identity, _ = begin_upload(owner, tus.Create(len(data), digest(data), "image/jpeg", False), iter([]))

    def slow_request():
        append_to_upload(owner, identity, 0, iter([data]))
        finish_upload(owner, identity)
        yield bytes(len(data))

    append_to_upload(owner, identity, 0, slow_request())
    kept = photo_path(app.config["SANBAO"].photos, home.community.id, digest(data))
    assert digest(kept.read_bytes()) == digest(data)


def test_server_that_died_before_it_noted_the_photo_finishes_on_an_empty_patch(phone):
    data = picture()
    location = phone.create(data).headers["Location"]
    for statement in DIES[db.engine.dialect.name]:
        db.session.execute(text(statement))
    db.session.commit()
    assert phone.append(location, 0, data).status_code == 500
    db.session.execute(text(LIVES[db.engine.dialect.name]))
    db.session.commit()
    assert phone.offset(location).headers["Upload-Offset"] == str(len(data))
    assert phone.append(location, len(data), b"").headers["Photo-Receipt"] == digest(data)


def test_upload_whose_bytes_were_lost_begins_anew(app, phone):
    data = picture()
    location = phone.create(data, data[:500]).headers["Location"]
    for path in app.config["SANBAO"].uploads.rglob("*-*"):
        path.unlink()
    assert phone.append(location, 500, data[500:]).status_code == 404
    assert db.session.query(Upload).count() == 0
    assert phone.create(data, data).headers["Photo-Receipt"] == digest(data)


METADATA = (
    "sha256 Li4vLi4vZXRj,type aW1hZ2UvanBlZw==",
    "sha256",
    " , ,",
    "sha256 \xff",
    "a " * 4000,
    "filename Li4vYQ==",
)


def test_any_metadata_is_refused_and_makes_no_file(app, phone):
    for metadata in METADATA:
        refused = phone.create(picture(), **{"Upload-Metadata": metadata})
        assert (refused.status_code, refused.json["reason"]) == (400, "upload_unreadable"), metadata
    assert list(app.config["SANBAO"].uploads.rglob("*-*")) == []


def test_identity_is_never_a_path(phone):
    for identity in ("..%2f..%2fsanbao.sqlite3", "%00", "x" * 500, "%2e%2e"):
        assert phone.offset(FILES + identity).status_code == 404, identity
        assert phone.append(FILES + identity, 0, b"x").status_code == 404, identity


def test_photo_announced_as_something_else_is_no_photo(phone):
    assert phone.create(picture(), **{"Upload-Metadata": "sha256 " + "QQ==" + ",type dGV4dC9odG1s"}).status_code == 400
    assert db.session.query(Photo).filter(Photo.media_type.like("text/%")).count() == 0
