"""Backup and restore: every row and photo comes back, also while phones send; a spoilt file is refused."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, MetaData, Table, select, text

from tests.buckets import keys_in
from tests.conftest import make_settings
from tests.factories.neighbourhoods import TODAY, jpeg, make_neighbourhood
from tests.integration.faults.commands import back_up, restored, sanbao
from tests.integration.faults.evidence import require_acknowledged, require_all
from tests.integration.faults.phones import Notes
from tests.integration.faults.places import Place, make_place
from tests.integration.faults.tight_disk import tight_disk
from tests.integration.faults.watching import started_phones
from tests.waiting import wait_until
from webapp import clock, create_app, photo_store
from webapp.backup_file import BackupWriter, BrokenBackup, Head, Summary, check
from webapp.config import load_settings
from webapp.extensions import db
from webapp.models import Check, Community, Photo
from webapp.operations import back_up as saving
from webapp.operations import restore as restoring
from webapp.queries.ledger import chain_break
from webapp.table_rows import LEFT_OUT

FLIPS = 150
NOBODY = "postgresql+psycopg://nobody@127.0.0.1:1/nothing?connect_timeout=5"


def contents(place: Place) -> dict[str, list[Any]]:
    """Every row of every table, as the database itself describes them; see told() for the counters."""
    with place.opened():
        tables = MetaData()
        tables.reflect(db.engine)
        with db.engine.connect() as connection:
            return {
                table.name: sorted(tuple(map(str, row)) for row in connection.execute(select(*compared(table))))
                for table in tables.sorted_tables
                if table.name not in LEFT_OUT
            }


def compared(table: Table) -> list[Column[Any]]:
    return [each for each in table.columns if table.name != "community" or each.name not in restoring.COUNTERS]


def told(place: Place) -> list[tuple[int, int]]:
    """(change number, from which one on deltas are told) of each community."""
    with place.opened():
        found = select(Community.change_number, Community.whole_from).order_by(Community.id)
        return [(number, whole_from) for number, whole_from in db.session.execute(found)]


def photos(place: Place) -> dict[str, bytes]:
    root = place.settings.photos
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def full_place(place: Place) -> Place:
    """With a published month, its ledger, photos and texts in Chinese."""
    with place.opened(), clock.at(TODAY):
        make_neighbourhood()
    return place


def new_url(place: Place, request: pytest.FixtureRequest) -> str | None:
    is_sqlite = place.settings.database_url.startswith("sqlite")
    return None if is_sqlite else request.getfixturevalue("own_postgres").new_database()


def test_a_restored_installation_has_every_row_and_photo(full_place, tmp_path, request):
    ran = back_up(full_place, tmp_path / "all.sanbao")
    assert ran.returncode == 0, ran.stderr

    copy = restored(tmp_path / "all.sanbao", tmp_path / "copy", new_url(full_place, request))

    assert contents(copy) == contents(full_place)
    assert photos(copy) == photos(full_place) != {}
    # Phones were told more since the backup: none of their cursors may be taken for one of the copy's.
    for (number, _), (number_then, whole_then) in zip(told(full_place), told(copy), strict=True):
        assert number_then == whole_then > number + 1000
    with copy.opened(), clock.at(TODAY):
        assert [chain_break(community.id) for community in db.session.query(Community)] == [None, None]
        make_neighbourhood("别的社区")  # ids are counted on from where they were


def test_what_sqlite_held_comes_back_in_postgres(sqlite_place, own_postgres, tmp_path):
    with sqlite_place.opened(), clock.at(TODAY):
        make_neighbourhood()
    assert back_up(sqlite_place, tmp_path / "all.sanbao").returncode == 0
    copy = restored(tmp_path / "all.sanbao", tmp_path / "copy", own_postgres.new_database())
    assert photos(copy) == photos(sqlite_place)
    assert {name: len(rows) for name, rows in contents(copy).items()} == {
        name: len(rows) for name, rows in contents(sqlite_place).items()
    }
    with copy.opened():
        assert [chain_break(community.id) for community in db.session.query(Community)] == [None, None]


def test_a_backup_made_while_phones_send_holds_what_was_acknowledged_before(place, tmp_path, request):
    notes, server = Notes(), place.server().start()
    phones = started_phones(place, server, notes)
    wait_until(lambda: len(notes.acknowledged) >= 10 and len(notes.receipts) >= 5)
    before = Notes(acknowledged=dict(notes.acknowledged), receipts=set(notes.receipts))

    ran = back_up(place, tmp_path / "busy.sanbao")
    meanwhile = len(notes.acknowledged)
    for phone in phones:
        phone.stop_making()
    for phone in phones:
        phone.join(120)
    server.stop()

    assert [(phone.trouble, phone.is_alive()) for phone in phones] == [(None, False)] * len(phones)
    assert ran.returncode == 0, ran.stderr
    assert meanwhile > len(before.acknowledged), "the phones went on during the backup"
    require_all(place, notes)
    copy = restored(tmp_path / "busy.sanbao", tmp_path / "copy", new_url(place, request))
    require_acknowledged(copy, before)
    with copy.opened():
        here = {photo.name for photo in copy.settings.photos.rglob("*")}
        for found in db.session.query(Check):
            if found.state == "complete":
                assert {photo.sha256 for photo in found.photos} <= here
    assert set(contents(copy)["received_entry"]) <= set(contents(place)["received_entry"])


@pytest.fixture
def backup(sqlite_place, tmp_path) -> Path:
    with sqlite_place.opened(), clock.at(TODAY):
        make_neighbourhood()
    assert back_up(sqlite_place, tmp_path / "whole.sanbao").returncode == 0
    return tmp_path / "whole.sanbao"


def test_no_byte_can_be_changed_and_no_end_be_cut_off_unseen(backup, tmp_path, length):
    chance, whole = random.Random(length.seed), backup.read_bytes()
    check(backup)
    spoilt = tmp_path / "spoilt.sanbao"
    for place in [0, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(FLIPS))]:
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        spoilt.write_bytes(changed)
        with pytest.raises(BrokenBackup):
            check(spoilt)
    end = whole.rindex(b"}") + 1
    for length_left in [0, 100, end - 1, *(chance.randrange(end) for _ in range(FLIPS))]:
        spoilt.write_bytes(whole[:length_left])
        with pytest.raises(BrokenBackup):
            check(spoilt)


@pytest.mark.parametrize("spoil", [lambda data: data[: len(data) // 2], lambda data: b"GIF89a" + data[6:]])
def test_a_spoilt_file_is_refused_in_words_and_makes_nothing(backup, tmp_path, spoil):
    spoilt = tmp_path / "spoilt.sanbao"
    spoilt.write_bytes(spoil(backup.read_bytes()))
    ran = sanbao("restore", spoilt, "--data", tmp_path / "copy")
    assert (ran.returncode, "Traceback" in ran.stderr) == (1, False)
    assert "The file is cut short" in ran.stderr
    assert not (tmp_path / "copy").exists()
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_ledger_that_does_not_hold_is_restored_and_told(sqlite_place, tmp_path):
    with sqlite_place.opened(), clock.at(TODAY):
        make_neighbourhood()
        db.session.execute(text("DROP TRIGGER ledger_entry_no_update"))
        db.session.execute(text("UPDATE ledger_entry SET amount = 9 WHERE sequence = 2"))
        db.session.commit()
    assert back_up(sqlite_place, tmp_path / "all.sanbao").returncode == 0
    ran = sanbao("restore", tmp_path / "all.sanbao", "--data", tmp_path / "copy")
    assert (ran.returncode, "账本对不上" in ran.stderr, "does not hold" in ran.stderr) == (3, True, True)
    assert contents(Place(load_settings(tmp_path / "copy", {}), [], [])) == contents(sqlite_place)


def require_words(ran: subprocess.CompletedProcess[str], chinese: str, english: str) -> None:
    assert (ran.returncode, "Traceback" in ran.stderr) == (1, False), ran.stderr
    assert chinese in ran.stderr
    assert english in ran.stderr


def test_a_backup_of_no_installation_or_to_nowhere_is_refused_in_words(sqlite_place, tmp_path):
    (tmp_path / "empty").mkdir()
    nothing = sanbao("backup", tmp_path / "all.sanbao", "--data", tmp_path / "empty")
    require_words(nothing, "没有三包的数据", "There is no installation")
    require_words(back_up(sqlite_place, tmp_path / "nowhere" / "all.sanbao"), "写不了", "can't be written")
    away = sanbao("backup", tmp_path / "all.sanbao", "--data", tmp_path / "empty", database_url=NOBODY)
    require_words(away, "数据库没有答应", "The database is away")


def test_a_full_disk_is_told_in_words_and_leaves_no_half_backup(backup, sqlite_place, tmp_path):
    with tight_disk(tmp_path / "tight") as disk:
        disk.fill([os.getpid()])
        try:
            saved = back_up(sqlite_place, disk.folder / "all.sanbao")
            copied = sanbao("restore", backup, "--data", disk.folder / "copy")
        finally:
            disk.clear([os.getpid()])
        for ran in (saved, copied):
            assert (ran.returncode, "Traceback" in ran.stderr) == (1, False), ran.stderr
        assert list(disk.folder.iterdir()) == []


def test_nothing_is_overwritten(backup, sqlite_place, tmp_path):
    before = backup.read_bytes()
    assert "left alone" in back_up(sqlite_place, backup).stderr
    assert backup.read_bytes() == before
    refused = sanbao("restore", backup, "--data", sqlite_place.settings.data)
    assert (refused.returncode, "left alone" in refused.stderr) == (1, True)


def test_a_database_that_holds_something_is_left_alone(backup, postgres_place, tmp_path):
    url = postgres_place.settings.database_url
    refused = sanbao("restore", backup, "--data", tmp_path / "copy", database_url=url)
    assert (refused.returncode, "not empty" in refused.stderr) == (1, True)


def test_a_backup_of_a_newer_version_says_so(tmp_path):
    with (tmp_path / "new.sanbao").open("wb") as file:
        BackupWriter(file, Head("9.0.0", "9999", "2030-01-01T00:00:00Z")).close(Summary())
    refused = sanbao("restore", tmp_path / "new.sanbao", "--data", tmp_path / "copy")
    assert (refused.returncode, "newer Sanbao 9.0.0" in refused.stderr) == (1, True)


def test_a_photo_that_is_lacking_or_rotten_is_named_and_the_rest_is_saved(sqlite_place, tmp_path):
    with sqlite_place.opened(), clock.at(TODAY):
        home = make_neighbourhood()
        lost, rotten = home.sha256, home.other_sha256
    root = sqlite_place.settings.photos
    next(root.rglob(lost)).unlink()
    next(root.rglob(rotten)).write_bytes(b"rotten")
    ran = back_up(sqlite_place, tmp_path / "part.sanbao")
    assert ran.returncode == 3
    assert lost in ran.stderr
    assert rotten in ran.stderr
    copy = restored(tmp_path / "part.sanbao", tmp_path / "copy", None)
    assert contents(copy) == contents(sqlite_place)


def test_photos_of_a_bucket_are_saved_and_restored_into_one(bucket, tmp_path):
    data = jpeg("in a bucket")
    first = replace(make_place(tmp_path / "first", None).settings, bucket=bucket)
    with create_app(first).app_context():
        community = db.session.query(Community).one().id
        sha256 = hashlib.sha256(data).hexdigest()
        photo_store.photos().keep(community, sha256, data)
        row = Photo(sha256=sha256, size=len(data), media_type="image/jpeg", received_at=clock.now())
        row.community_id = community
        db.session.add(row)
        db.session.commit()
        summary = saving.back_up(tmp_path / "all.sanbao", lambda *_: None)
        db.session.remove()
        db.engine.dispose()
    assert (summary.photos, summary.lacking) == (1, [])

    second = make_settings(tmp_path / "second", bucket=replace(bucket, prefix="second"))
    with create_app(second).app_context():
        restoring.restore(tmp_path / "all.sanbao", *check(tmp_path / "all.sanbao"), lambda *_: None)
        assert photo_store.photos().read(community, sha256) == data
        assert db.session.query(Photo).one().sha256 == sha256
        db.session.remove()
        db.engine.dispose()
    assert f"second/photos/{community}/{sha256}" in keys_in(bucket)
